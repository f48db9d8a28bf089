#include "host/plan/host_layers.hpp"

#include <algorithm>

#include "host/plan/plan.hpp"

namespace docmill::host {
namespace {

PortDeclaration declared(const char* name, LayerKind kind, std::vector<FieldDeclaration> fields, const char* summary) {
  PortDeclaration port;
  port.layer = name;
  port.kind = kind;
  port.fields = std::move(fields);
  port.summary = summary;
  return port;
}

std::vector<PortDeclaration> make() {
  std::vector<PortDeclaration> layers(slot_makers);  // that one, the last, nobody can require
  layers[slot_raw] = declared("raw", LayerKind::bytes, {}, "the source, byte for byte");
  layers[slot_source] = declared("source", LayerKind::text, {}, "the source decoded to UTF-8");
  layers[slot_source].over = "raw";
  layers[slot_id] = declared("id", LayerKind::text, {}, "the document's id");
  layers[slot_format] = declared(
      "format", LayerKind::attributes,
      {{"media_type", FieldType::string, "e.g. text/html"}, {"charset", FieldType::string, "e.g. windows-1252"}},
      "what the source is");
  layers[slot_metadata] = declared("metadata", LayerKind::json, {}, "the input's fields that are not mapped");
  layers[slot_place] =
      declared("place", LayerKind::attributes,
               {{"source", FieldType::string, "file"},
                {"line", FieldType::integer, "line of a JSON Lines file, or record of a reader's file, from 1"}},
               "where the document stands in the input");
  layers[slot_errors] = declared("errors", LayerKind::json, {},
                                 "what was noted on the document, and what failed under on-error = \"keep\"");
  return layers;
}

}  // namespace

std::span<const PortDeclaration> host_layers() {
  static const std::vector<PortDeclaration> layers = make();
  return layers;
}

FieldDeclaration locator_field() {
  return {"locator", FieldType::string, "where a person finds the record in the file, as the reader says it"};
}

const PortDeclaration* find_host_layer(const std::string& name) {
  const auto layers = host_layers();
  const auto found = std::find_if(layers.begin(), layers.end(), [&](const auto& layer) { return layer.layer == name; });
  return found == layers.end() ? nullptr : &*found;
}

}  // namespace docmill::host
