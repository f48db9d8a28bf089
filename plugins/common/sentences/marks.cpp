#include "marks.hpp"

#include <unicode/uchar.h>

namespace docmill::sentences {

LocalMarks local_marks_of(std::string_view language) {
  if (language == "el") return LocalMarks::greek;
  if (language == "hy" || language == "hyw") return LocalMarks::armenian;
  if (language == "am" || language == "ti") return LocalMarks::ethiopic;
  return LocalMarks::none;
}

Mark mark_of(char32_t c, LocalMarks local) {
  switch (c) {
    case '.':
    case 0x2024:
    case 0xFE52:
    case 0xFF0E: return Mark::dot;
    case '!':
    case '?':
    case 0x37E:
    case 0x61F: return Mark::strong;
    case ';': return local == LocalMarks::greek ? Mark::strong : Mark::none;
    case ':':
      if (local == LocalMarks::armenian) return Mark::strong;
      return local == LocalMarks::ethiopic ? Mark::half : Mark::none;
    case 0x1361: return Mark::half;
    case '\n':
    case '\r':
    case 0x85:
    case 0x2028:
    case 0x2029: return Mark::line_end;
    case 0x2026: return Mark::ellipsis;
    case 0xF0D:  // Tibetan and Khmer, which Unicode does not count
    case 0xF0E:
    case 0x17D4:
    case 0x17D5: return Mark::strong;
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0xFF61: return Mark::wide;
    default: break;
  }
  if (c < 0x589 || (c >= 0x2010 && c < 0x203C) || (c >= 0x3000 && c < 0xA000)) return Mark::none;  // the usual ones
  if (u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_S_TERM) == 0) return Mark::none;
  return Mark::strong;
}

bool opens_or_closes(char32_t c) {
  if (c < 0xAB)
    return c == '"' || c == '\'' || c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}' || c == '*' ||
           c == '_';
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION: return true;
    default: return false;
  }
}

bool is_letter_or_digit_beyond_ascii(char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0; }

bool is_ideographic(char32_t c) {
  return (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF01 && c <= 0xFF9F) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_caseless_letter(char32_t c) {
  if (c < 0x5D0) return false;
  const int8_t type = u_charType(static_cast<UChar32>(c));
  return type == U_OTHER_LETTER || type == U_MODIFIER_LETTER || (c >= 0x10D0 && c <= 0x10FF);
}

bool is_upper_beyond_ascii(char32_t c) { return u_isupper(static_cast<UChar32>(c)) != 0; }

bool is_lower_beyond_ascii(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  return u_islower(u) != 0 && (c < 0x10D0 || c > 0x10FF || u_totitle(u) != u);
}

Closers closers_of(char32_t opening) {
  switch (opening) {
    case '"': return {'"'};
    case '[': return {']'};
    case '(': return {')'};
    case 0xAB: return {0xBB};              // «French»
    case 0xBB: return {0xAB, 0xBB};        // »German«, »Finnish»
    case 0x201C: return {0x201D};          // “English”
    case 0x201D: return {0x201D};          // ”Swedish”
    case 0x201E: return {0x201C, 0x201D};  // „German“, „Polish”
    case 0x3008: return {0x3009};
    case 0x300A: return {0x300B};
    case 0x300C: return {0x300D};
    case 0x300E: return {0x300F};
    case 0x3010: return {0x3011};
    case 0xFF08: return {0xFF09};
    case 0xFF62: return {0xFF63};
    default: return {};
  }
}

}  // namespace docmill::sentences
