#include "csv/record_csv.hpp"

#include <algorithm>

#include "docmill/base/json_text.hpp"
#include "json/json_cell.hpp"
#include "json/json_value.hpp"

namespace docmill::writer {

namespace {

bool needs_quotes(std::string_view value) {
  for (const char c : value) {
    if (c == ',' || c == '"' || c == '\n' || c == '\r') return true;
  }
  return false;
}

void append_quoted(std::string& out, std::string_view value) {
  out += '"';
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t quote = value.find('"', at);
    out.append(value.substr(at, quote - at));
    if (quote == std::string_view::npos) break;
    out += "\"\"";
    at = quote + 1;
  }
  out += '"';
}

// Numbers and words need no quotation marks.
void append_csv_value(std::string& out, const docmill_cell& cell, uint32_t type, const char* pool) {
  if (type != DOCMILL_TYPE_STRING) append_json_cell(out, cell, type, pool);
  else append_csv_cell(out, std::string_view(pool + cell.string.offset, cell.string.size));
}

// A member of a JSON object: what a string stands for, any other value as JSON, null (or none) as null.
void append_member(std::string& out, std::string_view value, std::string& text) {
  if (value.empty() || value == "null") return;
  text.clear();
  if (is_json_string(value)) append_json_unescaped(text, inside_json_string(value));
  else append_json_minified(text, value);
  append_csv_cell(out, text);
}

void append_span_cell(std::string& out, const SpanColumn& column, const PlacedSpan& span, const char* pool) {
  switch (column.part) {
    case SpanPart::start: append_json_integer(out, span.start); return;
    case SpanPart::end: append_json_integer(out, span.end); return;
    case SpanPart::text: append_csv_cell(out, span.text); return;
    case SpanPart::label: append_csv_cell(out, span.row.label()); return;
    case SpanPart::value: append_csv_cell(out, span.row.value()); return;
    case SpanPart::score:
      if (const std::optional<double> score = span.row.score()) append_json_number(out, *score);
      return;
    case SpanPart::field:
      if (!span.row.is_null(column.field)) append_csv_value(out, span.row.cell(column.field), column.type, pool);
      return;
    case SpanPart::source_start:
      if (span.has_source) append_json_integer(out, span.source.start);
      return;
    case SpanPart::source_end:
      if (span.has_source) append_json_integer(out, span.source.end);
      return;
  }
}

}  // namespace

void append_csv_cell(std::string& out, std::optional<std::string_view> value) {
  if (!value) return;
  if (value->empty()) out += "\"\"";
  else if (needs_quotes(*value)) append_quoted(out, *value);
  else out += *value;
}

CsvTable::CsvTable(const Catalogue& catalogue, const CsvSettings& settings)
    : id_(catalogue.id()),
      place_(catalogue.place()),
      place_source_(catalogue.place_source()),
      place_line_(catalogue.place_line()) {
  const LayerInfo* rows = settings.rows == "documents" ? nullptr : catalogue.find(settings.rows);
  if (rows != nullptr) rows_ = *rows;
  const std::vector<std::string> names = settings.columns.empty() ? default_columns(catalogue, rows) : settings.columns;
  for (const std::string& name : names) {
    const std::optional<CsvColumn> column = find_column(catalogue, rows, name);
    columns_.push_back(column.value());
    if (columns_.size() > 1) header_ += ',';
    append_csv_cell(header_, column->name);
    const bool search = column->from == CsvSource::member;
    if (search && std::find(searched_.begin(), searched_.end(), column->layer) == searched_.end()) {
      searched_.push_back(column->layer);
    }
  }
  header_ += '\n';
}

void CsvTable::append(Document document, Positions& positions, Scratch& scratch, std::string& out,
                      Outflow outflow) const {
  positions.next_document();
  if (!rows_) {
    make_document_cells(document, scratch);
    const std::size_t line = out.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i != 0) out += ',';
      out += scratch.cells[i];
    }
    end_line(out, line);
    return;
  }
  PlacedSpans spans(document, *rows_, positions);
  if (spans.size() == 0) return;
  make_document_cells(document, scratch);
  const char* pool = document.layer(rows_->index)->pool;
  for (uint32_t row = 0; row < spans.size(); ++row) {
    outflow.relieve(out, *rows_);
    const PlacedSpan span = spans[row];
    const std::size_t line = out.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i != 0) out += ',';
      if (columns_[i].from == CsvSource::span) append_span_cell(out, columns_[i].span, span, pool);
      else out += scratch.cells[i];
    }
    end_line(out, line);
  }
}

void CsvTable::end_line(std::string& out, std::size_t line_start) const {
  if (out.size() == line_start) out += "\"\"";
  out += '\n';
}

void CsvTable::make_document_cells(Document document, Scratch& scratch) const {
  scratch.cells.resize(columns_.size());
  scratch.members.assign(columns_.size(), {});
  find_members(document, scratch.members);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    scratch.cells[i].clear();
    append_value(columns_[i], document, scratch.members[i], scratch.text, scratch.cells[i]);
  }
}

// One pass over each JSON value for all its columns. Of two members with one name the last counts.
void CsvTable::find_members(Document document, std::vector<std::string_view>& members) const {
  for (const uint32_t layer : searched_) {
    JsonParts parts(document.text(layer));
    while (parts.next()) {
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        const CsvColumn& column = columns_[i];
        const bool wanted = column.from == CsvSource::member && column.layer == layer;
        if (wanted && parts.key_is(column.member)) members[i] = parts.value();
      }
    }
  }
}

void CsvTable::append_value(const CsvColumn& column, Document document, std::string_view member, std::string& text,
                            std::string& out) const {
  const AttributesView place = document.attributes(place_);
  switch (column.from) {
    case CsvSource::id: append_csv_cell(out, document.text(id_)); return;
    case CsvSource::source: append_csv_cell(out, place.string(place_source_)); return;
    case CsvSource::line:
      if (const std::optional<int64_t> line = place.integer(place_line_)) append_json_integer(out, *line);
      return;
    case CsvSource::json:
      if (!document.has(column.layer)) return;
      text.clear();
      append_shown_json(text, document.text(column.layer), column.members, column.name);
      append_csv_cell(out, text);
      return;
    case CsvSource::member: append_member(out, member, text); return;
    case CsvSource::text:
      if (document.has(column.layer)) append_csv_cell(out, document.text(column.layer));
      return;
    case CsvSource::attribute: {
      const AttributesView values = document.attributes(column.layer);
      if (values.is_null(column.key)) return;
      append_csv_value(out, values.cell(column.key), column.type, document.layer(column.layer)->pool);
      return;
    }
    case CsvSource::span: return;
  }
}

}  // namespace docmill::writer
