// The table that is shipped, knowledge/ai-chips.tsv: is it in order? Mistakes name the key, so that the line is found.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "knowledge_base/knowledge_tsv.hpp"
#include "knowledge_base/name_forms.hpp"
#include "shipped_base.hpp"
#include "test_support.hpp"

using namespace docmill::linker;

namespace {

const std::set<std::string_view> known_types = {
    "agency", "ai_model",     "chip",   "company", "concept", "event",     "fictional_character", "law",
    "media",  "organisation", "person", "place",   "product", "programme", "publication",         "university"};

const std::string& bytes() {
  static const std::string table = read_file(DOCMILL_SOURCE_DIR "/plugins/entity_linker/knowledge/ai-chips.tsv");
  return table;
}

const std::vector<KnowledgeRow>& rows() {
  static const KnowledgeTable table = parse_knowledge_tsv(bytes());
  REQUIRE(table.problems.empty());
  return table.rows;
}

// The cells of a line, by the names of the first: also the columns that the linker does not read.
std::vector<std::map<std::string, std::string>> cells() {
  std::vector<std::map<std::string, std::string>> out;
  std::vector<std::string> names;
  std::string_view rest = bytes();
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::string line(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    std::vector<std::string> parts(1);
    for (const char c : line)
      if (c == '\t') parts.emplace_back();
      else parts.back() += c;
    if (names.empty()) {
      names = parts;
      continue;
    }
    REQUIRE(parts.size() == names.size());
    out.emplace_back();
    for (std::size_t i = 0; i < parts.size(); ++i) out.back()[names[i]] = parts[i];
  }
  return out;
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> parts;
  if (list.empty()) return parts;
  parts.emplace_back();
  for (const char c : list)
    if (c == '|') parts.emplace_back();
    else parts.back() += c;
  return parts;
}

bool trimmed(std::string_view s) { return !s.empty() && s.front() != ' ' && s.back() != ' '; }

bool has_han(std::string_view s) {
  for (std::size_t i = 0; i + 2 < s.size(); ++i)
    if (static_cast<unsigned char>(s[i]) >= 0xE4 && static_cast<unsigned char>(s[i]) <= 0xE9) return true;
  return false;
}

}  // namespace

TEST_CASE("the starter table is large enough, sorted by key, and of known types") {
  CHECK(rows().size() >= 900);
  for (std::size_t i = 0; i < rows().size(); ++i) {
    INFO(rows()[i].key);
    CHECK(known_types.count(rows()[i].type) == 1);
    if (i > 0) CHECK(rows()[i - 1].key < rows()[i].key);  // also: no key twice
  }
}

TEST_CASE("labels of the starter table are unique and every relation leads to one") {
  std::set<std::string_view> labels;
  for (const KnowledgeRow& row : rows()) {
    INFO(row.key);
    CHECK(labels.insert(row.label).second);
  }
  for (const KnowledgeRow& row : rows())
    for (const std::string& label : split(row.related)) {
      INFO(row.key, " is related to ", label);
      CHECK(labels.count(label) == 1);
      CHECK(label != row.label);
    }
}

TEST_CASE("lists of the starter table have no empty part and nothing twice") {
  for (const KnowledgeRow& row : rows()) {
    INFO(row.key);
    CHECK(trimmed(row.description));
    for (const std::string_view list : {row.aliases, row.context, row.related}) {
      const std::vector<std::string> parts = split(list);
      std::set<std::string> seen;
      for (const std::string& part : parts) {
        INFO("'", part, "'");
        CHECK(trimmed(part));
        CHECK(seen.insert(part).second);
      }
    }
    for (const std::string& alias : split(row.aliases)) CHECK(alias != row.label);
  }
}

TEST_CASE("items of the starter table are checked ones, each once") {
  std::set<std::string> items;
  for (auto& row : cells()) {
    INFO(row["key"]);
    const std::string& item = row["qid"];
    if (item.empty()) {
      CHECK(row["qid_evidence"].empty());
      continue;
    }
    CHECK(items.insert(item).second);
    CHECK(item.size() >= 2);
    CHECK(item[0] == 'Q');
    CHECK(std::all_of(item.begin() + 1, item.end(), [](char c) { return c >= '0' && c <= '9'; }));
    const std::string& evidence = row["qid_evidence"];
    CHECK((evidence == "A" || evidence == "B" || evidence == "C"));
    CHECK(row["qid_unverified"].empty());
  }
  CHECK(items.size() >= 250);
}

TEST_CASE("homonyms and Chinese forms of the starter table") {
  std::map<std::string, std::set<std::string_view>> entities_of;
  std::size_t chinese = 0;
  for (const KnowledgeRow& row : rows()) {
    entities_of[std::string(name_of_label(row.label))].insert(row.key);
    for (const std::string& alias : split(row.aliases)) entities_of[alias].insert(row.key);
    chinese += has_han(row.aliases);
  }
  std::size_t shared = 0;
  for (const auto& [form, entities] : entities_of) shared += entities.size() > 1;
  CHECK(shared >= 60);
  CHECK(chinese >= 250);
  for (const char* form :
       {"Washington", "Gemini", "Apple", "Claude", "Turing", "Hopper", "Ma", "Georgia", "Spark", "Ampere"})
    CHECK(entities_of[form].size() > 1);
}

TEST_CASE("what the build compiled of the table is what the table gives") {
  const ShippedBase shipped = shipped_base();
  if (shipped.image.empty()) return;  // built for another machine
  CHECK(shipped.table == bytes());
  CHECK(shipped.image == starter_linker().base().layers()[0].image.bytes());
}
