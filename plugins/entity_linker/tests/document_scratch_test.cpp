// What disambiguation keeps of the document in work: numbers of keys, entities and how they are connected, places of
// words of descriptions.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "disambiguation/document_words.hpp"
#include "test_support.hpp"

using namespace docmill::linker;

namespace {

// Mentions of a text as they are before disambiguation.
struct Found {
  Found(const Linker& linker, std::string_view text) : base(linker.base()) {
    linker.link(text, scratch);
    entities.gather(base, a());
  }
  Analysis& a() { return scratch.analysis; }
  uint32_t number_of(std::string_view key) {
    for (uint32_t i = 0; i < entities.size(); ++i)
      if (base.entity(entities[i].entity).key == key) return i;
    return Numbered<uint32_t>::none;
  }
  const KnowledgeBase& base;
  LinkerScratch scratch;
  DocumentEntities entities;
};

// A centre with so many companies around it.
Linker star(int n) {
  std::vector<std::string> lines = {"Centre|place|centre|||5"};
  for (int i = 0; i < n; ++i)
    lines.push_back("Firm" + std::to_string(i) + "|company|f" + std::to_string(i) + "||Centre|3");
  return small_linker(lines);
}

}  // namespace

TEST_CASE("keys have the numbers in which they came, also when there are many, and none after clear") {
  Numbered<uint32_t> numbers;
  std::map<uint32_t, uint32_t> expected;
  for (int round = 0; round < 3; ++round) {
    for (uint32_t i = 0; i < 1000; ++i) {
      const uint32_t key = i * i % 769 * 65536;  // some come again, all with the same low bits
      const auto [at, is_new] = expected.emplace(key, static_cast<uint32_t>(expected.size()));
      REQUIRE(numbers.number_of(key) == at->second);
    }
    REQUIRE(numbers.size() == expected.size());
    for (const auto& [key, number] : expected) {
      CHECK(numbers.find(key) == number);
      CHECK(numbers.key(number) == key);
      CHECK(numbers.find(key + 1) == Numbered<uint32_t>::none);
    }
    numbers.clear();
    expected.clear();
    CHECK(numbers.size() == 0);
    CHECK(numbers.find(0) == Numbered<uint32_t>::none);
  }
}

TEST_CASE("the filter holds what was added, and hardly anything else") {
  NumberFilter filter;
  for (uint32_t i = 0; i < 64; ++i) filter.add(i * 7919);
  for (uint32_t i = 0; i < 64; ++i) CHECK(filter.may_hold(i * 7919));
  int passed = 0;
  for (uint32_t i = 0; i < 10000; ++i) passed += filter.may_hold(1000000 + i);
  CHECK(passed < 500);
  filter.clear();
  CHECK_FALSE(filter.may_hold(7919));
}

TEST_CASE("connected entities of a document are counted up to the number that is asked for") {
  // 300 relations are more than are walked through; then it is the document that is.
  for (const int around : {12, 300}) {
    const Linker linker = star(around);
    Found found(linker, "Firm1 and Firm2 met Firm3, Firm4 and Firm1 in Centre.");
    found.entities.count(found.a().mentions, false);
    const uint32_t centre = found.number_of("centre"), firm = found.number_of("f1");
    REQUIRE(found.entities.size() == 5);
    CHECK(found.entities[firm].mentions == 2);
    CHECK(found.entities.connected(found.base, centre, 4) == 4);
    CHECK(found.entities.connected(found.base, centre, 2) == 2);
    CHECK(found.entities.connected(found.base, firm, 4) == 1);
    CHECK(found.entities.may_be_related(centre, firm));
    CHECK(found.entities.may_be_related(firm, centre));
    CHECK_FALSE(found.entities.may_be_related(firm, found.number_of("f2")));
    CHECK(found.entities.related(found.base, centre, firm));
    CHECK(found.entities.related(found.base, firm, centre));
    CHECK_FALSE(found.entities.related(found.base, firm, found.number_of("f2")));
    CHECK_FALSE(found.entities[firm].sure);
    found.entities.count(found.a().mentions, true);
    CHECK(found.entities[firm].sure);
  }
}

TEST_CASE("words of descriptions are found where they stand, those of no candidate and those that are absent are not") {
  const std::string table =
      "label\ttype\tkey\tdescription\nBorealis\tcompany\tborealis\tmakes turbines of steel\nGlacier\tplace\tglacier\ta "
      "mountain\n";
  const Linker linker(base_of_tables({parse_knowledge_tsv(table)}), {});
  Found found(linker, "A turbine met Borealis. Two turbines on a mountain: Borealis.");
  DocumentWords words;
  words.gather(found.base, found.entities, found.a().tokens);
  const auto terms = words.terms(found.number_of("borealis"));
  REQUIRE(terms.size() == 1);
  const DocumentWords::Term& turbine = terms.front();
  const auto stands_in = [&](uint32_t first, uint32_t last) {
    words.look_at(first, last);
    return words.is_there(turbine);
  };
  CHECK_FALSE(stands_in(0, 0));
  CHECK(stands_in(0, 1));
  CHECK(stands_in(1, 5));
  CHECK_FALSE(stands_in(2, 5));
  CHECK(stands_in(2, 6));
  CHECK_FALSE(stands_in(7, 1000));
  CHECK(stands_in(0, 3));  // and back again
  CHECK(words.word_at(found.a().tokens[1]) == turbine.word);
  CHECK(words.word_at(found.a().tokens[6]) == turbine.word);
  CHECK(words.word_at(found.a().tokens[2]) != turbine.word);
  CHECK(terms.front().points == term_points(0));
  CHECK(words.terms(found.entities.size()).empty());
}
