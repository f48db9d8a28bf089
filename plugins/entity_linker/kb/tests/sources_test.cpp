// Every kind of source: what is read out of it, and the sentence for each mistake.
#include <doctest/doctest.h>

#include <string>

#include "kb_support.hpp"

using namespace docmill::linker;

TEST_CASE("tables are read as the linker reads them") {
  CHECK(entries_of("a.tsv", "label\ttype\tkey\taliases\nAcme\tcompany\ta\tX|Y\n") ==
        R"({"key":"a","label":"Acme","type":"company","aliases":["X","Y"],"prior":10})"
        "\n");
  CHECK(
      entries_of("a.tsv", "label\ttype\nAcme\tcompany\n") ==
      "a.tsv:1:1: there is no column 'key'; the first line names the columns, separated by tabs, at least label, type "
      "and key");
}

TEST_CASE("CSV has quotes, with quotes, commas and line ends inside") {
  CHECK(entries_of(
            "a.csv",
            "label,type,key,description\r\n\"Acme, \"\"the\"\" firm\",company,a,\"two\nlines\"\r\nB,place,b,\r\n") ==
        R"({"key":"a","label":"Acme, \"the\" firm","type":"company","description":"two lines","prior":10})"
        "\n"
        R"({"key":"b","label":"B","type":"place","prior":10})"
        "\n");
  CHECK(entries_of("a.csv", "label,type,key\n\"A\"x,place,a\n") ==
        "a.csv:2:4: a cell in quotes ends at its second quote; write \"\" for a quote inside");
  CHECK(entries_of("a.csv", "label,type,key\nB,place,\"b\n") == "a.csv:2:9: the quote that opens here is not closed");
  CHECK(entries_of("a.csv", "label,type,key\n\"A\n\",place,a\nB,place\n") ==
        "a.csv:4:8: the line has 2 columns, the first line names 3");
}

TEST_CASE("JSON Lines give every field") {
  CHECK(
      entries_of("a.jsonl",
                 "\n{\"key\":\"a\",\"label\":\"Acme\",\"type\":\"company\",\"aliases\":[\"X\"],\"description\":\"d\","
                 "\"context\":[\"c\",\"e\"],\"qid\":\"Q1\",\"related\":[\"R\"],\"related_keys\":[\"k\"],\"weight\":3,"
                 "\"note\":{\"other\":1},\"sitelinks\":7}\n") ==
      R"({"key":"a","label":"Acme","type":"company","description":"d","aliases":["X"],"context":["c","e"],"qid":"Q1",)"
      R"("related":["R"],"related_keys":["k"],"prior":30,"sitelinks":7})"
      "\n");
  CHECK(entries_of("a.jsonl", "{\"key\":\"a\",\"label\":\"A\",\"prior\":44}", {.type = "place"}) ==
        R"({"key":"a","label":"A","type":"place","prior":44})"
        "\n");
}

TEST_CASE("mistakes in JSON Lines have their line") {
  const std::string good = "{\"key\":\"a\",\"label\":\"A\",\"type\":\"t\"}\n";
  CHECK(entries_of("a.jsonl", good + "{\"key\":}\n") == "a.jsonl:2:8: no JSON: invalid value");
  CHECK(entries_of("a.jsonl", good + R"({"key":"b","label":"é\udc00"})") ==
        "a.jsonl:2:22: no JSON: the surrogate pair in string is invalid");
  CHECK(entries_of("a.jsonl", good + "[1]\n") == "a.jsonl:2: an object is expected, one in each line");
  CHECK(entries_of("a.jsonl", "{\"label\":\"A\",\"type\":\"t\"}") ==
        "a.jsonl:1: the key is empty; every entry needs an identifier of its own");
  CHECK(entries_of("a.jsonl", "{\"key\":\"a\",\"type\":\"t\"}") ==
        "a.jsonl:1: the label is empty; every entry needs one");
  CHECK(entries_of("a.jsonl", "{\"key\":\"a\",\"label\":\"A\"}") ==
        "a.jsonl:1: the type is empty; write a word such as company, person or place, or say --type");
  CHECK(entries_of("a.jsonl", "{\"key\":1}") == "a.jsonl:1: 'key' should be a string");
  CHECK(entries_of("a.jsonl", "{\"aliases\":\"x\"}") == "a.jsonl:1: 'aliases' should be a list of strings");
  CHECK(entries_of("a.jsonl", "{\"aliases\":[1]}") == "a.jsonl:1: 'aliases' should be a list of strings");
  CHECK(entries_of("a.jsonl", "{\"weight\":9}") == "a.jsonl:1: 'weight' should be a whole number from 1 to 5");
  CHECK(entries_of("a.jsonl", "{\"qid\":\"42\"}") ==
        "a.jsonl:1: '42' is no Wikidata item; write Q and a number, or leave it out");
  CHECK(entries_of("a.jsonl", "{\"key\":\"" + std::string(300, 'k') + "\",\"label\":\"A\",\"type\":\"t\"}") ==
        "a.jsonl:1: the key '" + std::string(40, 'k') + "…' has more than 255 bytes");
}

TEST_CASE("what a source is shows in its name, without the packing") {
  CHECK(format_of("a/b.tsv.gz", "") == SourceFormat::tsv);
  CHECK(format_of("latest-all.json.bz2", "") == SourceFormat::wikidata);
  CHECK(format_of("x.nt.zst", "") == SourceFormat::skos);
  CHECK(format_of("x.ndjson", "") == SourceFormat::jsonl);
  CHECK(entries_of("a.txt", "x") ==
        "a.txt: what kind of source this is cannot be told from its name; say --format, one "
        "of tsv, csv, jsonl, wikidata, skos, wikipedia");
  CHECK(entries_of("a.txt", "label\ttype\tkey\nA\tplace\ta\n", {}, SourceFormat::tsv) ==
        R"({"key":"a","label":"A","type":"place","prior":10})"
        "\n");
}

TEST_CASE("a SKOS vocabulary in any order") {
  const std::string skos = "<http://www.w3.org/2004/02/skos/core#";
  const std::string text =
      "# a comment\n<http://x/b> " + skos + "broader> <http://x/a> .\n<http://x/a> " + skos +
      "altLabel> \"Alt\\u00E9\"@en .\n<http://x/a> " + skos + "prefLabel> \"Deutsch\"@de .\n" + "<http://x/a> " + skos +
      "prefLabel> \"English\"@en-GB .\n<http://x/a> " + skos + "definition> \"what it is\"@en .\n<http://x/a> " + skos +
      "exactMatch> <http://www.wikidata.org/entity/Q42> .\n<http://x/b> " + skos +
      "prefLabel> \"Plain\" .\n<http://x/c> " + skos + "altLabel> \"no label\"@en .\n" +
      "<http://x/a> <http://other/p> \"ignored\"^^<http://x/t> .\n_:n " + skos + "prefLabel> \"blank\"@en .\n";
  SourceOptions options;
  options.languages = {"en", "de"};
  CHECK(
      entries_of("v.nt", text, options) ==
      R"({"key":"http://x/a","label":"English","type":"concept","description":"what it is","aliases":["Deutsch","Alté"],"qid":"Q42","prior":10})"
      "\n"
      R"({"key":"http://x/b","label":"Plain","type":"concept","related_keys":["http://x/a"],"prior":10})"
      "\n");
}

TEST_CASE("mistakes in N-Triples have line and column") {
  CHECK(entries_of("v.nt", "<a> <b> <c>\n") == "v.nt:1:12: the dot that ends a statement is expected here");
  CHECK(entries_of("v.nt", "\n<a> <b \n") == "v.nt:2:5: the IRI is not closed by >");
  CHECK(entries_of("v.nt", "<a> \"b\" <c> .\n") == "v.nt:1:5: a predicate, an IRI in <>, is expected here");
  CHECK(entries_of("v.nt", "<a> <b> \"x\\q\" .\n") ==
        "v.nt:1:11: an escape is one of \\t \\b \\n \\r \\f \\\" \\' \\\\ \\uXXXX \\UXXXXXXXX");
  CHECK(entries_of("v.nt", "<a> <b> \"\\uD800\" .\n") == "v.nt:1:10: this is no character of Unicode");
  CHECK(entries_of("v.nt", "<a> <b> <c> . <d>\n") ==
        "v.nt:1:15: a statement ends with its dot; one stands in each line");
  CHECK(entries_of("v.nt", "@prefix x: <y> .\n") ==
        "v.nt:1:1: an IRI in <>, a blank node or a string is expected here");
}

TEST_CASE("JSON that opens a million brackets is read, or refused with a sentence: no call for each of them") {
  const std::string deep(1000000, '[');
  const std::string entry = R"({"key":"a","label":"A","type":"t","note":)";
  CHECK(entries_of("a.jsonl", entry + deep + std::string(deep.size(), ']') + "}\n") ==
        R"({"key":"a","label":"A","type":"t","prior":10})"
        "\n");
  CHECK(entries_of("a.jsonl", entry + deep + "\n") == "a.jsonl:1:1000042: no JSON: invalid value");
  const std::string item = R"({"type":"item","id":"Q1","labels":{"en":{"value":"A"}},"note":)";
  CHECK(entries_of("a.json", item + deep + std::string(deep.size(), ']') + "},\n") ==
        R"({"key":"Q1","label":"A","qid":"Q1","prior":10})"
        "\n");
  CHECK(entries_of("a.json", item + deep + "\n") ==
        "a.json:1: no entity of a Wikidata dump, which has one in each line: invalid value");
}

TEST_CASE("what a message quotes is cut between characters") {
  std::string wrong;
  for (int i = 0; i < 40; ++i) wrong += "é";
  const std::string first = "x" + wrong.substr(0, 58);
  CHECK(entries_of("a.jsonl", R"({"key":"a","label":"A","type":"t","qid":"x)" + wrong + "\"}\n") ==
        "a.jsonl:1: '" + first + "' is no Wikidata item; write Q and a number, or leave it out");
  CHECK(entries_of("a.jsonl", R"({"key":"a","label":"A","type":"t","linked":["x)" + wrong + "\"]}\n") ==
        "a.jsonl:1: '" + first + "' in 'linked' should be a class of share from 1 to 7, a space and a form");
}
