#include <algorithm>

#include "checker/strict_host/synthetic.hpp"

namespace docmill::checker {
namespace {

using host::FieldDeclaration;
using host::FieldType;

SyntheticLayer layer(std::string name, uint32_t kind, std::string provider, std::string over = {},
                     std::vector<FieldDeclaration> fields = {}, uint32_t flags = 0) {
  SyntheticLayer l;
  l.name = l.port = std::move(name);
  l.kind = kind;
  l.provider = std::move(provider);
  l.over = std::move(over);
  l.fields = std::move(fields);
  l.flags = flags;
  return l;
}

FieldDeclaration field(std::string name, FieldType type) { return {std::move(name), type, "a field"}; }

// What the host itself provides, and stages of which a writer has never heard.
std::vector<SyntheticLayer> everything() {
  const uint32_t bare = DOCMILL_PORT_NO_LABEL | DOCMILL_PORT_NO_VALUE | DOCMILL_PORT_NO_SCORE;
  const std::vector<FieldDeclaration> every_type = {
      field("sure", FieldType::boolean), field("rank", FieldType::integer), field("weight", FieldType::number),
      field("remark", FieldType::string)};
  return {
      layer("raw", DOCMILL_KIND_BYTES, "host"),
      layer("source", DOCMILL_KIND_TEXT, "host"),
      layer("id", DOCMILL_KIND_TEXT, "host"),
      layer("format", DOCMILL_KIND_ATTRIBUTES, "host", "",
            {field("media_type", FieldType::string), field("charset", FieldType::string)}),
      layer("metadata", DOCMILL_KIND_JSON, "host"),
      layer("place", DOCMILL_KIND_ATTRIBUTES, "host", "",
            {field("source", FieldType::string), field("line", FieldType::integer)}),
      layer("errors", DOCMILL_KIND_JSON, "host"),
      layer("text", DOCMILL_KIND_TEXT, "first 1.0.0", "source"),
      layer("article", DOCMILL_KIND_ATTRIBUTES, "first 1.0.0", "",
            {field("title", FieldType::string), field("byline", FieldType::string), field("date", FieldType::string)}),
      layer("removed", DOCMILL_KIND_SPANS, "first 1.0.0", "source", {field("reason", FieldType::string)},
            DOCMILL_PORT_NO_VALUE),
      layer("entities", DOCMILL_KIND_SPANS, "second 0.3.1", "text",
            {field("name", FieldType::string), field("wikidata", FieldType::string)}),
      layer("odd_marks", DOCMILL_KIND_SPANS, "second 0.3.1", "text", every_type, bare),
      layer("summary", DOCMILL_KIND_TEXT, "third 2.0.0"),
      layer("points", DOCMILL_KIND_SPANS, "third 2.0.0", "summary"),
      layer("figures", DOCMILL_KIND_ATTRIBUTES, "third 2.0.0", "", every_type),
      layer("no_keys", DOCMILL_KIND_ATTRIBUTES, "third 2.0.0"),
      layer("anything", DOCMILL_KIND_JSON, "third 2.0.0"),
  };
}

SyntheticLayer from_port(const host::PortDeclaration& port, Binding binding) {
  SyntheticLayer l = layer(port.layer, static_cast<uint32_t>(port.kind), "first 1.0.0", port.over, port.fields);
  l.optional = port.optional;
  if (binding == Binding::without_optional && port.optional) {
    l.kind = 0;
    l.fields.clear();
    l.provider.clear();
  }
  const bool has_fields = port.kind == host::LayerKind::attributes || port.kind == host::LayerKind::spans;
  if (binding == Binding::more_fields && has_fields) {
    std::reverse(l.fields.begin(), l.fields.end());
    l.fields.insert(l.fields.begin(),
                    {field("another_number", FieldType::number), field("another_string", FieldType::string)});
    l.fields.push_back(field("another_flag", FieldType::boolean));
  }
  return l;
}

}  // namespace

std::vector<SyntheticLayer> make_catalogue(const host::StageDeclaration& stage, Binding binding) {
  if (stage.reads_all) return everything();
  std::vector<SyntheticLayer> catalogue;
  for (const host::PortDeclaration& port : stage.required) catalogue.push_back(from_port(port, binding));
  for (SyntheticLayer& l : catalogue) {
    if (l.kind != DOCMILL_KIND_SPANS || !l.over.empty()) continue;
    for (const SyntheticLayer& text : catalogue)
      if (text.kind == DOCMILL_KIND_TEXT && l.over.empty()) l.over = text.name;
  }
  return catalogue;
}

}  // namespace docmill::checker
