// The characters that matter to the ends of sentences, by their Unicode properties.
#pragma once

#include <cstdint>
#include <string_view>

namespace docmill::sentences {

enum class Mark : uint8_t {
  none,
  dot,       // . and ．: may belong to an abbreviation or a number
  ellipsis,  // …
  strong,    // ! ? and what else ends a sentence in scripts with spaces: ؟ । ። ; of Greek
  wide,      // 。！？｡: no space follows
  half,      // Ethiopic's ፡ between words: two of them end a sentence
  line_end,  // LF, CR, NEL, line and paragraph separator
};

// Languages that end sentences with an ASCII mark that others use within: ; of Greek, : of Armenian, :: of Amharic.
enum class LocalMarks : uint8_t { none, greek, armenian, ethiopic };
// `language`: primary subtag.
LocalMarks local_marks_of(std::string_view language);
// That mark; NUL for none.
constexpr char local_mark(LocalMarks local) {
  return local == LocalMarks::none ? '\0' : local == LocalMarks::greek ? ';' : ':';
}

Mark mark_of(char32_t c, LocalMarks local);

// Brackets and quotation marks of either side; some marks open in one language and close in another.
bool opens_or_closes(char32_t c);
// White space that ends no line.
constexpr bool is_blank(char32_t c) {
  if (c < 0x80) return c == ' ' || c == '\t';
  return c == 0xA0 || c == 0x3000 || c == 0xFEFF || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F ||
         c == 0x205F;
}
constexpr bool is_space(char32_t c) {
  return is_blank(c) || (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}
bool is_letter_or_digit_beyond_ascii(char32_t c);
inline bool is_letter_or_digit(char32_t c) {
  if (c < 0x80) return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
  return is_letter_or_digit_beyond_ascii(c);
}
// Han, kana and the full-width marks: written without spaces.
bool is_ideographic(char32_t c);
// A letter of a script without capitals; Georgian, which has them for whole words only, is one.
bool is_caseless_letter(char32_t c);
bool is_upper_beyond_ascii(char32_t c);
inline bool is_upper(char32_t c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : is_upper_beyond_ascii(c); }
// A small letter where a capital might stand. Georgian has capitals for whole words only, so its letters are none.
bool is_lower_beyond_ascii(char32_t c);
inline bool is_lower(char32_t c) { return c < 0x80 ? c >= 'a' && c <= 'z' : is_lower_beyond_ascii(c); }

// What closes the quotation or bracket that `c` opens, up to two possibilities; empty where it opens none.
struct Closers {
  char32_t first = 0, second = 0;
  bool holds(char32_t c) const { return c != 0 && (c == first || c == second); }
};
Closers closers_of(char32_t opening);
// 《 〈 【: what they hold is a name, not speech.
constexpr bool opens_title(char32_t c) { return c == 0x3008 || c == 0x300A || c == 0x3010; }
// Does `c` open a quotation or bracket that may be a sentence?
inline bool opens_speech(char32_t c) { return closers_of(c).first != 0 && !opens_title(c); }

}  // namespace docmill::sentences
