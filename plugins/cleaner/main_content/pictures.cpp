#include "main_content/pictures.hpp"

#include <algorithm>
#include <iterator>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

namespace {

// The alternative text, references unread; empty where there is none. Of several attributes of a name the first counts.
std::string_view alternative_text(std::string_view source, const HtmlTree& tree, uint32_t picture) {
  for (const HtmlAttribute& a : tree.attributes_of(picture))
    if (a.name == AttributeName::alt) return a.value(source);
  return {};
}

// The initial of a paragraph, right before the rest of its word. A name in capitals behind it may have its own.
bool is_initial_letter(std::string_view source, const HtmlTree& tree, uint32_t picture, std::string_view alt) {
  if (alt.size() != 1 || !ascii::is_upper(alt[0]) || picture + 1 >= tree.nodes.size()) return false;
  const HtmlNode& behind = tree.nodes[picture + 1];
  return behind.tag == Tag::text && behind.parent == tree.nodes[picture].parent && behind.start < behind.end &&
         ascii::is_lower(source[behind.start]);
}

}  // namespace

bool is_picture_of_character(std::string_view source, const HtmlTree& tree, uint32_t picture, std::string& character) {
  // Most alternative texts are none, or begin with a letter.
  const std::string_view alt = alternative_text(source, tree, picture);
  if (is_initial_letter(source, tree, picture, alt)) {
    character = alt;
    return true;
  }
  if (alt.empty() || (static_cast<unsigned char>(alt[0]) < 0x80 && alt[0] != '&')) return false;
  decode_character_references(alt, character);
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

// What programs that set formulas as pictures call them, and the addresses of services that make nothing else.
constexpr std::string_view formula_names[] = {"latex", "tex", "math", "formula", "equation"};
constexpr std::string_view formula_services[] = {"latex.php", "codecogs.com", "/math/render", "mimetex", "mathtex"};

bool is_formula_name(std::string_view word) {
  return std::any_of(std::begin(formula_names), std::end(formula_names),
                     [&](std::string_view name) { return equals_ignoring_case(word, name); });
}
// Whole words only: "texas" and "textwidget" are no TeX.
bool has_formula_name(std::string_view names) {
  for (std::size_t at = 0; at < names.size();) {
    std::size_t end = at;
    while (end < names.size() && ascii::is_letter(names[end])) ++end;
    if (is_formula_name(names.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}
bool is_from_service(std::string_view address) {
  return std::any_of(std::begin(formula_services), std::end(formula_services),
                     [&](std::string_view service) { return address.find(service) != std::string_view::npos; });
}

// A price range ("$$$") is none.
bool is_marked_as_tex(std::string_view alt) {
  if (alt.substr(0, 2) == "\\(" || alt.substr(0, 2) == "\\[" || alt.substr(0, 14) == "{\\displaystyle") return true;
  for (int level = 0; level < 2 && alt.size() > 2 && alt.front() == '$' && alt.back() == '$'; ++level) {
    alt = alt.substr(1, alt.size() - 2);
    if (alt.find('$') == std::string_view::npos) return true;
  }
  return false;
}
bool is_alphanumeric(char c) { return ascii::is_letter(c) || ascii::is_digit(c); }
// "x_1", not "IMG_2034".
bool has_index(std::string_view alt) {
  for (std::size_t at = alt.find('_'); at != std::string_view::npos; at = alt.find('_', at + 1))
    if (at > 0 && at + 1 < alt.size() && ascii::is_letter(alt[at - 1]) &&
        (at == 1 || (!is_alphanumeric(alt[at - 2]) && alt[at - 2] != '_')))
      return true;
  return false;
}
// The title of a book on mathematics is none. From a service also what has no sign ("x", "AB"), but not the word for
// any formula.
bool reads_like_formula(std::string_view raw, bool from_service) {
  std::string alt;
  decode_character_references(raw, alt);
  if (alt.find_first_of("\\^={}") != std::string::npos || has_index(alt)) return true;
  return from_service && !alt.empty() && alt.find(' ') == std::string::npos && !is_formula_name(alt);
}

// Most alternative texts are words.
bool may_be_formula(std::string_view alt) {
  return !alt.empty() && (alt.size() <= 3 || alt.find_first_of("\\^_={}$&") != std::string_view::npos);
}

}  // namespace

std::string_view formula_of_picture(std::string_view source, const HtmlTree& tree, uint32_t picture) {
  constexpr std::size_t longest = 2000;
  const std::string_view alt = alternative_text(source, tree, picture);
  if (!may_be_formula(alt)) return {};
  bool named = false, hidden = false;
  for (const HtmlAttribute& a : tree.attributes_of(picture)) {
    if (a.name == AttributeName::class_) named = has_formula_name(a.value(source));
    else if (a.name == AttributeName::aria_hidden) hidden = a.value(source) == "true";
  }
  std::string address;
  const bool served = rare_attribute(source, tree, picture, "src", address) && is_from_service(address);
  const bool formula = is_marked_as_tex(alt) || ((named || served) && reads_like_formula(alt, served));
  return formula && !hidden && alt.size() <= longest ? alt : std::string_view();
}

}  // namespace docmill::cleaner
