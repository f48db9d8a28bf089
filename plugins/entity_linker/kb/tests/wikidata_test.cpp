// A hand-made Wikidata dump: what is taken, by which language and class; what is left out.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "kb/type_rules.hpp"
#include "kb_support.hpp"

using namespace docmill::linker;

namespace {

std::string read(const SourceOptions& options = {}) {
  return entries_of("dump.json",
                    docmill::test::read_file(DOCMILL_SOURCE_DIR "/plugins/entity_linker/kb/tests/dump.json"), options);
}

}  // namespace

TEST_CASE("labels, aliases, descriptions, sitelinks and relations of a dump") {
  const std::string expected[] = {
      R"({"key":"Q9000001","label":"Lindqvist Optics","description":"maker of lenses in Uppsala",)"
      R"("aliases":["LO","Lindqvist Optik"],"qid":"Q9000001","related_keys":["Q9000002","Q9000004"],)"
      R"("prior":20,"sitelinks":3})",
      R"({"key":"Q9000002","label":"Ada Lindqvist","qid":"Q9000002","prior":10})", "Q9000003 is a Q4830453",
      R"({"key":"Q9000003","label":"optics company","qid":"Q9000003","prior":10})",
      R"({"key":"Q9000004","label":"Norrby","qid":"Q9000004","prior":15,"sitelinks":1})"};
  std::string all;
  for (const std::string& line : expected) all += line + "\n";
  CHECK(read() == all);
}

TEST_CASE("the name is in the first language that has one, the others are aliases") {
  SourceOptions options;
  options.languages = {"sv", "en"};
  const std::string out = read(options);
  CHECK(
      out.find(
          R"("label":"Lindqvist Optik","description":"maker of lenses in Uppsala","aliases":["Lindqvist Optics","LO"])") !=
      std::string::npos);
  CHECK(out.find(R"("key":"Q9000005","label":"Bara svenska")") != std::string::npos);
}

TEST_CASE("items with few sitelinks can be left out") {
  SourceOptions options;
  options.minimum_sitelinks = 2;
  const std::string out = read(options);
  CHECK(out.find("Q9000001") != std::string::npos);
  CHECK(out.find("\"Q9000002\",\"label\"") == std::string::npos);
  CHECK(out.find("Q9000003 is a Q4830453") != std::string::npos);  // classes are learned all the same
}

TEST_CASE("relations are those of the properties that were named, without deprecated ones") {
  SourceOptions options;
  options.relations = {"P9999"};
  CHECK(read(options).find(R"("related_keys":["Q9000003"])") != std::string::npos);
}

TEST_CASE("what is no dump is told with its line") {
  CHECK(entries_of("dump.json", "[\n{\"type\":\"item\",\n") ==
        "dump.json:2: no entity of a Wikidata dump, which has one in each line: missing a comma or '}' after an object "
        "member");
  CHECK(entries_of("dump.json", "{\"a\":1}\n") == "dump.json:1: the entity has no 'id'; is this a Wikidata dump?");
  CHECK(entries_of("dump.json", "[1]\n") ==
        "dump.json:1: no entity of a Wikidata dump, which has one in each line: the document root must not be "
        "followed by other values");
  CHECK(entries_of("dump.json", "[\n[1]\n") == "dump.json:2: no entity of a Wikidata dump, which has one in each line");
}

TEST_CASE("points of prominence double with the sitelinks") {
  CHECK(prior_of_sitelinks(0) == 10);
  CHECK(prior_of_sitelinks(1) == 15);
  CHECK(prior_of_sitelinks(2) == 15);
  CHECK(prior_of_sitelinks(3) == 20);
  CHECK(prior_of_sitelinks(254) == 45);
  CHECK(prior_of_sitelinks(255) == 50);
  CHECK(prior_of_sitelinks(UINT32_MAX) == 50);
}

TEST_CASE("a class stands for its subclasses, the first rule that fits wins, circles do no harm") {
  TypeRules rules({{"Q1", "first"}, {"Q2", "second"}});
  rules.add_subclass("Q3", "Q2");
  rules.add_subclass("Q4", "Q3");
  rules.add_subclass("Q4", "Q1");
  rules.add_subclass("Q2", "Q4");
  rules.add_subclass("Q5", "Q3");
  rules.add_subclass("P5", "Q3");
  rules.add_subclass("Q99999999999999", "Q3");
  rules.finish();
  CHECK(rules.type_of("Q1") == "first");
  CHECK(rules.type_of("Q5") == "first");  // below Q3, which is below Q2, which is below Q4, which is below Q1
  CHECK(rules.type_of("Q7\nQ2") == "first");
  CHECK(rules.type_of("Q7") == "");
  CHECK(rules.type_of("") == "");
}
