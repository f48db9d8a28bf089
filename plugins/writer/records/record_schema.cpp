#include "records/record_schema.hpp"

#include <vector>

#include "records/indented_json.hpp"

namespace docmill::writer {

namespace {

constexpr std::string_view nullable_string = R"(["string", "null"])";
constexpr std::string_view nullable_integer = R"(["integer", "null"])";
constexpr std::string_view nullable_number = R"(["number", "null"])";
constexpr std::string_view nullable_boolean = R"(["boolean", "null"])";

std::string_view type_of_cell(uint32_t type) {
  switch (type) {
    case DOCMILL_TYPE_BOOLEAN: return nullable_boolean;
    case DOCMILL_TYPE_INTEGER: return nullable_integer;
    case DOCMILL_TYPE_NUMBER: return nullable_number;
    default: return nullable_string;
  }
}

struct Property {
  std::string name;
  std::string_view type;  // JSON
  std::string description;
  bool from_zero = false;  // an integer that is never negative
};

// The part of an object's schema that says which keys there are: exactly these.
void closed_object(Indented& out, const std::vector<Property>& properties) {
  out.open("properties");
  for (const Property& property : properties) {
    out.open(property.name);
    out.raw("type", property.type);
    if (property.from_zero) out.raw("minimum", "0");
    if (!property.description.empty()) out.string("description", property.description);
    out.close();
  }
  out.close();
  out.open_list("required");
  for (const Property& property : properties) out.item(property.name);
  out.close_list();
  out.raw("additionalProperties", "false");
}

Property property_of(const SpanColumn& column, const LayerInfo& layer, const JsonSettings& settings) {
  const std::string unit = settings.offsets == Unit::byte    ? "bytes of UTF-8"
                           : settings.offsets == Unit::utf16 ? "UTF-16 units"
                                                             : "code points";
  const std::string_view source_type = layer.from_source ? R"("integer")" : nullable_integer;
  switch (column.part) {
    case SpanPart::start:
      return {column.shown, R"("integer")", "first place in '" + layer.over_shown + "', in " + unit, true};
    case SpanPart::end: return {column.shown, R"("integer")", "place behind the last, in " + unit, true};
    case SpanPart::text: return {column.shown, R"("string")", "what stands there"};
    case SpanPart::label: return {column.shown, nullable_string, "what kind of thing it is"};
    case SpanPart::value: return {column.shown, nullable_string, "what it stands for; null: not known"};
    case SpanPart::score: return {column.shown, nullable_number, ""};
    case SpanPart::source_start: return {column.shown, source_type, "first byte in the source", true};
    case SpanPart::source_end: return {column.shown, source_type, "byte behind the last in the source", true};
    default: return {column.shown, type_of_cell(column.type), column.summary};
  }
}

std::string origin_of(const LayerInfo& layer) {
  return "by " + layer.by + (layer.over.empty() ? "" : ", over '" + layer.over_shown + "'");
}

void layer_schema(Indented& out, const LayerInfo& layer, const JsonSettings& settings) {
  out.open(layer.shown);
  out.string("description", origin_of(layer));
  std::vector<Property> properties;
  switch (layer.kind) {
    case DOCMILL_KIND_TEXT: out.raw("type", nullable_string); break;
    case DOCMILL_KIND_ATTRIBUTES:
      out.raw("type", R"(["object", "null"])");
      for (const FieldInfo& key : layer.fields)
        if (!layer.inside.omits(key.name))
          properties.push_back({std::string(layer.inside.name_of(key.name)), type_of_cell(key.type), key.summary});
      closed_object(out, properties);
      break;
    case DOCMILL_KIND_SPANS:
      out.raw("type", R"(["array", "null"])");
      out.open("items");
      out.raw("type", R"("object")");
      for (const SpanColumn& column : span_columns(layer, settings.source_offsets)) {
        properties.push_back(property_of(column, layer, settings));
      }
      closed_object(out, properties);
      out.close();
      break;
    default: break;  // JSON: any value
  }
  out.close();
}

void constant(Indented& out, std::string_view key, std::string_view value) {
  out.open(key);
  out.string("const", value);
  out.close();
}

// By whom, over what: the same in every record, but for layers that several stages can make.
void origins_schema(Indented& out, const std::vector<LayerInfo>& layers, std::string_view name) {
  out.open(name);
  out.raw("type", R"("object")");
  out.open("properties");
  for (const LayerInfo& layer : layers) {
    out.open(layer.shown);
    out.raw("type", R"("object")");
    out.open("properties");
    if (layer.makers) {
      out.open("by");
      out.raw("type", nullable_string);
      out.string("description", layer.by);
      out.close();
    } else {
      constant(out, "by", layer.by);
    }
    if (!layer.over.empty()) constant(out, "over", layer.over_shown);
    out.close();
    out.open_list("required");
    out.item("by");
    if (!layer.over.empty()) out.item("over");
    out.close_list();
    out.raw("additionalProperties", "false");
    out.close();
  }
  out.close();
  out.open_list("required");
  for (const LayerInfo& layer : layers) out.item(layer.shown);
  out.close_list();
  out.raw("additionalProperties", "false");
  out.close();
}

void head_schema(Indented& out, const Catalogue& catalogue) {
  const auto typed = [&](std::string_view name, std::string_view type, std::string_view description) {
    if (!catalogue.shows(name)) return;
    out.open(catalogue.shown().record.name_of(name));
    if (!type.empty()) out.raw("type", type);
    if (name == "line") out.raw("minimum", "1");
    out.string("description", description);
    out.close();
  };
  typed("id", R"("string")", "names the document");
  typed("source", R"("string")", "file it was read from, below its input root");
  typed("line", nullable_integer, "line of that file; null: the whole file");
  const LayerInfo& metadata = catalogue[catalogue.metadata()];
  if (metadata.by == "host")
    typed("metadata", R"("object")", "members of the input that the pipeline does not use, unchanged");
  else typed("metadata", "", "by " + metadata.by);
}

void errors_schema(Indented& out, std::string_view name) {
  out.open(name);
  out.raw("type", R"("array")");
  out.string("description",
             "what was noted on this document, and stages that failed for it and left their layers null");
  out.open("items");
  out.raw("type", R"("object")");
  closed_object(out, {{"stage", R"("string")", ""}, {"code", R"("string")", ""}, {"message", R"("string")", ""}});
  out.close();
  out.close();
}

}  // namespace

std::string record_schema(const Catalogue& catalogue, const JsonSettings& settings) {
  const std::vector<LayerInfo>& layers = catalogue.stage_layers();
  const auto name_of_key = [&](std::string_view key) { return catalogue.shown().record.name_of(key); };
  Indented out;
  out.open();
  out.string("$schema", "https://json-schema.org/draft/2020-12/schema");
  out.string("title", "a record of this pipeline");
  out.raw("type", R"("object")");
  out.open("properties");
  head_schema(out, catalogue);
  for (const LayerInfo& layer : layers) layer_schema(out, layer, settings);
  if (catalogue.shows("errors")) errors_schema(out, name_of_key("errors"));
  if (catalogue.shows("offsets")) constant(out, name_of_key("offsets"), name_of(settings.offsets));
  if (catalogue.shows("layers")) origins_schema(out, layers, name_of_key("layers"));
  out.close();
  out.open_list("required");
  const auto require = [&](std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys)
      if (catalogue.shows(key)) out.item(name_of_key(key));
  };
  require({"id", "source", "line", "metadata"});
  for (const LayerInfo& layer : layers) out.item(layer.shown);
  require({"errors", "offsets", "layers"});
  out.close_list();
  out.raw("additionalProperties", "false");
  out.close();
  return out.take();
}

}  // namespace docmill::writer
