// The tables that hold the documents of one pipeline, each a Parquet file, sorted out once from its layers.
//
//   documents   a row a document: document (1, 2, ...), id, source, line, metadata, errors, each text and each JSON
//   layer LAYER       of attributes: a row a document that has it; of spans: a row a span, in the order of the layer
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "catalogue/placed_spans.hpp"
#include "docmill/sdk/setup.hpp"

namespace docmill::writer_parquet {

struct ParquetOptions {
  std::string offsets = "codepoint";
  std::vector<std::string> omit, rename;
};

enum class ColumnType { boolean, integer, number, text };

struct Column {
  std::string name;
  ColumnType type;
};

struct Table {
  std::string name;  // of the file, without ".parquet"
  std::vector<Column> columns;
  // Of a layer; documents have neither.
  writer::LayerInfo layer = {};
  std::vector<writer::SpanColumn> spans = {};  // behind document and number
  std::vector<uint32_t> keys = {};             // of attributes, behind document: places in the row
};

struct ParquetPlan {
  std::vector<Table> tables;                // the first one: documents
  std::vector<writer::LayerInfo> contents;  // texts and JSON layers, the last columns of documents
};

// All that cannot be: names that do not exist, two files or columns of one name (DuckDB takes Text and text for one).
std::vector<ConfigError> check_parquet(const ParquetOptions& options, const writer::Catalogue& all);
// What is to be told of texts that were rewritten; empty: nothing. `catalogue` as for plan_parquet.
std::string warning_of(const ParquetOptions& options, const writer::Catalogue& catalogue);

// `catalogue`: with what `omit` leaves out gone. The options must have passed check_parquet.
ParquetPlan plan_parquet(const writer::Catalogue& catalogue);

}  // namespace docmill::writer_parquet
