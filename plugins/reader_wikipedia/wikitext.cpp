#include "wikitext.hpp"

#include "xml/character_references.hpp"

namespace docmill::wikipedia {

// Marks become control characters, which no page has: MediaWiki takes them out.
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
  const std::string shaped = from_literal(shaped_lines(without_brackets(without_tags(wikitext), hidden), form));
  if (form == Form::markdown) return shaped;
  std::string text;
  append_unescaped(text, shaped);
  return text;
}

}  // namespace docmill::wikipedia
