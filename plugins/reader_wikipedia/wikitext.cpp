#include "wikitext.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>

#include "xml/character_references.hpp"

namespace docmill::wikipedia {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n' && c != '\r'; }

// Eight bytes at a time: most have nothing below the blank in them.
bool has_control(std::string_view text) {
  constexpr uint64_t each = 0x0101010101010101;
  for (; text.size() >= sizeof(uint64_t); text.remove_prefix(sizeof(uint64_t))) {
    uint64_t bytes = 0;
    std::memcpy(&bytes, text.data(), sizeof bytes);
    const bool may_have = ((bytes - each * ' ') & ~bytes & each * 0x80) != 0;
    if (may_have && std::any_of(text.begin(), text.begin() + sizeof bytes, is_control)) return true;
  }
  return std::any_of(text.begin(), text.end(), is_control);
}

}  // namespace

// Marks become control characters, which plain_wikitext() takes out of the page first.
std::string literal(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const std::size_t at = literal_marks.find(c);
    out += at == std::string_view::npos ? c : static_cast<char>(at + 0x0E);
  }
  return out;
}

std::string from_literal(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto at = static_cast<std::size_t>(static_cast<unsigned char>(c)) - 0x0E;
    out += at < literal_marks.size() ? literal_marks[at] : c;
  }
  return out;
}

std::string plain_wikitext(std::string_view wikitext, const HiddenSpaces& hidden, Form form) {
  std::string cleaned;
  if (has_control(wikitext)) {
    std::remove_copy_if(wikitext.begin(), wikitext.end(), std::back_inserter(cleaned), is_control);
    wikitext = cleaned;
  }
  const std::string shaped = from_literal(shaped_lines(without_brackets(without_tags(wikitext), hidden), form));
  if (form == Form::markdown) return shaped;
  std::string text;
  append_unescaped(text, shaped);
  return text;
}

}  // namespace docmill::wikipedia
