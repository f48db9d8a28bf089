#include "host/pipeline/test_entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "host/pipeline/table_reader.hpp"
#include "host/pipeline/text_file.hpp"
#include "host/pipeline/words.hpp"

namespace docmill::host {
namespace {

const std::vector<std::string>& test_keys() {
  static const std::vector<std::string> keys = {"expect", "file", "format", "id", "input", "line", "name", "part"};
  return keys;
}

// A number that counts from 1.
std::optional<uint64_t> read_ordinal(TableReader& reader, const char* key, int64_t most, Diagnostics& diagnostics) {
  const Entry* entry = reader.find(key);
  if (entry == nullptr) return std::nullopt;
  const auto* n = std::get_if<int64_t>(&entry->value.data);
  if (n != nullptr && *n >= 1 && *n <= most) return static_cast<uint64_t>(*n);
  if (n == nullptr) reader.wrong_type(key, "an integer", entry->value, "3");
  else
    diagnostics.error(entry->value.place,
                      fmt::format("'{}' counts from 1{}", key, *n < 1 ? "" : fmt::format(" to {}", most)));
  return std::nullopt;
}

PipelineTest read_test(const StageTable& table, Diagnostics& diagnostics) {
  TableReader reader(table.table, diagnostics);
  PipelineTest test;
  test.place = table.place;
  test.expect.place = table.place;
  if (auto name = reader.filled_string("name", R"("menus go")")) test.name = *name;
  else if (reader.find("name") == nullptr)
    diagnostics.error(table.place, "this [[test]] has no 'name'", {"write name = \"menus go\""});
  test.input = reader.string("input", R"("The text of a document.")");
  if (auto file = reader.filled_string("file", R"("../seeds/already-clean.txt")"))
    test.file = WrittenPath{file->value, folder_of(file->place), file->place};
  if (auto format = reader.choice<const char*>(
          "format", {{"text", "text"}, {"html", "html"}, {"markdown", "markdown"}, {"jsonl", "jsonl"}})) {
    test.format = format->value;
    if (test.file) diagnostics.error(format->place, "'format' is of 'input'; that of a file is told by its name");
  }
  test.id = reader.filled_string("id", R"("a.txt")");
  test.line = read_ordinal(reader, "line", INT64_MAX, diagnostics);
  if (const auto part = read_ordinal(reader, "part", UINT32_MAX, diagnostics)) test.part = static_cast<uint32_t>(*part);
  if (test.line && !test.file) diagnostics.error(reader.find("line")->value.place, "'line' is of 'file'; leave it out");
  if (const Table* expect = reader.table("expect", R"({ summary = "…" })"))
    test.expect = {*expect, reader.find("expect")->value.place};
  const bool has_input = reader.find("input") != nullptr, has_file = reader.find("file") != nullptr;
  if (has_input == has_file)
    diagnostics.error(table.place,
                      has_input ? "a test has 'input' or 'file', not both" : "this [[test]] has no document",
                      {"write input = \"The text of a document.\" or file = \"a.txt\""});
  reader.refuse_unknown("[[test]]", test_keys());
  return test;
}

}  // namespace

std::vector<PipelineTest> read_tests(const std::vector<StageTable>& tables, Diagnostics& diagnostics) {
  std::vector<PipelineTest> tests;
  std::map<std::string, Place> met;
  for (const StageTable& table : tables) {
    tests.push_back(read_test(table, diagnostics));
    const Located<std::string>& name = tests.back().name;
    if (name.value.empty()) continue;
    const auto [first, is_new] = met.emplace(name.value, name.place);
    if (!is_new)
      diagnostics.error(name.place, fmt::format("a test named {} stands already at {}", in_quotes(name.value),
                                                place_name(first->second)));
  }
  return tests;
}

}  // namespace docmill::host
