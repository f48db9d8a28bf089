#include "cli/port_json.hpp"

#include <fmt/format.h>

#include "docmill/base/json_text.hpp"

namespace docmill::cli {

void append_text_member(std::string& out, const char* key, const std::string& value, bool first) {
  out += fmt::format("{}\"{}\":", first ? "" : ",", key);
  append_json_string(out, value);
}

void append_port_members(std::string& out, const host::PortDeclaration& port) {
  append_text_member(out, "layer", port.layer, true);
  append_text_member(out, "kind", host::name_of(port.kind));
  if (!port.over.empty()) append_text_member(out, "over", port.over);
  if (!port.only_if.empty()) append_text_member(out, "only_if", port.only_if);
  out += fmt::format(",\"optional\":{},\"fields\":[", port.optional);
  for (std::size_t i = 0; i < port.fields.size(); ++i) {
    out += i != 0 ? ",{" : "{";
    append_text_member(out, "name", port.fields[i].name, true);
    append_text_member(out, "type", host::name_of(port.fields[i].type));
    append_text_member(out, "summary", port.fields[i].summary);
    out += "}";
  }
  out += "]";
  append_text_member(out, "summary", port.summary);
}

}  // namespace docmill::cli
