// The tables of a database that holds the documents of one pipeline, sorted out once from its layers.
//
//   documents   a row a document: id, source, line, metadata, errors, and a column for each text and each JSON layer
//   LAYER       of attributes: a row a document that has it; of spans: a row a span, in the order of the layer
//   layers      which layers there are, and who made them
//   search      full text (FTS5) over the title and the text, without a copy of either
//   and views that answer what is usually asked
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "catalogue/placed_spans.hpp"
#include "docmill/sdk/setup.hpp"
#include "writer_options.hpp"

namespace docmill::writer_sqlite {

struct DatabaseOptions {
  std::string search = "words";  // words, trigrams, none
  std::string text = "text";     // the text layer that is searched
  std::string offsets = "codepoint";
  std::vector<std::string> omit, rename;
};

// A layer in a table of its own.
struct LayerTable {
  writer::LayerInfo layer;
  std::string insert;                       // SQL; ?1 is the document, of spans ?2 the number; then the columns
  std::vector<writer::SpanColumn> columns;  // of spans
  std::vector<uint32_t> keys;               // of attributes: places in the row
};

struct DatabasePlan {
  std::vector<std::string> before;  // SQL: settings, tables
  std::string insert_document;  // ?1 the document, then id, source, line, metadata, errors (those shown), `contents`
  std::vector<writer::LayerInfo> contents;  // texts and JSON layers
  std::vector<LayerTable> tables;
  std::string insert_search;         // ?1 the document, ?2 the title, ?3 the text; empty: no search
  std::optional<uint32_t> searched;  // the text layer
  std::optional<writer::AttributeKey> title;
  std::vector<std::string> after;  // SQL: indexes, views
};

// As plugins/writer knows them: what it says of names, and of texts that were rewritten, holds here too.
writer::WriterOptions shared_options(const DatabaseOptions& options);

// All that cannot be: names that do not exist, two tables or columns of one name (SQLite takes Text and text for one).
std::vector<ConfigError> check_database(const DatabaseOptions& options, const writer::Catalogue& all);

// `catalogue`: with what `omit` leaves out gone. The options must have passed check_database.
DatabasePlan plan_database(const DatabaseOptions& options, const writer::Catalogue& catalogue);

// A name as SQL writes it: "a ""quoted"" name".
std::string quoted(std::string_view name);

}  // namespace docmill::writer_sqlite
