// The table parser: what it takes, and the sentence for each mistake.
#include <doctest/doctest.h>

#include <string>

#include "compile/compile_tables.hpp"
#include "knowledge_base/knowledge_base.hpp"
#include "knowledge_base/knowledge_tsv.hpp"
#include "knowledge_base/name_forms.hpp"

using namespace docmill::linker;

namespace {

// "line:column: message" of the only problem.
std::string problem(std::string_view table) {
  const KnowledgeTable t = parse_knowledge_tsv(table);
  if (t.problems.size() != 1) return std::to_string(t.problems.size()) + " problems";
  const KnowledgeProblem& p = t.problems[0];
  return std::to_string(p.line) + ":" + std::to_string(p.column) + ": " + p.message;
}

}  // namespace

TEST_CASE("columns are found by name, in any order, others are ignored") {
  const KnowledgeTable t = parse_knowledge_tsv("note\tkey\tlabel\taliases\ttype\nx\tk\tName\tA|B||C\tcompany\n");
  REQUIRE(t.problems.empty());
  REQUIRE(t.rows.size() == 1);
  CHECK(t.rows[0].key == "k");
  CHECK(t.rows[0].label == "Name");
  CHECK(t.rows[0].type == "company");
  CHECK(t.rows[0].weight == 1);
  std::string parts;
  for_each_part(t.rows[0].aliases, [&](std::string_view p) { parts += std::string(p) + ";"; });
  CHECK(parts == "A;B;C;");
}

TEST_CASE("byte order mark, CR LF, empty lines and a missing last line end are tolerated") {
  const KnowledgeTable t = parse_knowledge_tsv("\xEF\xBB\xBFlabel\ttype\tkey\r\n\r\nA\tplace\ta\r\nB\tplace\tb");
  REQUIRE(t.problems.empty());
  REQUIRE(t.rows.size() == 2);
  CHECK(t.rows[0].key == "a");
  CHECK(t.rows[1].line == 4);
}

TEST_CASE("an empty file is told what a table begins with") {
  CHECK(problem("") == "0:0: the file is empty; the first line names the columns, at least label, type and key");
}

TEST_CASE("a missing column is named") {
  CHECK(problem("label\ttype\nA\tplace\n") ==
        "1:1: there is no column 'key'; the first line names the columns, separated by tabs, at least label, type and "
        "key");
}

TEST_CASE("a column named twice is shown") {
  CHECK(problem("label\ttype\tkey\ttype\n") == "1:16: the column 'type' is named twice");
}

TEST_CASE("too few and too many columns are counted") {
  CHECK(problem("label\ttype\tkey\nA\tplace\n") == "2:8: the line has 2 columns, the first line names 3");
  CHECK(problem("label\ttype\tkey\nA\tplace\ta\tmore\n") == "2:11: the line has 4 columns, the first line names 3");
}

TEST_CASE("a duplicate key points to the first") {
  CHECK(problem("label\ttype\tkey\nA\tplace\ta\nB\tplace\ta\n") == "3:9: the key 'a' stands already in line 2");
}

TEST_CASE("empty label, type and key are mistakes") {
  CHECK(problem("label\ttype\tkey\n\tplace\ta\n") == "2:1: the label is empty; every entry needs one");
  CHECK(problem("label\ttype\tkey\nA\t\ta\n") ==
        "2:3: the type is empty; write a word such as company, person or place");
  CHECK(problem("label\ttype\tkey\nA\tplace\t\n") ==
        "2:9: the key is empty; every entry needs an identifier of its own");
  CHECK(problem("label\ttype\tkey\n(x)\tplace\ta\n") == "2:1: the label begins with a bracket; the name comes first");
}

TEST_CASE("a QID is Q and a number") {
  const std::string head = "label\ttype\tkey\tqid\nA\tplace\ta\t";
  CHECK(parse_knowledge_tsv(head + "Q42\n").problems.empty());
  CHECK(parse_knowledge_tsv(head + "\n").problems.empty());
  for (const char* bad : {"Q", "42", "q42", "Q042", "Q4x", "P31", "Q4 "})
    CHECK(problem(head + bad + "\n") ==
          "2:11: '" + std::string(bad) + "' is no Wikidata item; write Q and a number, or leave it empty");
}

TEST_CASE("a weight is a whole number from 1 to 5") {
  const std::string head = "label\ttype\tkey\tweight\nA\tplace\ta\t";
  CHECK(parse_knowledge_tsv(head + "5\n").rows[0].weight == 5);
  for (const char* bad : {"0", "6", "1.5", "x", "-1"})
    CHECK(problem(head + bad + "\n") ==
          "2:11: the weight '" + std::string(bad) + "' should be a whole number from 1 to 5");
}

TEST_CASE("invalid UTF-8 is shown with its place, columns in code points") {
  CHECK(problem("label\ttype\tkey\nÄ\tplace\xFF\ta\n") == "2:8: the bytes here are not UTF-8; the whole table must be");
}

TEST_CASE("many mistakes are told at once, but not without end") {
  std::string table = "label\ttype\tkey\n";
  for (int i = 0; i < 100; ++i) table += "A\tplace\n";
  CHECK(parse_knowledge_tsv(table).problems.size() == max_problems);
}

TEST_CASE("later layers replace entries by key, and the order of entries is that of the keys") {
  const KnowledgeTable one = parse_knowledge_tsv("label\ttype\tkey\nOld\tplace\tb\nZ\tplace\ta\n");
  const KnowledgeTable two = parse_knowledge_tsv("label\ttype\tkey\nNew\tplace\tb\n");
  const KnowledgeBase base = base_of_tables({one, two});
  REQUIRE(base.size() == 2);
  CHECK(base.entity(0).label == "Z");
  CHECK(base.entity(1).label == "New");
}

TEST_CASE("types can be left out") {
  const KnowledgeTable t = parse_knowledge_tsv("label\ttype\tkey\nA\tplace\ta\nB\tconcept\tb\n");
  const KnowledgeBase base = base_of_tables({t}, {"concept"});
  CHECK_FALSE(base.hidden(base.layers()[0], 0));
  CHECK(base.hidden(base.layers()[0], 1));
}

TEST_CASE("relations go both ways, and one that leads nowhere is remarked") {
  const KnowledgeTable t = parse_knowledge_tsv("label\ttype\tkey\trelated\nA\tplace\ta\tB|C\nB\tplace\tb\t\n");
  const KnowledgeBase base = base_of_tables({t});
  CHECK(base.related(0, 1));
  CHECK(base.related(1, 0));
  CHECK_FALSE(base.related(0, 0));
  REQUIRE(base.remarks().size() == 1);
  CHECK(base.remarks()[0] == "'a' is related to 'C', which is no label of the knowledge base");
}

TEST_CASE("the bracket of a label is no part of the name") {
  CHECK(name_of_label("Gemini (language model)") == "Gemini");
  CHECK(name_of_label("McKinsey & Company") == "McKinsey & Company");
  CHECK(name_of_label("f(x)") == "f(x)");
  CHECK(name_of_label("") == "");
}
