#include "parquet_plan.hpp"

#include <map>

#include "writer_options.hpp"

namespace docmill::writer_parquet {

namespace {

using writer::Catalogue;
using writer::LayerInfo;

bool has_table(const LayerInfo& layer) {
  return layer.kind == DOCMILL_KIND_SPANS || layer.kind == DOCMILL_KIND_ATTRIBUTES;
}

ColumnType type_of(uint32_t type) {
  switch (type) {
    case DOCMILL_TYPE_BOOLEAN: return ColumnType::boolean;
    case DOCMILL_TYPE_INTEGER: return ColumnType::integer;
    case DOCMILL_TYPE_NUMBER: return ColumnType::number;
    default: return ColumnType::text;
  }
}

ColumnType type_of(const writer::SpanColumn& column) {
  switch (column.part) {
    case writer::SpanPart::text:
    case writer::SpanPart::label:
    case writer::SpanPart::value: return ColumnType::text;
    case writer::SpanPart::score: return ColumnType::number;
    case writer::SpanPart::field: return type_of(column.type);
    default: return ColumnType::integer;
  }
}

Table documents_table(const Catalogue& catalogue) {
  Table table{"documents", {{"document", ColumnType::integer}}};
  for (const char* key : {"id", "source", "line", "metadata", "errors"})
    if (catalogue.shows(key))
      table.columns.push_back({std::string(catalogue.shown().record.name_of(key)),
                               key == std::string_view("line") ? ColumnType::integer : ColumnType::text});
  for (const LayerInfo& layer : catalogue.stage_layers())
    if (!has_table(layer)) table.columns.push_back({layer.shown, ColumnType::text});
  return table;
}

Table spans_table(const LayerInfo& layer) {
  Table table{layer.shown, {{"document", ColumnType::integer}, {"number", ColumnType::integer}}, layer};
  table.spans = writer::span_columns(layer, true);
  for (const writer::SpanColumn& column : table.spans) table.columns.push_back({column.shown, type_of(column)});
  return table;
}

Table attributes_table(const LayerInfo& layer) {
  Table table{layer.shown, {{"document", ColumnType::integer}}, layer};
  for (uint32_t i = 0; i < layer.fields.size(); ++i) {
    const writer::FieldInfo& key = layer.fields[i];
    if (layer.inside.omits(key.name)) continue;
    table.keys.push_back(i);
    table.columns.push_back({std::string(layer.inside.name_of(key.name)), type_of(key.type)});
  }
  return table;
}

std::string lower(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

void check_files(const ParquetPlan& plan, std::vector<ConfigError>& errors) {
  std::map<std::string, std::string> taken;
  for (const Table& table : plan.tables) {
    const auto [other, is_new] = taken.emplace(lower(table.name), table.name);
    if (is_new) continue;
    errors.emplace_back("", "the file of layer '" + table.name + "' would have the name of '" + other->second +
                                ".parquet': there are systems that take them for one; call the layer otherwise: "
                                "rename = [\"" +
                                table.layer.name + " = ...\"]");
  }
}

void check_columns(const Table& table, std::vector<ConfigError>& errors) {
  std::map<std::string, std::string> taken;
  for (const Column& column : table.columns) {
    const auto [other, is_new] = taken.emplace(lower(column.name), column.name);
    if (!is_new)
      errors.emplace_back("", "'" + table.name + ".parquet' would have the columns '" + other->second + "' and '" +
                                  column.name +
                                  "', which readers take for one; give one of them another name with "
                                  "rename = [\"OLD = NEW\"]");
  }
}

// As plugins/writer knows them: what it says of names, and of texts that were rewritten, holds here too.
writer::WriterOptions shared_options(const ParquetOptions& options) {
  writer::WriterOptions shared;
  shared.format = "sqlite";  // the same tables
  shared.omit = options.omit;
  shared.rename = options.rename;
  return shared;
}

}  // namespace

std::string warning_of(const ParquetOptions& options, const Catalogue& catalogue) {
  return writer::warning_of_old_texts(shared_options(options), catalogue);
}

std::vector<ConfigError> check_parquet(const ParquetOptions& options, const Catalogue& all) {
  std::vector<ConfigError> errors = writer::check_options(shared_options(options), all);
  if (!errors.empty()) return errors;
  const ParquetPlan plan = plan_parquet(all.with(writer::read_shown(options.omit, options.rename)));
  check_files(plan, errors);
  for (const Table& table : plan.tables) check_columns(table, errors);
  return errors;
}

ParquetPlan plan_parquet(const Catalogue& catalogue) {
  ParquetPlan plan;
  plan.tables.push_back(documents_table(catalogue));
  for (const LayerInfo& layer : catalogue.stage_layers()) {
    if (!has_table(layer)) plan.contents.push_back(layer);
    else plan.tables.push_back(layer.kind == DOCMILL_KIND_SPANS ? spans_table(layer) : attributes_table(layer));
  }
  return plan;
}

}  // namespace docmill::writer_parquet
