#include "record_json.hpp"

#include <algorithm>

#include "docmill/base/json_text.hpp"
#include "json/json_value.hpp"

namespace docmill::writer {

namespace {

std::string key_text(char before, std::string_view name) {
  std::string text(1, before);
  append_json_string(text, name);
  return text + ':';
}

void append_cell(std::string& out, const docmill_cell& cell, uint32_t type, const char* pool) {
  switch (type) {
    case DOCMILL_TYPE_BOOLEAN: append_json_boolean(out, cell.integer != 0); return;
    case DOCMILL_TYPE_INTEGER: append_json_integer(out, cell.integer); return;
    case DOCMILL_TYPE_NUMBER: append_json_number(out, cell.number); return;
    default: append_json_string(out, {pool + cell.string.offset, cell.string.size}); return;
  }
}

void append_optional(std::string& out, std::optional<std::string_view> value) {
  if (value) append_json_string(out, *value);
  else out += "null";
}

void append_place(std::string& out, bool known, uint64_t place) {
  if (known) append_json_integer(out, place);
  else out += "null";
}

void append_part(std::string& out, const SpanColumn& column, const PlacedSpan& span, const char* pool) {
  switch (column.part) {
    case SpanPart::start: append_json_integer(out, span.start); return;
    case SpanPart::end: append_json_integer(out, span.end); return;
    case SpanPart::text: append_json_string(out, span.text); return;
    case SpanPart::label: append_optional(out, span.row.label()); return;
    case SpanPart::value: append_optional(out, span.row.value()); return;
    case SpanPart::score:
      if (const std::optional<double> score = span.row.score()) append_json_number(out, *score);
      else out += "null";
      return;
    case SpanPart::field:
      if (span.row.is_null(column.field)) out += "null";
      else append_cell(out, span.row.cell(column.field), column.type, pool);
      return;
    case SpanPart::source_start: append_place(out, span.has_source, span.source.start); return;
    case SpanPart::source_end: append_place(out, span.has_source, span.source.end); return;
  }
}

std::string origins(const std::vector<LayerInfo>& layers) {
  std::string text = "{";
  for (const LayerInfo& layer : layers) {
    if (text.size() > 1) text += ',';
    append_json_string(text, layer.name);
    text += ":{\"by\":";
    append_json_string(text, layer.by);
    if (!layer.over.empty()) {
      text += ",\"over\":";
      append_json_string(text, layer.over);
    }
    text += '}';
  }
  return text + '}';
}

}  // namespace

std::vector<LayerInfo> record_layers(const Catalogue& catalogue, const std::vector<std::string>& omit) {
  std::vector<LayerInfo> layers;
  for (const LayerInfo& layer : catalogue.stage_layers()) {
    if (std::find(omit.begin(), omit.end(), layer.name) == omit.end()) layers.push_back(layer);
  }
  return layers;
}

JsonRecord::JsonRecord(const Catalogue& catalogue, const JsonSettings& settings)
    : id_(catalogue.id()),
      metadata_(catalogue.metadata()),
      errors_(catalogue.errors()),
      place_(catalogue.place()),
      place_source_(catalogue.place_source()),
      place_line_(catalogue.place_line()) {
  const std::vector<LayerInfo> layers = record_layers(catalogue, settings.omit);
  for (const LayerInfo& info : layers) {
    Layer layer{info, key_text(',', info.name), {}, {}};
    if (info.kind == DOCMILL_KIND_SPANS) {
      for (const SpanColumn& column : span_columns(info, settings.source_offsets)) {
        layer.columns.push_back({column, key_text(layer.columns.empty() ? '{' : ',', column.name)});
      }
    } else if (info.kind == DOCMILL_KIND_ATTRIBUTES) {
      for (const FieldInfo& field : info.fields) {
        layer.keys.push_back(key_text(layer.keys.empty() ? '{' : ',', field.name));
      }
    }
    layers_.push_back(std::move(layer));
  }
  tail_ = ",\"offsets\":\"" + std::string(name_of(settings.offsets)) + "\",\"layers\":" + origins(layers) + "}\n";
}

void JsonRecord::append(Document document, Positions& positions, std::string& out) const {
  positions.next_document();
  append_head(document, out);
  for (const Layer& layer : layers_) append_layer(layer, document, positions, out);
  out += ",\"errors\":";
  if (document.has(errors_)) append_json_minified(out, document.text(errors_));
  else out += "[]";
  out += tail_;
}

void JsonRecord::append_head(Document document, std::string& out) const {
  out += "{\"id\":";
  append_json_string(out, document.text(id_));
  const AttributesView place = document.attributes(place_);
  out += ",\"source\":";
  append_json_string(out, place.string(place_source_).value_or(std::string_view()));
  out += ",\"line\":";
  if (const std::optional<int64_t> line = place.integer(place_line_)) append_json_integer(out, *line);
  else out += "null";
  out += ",\"metadata\":";
  if (document.has(metadata_)) append_json_minified(out, document.text(metadata_));
  else out += "{}";
}

void JsonRecord::append_layer(const Layer& layer, Document document, Positions& positions, std::string& out) {
  out += layer.key;
  if (!document.has(layer.info.index)) {
    out += "null";
    return;
  }
  switch (layer.info.kind) {
    case DOCMILL_KIND_SPANS: append_spans(layer, document, positions, out); return;
    case DOCMILL_KIND_ATTRIBUTES: append_attributes(layer, document, out); return;
    case DOCMILL_KIND_JSON: append_json_minified(out, document.text(layer.info.index)); return;
    default: append_json_string(out, document.text(layer.info.index)); return;
  }
}

void JsonRecord::append_spans(const Layer& layer, Document document, Positions& positions, std::string& out) {
  PlacedSpans spans(document, layer.info, positions);
  const char* pool = document.layer(layer.info.index)->pool;
  out += '[';
  for (uint32_t i = 0; i < spans.size(); ++i) {
    if (out.size() > longest_output) refuse_long_output(layer.info);
    if (i != 0) out += ',';
    if (layer.columns.empty()) out += '{';
    const PlacedSpan span = spans[i];
    for (const Column& column : layer.columns) {
      out += column.key;
      append_part(out, column.column, span, pool);
    }
    out += '}';
  }
  out += ']';
}

void JsonRecord::append_attributes(const Layer& layer, Document document, std::string& out) {
  const AttributesView values = document.attributes(layer.info.index);
  const char* pool = document.layer(layer.info.index)->pool;
  if (layer.keys.empty()) out += '{';
  for (uint32_t i = 0; i < layer.keys.size(); ++i) {
    out += layer.keys[i];
    if (values.is_null(i)) out += "null";
    else append_cell(out, values.cell(i), layer.info.fields[i].type, pool);
  }
  out += '}';
}

}  // namespace docmill::writer
