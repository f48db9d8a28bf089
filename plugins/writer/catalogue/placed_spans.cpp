#include "catalogue/placed_spans.hpp"

#include <stdexcept>

namespace docmill::writer {

std::vector<SpanColumn> span_columns(const LayerInfo& layer, bool source_offsets) {
  std::vector<SpanColumn> columns;
  if (layer.over_index && !layer.over_host) {
    columns.push_back({SpanPart::start, "start"});
    columns.push_back({SpanPart::end, "end"});
    columns.push_back({SpanPart::text, "text"});
  }
  if (layer.has_label) columns.push_back({SpanPart::label, "label"});
  if (layer.has_value) columns.push_back({SpanPart::value, "value"});
  if (layer.has_score) columns.push_back({SpanPart::score, "score"});
  for (uint32_t i = 0; i < layer.fields.size(); ++i) {
    const FieldInfo& field = layer.fields[i];
    columns.push_back({SpanPart::field, field.name, i, field.type, field.summary});
  }
  if (source_offsets) {
    columns.push_back({SpanPart::source_start, "source_start"});
    columns.push_back({SpanPart::source_end, "source_end"});
  }
  std::erase_if(columns, [&](const SpanColumn& column) { return layer.inside.omits(column.name); });
  for (SpanColumn& column : columns) column.shown = layer.inside.name_of(column.name);
  return columns;
}

const OffsetIndex& Positions::of(Document document, uint32_t layer) {
  if (known_[layer] == 0) {
    indexes_[layer].reset(document.text(layer), unit_);
    known_[layer] = 1;
  }
  return indexes_[layer];
}

PlacedSpans::PlacedSpans(Document document, const LayerInfo& layer, Positions& positions)
    : spans_(document.spans(layer.index)) {
  if (!layer.over_index || spans_.empty()) return;
  const docmill_layer* below = document.layer(*layer.over_index);
  if (below == nullptr) {
    throw std::runtime_error("the spans of '" + layer.name + "' lie over '" + layer.over +
                             "', which this document does not have");
  }
  if (!layer.over_host) {
    text_ = document.text(*layer.over_index);
    index_ = &positions.of(document, *layer.over_index);
  }
  // A text from the source that came out empty has no runs; its only place is the start of the source.
  has_source_ = below->map != nullptr || (layer.from_source && below->pool_size == 0);
  cursor_.reset(below->map, below->map != nullptr ? below->n_map : 0);
}

PlacedSpan PlacedSpans::operator[](uint32_t i) {
  PlacedSpan span{spans_[i]};
  const uint32_t start = span.row.start(), end = span.row.end();
  if (index_ != nullptr) {
    span.start = index_->at(start);
    span.end = index_->at(end);
    span.text = text_.substr(start, end - start);
  }
  if (has_source_) {
    span.has_source = true;
    span.source = cursor_.range(start, end);
  }
  return span;
}

}  // namespace docmill::writer
