// Which columns a table can have, and what is said when one does not exist.
#include <algorithm>

#include "catalogue/name_lists.hpp"
#include "csv/record_csv.hpp"

namespace docmill::writer {

namespace {

std::optional<CsvColumn> host_column(std::string_view name, const Catalogue& catalogue) {
  if (!catalogue.shows(name)) return std::nullopt;
  CsvColumn column{std::string(catalogue.shown().record.name_of(name)), CsvSource::json};
  if (name == "id") column.from = CsvSource::id;
  else if (name == "source") column.from = CsvSource::source;
  else if (name == "line") column.from = CsvSource::line;
  else column.layer = name == "metadata" ? catalogue.metadata() : catalogue.errors();
  if (name == "metadata") column.members = catalogue.shown().in(name);
  return column;
}

bool is_host_column(std::string_view name) {
  return name == "id" || name == "source" || name == "line" || name == "metadata" || name == "errors";
}

std::optional<CsvColumn> own_column(const LayerInfo& rows, std::string_view name, std::string_view address) {
  for (const SpanColumn& span : span_columns(rows, true)) {
    if (span.name != name) continue;
    CsvColumn column{rows.inside.renames(name) ? span.shown : std::string(address), CsvSource::span};
    column.span = span;
    return column;
  }
  return std::nullopt;
}

std::optional<CsvColumn> whole_layer(const LayerInfo& layer, std::string_view address) {
  CsvColumn column{layer.name == address ? layer.shown : std::string(address), CsvSource::text, layer.index};
  if (layer.kind == DOCMILL_KIND_TEXT) return column;
  column.from = CsvSource::json;
  column.members = layer.inside;
  return layer.kind == DOCMILL_KIND_JSON ? std::optional(column) : std::nullopt;
}

std::optional<CsvColumn> key_of_layer(const LayerInfo& layer, std::string_view key, std::string_view address) {
  if (layer.inside.omits(key)) return std::nullopt;
  CsvColumn column{std::string(layer.inside.renames(key) ? layer.inside.name_of(key) : address), CsvSource::attribute,
                   layer.index};
  if (layer.kind == DOCMILL_KIND_JSON) {
    column.from = CsvSource::member;
    column.member = key;
    return column;
  }
  const std::optional<uint32_t> place = layer.find_field(key);
  if (layer.kind != DOCMILL_KIND_ATTRIBUTES || !place) return std::nullopt;
  column.key = *place;
  column.type = layer.fields[*place].type;
  return column;
}

const LayerInfo* find_rows(const Catalogue& catalogue, std::string_view name) {
  const LayerInfo* layer = catalogue.find(name);
  return layer != nullptr && layer->kind == DOCMILL_KIND_SPANS ? layer : nullptr;
}

std::vector<std::string> possible_rows(const Catalogue& catalogue) {
  std::vector<std::string> names{"documents"};
  for (const LayerInfo& layer : catalogue.stage_layers()) {
    if (layer.kind == DOCMILL_KIND_SPANS) names.push_back(layer.name);
  }
  return names;
}

// Of a layer that exists but is no column: says why.
std::string column_message(const Catalogue& catalogue, const LayerInfo* rows, const std::string& wrong) {
  const std::vector<std::string> known = known_columns(catalogue, rows);
  const LayerInfo* layer = catalogue.find(wrong);
  if (layer != nullptr && layer->kind == DOCMILL_KIND_SPANS) {
    return "'" + wrong + "' is a layer of spans, one row each: write rows = \"" + wrong + "\" in a writer of its own";
  }
  if (layer != nullptr && layer->kind == DOCMILL_KIND_ATTRIBUTES) {
    std::vector<std::string> keys;
    for (const FieldInfo& key : layer->fields) keys.push_back(wrong + "." + key.name);
    return "'" + wrong + "' has several keys, name one: " + list_names(keys);
  }
  return "no column '" + wrong + "'" + did_you_mean(wrong, known) + "; there are: " + list_names(known);
}

}  // namespace

std::optional<CsvColumn> find_column(const Catalogue& catalogue, const LayerInfo* rows, std::string_view address) {
  if (is_host_column(address)) return host_column(address, catalogue);
  if (rows != nullptr) {
    if (auto column = own_column(*rows, address, address)) return column;
  }
  const std::size_t point = address.find('.');
  if (point == std::string_view::npos) {
    const LayerInfo* layer = catalogue.find(address);
    return layer != nullptr ? whole_layer(*layer, address) : std::nullopt;
  }
  const std::string_view name = address.substr(0, point), key = address.substr(point + 1);
  if (key.empty()) return std::nullopt;
  if (name == "metadata") return key_of_layer(catalogue[catalogue.metadata()], key, address);
  if (rows != nullptr && name == rows->name) return own_column(*rows, key, address);
  const LayerInfo* layer = catalogue.find(name);
  return layer != nullptr ? key_of_layer(*layer, key, address) : std::nullopt;
}

std::vector<std::string> default_columns(const Catalogue& catalogue, const LayerInfo* rows) {
  std::vector<std::string> names;
  const auto add_host = [&](std::string_view name) {
    if (catalogue.shows(name)) names.emplace_back(name);
  };
  add_host("id");
  if (rows != nullptr) {
    // A field called like a key of the record is reached by its full address.
    for (const SpanColumn& column : span_columns(*rows, true)) {
      names.push_back(is_host_column(column.name) ? rows->name + "." + column.name : column.name);
    }
    return names;
  }
  add_host("source");
  add_host("line");
  for (const LayerInfo& layer : catalogue.stage_layers()) {
    if (layer.kind == DOCMILL_KIND_ATTRIBUTES) {
      for (const FieldInfo& key : layer.fields)
        if (!layer.inside.omits(key.name)) names.push_back(layer.name + "." + key.name);
    } else if (layer.kind == DOCMILL_KIND_TEXT && layer.over.empty()) {
      names.push_back(layer.name);
    }
  }
  return names;
}

std::vector<std::string> known_columns(const Catalogue& catalogue, const LayerInfo* rows) {
  std::vector<std::string> names{"id", "source", "line", "metadata", "metadata.KEY", "errors"};
  if (rows != nullptr) {
    for (const SpanColumn& column : span_columns(*rows, true)) names.push_back(column.name);
  }
  for (const LayerInfo& layer : catalogue.stage_layers()) {
    if (layer.kind == DOCMILL_KIND_TEXT || layer.kind == DOCMILL_KIND_JSON) names.push_back(layer.name);
    if (layer.kind == DOCMILL_KIND_JSON) names.push_back(layer.name + ".KEY");
    if (layer.kind != DOCMILL_KIND_ATTRIBUTES) continue;
    for (const FieldInfo& key : layer.fields) names.push_back(layer.name + "." + key.name);
  }
  return names;
}

std::vector<ConfigError> check_csv(const Catalogue& catalogue, const CsvSettings& settings) {
  std::vector<ConfigError> errors;
  const LayerInfo* rows = find_rows(catalogue, settings.rows);
  if (rows == nullptr && settings.rows != "documents") {
    const std::vector<std::string> possible = possible_rows(catalogue);
    errors.emplace_back("rows", "no spans layer '" + settings.rows + "'" + did_you_mean(settings.rows, possible) +
                                    "; there are: " + list_names(possible));
    return errors;
  }
  for (uint32_t i = 0; i < settings.columns.size(); ++i) {
    const std::string& name = settings.columns[i];
    if (std::find(settings.columns.begin(), settings.columns.begin() + i, name) != settings.columns.begin() + i) {
      errors.emplace_back("columns", "column '" + name + "' stands there twice; name each once", i);
    } else if (!find_column(catalogue, rows, name)) {
      errors.emplace_back("columns", column_message(catalogue, rows, name), i);
    }
  }
  return errors;
}

}  // namespace docmill::writer
