#include "symbol_font.hpp"

#include <algorithm>
#include <charconv>
#include <docmill/base/utf8.hpp>

namespace docmill::office {
namespace {

// By number of the font, from 0x41 ("A") and from 0x61 on: Greek by the letters it is typed with.
constexpr std::u32string_view capitals = U"ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", small = U"αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

struct Sign {
  unsigned number;
  char32_t character;
};
constexpr Sign signs[] = {
    {0x22, U'∀'}, {0x24, U'∃'}, {0x2D, U'−'}, {0x40, U'≅'}, {0x5C, U'∴'}, {0x5E, U'⊥'}, {0x7E, U'∼'}, {0xA2, U'′'},
    {0xA3, U'≤'}, {0xA5, U'∞'}, {0xAB, U'↔'}, {0xAC, U'←'}, {0xAD, U'↑'}, {0xAE, U'→'}, {0xAF, U'↓'}, {0xB0, U'°'},
    {0xB1, U'±'}, {0xB2, U'″'}, {0xB3, U'≥'}, {0xB4, U'×'}, {0xB5, U'∝'}, {0xB6, U'∂'}, {0xB7, U'•'}, {0xB8, U'÷'},
    {0xB9, U'≠'}, {0xBA, U'≡'}, {0xBB, U'≈'}, {0xBC, U'…'}, {0xC4, U'⊗'}, {0xC5, U'⊕'}, {0xC6, U'∅'}, {0xC7, U'∩'},
    {0xC8, U'∪'}, {0xC9, U'⊃'}, {0xCA, U'⊇'}, {0xCC, U'⊂'}, {0xCD, U'⊆'}, {0xCE, U'∈'}, {0xCF, U'∉'}, {0xD0, U'∠'},
    {0xD1, U'∇'}, {0xD5, U'∏'}, {0xD6, U'√'}, {0xD7, U'⋅'}, {0xD8, U'¬'}, {0xD9, U'∧'}, {0xDA, U'∨'}, {0xDB, U'⇔'},
    {0xDC, U'⇐'}, {0xDE, U'⇒'}, {0xE5, U'∑'}, {0xF2, U'∫'}};

char32_t character_of(unsigned number) {
  if (number >= 0x41 && number - 0x41 < capitals.size()) return capitals[number - 0x41];
  if (number >= 0x61 && number - 0x61 < small.size()) return small[number - 0x61];
  const auto found =
      std::find_if(std::begin(signs), std::end(signs), [&](const Sign& s) { return s.number == number; });
  if (found != std::end(signs)) return found->character;
  return number >= 0x20 && number < 0x40 ? number : 0;
}

}  // namespace

std::string symbol_text(std::string_view font, std::string_view hex) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), number, 16);
  if (error != std::errc() || end != hex.data() + hex.size() || number < 0x20 || number > 0x10FFFF) return {};
  const bool is_of_font = (number >= 0xF000 && number <= 0xF0FF) || (font == "Symbol" && number <= 0xFF);
  char32_t c = number;
  if (is_of_font) c = font == "Symbol" ? character_of(number & 0xFF) : 0;
  else if ((c >= 0xD800 && c <= 0xF8FF) || (c >= 0x7F && c < 0xA0)) c = 0;  // surrogates, private use, control
  std::string out;
  if (c != 0) utf8::append(out, c);
  return out;
}

}  // namespace docmill::office
