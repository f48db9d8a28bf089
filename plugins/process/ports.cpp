#include "ports.hpp"

namespace docmill::process {
namespace {

bool is_text(const docmill_catalogue_entry& entry) { return entry.kind == DOCMILL_KIND_TEXT; }

PortShape shape_of(const docmill_catalogue_entry& entry) {
  PortShape shape;
  shape.name = std::string(view(entry.port));
  shape.kind = entry.kind;
  shape.has_label = (entry.flags & DOCMILL_PORT_NO_LABEL) == 0;
  shape.has_value = (entry.flags & DOCMILL_PORT_NO_VALUE) == 0;
  shape.has_score = (entry.flags & DOCMILL_PORT_NO_SCORE) == 0;
  for (uint32_t i = 0; i < entry.n_fields; ++i) shape.fields.push_back({entry.fields[i]->name, entry.fields[i]->type});
  return shape;
}

TextBelow find(std::span<const docmill_catalogue_entry* const> entries, docmill_str layer, TextBelow::Of of) {
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (is_text(*entries[i]) && view(entries[i]->layer) == view(layer)) return {of, i};
  return {};
}

void need_text_below(const docmill_catalogue_entry& entry, const PortShape& shape) {
  if (shape.below.of != TextBelow::Of::nothing) return;
  const std::string over(view(entry.over));
  throw ConfigError("", "'" + shape.name + "' lies over '" + over +
                            "', which the program does not get, so its offsets would mean nothing; add \"" + over +
                            "\" to requires");
}

}  // namespace

const std::string& Ports::name_below(const PortShape& port) const {
  static const std::string none;
  switch (port.below.of) {
    case TextBelow::Of::input: return inputs[port.below.index].name;
    case TextBelow::Of::output: return outputs[port.below.index].name;
    default: return none;
  }
}

Ports ports_of(const Setup& setup) {
  Ports ports;
  for (const docmill_catalogue_entry* entry : setup.inputs()) {
    PortShape& shape = ports.inputs.emplace_back(shape_of(*entry));
    if (shape.kind != DOCMILL_KIND_SPANS) continue;
    shape.below = find(setup.inputs(), entry->over, TextBelow::Of::input);
    need_text_below(*entry, shape);
  }
  for (const docmill_catalogue_entry* entry : setup.outputs()) {
    PortShape& shape = ports.outputs.emplace_back(shape_of(*entry));
    // A rewrite stands in the catalogue as the text that it makes; what it lies over tells it from a text of its own.
    if (is_text(*entry) && entry->over.size != 0) shape.kind = DOCMILL_KIND_REWRITE;
    if (shape.kind == DOCMILL_KIND_SPANS) shape.below = find(setup.outputs(), entry->over, TextBelow::Of::output);
    const bool lies_over = shape.kind == DOCMILL_KIND_SPANS || shape.kind == DOCMILL_KIND_REWRITE;
    if (lies_over && shape.below.of == TextBelow::Of::nothing)
      shape.below = find(setup.inputs(), entry->over, TextBelow::Of::input);
    if (lies_over) need_text_below(*entry, shape);
  }
  return ports;
}

const char* name_of_kind(uint32_t kind) {
  switch (kind) {
    case DOCMILL_KIND_TEXT: return "text";
    case DOCMILL_KIND_SPANS: return "spans";
    case DOCMILL_KIND_ATTRIBUTES: return "attributes";
    case DOCMILL_KIND_REWRITE: return "rewrite";
    case DOCMILL_KIND_JSON: return "json";
    case DOCMILL_KIND_BYTES: return "bytes";
    default: return "nothing";
  }
}

const char* name_of_type(uint32_t type) {
  switch (type) {
    case DOCMILL_TYPE_BOOLEAN: return "boolean";
    case DOCMILL_TYPE_INTEGER: return "integer";
    case DOCMILL_TYPE_NUMBER: return "number";
    default: return "string";
  }
}

}  // namespace docmill::process
