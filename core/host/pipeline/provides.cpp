#include "host/pipeline/provides.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/pipeline/words.hpp"

namespace docmill::host {
namespace {

using Words = std::vector<std::string>;

const Words& kinds() {
  static const Words words = {"attributes", "bytes", "json", "rewrite", "spans", "text"};
  return words;
}

const Words& field_types() {
  static const Words words = {"boolean", "integer", "number", "string"};
  return words;
}

bool is_one_of(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// A word of a list of known ones; nothing and said otherwise.
std::optional<std::string> known_word(TableReader& reader, std::string_view key, const Words& known,
                                      std::string_view example) {
  const auto word = reader.string(key, example);
  if (!word) return std::nullopt;
  if (is_one_of(known, word->value)) return word->value;
  reader.unknown_word(key, *word, known);
  return std::nullopt;
}

void read_fields(TableReader& provide, WrittenProvide& out) {
  const Table* table = provide.table("fields", R"({ weight = "number" })");
  if (table == nullptr) return;
  TableReader fields(*table, provide.diagnostics());
  for (const Entry& field : *table) {
    if (!is_layer_name(field.key)) say_no_layer_name({field.key, field.key_place}, provide.diagnostics());
    const auto type = known_word(fields, field.key, field_types(), R"("number")");
    if (type) out.fields.emplace_back(field.key, *type);
  }
}

// What a kind needs and what it cannot have.
void check_shape(const WrittenProvide& provide, const Place& place, Diagnostics& diagnostics) {
  const bool lies_over = provide.kind == "spans" || provide.kind == "rewrite";
  const bool has_fields = provide.kind == "spans" || provide.kind == "attributes";
  if (lies_over && provide.over.empty()) {
    diagnostics.error(
        place,
        fmt::format("'{}' is of kind '{}' and needs 'over', the text it belongs to", provide.layer, provide.kind),
        {fmt::format("write {} = {{ kind = \"{}\", over = \"text\" }}", provide.layer, provide.kind)});
  }
  if (!lies_over && !provide.over.empty()) {
    diagnostics.error(place, fmt::format("'{}' is of kind '{}', which lies over no text; leave 'over' out",
                                         provide.layer, provide.kind));
  }
  if (!has_fields && !provide.fields.empty()) {
    diagnostics.error(place, fmt::format("'{}' is of kind '{}', which has no fields; leave 'fields' out", provide.layer,
                                         provide.kind));
  }
}

void read_provide_table(const Entry& entry, WrittenProvide& out, Diagnostics& diagnostics) {
  static const Words keys = {"fields", "kind", "over"};
  const Table& table = std::get<Table>(entry.value.data);
  TableReader reader(table, diagnostics);
  const bool has_kind = reader.find("kind") != nullptr;
  if (!has_kind) {
    diagnostics.error(entry.value.place, fmt::format("'{}' has no 'kind'", entry.key), {"kinds: " + listed(kinds())});
  }
  if (auto kind = known_word(reader, "kind", kinds(), R"("spans")")) out.kind = *kind;
  if (auto over = reader.filled_string("over", R"("text")")) {
    if (is_layer_name(over->value)) out.over = over->value;
    else say_no_layer_name(*over, diagnostics);
  }
  read_fields(reader, out);
  reader.refuse_unknown("'provides'", keys);
  if (!out.kind.empty()) check_shape(out, entry.value.place, diagnostics);
}

void read_provide(TableReader& provides, const Entry& entry, std::vector<WrittenProvide>& out) {
  Diagnostics& diagnostics = provides.diagnostics();
  WrittenProvide provide;
  provide.layer = entry.key;
  provide.place = entry.key_place;
  const Located<std::string> layer{entry.key, entry.key_place};
  if (!is_layer_name(entry.key)) say_no_layer_name(layer, diagnostics);

  if (std::holds_alternative<Table>(entry.value.data)) {
    read_provide_table(entry, provide, diagnostics);
  } else if (std::holds_alternative<std::string>(entry.value.data)) {
    if (auto kind = known_word(provides, entry.key, kinds(), R"("text")")) provide.kind = *kind;
    if (!provide.kind.empty()) check_shape(provide, entry.value.place, diagnostics);
  } else {
    provides.wrong_type(entry.key, "a kind of layer or a table", entry.value, R"("text")");
  }
  // Of what the host has, only `metadata` can be replaced (by a stage that also requires it; see the binder).
  const bool replaces_metadata = entry.key == "metadata" && provide.kind == "json";
  if (is_reserved_layer(entry.key) && !replaces_metadata) say_reserved_layer(layer, diagnostics);
  if (!provide.kind.empty()) out.push_back(std::move(provide));
}

}  // namespace

std::optional<std::vector<Located<std::string>>> read_requires(TableReader& stage) {
  const auto written = stage.strings("requires", R"(["text", "language?"])");
  if (!written) return std::nullopt;
  std::vector<Located<std::string>> out;
  for (const Located<std::string>& layer : *written) {
    std::string_view name = layer.value;
    if (name.ends_with('?')) name.remove_suffix(1);
    if (is_layer_name(name)) out.push_back(layer);
    else say_no_layer_name(layer, stage.diagnostics());
  }
  return out;
}

std::optional<std::vector<WrittenProvide>> read_provides(TableReader& stage) {
  const Table* table = stage.table("provides", R"({ summary = "text" })");
  if (table == nullptr) return std::nullopt;
  TableReader provides(*table, stage.diagnostics());
  std::vector<WrittenProvide> out;
  for (const Entry& entry : *table) read_provide(provides, entry, out);
  return out;
}

void say_no_layer_name(const Located<std::string>& layer, Diagnostics& diagnostics) {
  const std::string right = as_layer_name(layer.value);
  std::vector<std::string> details;
  const char* mark = layer.value.ends_with('?') ? "?" : "";
  if (!right.empty()) details.push_back(fmt::format("write {}{}", right, mark));
  diagnostics.error(
      layer.place,
      fmt::format("{} is no name of a layer or field: such a name has lower-case letters, digits and '_', a "
                  "letter first",
                  in_quotes(layer.value)),
      std::move(details));
}

void say_reserved_layer(const Located<std::string>& layer, Diagnostics& diagnostics) {
  diagnostics.error(layer.place,
                    fmt::format("no stage may provide a layer named '{}', as the record has a part of "
                                "that name; choose another, like '{}_b'",
                                layer.value, layer.value),
                    {"reserved: " + listed(reserved_layers())});
}

}  // namespace docmill::host
