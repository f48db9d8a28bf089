// Dumps of Wikipedia: XML in pieces, wikitext, redirects, and what counting links gives a base.
#include <bzlib.h>
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "kb/wikipedia_dump.hpp"
#include "kb/wikipedia_links.hpp"
#include "kb/xml_reader.hpp"
#include "kb_support.hpp"
#include "knowledge_base/link_share.hpp"
#include "support/run_program.hpp"

using namespace docmill::linker;
using docmill::test::ProgramResult;
using docmill::test::TempFolder;

namespace {

const std::string wiki_head = "<mediawiki xml:lang=\"en\">\n<siteinfo><dbname>enwiki</dbname></siteinfo>\n";

std::string wiki_page(const std::string& title, const std::string& text, const std::string& name_space = "0") {
  return "<page><title>" + title + "</title><ns>" + name_space + "</ns><revision><text bytes=\"1\">" + text +
         "</text></revision></page>\n";
}
std::string redirect(const std::string& from, const std::string& to) {
  return "<page><title>" + from + "</title><ns>0</ns><redirect title=\"" + to + "\" /><revision><text>#REDIRECT [[" +
         to + "]]</text></revision></page>\n";
}
std::string repeated(const std::string& s, int n) {
  std::string all;
  for (int i = 0; i < n; ++i) all += s;
  return all;
}

std::string packed_bzip2(std::string bytes) {
  std::string packed(bytes.size() + 1000, '\0');
  auto size = static_cast<unsigned>(packed.size());
  REQUIRE(BZ2_bzBuffToBuffCompress(packed.data(), &size, bytes.data(), static_cast<unsigned>(bytes.size()), 9, 0, 0) ==
          BZ_OK);
  return packed.substr(0, size);
}

// What a dump holds, a line for each page; or the mistake.
std::string pages_of(std::string_view xml) {
  const TempFolder folder;
  PackedFile file(folder.write("d.xml", xml).string());
  std::string out;
  try {
    read_wikipedia(file, {[&](std::string_view site) { out += "site " + std::string(site) + "\n"; },
                          [&](const WikipediaPage& p) {
                            out += p.title + (p.redirect.empty() ? "" : " -> " + p.redirect) + ": " + p.text + "\n";
                          }});
  } catch (const SourceError& e) {
    const std::string message = e.what();
    return message.substr(message.rfind("/d.xml") + 1);
  }
  return out;
}

std::string links_of(std::string_view wikitext) {
  std::string out;
  for_each_link(wikitext, [&](std::string_view title, std::string_view form) {
    out += title_of_link(title) + "=" + std::string(form) + ";";
  });
  return out;
}

std::string wiki_item(const std::string& id, const std::string& label, const std::string& of,
                      const std::string& title) {
  const std::string quoted = "\"id\":\"" + of + "\"";
  return "{\"type\":\"item\",\"id\":\"" + id + "\",\"labels\":{\"en\":{\"language\":\"en\",\"value\":\"" + label +
         "\"}},\"claims\":{\"P31\":[{\"rank\":\"normal\",\"mainsnak\":{\"datavalue\":{\"value\":{" + quoted +
         "}}}}]},\"sitelinks\":{\"enwiki\":{\"site\":\"enwiki\",\"title\":\"" + title + "\"}}}";
}

const std::string wiki_items = "[\n" + wiki_item("Q90", "Paris", "Q515", "Paris") + ",\n" +
                               wiki_item("Q167646", "Paris", "Q5", "Paris (mythology)") + ",\n" +
                               wiki_item("Q142", "France", "Q6256", "France") + "\n]\n";

const std::string wiki_dump =
    wiki_head +
    wiki_page("Paris",
              "The capital of [[France]]. " + repeated("[[Paris]] ", 8) + repeated("[[Paris|City of Light]]", 3)) +
    wiki_page("France", repeated("[[paris#History|Paris]] [[Lutetia|Lutetia]] ", 8) + "[[Nobody|Paris]]") +
    wiki_page("Paris (mythology)", "[[Paris (mythology)|Paris]] [[Paris (mythology)|Paris]] [[France|a rare form]]") +
    wiki_page("User talk:X", repeated("[[France|Paris]]", 90), "3") + redirect("Lutetia", "Lutèce") +
    redirect("Lutèce", "Paris") + redirect("Self", "Self") + redirect("A", "B") + redirect("B", "A") + "</mediawiki>\n";

struct WikiDesk {
  TempFolder folder;
  ProgramResult kb(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "kb");
    return docmill::test::run_docmill(arguments, {.working_folder = folder.path(), .environment = {}, .input = {}});
  }
  std::string file(const char* name) const { return docmill::test::read_file(folder / name); }
};

}  // namespace

TEST_CASE("pages of the main name space with their redirects; characters are what they stand for") {
  CHECK(pages_of("<?xml version=\"1.0\"?><!-- <page> -->" + wiki_head +
                 wiki_page("A &amp; B", "x &lt;b&gt; &#233;&#xe9; &nbsp; <![CDATA[<]]>") + wiki_page("T", "t", "10") +
                 redirect("Q&amp;A", "A &amp; &quot;B&quot;") + "</mediawiki>\n") ==
        "site enwiki\nA & B: x <b> éé &nbsp; <\nQ&A -> A & \"B\": #REDIRECT [[A & \"B\"]]\n");
}

TEST_CASE("a dump that breaks off, or is none, is told with its line") {
  CHECK(pages_of("") == "d.xml:1: the dump breaks off here; it was not copied as a whole");
  CHECK(pages_of(wiki_head + "<page><title>A</title>\n<ns>0</ns><revision><text>abc\ndef") ==
        "d.xml:5: the dump breaks off here, within <text>; it was not copied as a whole");
  CHECK(pages_of(wiki_head + "<page><title>A</tit") ==
        "d.xml:3: the dump breaks off here, within <title>; it was not copied as a whole");
  CHECK(pages_of(wiki_head + wiki_page("A", "a")) ==
        "d.xml:4: the dump breaks off here, within <mediawiki>; it was not copied as a whole");
  CHECK(pages_of("<html><body/></html>") == "d.xml:1: <html> is no dump of a Wikipedia, which begins with <mediawiki>");
  CHECK(pages_of("<mediawiki>\n<page></page></mediawiki>") ==
        "d.xml:2: a page before the dump names its wiki in <siteinfo><dbname>");
  CHECK(pages_of("<mediawiki></mediawiki>") == "d.xml:1: the dump does not name its wiki in <siteinfo><dbname>");
  CHECK(pages_of("<mediawiki>\n</page>") == "d.xml:2: </page> where <mediawiki> is open");
  CHECK(pages_of("plain") == "d.xml:1: text outside of all elements; this is no dump of MediaWiki in XML");
  CHECK(pages_of(repeated("<a>", 70)).find("no dump of a Wikipedia") != std::string::npos);
}

TEST_CASE("links: titles as the wiki has them, forms as they are shown") {
  CHECK(links_of("[[paris]] [[New_York  City#History|''NYC'']] [[éire|Ireland]]") ==
        "Paris=paris;New York City=NYC;Éire=Ireland;");
  CHECK(links_of("[[#Below|x]] [[A|b {{c}}]] [[A|]] [[A\nB]] [[A") == "=x;");
  CHECK(links_of("[[File:a.jpg|thumb|A view of [[Paris]]]] [[Paris|x]]") == "Paris=Paris;Paris=x;");
  CHECK(links_of("<!-- [[A]] --> <nowiki>[[B]]</nowiki> <math>[[C]]</math> [[D]] <!-- [[E]]") == "D=D;");
  CHECK(links_of("[[A|" + std::string(300, 'x') + "]]").empty());
  CHECK(links_of("[[A|\xFF]] [[\xFF|a]]") == "=a;");
  CHECK(title_of_link(":Category:Towns") == "Category:Towns");
  CHECK(title_of_link(" _ ").empty());
}

TEST_CASE("a share is put into one of seven classes") {
  CHECK(share_class(1, 100) == 1);
  CHECK(share_class(2, 100) == 2);
  CHECK(share_class(74, 100) == 6);
  CHECK(share_class(75, 100) == 7);
  CHECK(prior_of_form(20, 0) == 20);
  CHECK(prior_of_form(20, 1 << share_shift) == 15);
  CHECK(prior_of_form(20, 7 << share_shift) == 35);
}

TEST_CASE("links give a base forms with shares, prominence and relations; redirects are followed") {
  const WikiDesk desk;
  desk.folder.write("w.json", wiki_items);
  desk.folder.write("e.xml.bz2", packed_bzip2(wiki_dump));
  const std::vector<std::string> build = {
      "build", "w.json", "e.xml.bz2", "-o", "a.kb", "--classes", "Q5=person,Q515=place,Q6256=place"};
  const ProgramResult built = desk.kb(build);
  CHECK(built.err == "");
  REQUIRE(built.status == 0);
  CHECK(built.out.find("e.xml.bz2: 3 pages, 5 redirects, 32 links\n") != std::string::npos);
  CHECK(built.out.find("  1 redirects left out that lead to themselves\n"
                       "  2 redirects left out that lead round in a circle\n") != std::string::npos);
  // Of 19 links "Paris" 16 lead to the town, 2 to the person and 1 to a page that no item is about.
  CHECK(
      desk.kb({"show", "a.kb", "--json"}).out ==
      R"({"key":"Q142","label":"France","type":"place","qid":"Q142","related_keys":["Q90"],"prior":15,"sitelinks":1})"
      "\n"
      R"({"key":"Q167646","label":"Paris","type":"person","linked":["4 Paris"],"qid":"Q167646","prior":15,"sitelinks":1})"
      "\n"
      R"({"key":"Q90","label":"Paris","type":"place","linked":["7 City of Light","7 Lutetia","7 Paris"],"qid":"Q90",)"
      R"("related_keys":["Q142"],"prior":18,"sitelinks":1})"
      "\n");
  CHECK(desk.kb({"lookup", "a.kb", "Lutetia"}).out.find("(alias,from-75-percent-of-links)") != std::string::npos);
  // Again, with less memory, the sources the other way round, and out of JSON Lines.
  desk.folder.write("again.jsonl", desk.kb({"show", "a.kb", "--json"}).out);
  REQUIRE(
      desk.kb({"build", "e.xml.bz2", "w.json", "-o", "b.kb", "--memory", "16 MiB", "--classes", build.back()}).status ==
      0);
  CHECK(desk.kb({"show", "b.kb", "--json"}).out == desk.file("again.jsonl"));
  REQUIRE(desk.kb({"build", "again.jsonl", "-o", "c.kb"}).status == 0);
  CHECK(desk.kb({"show", "c.kb", "--json"}).out == desk.file("again.jsonl"));
  REQUIRE(desk.kb({"merge", "a.kb", "-o", "m.kb"}).status == 0);
  CHECK(desk.kb({"show", "m.kb", "--json"}).out == desk.file("again.jsonl"));
}

TEST_CASE("a chain of redirects is followed, however long; a circle behind it is none") {
  WikipediaLinks links({}, {"enwiki"});
  const TempFolder folder;
  std::string text = wiki_head + wiki_page("Start", repeated("[[R0|the form]]", 3)) + wiki_page("End", "");
  for (int i = 0; i < 100; ++i)
    text += redirect("R" + std::to_string(i), i == 99 ? "End" : "R" + std::to_string(i + 1));
  text += redirect("X", "Y") + redirect("Y", "Z") + redirect("Z", "Y") + "</mediawiki>";
  PackedFile file(folder.write("d.xml", text).string());
  links.read(file);
  links.add_item("enwiki", "End", "Q1");
  links.add_item("dewiki", "Ende", "Q1");
  links.finish();
  KnowledgeEntry entry;
  entry.key = "Q1";
  links.complete(entry);
  CHECK(entry.linked == "7 the form");
  CHECK(links.counts().redirects_in_circles == 3);
  CHECK(links.counts().items == 1);
}

TEST_CASE("what does not fit together is refused") {
  const WikiDesk desk;
  desk.folder.write("w.json", wiki_items);
  desk.folder.write("e.xml", wiki_dump);
  desk.folder.write("cut.xml.bz2", packed_bzip2(wiki_dump).substr(0, 200));
  CHECK(desk.kb({"build", "e.xml", "-o", "a.kb"}).err ==
        "a.kb: no item has a page in the dumps of Wikipedia; give the Wikidata dump as well\n");
  CHECK(desk.kb({"build", "w.json", "e.xml", "-o", "a.kb", "--languages", "de"}).err ==
        "e.xml: a dump of 'enwiki', whose language is not among --languages\n");
  CHECK(desk.kb({"lookup", "e.xml", "Paris"}).err ==
        "e.xml: a dump of Wikipedia gives no entries; docmill kb build takes it beside a Wikidata dump\n");
  const ProgramResult cut = desk.kb({"build", "w.json", "cut.xml.bz2", "-o", "a.kb"});
  CHECK(cut.status != 0);
  CHECK(cut.err.find("cut.xml.bz2: ") == 0);
  desk.folder.write("bad.jsonl", R"({"key":"a","label":"A","type":"place","linked":["8 Paris"]})");
  CHECK(desk.kb({"build", "bad.jsonl", "-o", "a.kb"}).err ==
        "bad.jsonl:1: '8 Paris' in 'linked' should be a class of share from 1 to 7, a space and a form\n");
}
