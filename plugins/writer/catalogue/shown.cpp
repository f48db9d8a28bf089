#include "catalogue/shown.hpp"

#include <stdexcept>

#include "docmill/base/json_text.hpp"
#include "json/json_value.hpp"

namespace docmill::writer {

namespace {

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

const ShownNames& Shown::in(std::string_view name) const {
  static const ShownNames all;
  const auto found = inside.find(name);
  return found == inside.end() ? all : found->second;
}

Address cut_address(std::string_view address) {
  const std::size_t point = address.find('.');
  if (point == std::string_view::npos) return {address, std::nullopt};
  return {address.substr(0, point), address.substr(point + 1)};
}

// At the last sign: what a member is called may hold one, what it shall be called should not.
std::optional<std::pair<std::string, std::string>> cut_renaming(std::string_view written) {
  const std::size_t sign = written.rfind('=');
  if (sign == std::string_view::npos) return std::nullopt;
  const std::string_view from = without_blanks(written.substr(0, sign)), to = without_blanks(written.substr(sign + 1));
  if (from.empty() || to.empty()) return std::nullopt;
  return std::pair(std::string(from), std::string(to));
}

Shown read_shown(const std::vector<std::string>& omit, const std::vector<std::string>& rename) {
  Shown shown;
  for (const std::string& address : omit) {
    const Address cut = cut_address(address);
    if (cut.inside) shown.inside[std::string(cut.whole)].omit(*cut.inside);
    else shown.record.omit(cut.whole);
  }
  for (const std::string& written : rename) {
    const auto names = cut_renaming(written);
    if (!names) continue;
    const Address cut = cut_address(names->first);
    if (cut.inside) shown.inside[std::string(cut.whole)].rename(*cut.inside, names->second);
    else shown.record.rename(cut.whole, names->second);
  }
  return shown;
}

void append_shown_json(std::string& out, std::string_view json, const ShownNames& names, std::string_view what) {
  const std::size_t start = json.find_first_not_of(" \t\r\n");
  if (names.is_empty() || start == std::string_view::npos || json[start] != '{') return append_json_minified(out, json);
  std::map<std::string, std::string> taken;  // the name in the output -> the one in the value
  JsonParts members(json);
  bool first = true;
  out += '{';
  while (members.next()) {
    std::string name;
    append_json_unescaped(name, members.key());
    if (names.omits(name)) continue;
    const std::string_view as = names.name_of(name);
    const auto [other, is_new] = taken.emplace(as, name);
    if (!is_new && other->second != name)
      throw std::runtime_error("'" + std::string(what) + "' has '" + other->second + "' and '" + name +
                               "', and by 'rename' both would be called '" + std::string(as) + "'");
    if (!first) out += ',';
    first = false;
    append_json_string(out, as);
    out += ':';
    append_json_minified(out, members.value());
  }
  out += '}';
}

}  // namespace docmill::writer
