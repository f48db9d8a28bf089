#include "cli/port_json.hpp"

namespace docmill::cli {

void write_port_members(JsonWriter& w, const host::PortDeclaration& port) {
  w.member("layer", port.layer).member("kind", host::name_of(port.kind));
  if (!port.over.empty()) w.member("over", port.over);
  if (!port.only_if.empty()) w.member("only_if", port.only_if);
  w.member("optional", port.optional).key("fields").array();
  for (const host::FieldDeclaration& field : port.fields)
    w.object()
        .member("name", field.name)
        .member("type", host::name_of(field.type))
        .member("summary", field.summary)
        .end();
  w.end().member("summary", port.summary);
}

}  // namespace docmill::cli
