#include "parquet_tables.hpp"

#include <optional>
#include <stdexcept>

#include "parquet_copy.hpp"
#include "writer_options.hpp"

namespace docmill::writer_parquet {

namespace {

template <class Value>
void add_if(RowFile& rows, bool known, Value value) {
  if (known) rows.add(value);
  else rows.add_null();
}
void add_if_any(RowFile& rows, std::optional<std::string_view> text) {
  add_if(rows, text.has_value(), text.value_or(""));
}

void add_cell(RowFile& rows, const docmill_cell& cell, uint32_t type, const char* pool) {
  switch (type) {
    case DOCMILL_TYPE_BOOLEAN: return rows.add(int64_t{cell.integer != 0});
    case DOCMILL_TYPE_INTEGER: return rows.add(cell.integer);
    case DOCMILL_TYPE_NUMBER: return rows.add(cell.number);
    default: return rows.add(std::string_view(pool + cell.string.offset, cell.string.size));
  }
}

void add_part(RowFile& rows, const writer::SpanColumn& column, const writer::PlacedSpan& span, const char* pool) {
  using writer::SpanPart;
  switch (column.part) {
    case SpanPart::start: return rows.add(int64_t{span.start});
    case SpanPart::end: return rows.add(int64_t{span.end});
    case SpanPart::text: return rows.add(span.text);
    case SpanPart::label: return add_if_any(rows, span.row.label());
    case SpanPart::value: return add_if_any(rows, span.row.value());
    case SpanPart::score: return add_if(rows, span.row.score().has_value(), span.row.score().value_or(0));
    case SpanPart::field:
      if (span.row.is_null(column.field)) return rows.add_null();
      return add_cell(rows, span.row.cell(column.field), column.type, pool);
    case SpanPart::source_start: return add_if(rows, span.has_source, static_cast<int64_t>(span.source.start));
    case SpanPart::source_end: return add_if(rows, span.has_source, static_cast<int64_t>(span.source.end));
  }
}

}  // namespace

ParquetTables::ParquetTables(const ParquetPlan& plan, const writer::Catalogue& catalogue, const TemporaryFiles& files,
                             Unit offsets)
    : plan_(plan), catalogue_(catalogue), positions_(catalogue.size(), offsets) {
  for (std::size_t i = 0; i < plan.tables.size(); ++i) rows_.emplace_back(files.descriptor(i), files.folder());
}

// What cannot be written is found before the first row: a part of a document stays in no table.
void ParquetTables::add(Document document) {
  if (!trouble_.empty()) throw std::runtime_error(trouble_);
  positions_.next_document();
  for (const Table& table : plan_.tables)
    if (table.layer.kind == DOCMILL_KIND_SPANS && document.has(table.layer.index))
      (void)writer::PlacedSpans(document, table.layer, positions_);
  ++n_documents_;
  try {
    add_document(document);
  } catch (const std::exception& e) {
    trouble_ = e.what();
    throw;
  }
}

void ParquetTables::add_document(Document document) {
  add_record_keys(rows_[0], document);
  for (const writer::LayerInfo& layer : plan_.contents) add_content(rows_[0], document, layer);
  rows_[0].end_row();
  for (std::size_t i = 1; i < plan_.tables.size(); ++i) {
    const Table& table = plan_.tables[i];
    if (!document.has(table.layer.index)) continue;
    if (table.layer.kind == DOCMILL_KIND_SPANS) add_spans(table, rows_[i], document);
    else add_attributes(table, rows_[i], document);
  }
}

void ParquetTables::add_record_keys(RowFile& rows, Document document) {
  const AttributesView place = document.attributes(catalogue_.place());
  rows.add(n_documents_);
  if (catalogue_.shows("id")) rows.add(document.text(catalogue_.id()));
  if (catalogue_.shows("source")) add_if_any(rows, place.string(catalogue_.place_source()));
  if (catalogue_.shows("line")) {
    const std::optional<int64_t> line = place.integer(catalogue_.place_line());
    add_if(rows, line.has_value(), line.value_or(0));
  }
  if (catalogue_.shows("metadata")) {
    std::string json;
    if (document.has(catalogue_.metadata()))
      writer::append_shown_json(json, document.text(catalogue_.metadata()), catalogue_.shown().in("metadata"),
                                "metadata");
    rows.add(std::string_view(json.empty() ? "{}" : json));
  }
  if (catalogue_.shows("errors")) rows.add(document.text(catalogue_.errors()));
}

void ParquetTables::add_content(RowFile& rows, Document document, const writer::LayerInfo& layer) {
  if (!document.has(layer.index)) return rows.add_null();
  if (layer.kind != DOCMILL_KIND_JSON) return rows.add(document.text(layer.index));
  std::string json;
  writer::append_shown_json(json, document.text(layer.index), layer.inside, layer.name);
  rows.add(std::string_view(json));
}

void ParquetTables::add_attributes(const Table& table, RowFile& rows, Document document) {
  const AttributesView values = document.attributes(table.layer.index);
  const char* pool = document.layer(table.layer.index)->pool;
  rows.add(n_documents_);
  for (const uint32_t key : table.keys) {
    if (values.is_null(key)) rows.add_null();
    else add_cell(rows, values.cell(key), table.layer.fields[key].type, pool);
  }
  rows.end_row();
}

void ParquetTables::add_spans(const Table& table, RowFile& rows, Document document) {
  const char* pool = document.layer(table.layer.index)->pool;
  writer::PlacedSpans spans(document, table.layer, positions_);
  for (uint32_t n = 0; n < spans.size(); ++n) {
    const writer::PlacedSpan span = spans[n];
    rows.add(n_documents_);
    rows.add(int64_t{n} + 1);
    for (const writer::SpanColumn& column : table.spans) add_part(rows, column, span, pool);
    rows.end_row();
  }
}

void ParquetTables::finish(const std::function<void(std::size_t, std::string_view)>& take) {
  if (!trouble_.empty()) throw std::runtime_error(trouble_);
  for (std::size_t i = 0; i < plan_.tables.size(); ++i) {
    rows_[i].begin_reading();
    copy_to_parquet(plan_.tables[i].columns, rows_[i], [&](std::string_view bytes) { take(i, bytes); });
  }
}

}  // namespace docmill::writer_parquet
