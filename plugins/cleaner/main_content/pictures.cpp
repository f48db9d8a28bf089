#include "main_content/pictures.hpp"

#include <algorithm>
#include <iterator>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

bool is_picture_of_character(std::string_view source, const HtmlNode& picture, std::string& character) {
  // Most alternative texts are none, or begin with a letter: the bytes of the tag tell.
  const std::string_view tag = source.substr(picture.start, picture.end - picture.start);
  bool possible = false;
  for (std::size_t at = tag.find("alt="); at != std::string_view::npos && !possible; at = tag.find("alt=", at)) {
    at += 4;
    if (at < tag.size() && (tag[at] == '"' || tag[at] == '\'')) ++at;
    possible = at < tag.size() && (static_cast<unsigned char>(tag[at]) >= 0x80 || tag[at] == '&' || tag[at] <= ' ');
  }
  if (!possible || !attribute(source, picture, "alt", character)) return false;
  if (character.empty() || character.size() > 40) return false;
  for (std::size_t i = 0; i < character.size();) {
    if (static_cast<unsigned char>(character[i]) < 0x80) return false;
    const char32_t c = utf8::next(character, i);
    // Pictographs, dingbats and flags; the joiner, the selector and the enclosing mark within them.
    const bool part = c == 0x200D || c == 0xFE0F || c == 0x20E3;
    const bool picture_sign = (c >= 0x2190 && c <= 0x2BFF) || (c >= 0x1F000 && c <= 0x1FAFF) || c == 0x3030 ||
                              c == 0x303D || c == 0xA9 || c == 0xAE || (c >= 0x203C && c <= 0x2139) ||
                              (c >= 0xE0020 && c <= 0xE007F);
    if (!part && !picture_sign) return false;
  }
  return true;
}

namespace {

// What programs that set formulas as pictures call them, or where they keep them.
constexpr std::string_view formula_names[] = {"latex", "tex", "math", "formula", "equation"};

bool speaks_of_formula(std::string_view value) {
  std::string lower(value);
  for (char& c : lower) c = ascii::lower(c);
  return std::any_of(std::begin(formula_names), std::end(formula_names), [&](std::string_view name) {
    const std::size_t at = lower.find(name);
    return at != std::string::npos && (at == 0 || !ascii::is_letter(lower[at - 1]));
  });
}
bool is_marked_as_tex(std::string_view alt) {
  return (alt.size() > 2 && alt.front() == '$' && alt.back() == '$') || alt.substr(0, 2) == "\\(" ||
         alt.substr(0, 2) == "\\[" || alt.substr(0, 14) == "{\\displaystyle";
}
// The title of a book on mathematics is none.
bool reads_like_formula(std::string_view raw) {
  std::string alt;
  decode_character_references(raw, alt);
  return alt.size() <= 3 || alt.find_first_of("\\^_={}") != std::string_view::npos;
}

// Most alternative texts are words: the bytes of the tag tell.
bool may_show_formula(std::string_view tag) {
  for (std::size_t at = tag.find("alt="); at != std::string_view::npos; at = tag.find("alt=", at)) {
    at += 4;
    const bool quoted = at < tag.size() && (tag[at] == '"' || tag[at] == '\'');
    const std::string_view value = quoted ? tag.substr(at + 1, tag.find(tag[at], at + 1) - at - 1)
                                          : tag.substr(at, tag.find_first_of(" >", at) - at);
    if (!value.empty() && (value.size() <= 3 || value.find_first_of("\\^_={}$&") != std::string_view::npos))
      return true;
  }
  return false;
}

}  // namespace

std::string_view formula_of_picture(std::string_view source, const HtmlNode& picture) {
  constexpr std::size_t longest = 2000;
  if (!may_show_formula(source.substr(picture.start, picture.end - picture.start))) return {};
  std::string_view alt;
  bool named = false, hidden = false;
  for_each_attribute(source.substr(picture.start, picture.end - picture.start), HtmlLimits().attributes,
                     [&](std::string_view name, std::string_view value) {
                       if (equals_ignoring_case(name, "alt")) alt = value;
                       else if (equals_ignoring_case(name, "class") || equals_ignoring_case(name, "src"))
                         named = named || speaks_of_formula(value);
                       else if (equals_ignoring_case(name, "aria-hidden")) hidden = value == "true";
                     });
  const bool formula = is_marked_as_tex(alt) || (named && reads_like_formula(alt));
  return formula && !hidden && alt.size() <= longest ? alt : std::string_view();
}

}  // namespace docmill::cleaner
