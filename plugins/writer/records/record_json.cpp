#include "records/record_json.hpp"

#include <algorithm>

#include "docmill/base/json_text.hpp"
#include "json/json_cell.hpp"
#include "json/json_value.hpp"

namespace docmill::writer {

namespace {

std::string key_text(char before, std::string_view name) {
  std::string text(1, before);
  append_json_string(text, name);
  return text + ':';
}

void append_place(RowText& row, bool known, uint64_t place) {
  if (known) row.integer(place);
  else row.literal("null");
}

void append_optional(RowText& row, std::optional<std::string_view> value) {
  if (value) row.string(*value);
  else row.literal("null");
}

void append_field(RowText& row, const SpanColumn& column, const SpanView& span, const char* pool) {
  const docmill_cell& cell = span.cell(column.field);
  if (span.is_null(column.field)) row.literal("null");
  else if (column.type == DOCMILL_TYPE_STRING) row.string({pool + cell.string.offset, cell.string.size});
  else append_json_cell(row.flush(), cell, column.type, pool);
}

void append_part(RowText& row, const SpanColumn& column, const PlacedSpan& span, const char* pool) {
  switch (column.part) {
    case SpanPart::start: row.integer(span.start); return;
    case SpanPart::end: row.integer(span.end); return;
    case SpanPart::text: row.string(span.text); return;
    case SpanPart::label: append_optional(row, span.row.label()); return;
    case SpanPart::value: append_optional(row, span.row.value()); return;
    case SpanPart::score:
      if (const std::optional<double> score = span.row.score()) row.number(*score);
      else row.literal("null");
      return;
    case SpanPart::field: append_field(row, column, span.row, pool); return;
    case SpanPart::source_start: append_place(row, span.has_source, span.source.start); return;
    case SpanPart::source_end: append_place(row, span.has_source, span.source.end); return;
  }
}

// Without a document, every layer that several stages can make is said to be by all of them.
void append_origins(std::string& out, const std::vector<LayerInfo>& layers, const Document* document) {
  char before = '{';
  for (const LayerInfo& layer : layers) {
    out += before;
    before = ',';
    append_json_string(out, layer.shown);
    out += ":{\"by\":";
    const std::string by = document != nullptr ? maker_of(layer, *document) : layer.by;
    if (by.empty()) out += "null";
    else append_json_string(out, by);
    if (!layer.over.empty()) {
      out += ",\"over\":";
      append_json_string(out, layer.over_shown);
    }
    out += '}';
  }
  if (before == '{') out += '{';
  out += '}';
}

}  // namespace

JsonRecord::JsonRecord(const Catalogue& catalogue, const JsonSettings& settings)
    : id_(catalogue.id()),
      metadata_(catalogue.metadata()),
      errors_(catalogue.errors()),
      place_(catalogue.place()),
      place_source_(catalogue.place_source()),
      place_line_(catalogue.place_line()),
      metadata_names_(catalogue.shown().in("metadata")) {
  char before = '{';
  const auto next_key = [&](std::string_view name) {
    std::string text = key_text(before, name);
    before = ',';
    return text;
  };
  const auto host_key = [&](std::string_view name) {
    return catalogue.shows(name) ? next_key(catalogue.shown().record.name_of(name)) : std::string();
  };
  keys_.id = host_key("id");
  keys_.source = host_key("source");
  keys_.line = host_key("line");
  keys_.metadata = host_key("metadata");
  for (const LayerInfo& info : catalogue.stage_layers()) {
    Layer layer{info, next_key(info.shown), {}, {}};
    if (info.kind == DOCMILL_KIND_SPANS) {
      for (const SpanColumn& column : span_columns(info, settings.source_offsets)) {
        layer.columns.push_back({column, PaddedKey(key_text(layer.columns.empty() ? '{' : ',', column.shown))});
      }
    } else if (info.kind == DOCMILL_KIND_ATTRIBUTES) {
      for (uint32_t i = 0; i < info.fields.size(); ++i) {
        const std::string& name = info.fields[i].name;
        if (info.inside.omits(name)) continue;
        layer.keys.push_back({i, key_text(layer.keys.empty() ? '{' : ',', info.inside.name_of(name))});
      }
    }
    layers_.push_back(std::move(layer));
  }
  keys_.errors = host_key("errors");
  if (catalogue.shows("offsets")) {
    tail_ = host_key("offsets");
    append_json_string(tail_, name_of(settings.offsets));
  }
  if (catalogue.shows("layers")) {
    const std::vector<LayerInfo>& layers = catalogue.stage_layers();
    const auto by_document = [](const LayerInfo& layer) { return layer.makers.has_value(); };
    if (std::any_of(layers.begin(), layers.end(), by_document)) {
      layers_key_ = host_key("layers");
      origins_ = layers;
      return;
    }
    tail_ += host_key("layers");
    append_origins(tail_, layers, nullptr);
  }
  tail_ += before == '{' ? "{}\n" : "}\n";
}

void JsonRecord::append(Document document, Positions& positions, std::string& out, Outflow outflow) const {
  positions.next_document();
  append_head(document, out);
  for (const Layer& layer : layers_) append_layer(layer, document, positions, out, outflow);
  append_tail(document, out);
}

void JsonRecord::append_tail(Document document, std::string& out) const {
  if (!keys_.errors.empty()) {
    out += keys_.errors;
    if (document.has(errors_)) append_json_minified(out, document.text(errors_));
    else out += "[]";
  }
  out += tail_;
  if (layers_key_.empty()) return;
  out += layers_key_;
  append_origins(out, origins_, &document);
  out += "}\n";
}

void JsonRecord::append_head(Document document, std::string& out) const {
  if (!keys_.id.empty()) {
    out += keys_.id;
    append_json_string(out, document.text(id_));
  }
  const AttributesView place = document.attributes(place_);
  if (!keys_.source.empty()) {
    out += keys_.source;
    append_json_string(out, place.string(place_source_).value_or(std::string_view()));
  }
  if (!keys_.line.empty()) {
    out += keys_.line;
    if (const std::optional<int64_t> line = place.integer(place_line_)) append_json_integer(out, *line);
    else out += "null";
  }
  if (keys_.metadata.empty()) return;
  out += keys_.metadata;
  if (document.has(metadata_)) append_shown_json(out, document.text(metadata_), metadata_names_, "metadata");
  else out += "{}";
}

void JsonRecord::append_layer(const Layer& layer, Document document, Positions& positions, std::string& out,
                              Outflow& outflow) {
  out += layer.key;
  if (!document.has(layer.info.index)) {
    out += "null";
    return;
  }
  switch (layer.info.kind) {
    case DOCMILL_KIND_SPANS: append_spans(layer, document, positions, out, outflow); return;
    case DOCMILL_KIND_ATTRIBUTES: append_attributes(layer, document, out); return;
    case DOCMILL_KIND_JSON:
      append_shown_json(out, document.text(layer.info.index), layer.info.inside, layer.info.name);
      return;
    default: append_json_string(out, document.text(layer.info.index)); return;
  }
}

void JsonRecord::append_spans(const Layer& layer, Document document, Positions& positions, std::string& out,
                              Outflow& outflow) {
  PlacedSpans spans(document, layer.info, positions);
  const char* pool = document.layer(layer.info.index)->pool;
  out += '[';
  RowText row(out);
  for (uint32_t i = 0; i < spans.size(); ++i) {
    if (i != 0) row.literal(",");
    if (layer.columns.empty()) row.literal("{");
    const PlacedSpan span = spans[i];
    for (const Column& column : layer.columns) {
      row.key(column.key);
      append_part(row, column.column, span, pool);
    }
    row.literal("}");
    outflow.relieve(out, layer.info);  // but for the last kilobytes, which are in the row
  }
  outflow.relieve(row.flush(), layer.info);
  out += ']';
}

void JsonRecord::append_attributes(const Layer& layer, Document document, std::string& out) {
  const AttributesView values = document.attributes(layer.info.index);
  const char* pool = document.layer(layer.info.index)->pool;
  if (layer.keys.empty()) out += '{';
  for (const Key& key : layer.keys) {
    out += key.key;
    if (values.is_null(key.place)) out += "null";
    else append_json_cell(out, values.cell(key.place), layer.info.fields[key.place].type, pool);
  }
  out += '}';
}

}  // namespace docmill::writer
