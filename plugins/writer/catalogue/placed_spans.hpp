// Spans as a reader of the record sees them: which columns a layer has, and each span with its place in the text (in
// the reader's unit), the words it covers and its place in the source.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "catalogue/source_cursor.hpp"
#include "docmill/sdk/document.hpp"
#include "offsets/offset_index.hpp"

namespace docmill::writer {

enum class SpanPart { start, end, text, label, value, score, field, source_start, source_end };

struct SpanColumn {
  SpanPart part;
  std::string name;    // "start", ..., or the field's own
  uint32_t field = 0;  // of SpanPart::field: its place
  uint32_t type = 0;   // of SpanPart::field: DOCMILL_TYPE_...
  std::string summary = {};
  std::string shown = {};  // what the output calls it
};

// The columns of a spans layer in the order of the record: start, end, text (unless it lies over a text of the host,
// which stands in no record), label, value, score (those in use), its fields, source_start, source_end (if wanted);
// without those that the layer does not show.
std::vector<SpanColumn> span_columns(const LayerInfo& layer, bool source_offsets);

// Offset indexes of the texts of one document, each made when it is first asked for.
class Positions {
 public:
  Positions(uint32_t n_layers, Unit unit) : unit_(unit), known_(n_layers, 0), indexes_(n_layers) {}
  // Call it before each document: the texts of the one before are gone.
  void next_document() { known_.assign(known_.size(), 0); }
  const OffsetIndex& of(Document document, uint32_t layer);

 private:
  Unit unit_;
  std::vector<char> known_;
  std::vector<OffsetIndex> indexes_;
};

struct PlacedSpan {
  SpanView row;
  uint32_t start = 0, end = 0;  // in the reader's unit
  std::string_view text;
  bool has_source = false;
  SourceRange source{0, 0};  // bytes
};

// The spans of one layer of one document; what the layer does not show (see span_columns) stays empty.
class PlacedSpans {
 public:
  // Throws std::runtime_error when the document lacks the text below the layer.
  PlacedSpans(Document document, const LayerInfo& layer, Positions& positions);
  uint32_t size() const { return spans_.size(); }
  // Ask in ascending order: it is faster.
  PlacedSpan operator[](uint32_t i);

 private:
  SpansView spans_;
  const OffsetIndex* index_ = nullptr;
  std::string_view text_;
  bool has_source_ = false;
  SourceCursor cursor_;
};

}  // namespace docmill::writer
