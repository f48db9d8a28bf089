#include "text/case_match.hpp"

#include <utility>

#include <docmill/base/utf8.hpp>

namespace docmill::linker {
namespace {

// Steps over one code point, or over a whole run of white space, which is given as one space.
char32_t next_unit(const CharacterTable& characters, std::string_view text, std::size_t& at) {
  const char32_t c = utf8::next(text, at);
  if ((characters.traits(c) & trait::space) == 0) {
    const char32_t plain = plain_punctuation(c);
    if (plain == U'-' && at < text.size() && text[at] == '\n') ++at;  // a hyphen joins lines
    return half_width(plain);
  }
  while (at < text.size()) {
    std::size_t behind = at;
    if ((characters.traits(utf8::next(text, behind)) & trait::space) == 0) break;
    at = behind;
  }
  return U' ';
}

// The units of a text one after the other, ß as two letters s.
class Units {
 public:
  Units(const CharacterTable& characters, std::string_view text) : characters_(characters), text_(text) {}
  bool more() const { return at_ < text_.size() || second_ != 0; }
  char32_t next() {
    if (second_ != 0) return std::exchange(second_, 0);
    const char32_t c = next_unit(characters_, text_, at_);
    if (c == 0x451 || c == 0x401) return c - (c == 0x451 ? 0x451 - 0x435 : 0x401 - 0x415);  // Ё is most often written Е
    if (!sharp_s(c)) return c;
    second_ = c == 0x1E9E ? U'S' : U's';
    return second_;
  }

 private:
  const CharacterTable& characters_;
  std::string_view text_;
  std::size_t at_ = 0;
  char32_t second_ = 0;
};

// What differs between alias and text, letter by letter.
struct Differences {
  uint32_t letters = 0, words = 0;
  bool text_has_lower = false, alias_has_lower = false, alias_has_upper = false;
  bool raised_inside = false;         // a lower-case letter of the alias is a capital inside a word
  bool raised_first_word = false;     // ... at the beginning of the first word
  bool raised_later_word = false;     // ... at the beginning of another
  bool lowered = false;               // a capital of the alias is a lower-case letter
  bool lowered_inside = false;        // ... inside a word: Boeing 737 Max for MAX
  bool alias_camel = false;           // a capital of the alias stands behind a lower-case letter
  bool text_has_inner_upper = false;  // a capital of the text stands inside a word
  bool other = false;
  void raised(bool begins) {
    if (!begins) raised_inside = true;
    else (words <= 1 ? raised_first_word : raised_later_word) = true;
  }
};

// "al-Sharaa" for Al-Sharaa, "of" for Of: small words inside of a name may be written small.
constexpr uint32_t longest_particle = 3;

Differences compare(const CharacterTable& characters, std::string_view alias, std::string_view text) {
  Differences d;
  Units of_alias(characters, alias), of_text(characters, text);
  bool inside = false, after_lower = false;
  uint32_t small_letters = 0;  // of a word of the text that is written small where the alias has a capital
  while (of_alias.more() && of_text.more()) {
    const char32_t x = of_alias.next(), y = of_text.next();
    const uint8_t x_traits = characters.traits(x), y_traits = characters.traits(y);
    const bool begins = !inside;
    inside = (x_traits & trait::word) != 0 || (inside && x == U'\'');
    if (begins && inside) ++d.words;
    if (begins) small_letters = 0;
    else if (small_letters != 0 && ++small_letters > longest_particle) d.lowered = true;
    d.letters += (y_traits & trait::letter) != 0;
    d.text_has_lower |= (y_traits & trait::lower) != 0;
    d.alias_has_lower |= (x_traits & trait::lower) != 0;
    d.alias_has_upper |= (x_traits & trait::upper) != 0;
    d.alias_camel |= after_lower && (x_traits & trait::upper) != 0;
    d.text_has_inner_upper |= !begins && (y_traits & trait::upper) != 0;
    after_lower = (x_traits & trait::lower) != 0;
    if (x == y) continue;
    if (characters.fold(x) != characters.fold(y)) d.other = true;
    else if ((y_traits & trait::lower) == 0) d.raised(begins);
    else if (!begins) d.lowered_inside = true;
    else if (d.words == 1) d.lowered = true;
    else small_letters = 1;
  }
  if (of_alias.more() || of_text.more()) d.other = true;
  return d;
}

}  // namespace

CaseMatch match_case(const CharacterTable& characters, std::string_view alias, std::string_view text,
                     bool sentence_start) {
  if (alias == text) return CaseMatch::exact;
  const Differences d = compare(characters, alias, text);
  if (d.other || d.lowered) return CaseMatch::none;
  // "Youtube" and "Iphone" for YouTube and iPhone: capitals inside of a word are forgotten, where it is long enough to
  // be no other (LaTeX and latex are two).
  constexpr uint32_t least_letters = 6;
  if (d.lowered_inside && d.words == 1 && d.alias_camel && d.letters >= least_letters && !d.raised_inside &&
      !d.text_has_inner_upper)
    return CaseMatch::title;
  // Of one word BERT and Bert are two; of several the others say which.
  if (d.lowered_inside) return d.words >= 2 && !d.raised_inside ? CaseMatch::title : CaseMatch::none;
  if (!d.raised_inside && !d.raised_first_word && !d.raised_later_word) return CaseMatch::exact;
  if (!d.text_has_lower && d.letters >= 4 && d.alias_has_upper && d.alias_has_lower) return CaseMatch::capitals;
  if (d.raised_inside) return CaseMatch::none;
  if (d.raised_first_word && !d.raised_later_word && sentence_start) return CaseMatch::initial;
  return d.words >= 2 ? CaseMatch::title : CaseMatch::none;
}

}  // namespace docmill::linker
