#include "xml/character_references.hpp"

#include <charconv>
#include <cstdint>
#include <utility>

#include "docmill/base/utf8.hpp"

namespace docmill {
namespace {

// The character that "#38" or "amp" stands for; 0 for none.
char32_t character_of(std::string_view reference) {
  constexpr std::pair<std::string_view, char32_t> named[] = {
      {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [name, c] : named)
    if (reference == name) return c;
  if (reference.size() < 2 || reference[0] != '#') return 0;
  const bool hexadecimal = reference[1] == 'x';
  reference.remove_prefix(hexadecimal ? 2 : 1);
  uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(reference.data(), reference.data() + reference.size(), value, hexadecimal ? 16 : 10);
  const bool valid = error == std::errc() && end == reference.data() + reference.size() && value <= 0x10FFFF &&
                     (value < 0xD800 || value > 0xDFFF);
  return valid ? value : 0;
}

}  // namespace

void append_unescaped(std::string& out, std::string_view escaped) {
  while (true) {
    const std::size_t at = escaped.find('&');
    out += escaped.substr(0, at);
    if (at == std::string_view::npos) return;
    escaped.remove_prefix(at);
    const std::size_t end = escaped.substr(0, 12).find(';');
    const char32_t c = end == std::string_view::npos ? 0 : character_of(escaped.substr(1, end - 1));
    if (c == 0) out += '&';
    else utf8::append(out, c);
    escaped.remove_prefix(c == 0 ? 1 : end + 1);
  }
}

}  // namespace docmill
