// A table of documents, or of the spans of one layer: CSV by RFC 4180, in UTF-8 without a byte order mark, lines ended
// by \n (the RFC says \r\n; every reader takes both, and Unix tools take this one).
//
// A cell is quoted when it holds a comma, a quotation mark, \n or \r, or is an empty string: a null is nothing at all
// between two commas, so that DuckDB and PostgreSQL tell the two apart. (The single null of a row with one column is
// written "" because many readers skip an empty line.) Nothing else is done to a cell.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "catalogue/outflow.hpp"
#include "catalogue/placed_spans.hpp"
#include "docmill/sdk/document.hpp"
#include "docmill/sdk/setup.hpp"

namespace docmill::writer {

struct CsvSettings {
  std::string rows = "documents";    // or the name of a spans layer
  std::vector<std::string> columns;  // empty: default_columns
  Unit offsets = Unit::codepoint;
};

enum class CsvSource { id, source, line, json, member, text, attribute, span };

// One column: where its cells come from.
struct CsvColumn {
  std::string name;  // what the header shows: the address, unless it was renamed
  CsvSource from;
  uint32_t layer = 0;       // json, member, text, attribute
  uint32_t key = 0;         // attribute
  uint32_t type = 0;        // attribute: DOCMILL_TYPE_...
  std::string member = {};  // member
  ShownNames members = {};  // json: which of its members stand in the cell
  SpanColumn span = {};     // span
};

// The column of this address, or nothing. A name alone is first a key of the record (id, source, line, metadata,
// errors), then a column of the spans in `rows`, then a layer. "layer.key" is a key of attributes, a member of a JSON
// value at its top level ("metadata.KEY"; the key may hold points), or a column of the spans in `rows`.
std::optional<CsvColumn> find_column(const Catalogue& catalogue, const LayerInfo* rows, std::string_view address);

// What is written when the user names no columns. Of documents: id, source, line, every key of attributes, every text
// that is not the article itself (it fills a table). Of spans: id and the spans' own columns.
std::vector<std::string> default_columns(const Catalogue& catalogue, const LayerInfo* rows);

// Addresses that exist, for messages; members of JSON are shown as "metadata.KEY".
std::vector<std::string> known_columns(const Catalogue& catalogue, const LayerInfo* rows);

// What is wrong with `rows` and `columns`, all of it.
std::vector<ConfigError> check_csv(const Catalogue& catalogue, const CsvSettings& settings);

// Appends one cell. No value is null.
void append_csv_cell(std::string& out, std::optional<std::string_view> value);

// Immutable; shared by all threads.
class CsvTable {
 public:
  // Scratch of one thread.
  struct Scratch {
    std::vector<std::string> cells;  // of the document, ready to be written; unused for columns of spans
    std::vector<std::string_view> members;
    std::string text;
  };

  // Settings must have passed check_csv.
  CsvTable(const Catalogue& catalogue, const CsvSettings& settings);
  // The header line.
  const std::string& header() const { return header_; }
  // Appends the lines of one document. Throws std::runtime_error for a document that cannot be written.
  void append(Document document, Positions& positions, Scratch& scratch, std::string& out, Outflow outflow = {}) const;

 private:
  void make_document_cells(Document document, Scratch& scratch) const;
  void find_members(Document document, std::vector<std::string_view>& members) const;
  void append_value(const CsvColumn& column, Document document, std::string_view member, std::string& text,
                    std::string& out) const;
  void end_line(std::string& out, std::size_t line_start) const;

  std::vector<CsvColumn> columns_;
  std::vector<uint32_t> searched_;  // JSON layers whose members are columns
  std::optional<LayerInfo> rows_;   // nothing: one row a document
  uint32_t id_, place_, place_source_, place_line_;
  std::string header_;
};

}  // namespace docmill::writer
