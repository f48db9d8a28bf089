// The addresses and types of what a [[test]] expects, before any is run.
#include <fmt/format.h>

#include <algorithm>

#include "host/diagnostics/spelling.hpp"
#include "host/pipeline/table_reader.hpp"
#include "host/pipeline/words.hpp"
#include "tooling/inspect/expectation.hpp"
#include "tooling/inspect/layer_value.hpp"

namespace docmill::tooling {
namespace {

using Words = std::vector<std::string>;

class ExpectationChecker {
 public:
  ExpectationChecker(const Plan& plan, Diagnostics& diagnostics) : plan_(plan), diagnostics_(diagnostics) {}

  void check(const PipelineTest& test) {
    for (const Entry& entry : test.expect.value) {
      if (is_verdict(entry.key)) verdict(entry);
      else if (entry.key == "absent") absent(entry);
      else layer(entry);
    }
    if (test.expect.value.empty())
      diagnostics_.warning(test.place, fmt::format("the test {} expects nothing but that the document is not lost",
                                                   in_quotes(test.name.value)));
  }

 private:
  void wrong(const Value& value, const std::string& what, const char* wanted, const std::string& example) {
    diagnostics_.error(value.place, fmt::format("'{}' must be {}, not {}", what, wanted, value.type_name()),
                       {"write " + example});
  }

  void verdict(const Entry& entry) {
    const bool* is = std::get_if<bool>(&entry.value.data);
    const bool code = std::holds_alternative<std::string>(entry.value.data);
    if (is == nullptr && !code) wrong(entry.value, entry.key, "true or a code", entry.key + " = true");
  }

  void absent(const Entry& entry) {
    const auto* list = std::get_if<Array>(&entry.value.data);
    if (list == nullptr) return wrong(entry.value, "absent", "an array of addresses", "absent = [\"summary\"]");
    for (const Value& item : *list) {
      const auto* address = std::get_if<std::string>(&item.data);
      if (address == nullptr) {
        wrong(item, "absent", "an array of addresses", "absent = [\"summary\"]");
        continue;
      }
      const std::size_t dot = address->find('.');
      const std::optional<std::size_t> slot = slot_of(address->substr(0, dot), item.place);
      if (slot && dot != std::string::npos) key_of(plan_.layers[*slot], address->substr(dot + 1), item.place);
    }
  }

  std::optional<std::size_t> slot_of(const std::string& name, const Place& place) {
    const int slot = plan_.find_layer(name);
    if (slot != no_slot && slot != slot_raw && slot != slot_makers) return static_cast<std::size_t>(slot);
    Words names;
    for (std::size_t i = 0; i < plan_.layers.size(); ++i)
      if (i != slot_raw && i != slot_makers) names.push_back(plan_.layers[i].unique_name);
    diagnostics_.error(
        place, fmt::format("no layer {} at the end of this pipeline{}", in_quotes(name), suggestion(name, names)),
        {"layers: " + listed(names), "beside them: dropped, failed, kept, absent"});
    return std::nullopt;
  }

  bool key_of(const PlannedLayer& layer, const std::string& key, const Place& place) {
    if (layer.kind == LayerKind::json) return true;
    const Words columns = columns_of(layer);
    if (std::find(columns.begin(), columns.end(), key) != columns.end()) return true;
    diagnostics_.error(place, fmt::format("'{}' has no key {}{}", layer.name, in_quotes(key), suggestion(key, columns)),
                       columns.empty() ? Words{} : Words{"keys: " + listed(columns)});
    return false;
  }

  void layer(const Entry& entry) {
    const std::optional<std::size_t> slot = slot_of(entry.key, entry.key_place);
    if (!slot) return;
    const PlannedLayer& planned = plan_.layers[*slot];
    switch (planned.kind) {
      case LayerKind::text: return text(entry);
      case LayerKind::attributes: return attributes(planned, entry);
      case LayerKind::spans: return spans(planned, entry);
      default: return;  // JSON: anything may stand there
    }
  }

  void text(const Entry& entry) {
    if (std::holds_alternative<std::string>(entry.value.data)) return;
    const auto* table = std::get_if<Table>(&entry.value.data);
    if (table == nullptr)
      return wrong(entry.value, entry.key, "a string or a table", entry.key + " = { contains = [\"…\"] }");
    static const Words keys = {"contains", "lacks"};
    TableReader reader(*table, diagnostics_);
    for (const std::string& key : keys) (void)reader.strings(key, "[\"…\"]");
    reader.refuse_unknown("the expectation of a text", keys);
  }

  void attributes(const PlannedLayer& planned, const Entry& entry) {
    const auto* table = std::get_if<Table>(&entry.value.data);
    if (table == nullptr)
      return wrong(
          entry.value, entry.key, "a table of its keys",
          planned.fields.empty() ? entry.key + " = {}" : entry.key + "." + planned.fields.front().name + " = …");
    columns(planned, *table);
  }

  void columns(const PlannedLayer& planned, const Table& table) {
    for (const Entry& entry : table) {
      if (!key_of(planned, entry.key, entry.key_place)) continue;
      const bool is_string = std::holds_alternative<std::string>(entry.value.data);
      const bool is_boolean = std::holds_alternative<bool>(entry.value.data);
      const bool is_number =
          std::holds_alternative<int64_t>(entry.value.data) || std::holds_alternative<double>(entry.value.data);
      switch (type_of(planned, entry.key)) {
        case FieldType::boolean:
          if (!is_boolean) wrong(entry.value, entry.key, "a boolean", entry.key + " = true");
          break;
        case FieldType::string:
          if (!is_string) wrong(entry.value, entry.key, "a string", entry.key + " = \"…\"");
          break;
        default:
          if (!is_number) wrong(entry.value, entry.key, "a number", entry.key + " = 1");
      }
    }
  }

  static FieldType type_of(const PlannedLayer& planned, const std::string& key) {
    for (const FieldDeclaration& field : planned.fields)
      if (field.name == key) return field.type;
    if (key == "start" || key == "end") return FieldType::integer;
    return key == "score" ? FieldType::number : FieldType::string;
  }

  void spans(const PlannedLayer& planned, const Entry& entry) {
    if (std::holds_alternative<Array>(entry.value.data)) return list(planned, entry.key, entry.value);
    const auto* table = std::get_if<Table>(&entry.value.data);
    if (table == nullptr)
      return wrong(entry.value, entry.key, "an array of tables or a table",
                   entry.key + " = [{ text = \"…\" }] or " + entry.key + " = { count = 1 }");
    static const Words keys = {"contains", "count", "lacks"};
    TableReader reader(*table, diagnostics_);
    for (const Entry& part : *table) {
      if (part.key == "count" && !std::holds_alternative<int64_t>(part.value.data))
        reader.wrong_type("count", "an integer", part.value, "3");
      if (part.key == "contains" || part.key == "lacks") list(planned, part.key, part.value);
    }
    reader.refuse_unknown("the expectation of spans", keys);
  }

  void list(const PlannedLayer& planned, const std::string& key, const Value& value) {
    const auto* array = std::get_if<Array>(&value.data);
    const auto is_table = [](const Value& v) { return std::holds_alternative<Table>(v.data); };
    if (array == nullptr || !std::all_of(array->begin(), array->end(), is_table))
      return wrong(value, key, "an array of tables", key + " = [{ text = \"…\" }]");
    for (const Value& span : *array) columns(planned, std::get<Table>(span.data));
  }

  const Plan& plan_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_expectations(const Plan& plan, Diagnostics& diagnostics) {
  ExpectationChecker checker(plan, diagnostics);
  for (const PipelineTest& test : plan.file.tests) checker.check(test);
}

}  // namespace docmill::tooling
