#include "tooling/inspect/layer_value.hpp"

#include <algorithm>

#include "docmill/base/json_text.hpp"
#include "docmill/base/utf8.hpp"
#include "host/documents/pool.hpp"
#include "host/pipeline/toml_reader.hpp"
#include "json_parser/json_document.hpp"

namespace docmill::tooling {
namespace {

void put(Table& table, std::string key, Value value) { table.push_back({std::move(key), {}, std::move(value)}); }
Value string_value(std::string_view text) { return {std::string(text), {}}; }

Value cell_value(const docmill_cell& cell, FieldType type, const char* pool) {
  switch (type) {
    case FieldType::boolean: return {cell.integer != 0, {}};
    case FieldType::integer: return {cell.integer, {}};
    case FieldType::number: return {cell.number, {}};
    default: return string_value({pool + cell.string.offset, cell.string.size});
  }
}

void put_cells(Table& table, const PlannedLayer& layer, const docmill_cell* cells, uint64_t nulls, const char* pool) {
  for (std::size_t i = 0; i < layer.fields.size(); ++i)
    if ((nulls >> i & 1) == 0) put(table, layer.fields[i].name, cell_value(cells[i], layer.fields[i].type, pool));
}

// Code points before a byte, for places that come mostly in order.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) : text_(text) {}
  int64_t before(uint32_t byte) {
    if (byte < at_) at_ = 0, count_ = 0;
    count_ += static_cast<int64_t>(utf8::count(text_.substr(at_, byte - at_)));
    at_ = byte;
    return count_;
  }

 private:
  std::string_view text_;
  uint32_t at_ = 0;
  int64_t count_ = 0;
};

Value spans_value(const PlannedLayer& planned, const docmill_layer& layer, std::string_view text) {
  Array spans;
  CodePoints points(text);
  for (uint32_t i = 0; i < layer.n_rows; ++i) {
    const char* row = static_cast<const char*>(layer.rows) + std::size_t{i} * layer.row_size;
    const auto& span = *reinterpret_cast<const docmill_span*>(row);
    Table table;
    put(table, "start", {points.before(span.start), {}});
    put(table, "end", {points.before(span.end), {}});
    put(table, "text", string_value(text.substr(span.start, span.end - span.start)));
    const auto string = [&](docmill_ref ref) { return string_value({layer.pool + ref.offset, ref.size}); };
    if ((span.nulls & DOCMILL_NULL_LABEL) == 0) put(table, "label", string(span.label));
    if ((span.nulls & DOCMILL_NULL_VALUE) == 0) put(table, "value", string(span.value));
    if ((span.nulls & DOCMILL_NULL_SCORE) == 0) put(table, "score", {span.score, {}});
    put_cells(table, planned, reinterpret_cast<const docmill_cell*>(row + sizeof span), span.nulls >> 3, layer.pool);
    spans.push_back({std::move(table), {}});
  }
  return {std::move(spans), {}};
}

Value attributes_value(const PlannedLayer& planned, const docmill_layer& layer) {
  Table table;
  const auto* head = static_cast<const docmill_attributes*>(layer.rows);
  put_cells(table, planned, reinterpret_cast<const docmill_cell*>(head + 1), head->nulls, layer.pool);
  return {std::move(table), {}};
}

Value json_value(JsonValue json) {
  if (json.is_boolean()) return {json.boolean(), {}};
  if (json.is_signed()) return {json.signed_number(), {}};
  if (json.is_number()) return {json.number(), {}};
  if (json.is_string()) return string_value(json.string());
  if (json.is_array()) {
    Array array;
    for (const JsonValue& item : json.items())
      if (!item.is_null()) array.push_back(json_value(item));
    return {std::move(array), {}};
  }
  Table table;
  for (const JsonMember& member : json.members())
    if (!member.value.is_null()) put(table, std::string(member.name), json_value(member.value));
  return {std::move(table), {}};
}

bool is_bare(const std::string& key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

}  // namespace

std::vector<std::string> columns_of(const PlannedLayer& layer) {
  std::vector<std::string> columns;
  if (layer.kind == LayerKind::spans) {
    columns = {"start", "end", "text"};
    if (layer.has_label) columns.emplace_back("label");
    if (layer.has_value) columns.emplace_back("value");
    if (layer.has_score) columns.emplace_back("score");
  }
  for (const FieldDeclaration& field : layer.fields) columns.push_back(field.name);
  return columns;
}

Value layer_value(const Plan& plan, std::size_t slot, const Document& document) {
  const PlannedLayer& planned = plan.layers[slot];
  const docmill_layer& layer = *document.layers[slot];
  switch (planned.kind) {
    case LayerKind::spans: {
      const docmill_layer* over =
          planned.over == no_slot ? nullptr : document.layers[static_cast<std::size_t>(planned.over)];
      return spans_value(planned, layer, over != nullptr ? pool_of(*over) : std::string_view());
    }
    case LayerKind::attributes: return attributes_value(planned, layer);
    case LayerKind::json: {
      JsonDocument json;
      return json.parse(pool_of(layer)) ? json_value(json.root()) : string_value(pool_of(layer));
    }
    default: return string_value(pool_of(layer));
  }
}

std::string toml_number(double number) {
  std::string text;
  append_json_number(text, number);
  return text;
}

std::string to_toml(const Value& value) {
  if (const bool* b = std::get_if<bool>(&value.data)) return *b ? "true" : "false";
  if (const auto* i = std::get_if<int64_t>(&value.data)) return std::to_string(*i);
  if (const auto* n = std::get_if<double>(&value.data)) return toml_number(*n);
  if (const auto* s = std::get_if<std::string>(&value.data)) return toml_string(*s);
  std::string out;
  if (const auto* array = std::get_if<Array>(&value.data)) {
    for (const Value& item : *array) out += (out.empty() ? "" : ", ") + to_toml(item);
    return "[" + out + "]";
  }
  for (const Entry& entry : std::get<Table>(value.data))
    out += (out.empty() ? "" : ", ") + (is_bare(entry.key) ? entry.key : toml_string(entry.key)) + " = " +
           to_toml(entry.value);
  return out.empty() ? "{}" : "{ " + out + " }";
}

std::string toml_text(std::string_view text) {
  std::string out = "\"\"\"\n";
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    // The inside of a string of one line: escapes what must be, also every quotation mark.
    const std::string quoted = toml_string(text.substr(from, end - from));
    out += quoted.substr(1, quoted.size() - 2);
    if (end == text.size()) break;
    out += '\n';
    from = end + 1;
  }
  return out + "\"\"\"";
}

}  // namespace docmill::tooling
