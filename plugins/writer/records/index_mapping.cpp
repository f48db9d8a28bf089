#include "records/index_mapping.hpp"

#include "records/indented_json.hpp"

namespace docmill::writer {

namespace {

void typed(Indented& out, std::string_view name, std::string_view type) {
  out.open(name);
  out.string("type", type);
  out.close();
}

// The longest term of the index has 32,766 bytes; what is longer is kept, and cannot be searched for.
void keyword(Indented& out, std::string_view name) {
  out.open(name);
  out.string("type", "keyword");
  out.raw("ignore_above", "8191");
  out.close();
}

// To be searched by words and, whole, to be counted and sorted by.
void words(Indented& out, std::string_view name) {
  out.open(name);
  out.string("type", "text");
  out.open("fields");
  keyword(out, "keyword");
  out.close();
  out.close();
}

void kept_only(Indented& out, std::string_view name) {
  out.open(name);
  out.string("type", "object");
  out.raw("enabled", "false");
  out.close();
}

void cell(Indented& out, std::string_view name, uint32_t type) {
  switch (type) {
    case DOCMILL_TYPE_BOOLEAN: typed(out, name, "boolean"); return;
    case DOCMILL_TYPE_INTEGER: typed(out, name, "long"); return;
    case DOCMILL_TYPE_NUMBER: typed(out, name, "double"); return;
    default: words(out, name); return;
  }
}

void column(Indented& out, const SpanColumn& column) {
  switch (column.part) {
    case SpanPart::text: words(out, column.shown); return;
    case SpanPart::label:
    case SpanPart::value: keyword(out, column.shown); return;
    case SpanPart::score: typed(out, column.shown, "double"); return;
    case SpanPart::field: cell(out, column.shown, column.type); return;
    default: typed(out, column.shown, "long"); return;
  }
}

void layer_mapping(Indented& out, const LayerInfo& layer, const JsonSettings& settings) {
  if (layer.kind == DOCMILL_KIND_TEXT) return typed(out, layer.shown, "text");
  if (layer.kind == DOCMILL_KIND_JSON) return kept_only(out, layer.shown);
  out.open(layer.shown);
  if (layer.kind == DOCMILL_KIND_SPANS) out.string("type", "nested");
  out.open("properties");
  if (layer.kind == DOCMILL_KIND_SPANS) {
    for (const SpanColumn& c : span_columns(layer, settings.source_offsets)) column(out, c);
  } else {
    for (const FieldInfo& key : layer.fields)
      if (!layer.inside.omits(key.name)) cell(out, layer.inside.name_of(key.name), key.type);
  }
  out.close();
  out.close();
}

void host_mapping(Indented& out, const Catalogue& catalogue) {
  const auto name_of = [&](std::string_view key) { return catalogue.shown().record.name_of(key); };
  for (const std::string_view key : {"id", "source"})
    if (catalogue.shows(key)) keyword(out, name_of(key));
  if (catalogue.shows("line")) typed(out, name_of("line"), "long");
  if (catalogue.shows("offsets")) keyword(out, name_of("offsets"));
  if (catalogue.shows("layers")) kept_only(out, name_of("layers"));
  if (catalogue.shows("metadata")) {
    if (catalogue[catalogue.metadata()].by == "host") typed(out, name_of("metadata"), "flat_object");
    else kept_only(out, name_of("metadata"));
  }
  if (!catalogue.shows("errors")) return;
  out.open(name_of("errors"));
  out.string("type", "nested");
  out.open("properties");
  for (const char* key : {"stage", "code"}) keyword(out, key);
  typed(out, "message", "text");
  out.close();
  out.close();
}

}  // namespace

std::string index_mapping(const Catalogue& catalogue, const JsonSettings& settings) {
  Indented out;
  out.open();
  out.open("settings");
  out.raw("index.mapping.nested_objects.limit", "1000000");  // spans of one document; 10,000 if nothing is said
  out.close();
  out.open("mappings");
  out.raw("dynamic", "\"strict\"");
  out.open("properties");
  host_mapping(out, catalogue);
  for (const LayerInfo& layer : catalogue.stage_layers()) layer_mapping(out, layer, settings);
  out.close();
  out.close();
  out.close();
  return out.take();
}

}  // namespace docmill::writer
