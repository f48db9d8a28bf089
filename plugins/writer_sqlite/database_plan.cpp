#include "database_plan.hpp"

#include <algorithm>
#include <map>

#include "catalogue/name_lists.hpp"
#include "docmill/base/ascii.hpp"
#include "writer_options.hpp"

namespace docmill::writer_sqlite {

namespace {

using writer::Catalogue;
using writer::LayerInfo;

// Tables and views of this file; a layer that has a table may have none of these names.
constexpr std::string_view own_tables[] = {"documents",      "layers",         "search",
                                           "search_source",  "languages",      "most_named",
                                           "named_together", "removed_labels", "document_lengths"};

std::string lower(std::string_view name) {
  std::string out(name);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool has_table(const LayerInfo& layer) {
  return layer.kind == DOCMILL_KIND_SPANS || layer.kind == DOCMILL_KIND_ATTRIBUTES;
}

const char* sql_type(uint32_t type) {
  switch (type) {
    case DOCMILL_TYPE_BOOLEAN:
    case DOCMILL_TYPE_INTEGER: return "INTEGER";
    case DOCMILL_TYPE_NUMBER: return "REAL";
    default: return "TEXT";
  }
}

const char* sql_type(const writer::SpanColumn& column) {
  switch (column.part) {
    case writer::SpanPart::text:
    case writer::SpanPart::label:
    case writer::SpanPart::value: return "TEXT";
    case writer::SpanPart::score: return "REAL";
    case writer::SpanPart::field: return sql_type(column.type);
    default: return "INTEGER";
  }
}

struct Column {
  std::string name;
  const char* type;
};

// Keys of the record that documents have a column for, and then the texts and JSON layers.
std::vector<Column> document_columns(const Catalogue& catalogue) {
  std::vector<Column> columns;
  const auto add = [&](std::string_view key, const char* type) {
    if (catalogue.shows(key)) columns.push_back({std::string(catalogue.shown().record.name_of(key)), type});
  };
  add("id", "TEXT NOT NULL");
  add("source", "TEXT");
  add("line", "INTEGER");
  add("metadata", "TEXT");
  add("errors", "TEXT");
  for (const LayerInfo& layer : catalogue.stage_layers())
    if (!has_table(layer)) columns.push_back({layer.shown, "TEXT"});
  return columns;
}

std::vector<Column> attribute_columns(const LayerInfo& layer) {
  std::vector<Column> columns;
  for (const writer::FieldInfo& key : layer.fields)
    if (!layer.inside.omits(key.name))
      columns.push_back({std::string(layer.inside.name_of(key.name)), sql_type(key.type)});
  return columns;
}

std::vector<Column> span_table_columns(const LayerInfo& layer) {
  std::vector<Column> columns;
  for (const writer::SpanColumn& column : writer::span_columns(layer, true))
    columns.push_back({column.shown, sql_type(column)});
  return columns;
}

std::vector<Column> table_columns(const LayerInfo& layer) {
  return layer.kind == DOCMILL_KIND_SPANS ? span_table_columns(layer) : attribute_columns(layer);
}

std::string create_table(std::string_view name, std::string_view keys, const std::vector<Column>& columns,
                         std::string_view behind) {
  std::string sql = "CREATE TABLE " + quoted(name) + " (" + std::string(keys);
  for (const Column& column : columns) sql += ", " + quoted(column.name) + " " + column.type;
  return sql + std::string(behind);
}

std::string insert_into(std::string_view name, std::size_t n_values) {
  std::string sql = "INSERT INTO " + quoted(name) + " VALUES (?1";
  for (std::size_t i = 2; i <= n_values; ++i) sql += ", ?" + std::to_string(i);
  return sql + ")";
}

LayerTable table_of(const LayerInfo& layer) {
  LayerTable table;
  table.layer = layer;
  if (layer.kind == DOCMILL_KIND_SPANS) {
    table.columns = writer::span_columns(layer, true);
    table.insert = insert_into(layer.shown, 2 + table.columns.size());
    return table;
  }
  for (uint32_t i = 0; i < layer.fields.size(); ++i)
    if (!layer.inside.omits(layer.fields[i].name)) table.keys.push_back(i);
  table.insert = insert_into(layer.shown, 1 + table.keys.size());
  return table;
}

std::string create_layer_table(const LayerInfo& layer) {
  if (layer.kind == DOCMILL_KIND_SPANS)
    return create_table(layer.shown, "document INTEGER NOT NULL REFERENCES documents, number INTEGER NOT NULL",
                        span_table_columns(layer), ", PRIMARY KEY (document, number)) WITHOUT ROWID");
  return create_table(layer.shown, "document INTEGER PRIMARY KEY REFERENCES documents", attribute_columns(layer), ")");
}

std::string text_literal(std::string_view text) {
  std::string sql = "'";
  for (const char c : text) sql += c == '\'' ? "''" : std::string(1, c);
  return sql + "'";
}

const char* kind_name(uint32_t kind) {
  switch (kind) {
    case DOCMILL_KIND_TEXT: return "text";
    case DOCMILL_KIND_SPANS: return "spans";
    case DOCMILL_KIND_ATTRIBUTES: return "attributes";
    default: return "json";
  }
}

void describe_layers(const Catalogue& catalogue, std::vector<std::string>& sql) {
  sql.emplace_back("CREATE TABLE layers (name TEXT PRIMARY KEY, kind TEXT NOT NULL, made_by TEXT NOT NULL, over TEXT)");
  for (const LayerInfo& layer : catalogue.stage_layers())
    sql.push_back("INSERT INTO layers VALUES (" + text_literal(layer.shown) + ", '" + kind_name(layer.kind) + "', " +
                  text_literal(layer.by) + ", " + (layer.over.empty() ? "NULL" : text_literal(layer.over_shown)) + ")");
}

// ---- full text

void plan_search(const DatabaseOptions& options, const Catalogue& catalogue, DatabasePlan& plan) {
  const LayerInfo* text = catalogue.find(options.text);
  if (options.search == "none" || text == nullptr) return;
  plan.searched = text->index;
  plan.title = catalogue.find_string("article", "title");
  const LayerInfo* article = plan.title ? catalogue.find("article") : nullptr;
  std::string view = "CREATE VIEW search_source AS SELECT documents.document AS document, ";
  view += article != nullptr ? quoted(article->shown) + "." + quoted(article->inside.name_of("title")) : "NULL";
  view += " AS title, documents." + quoted(text->shown) + " AS text FROM documents";
  if (article != nullptr) view += " LEFT JOIN " + quoted(article->shown) + " USING (document)";
  plan.before.push_back(view);
  const char* tokenizer = options.search == "trigrams" ? "trigram" : "unicode61 remove_diacritics 2";
  plan.before.push_back(
      std::string(
          "CREATE VIRTUAL TABLE search USING fts5(title, text, content='search_source', content_rowid='document', "
          "tokenize='") +
      tokenizer + "')");
  plan.insert_search = "INSERT INTO search (rowid, title, text) VALUES (?1, ?2, ?3)";
  plan.after.emplace_back("INSERT INTO search (search) VALUES ('optimize')");
}

// ---- indexes and views

bool shows(const LayerInfo& layer, std::string_view column) { return !layer.inside.omits(column); }

std::string column_of(const LayerInfo& layer, std::string_view column) { return quoted(layer.inside.name_of(column)); }

void plan_language_view(const Catalogue& catalogue, std::vector<std::string>& sql) {
  const LayerInfo* language = catalogue.find("language");
  if (language == nullptr || !catalogue.find_string("language", "tag")) return;
  const std::string tag = column_of(*language, "tag");
  sql.push_back("CREATE VIEW languages AS SELECT " + tag + " AS tag, count(*) AS documents FROM " +
                quoted(language->shown) + " GROUP BY " + tag + " ORDER BY documents DESC, tag");
}

void plan_entity_views(const Catalogue& catalogue, std::vector<std::string>& sql) {
  const LayerInfo* entities = catalogue.find("entities");
  if (entities == nullptr || entities->kind != DOCMILL_KIND_SPANS || !entities->has_value) return;
  const std::string table = quoted(entities->shown), value = column_of(*entities, "value");
  const std::string name = entities->find_field("name") ? "min(" + column_of(*entities, "name") + ")" : value;
  const std::string label = entities->has_label ? "min(" + column_of(*entities, "label") + ")" : "NULL";
  sql.push_back("CREATE VIEW most_named AS SELECT " + value + " AS value, " + name + " AS name, " + label +
                " AS label, count(DISTINCT document) AS documents, count(*) AS mentions FROM " + table + " WHERE " +
                value + " IS NOT NULL GROUP BY " + value + " ORDER BY documents DESC, mentions DESC, value");
  sql.push_back(
      "CREATE VIEW named_together AS SELECT a.value AS first, b.value AS second, count(*) AS documents "
      "FROM (SELECT DISTINCT document, " +
      value + " AS value FROM " + table + ") a JOIN (SELECT DISTINCT document, " + value + " AS value FROM " + table +
      ") b ON a.document = b.document AND a.value < b.value GROUP BY first, second ORDER BY documents DESC, "
      "first, second");
}

void plan_removed_view(const Catalogue& catalogue, std::vector<std::string>& sql) {
  const LayerInfo* removed = catalogue.find("removed");
  if (removed == nullptr || removed->kind != DOCMILL_KIND_SPANS || !removed->has_label) return;
  if (!shows(*removed, "source_start") || !shows(*removed, "source_end")) return;
  sql.push_back("CREATE VIEW removed_labels AS SELECT " + column_of(*removed, "label") +
                " AS label, count(DISTINCT document) AS documents, count(*) AS places, sum(" +
                column_of(*removed, "source_end") + " - " + column_of(*removed, "source_start") +
                ") AS source_bytes FROM " + quoted(removed->shown) +
                " GROUP BY label ORDER BY source_bytes DESC, label");
}

void plan_length_view(const DatabaseOptions& options, const Catalogue& catalogue, std::vector<std::string>& sql) {
  const LayerInfo* text = catalogue.find(options.text);
  if (text == nullptr || !catalogue.shows("id")) return;
  const std::string id = quoted(catalogue.shown().record.name_of("id"));
  sql.push_back("CREATE VIEW document_lengths AS SELECT document, " + id + " AS id, length(" + quoted(text->shown) +
                ") AS characters FROM documents ORDER BY document");
}

void plan_after(const DatabaseOptions& options, const Catalogue& catalogue, DatabasePlan& plan) {
  if (catalogue.shows("id"))
    plan.after.push_back("CREATE INDEX documents_id ON documents (" + quoted(catalogue.shown().record.name_of("id")) +
                         ")");
  for (const LayerTable& table : plan.tables) {
    if (table.layer.kind != DOCMILL_KIND_SPANS || !table.layer.has_value) continue;
    plan.after.push_back("CREATE INDEX " + quoted(table.layer.shown + "_value") + " ON " + quoted(table.layer.shown) +
                         " (" + column_of(table.layer, "value") + ")");
  }
  plan_language_view(catalogue, plan.after);
  plan_entity_views(catalogue, plan.after);
  plan_removed_view(catalogue, plan.after);
  plan_length_view(options, catalogue, plan.after);
}

// ---- mistakes

std::string to_rename(const LayerInfo& layer) {
  return "; call the layer otherwise: rename = [\"" + layer.name + " = ...\"]";
}

void check_tables(const Catalogue& catalogue, std::vector<ConfigError>& errors) {
  std::map<std::string, std::string> taken;
  for (const std::string_view own : own_tables) taken.emplace(own, "");
  for (const LayerInfo& layer : catalogue.stage_layers()) {
    if (!has_table(layer)) continue;
    const std::string name = lower(layer.shown);
    if (name.starts_with("sqlite_"))
      errors.emplace_back(
          "", "no table can be called '" + layer.shown + "': SQLite keeps sqlite_ for itself" + to_rename(layer));
    const auto [other, is_new] = taken.emplace(name, layer.shown);
    if (is_new) continue;
    errors.emplace_back("", "the table of layer '" + layer.shown + "' would have the name of " +
                                (other->second.empty() ? "a table that every database has"
                                                       : "that of '" + other->second + "': SQLite takes them for one") +
                                to_rename(layer));
  }
}

void check_columns(std::string_view table, const std::vector<Column>& columns,
                   std::initializer_list<std::string_view> own, std::vector<ConfigError>& errors) {
  std::map<std::string, std::string> taken;
  for (const std::string_view name : own) taken.emplace(name, name);
  for (const Column& column : columns) {
    const auto [other, is_new] = taken.emplace(lower(column.name), column.name);
    if (!is_new)
      errors.emplace_back("", "table '" + std::string(table) + "' would have the columns '" + other->second +
                                  "' and '" + column.name +
                                  "', which SQLite takes for one; give one of them another name with "
                                  "rename = [\"OLD = NEW\"]");
  }
}

}  // namespace

writer::WriterOptions shared_options(const DatabaseOptions& options) {
  writer::WriterOptions shared;
  shared.format = "sqlite";
  shared.omit = options.omit;
  shared.rename = options.rename;
  return shared;
}

std::vector<ConfigError> check_database(const DatabaseOptions& options, const Catalogue& all) {
  std::vector<ConfigError> errors = writer::check_options(shared_options(options), all);
  if (!errors.empty()) return errors;
  const Catalogue catalogue = all.with(writer::read_shown(options.omit, options.rename));
  const LayerInfo* text = catalogue.find(options.text);
  if (options.text != DatabaseOptions().text && (text == nullptr || text->kind != DOCMILL_KIND_TEXT)) {
    std::vector<std::string> names;
    for (const LayerInfo& layer : catalogue.stage_layers())
      if (layer.kind == DOCMILL_KIND_TEXT) names.push_back(layer.name);
    errors.emplace_back("text", "no text layer '" + options.text + "'" + writer::did_you_mean(options.text, names) +
                                    "; there are: " + writer::list_names(names));
  }
  check_tables(catalogue, errors);
  check_columns("documents", document_columns(catalogue), {"document"}, errors);
  for (const LayerInfo& layer : catalogue.stage_layers()) {
    if (layer.kind == DOCMILL_KIND_SPANS)
      check_columns(layer.shown, table_columns(layer), {"document", "number"}, errors);
    if (layer.kind == DOCMILL_KIND_ATTRIBUTES) check_columns(layer.shown, table_columns(layer), {"document"}, errors);
  }
  return errors;
}

DatabasePlan plan_database(const DatabaseOptions& options, const Catalogue& catalogue) {
  DatabasePlan plan;
  const std::vector<Column> columns = document_columns(catalogue);
  plan.before.push_back(create_table("documents", "document INTEGER PRIMARY KEY", columns, ")"));
  plan.insert_document = insert_into("documents", 1 + columns.size());
  for (const LayerInfo& layer : catalogue.stage_layers()) {
    if (!has_table(layer)) {
      plan.contents.push_back(layer);
      continue;
    }
    plan.before.push_back(create_layer_table(layer));
    plan.tables.push_back(table_of(layer));
  }
  describe_layers(catalogue, plan.before);
  plan_search(options, catalogue, plan);
  plan_after(options, catalogue, plan);
  return plan;
}

std::string quoted(std::string_view name) {
  std::string sql = "\"";
  for (const char c : name) sql += c == '"' ? "\"\"" : std::string(1, c);
  return sql + "\"";
}

}  // namespace docmill::writer_sqlite
