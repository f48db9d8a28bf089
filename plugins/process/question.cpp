#include "question.hpp"

#include "docmill/base/base64.hpp"
#include "docmill/base/json_text.hpp"
#include "json/json_cell.hpp"
#include "json/json_value.hpp"

namespace docmill::process {
namespace {

void append_key(std::string& out, std::string_view key) {
  append_json_string(out, key);
  out += ':';
}

// Behind the opening bracket of an object nothing, else a comma.
void append_member(std::string& out, std::string_view key) {
  if (out.back() != '{') out += ',';
  append_key(out, key);
}

void append_port(std::string& out, const Ports& ports, const PortShape& port) {
  append_member(out, port.name);
  if (port.kind == 0) {
    out += "null";
    return;
  }
  out += '{';
  append_member(out, "kind");
  append_json_string(out, name_of_kind(port.kind));
  if (const std::string& below = ports.name_below(port); !below.empty()) {
    append_member(out, "over");
    append_json_string(out, below);
  }
  if (port.kind == DOCMILL_KIND_SPANS || port.kind == DOCMILL_KIND_ATTRIBUTES) {
    append_member(out, "fields");
    out += '{';
    for (const FieldShape& field : port.fields) {
      append_member(out, field.name);
      append_json_string(out, name_of_type(field.type));
    }
    out += '}';
  }
  out += '}';
}

void append_attributes(std::string& out, const PortShape& port, Document document, uint32_t i) {
  const AttributesView attributes = document.attributes(i);
  out += '{';
  for (uint32_t k = 0; k < port.fields.size(); ++k) {
    append_member(out, port.fields[k].name);
    if (attributes.is_null(k)) out += "null";
    else append_json_cell(out, attributes.cell(k), port.fields[k].type, document.layer(i)->pool);
  }
  out += '}';
}

}  // namespace

std::string setup_line(std::string_view stage, std::string_view settings, const Ports& ports,
                       const std::vector<std::string>& files) {
  std::string out = "{";
  append_member(out, "docmill");
  append_json_integer(out, protocol);
  append_member(out, "stage");
  append_json_string(out, stage);
  append_member(out, "settings");
  append_json_minified(out, settings);
  append_member(out, "requires");
  out += '{';
  for (const PortShape& port : ports.inputs) append_port(out, ports, port);
  out += '}';
  append_member(out, "provides");
  out += '{';
  for (const PortShape& port : ports.outputs) append_port(out, ports, port);
  out += '}';
  append_member(out, "files");
  out += '[';
  for (const std::string& file : files) {
    if (out.back() != '[') out += ',';
    append_json_string(out, file);
  }
  out += "]}\n";
  return out;
}

std::string Questions::layers(Document document, Unit unit) {
  std::string out = "\"layers\":{";
  for (std::size_t i = 0; i < ports_->inputs.size(); ++i)
    if (ports_->inputs[i].kind == DOCMILL_KIND_TEXT) indexes_[i].reset(document.text(static_cast<uint32_t>(i)), unit);
  for (uint32_t i = 0; i < ports_->inputs.size(); ++i) {
    const PortShape& port = ports_->inputs[i];
    append_member(out, port.name);
    const bool shown =
        document.has(i) && (port.kind != DOCMILL_KIND_SPANS || document.has(static_cast<uint32_t>(port.below.index)));
    if (!shown) {
      out += "null";
      continue;
    }
    switch (port.kind) {
      case DOCMILL_KIND_SPANS: append_spans(out, port, document, i); break;
      case DOCMILL_KIND_ATTRIBUTES: append_attributes(out, port, document, i); break;
      case DOCMILL_KIND_JSON: append_json_minified(out, document.text(i)); break;
      case DOCMILL_KIND_BYTES:
        out += '"';
        append_base64(out, document.text(i));
        out += '"';
        break;
      default: append_json_string(out, document.text(i)); break;
    }
  }
  out += "}}\n";
  return out;
}

void Questions::append_spans(std::string& out, const PortShape& port, Document document, std::size_t i) {
  const OffsetIndex& index = indexes_[port.below.index];
  const docmill_layer* layer = document.layer(static_cast<uint32_t>(i));
  out += '[';
  for (const SpanView span : SpansView(layer)) {
    if (out.back() != '[') out += ',';
    out += "{\"start\":";
    append_json_integer(out, index.at(span.start()));
    out += ",\"end\":";
    append_json_integer(out, index.at(span.end()));
    if (port.has_label) {
      out += ",\"label\":";
      append_json_optional(out, span.label());
    }
    if (port.has_value) {
      out += ",\"value\":";
      append_json_optional(out, span.value());
    }
    if (port.has_score) {
      out += ",\"score\":";
      if (const std::optional<double> score = span.score()) append_json_number(out, *score);
      else out += "null";
    }
    for (uint32_t k = 0; k < port.fields.size(); ++k) {
      out += ',';
      append_key(out, port.fields[k].name);
      if (span.is_null(k)) out += "null";
      else append_json_cell(out, span.cell(k), port.fields[k].type, layer->pool);
    }
    out += '}';
  }
  out += ']';
}

std::string question_head(uint64_t n, bool more) {
  std::string out = "{\"n\":";
  append_json_integer(out, n);
  out += more ? ",\"more\":true," : ",\"more\":false,";
  return out;
}

}  // namespace docmill::process
