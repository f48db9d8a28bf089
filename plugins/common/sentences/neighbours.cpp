#include "neighbours.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "marks.hpp"

namespace docmill::sentences {

namespace {

using std::string_view;

constexpr std::size_t longest_word = 64;  // bytes that are looked at

using ascii::is_digit;
bool is_mark(char32_t c) {
  const int8_t type = u_charType(static_cast<UChar32>(c));
  return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
}

bool cuts_word(char32_t c) {
  if (is_letter_or_digit(c)) return false;
  return is_space(c) || c == 0x2014 || c == 0x2013 || opens_or_closes(c);
}

constexpr std::u32string_view bullets = U"([*#-–—•◦▪▫‣●○■□►✓§№";

// Small; of the Latin letters beyond ASCII, the Cyrillic and the Greek ones.
constexpr std::u32string_view consonants =
    U"ßçñćčďđģğķĺľļłńňņŕřśšşșťţțźžżбвгґджзйклмнпрстфхцчшщђћџљњќѓўβγδζθκλμνξπρσςτφχψ";

}  // namespace

bool is_decimal(char32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : u_isdigit(static_cast<UChar32>(c)) != 0; }
char32_t first_character(string_view s) {
  std::size_t at = 0;
  return s.empty() ? 0 : utf8::next(s, at);
}
char32_t last_character(string_view s) {
  std::size_t at = s.size();
  return s.empty() ? 0 : utf8::previous(s, at);
}

string_view without_blanks_behind(string_view s) {
  while (!s.empty()) {
    std::size_t before = s.size();
    if (!is_space(utf8::previous(s, before))) break;
    s = s.substr(0, before);
  }
  return s;
}

string_view behind_word(string_view text, string_view word) {
  text.remove_prefix(word.size());
  return !text.empty() && text[0] == ' ' ? text.substr(1) : string_view();
}

string_view last_word(string_view text) {
  std::size_t from = text.size();
  while (from > 0 && text.size() - from <= longest_word) {
    std::size_t before = from;
    const char32_t c = utf8::previous(text, before);
    if (c == '\'' || c == 0x2019) {  // Int'l; but a quotation mark before the word
      std::size_t further = before;
      if (before == 0 || !u_isalpha(static_cast<UChar32>(utf8::previous(text, further)))) break;
    } else if (cuts_word(c)) {
      break;
    }
    if (c >= 0x2E80 && is_ideographic(c) && from < text.size() && !is_ideographic(first_character(text.substr(from))))
      break;
    from = before;
  }
  return text.substr(from);
}

string_view first_word(string_view text) {
  std::size_t to = 0;
  while (to < text.size() && to < longest_word) {
    std::size_t after = to;
    const char32_t c = utf8::next(text, after);
    if (!is_letter_or_digit(c) && !is_mark(c)) break;
    to = after;
  }
  return text.substr(0, to);
}

bool is_initial(string_view word) {
  if (word.empty()) return false;
  std::size_t at = 0;
  const char32_t first = utf8::next(word, at);
  const bool caseless = (first >= 0x5D0 && first <= 0x6FF) || (first >= 0x900 && first < 0xE00);
  const auto u = static_cast<UChar32>(first);
  if (!u_isupper(u) && !u_islower(u) && !(caseless && u_isalpha(u))) return false;
  while (at < word.size()) {
    if (!is_mark(utf8::next(word, at))) return false;
  }
  return true;
}

bool is_dotted(string_view word) {
  std::size_t letters = 0, dots = 0;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = utf8::next(word, at);
    if (c == '.') {
      if (letters == 0) return false;
      letters = 0;
      ++dots;
    } else if (u_isalpha(static_cast<UChar32>(c))) {
      if (++letters > 3) return false;
    } else if (!is_mark(c)) {
      return false;
    }
  }
  return letters > 0 && dots > 0;
}

bool is_indic_letter_name(string_view word) {
  std::size_t at = 0;
  const char32_t vowel = word.empty() ? 0 : utf8::next(word, at);
  if (vowel < 0x900 || vowel >= 0xD80 || at == word.size()) return false;
  const char32_t place = vowel & 0x7F;  // in the script's block, where all of them have their letters alike
  if (place != 0x06 && place != 0x0E && place != 0x0F && place != 0x10) return false;  // AA, E, AI
  if (!u_isalpha(static_cast<UChar32>(utf8::next(word, at)))) return false;
  constexpr char32_t virama = 0x4D, anusvara = 0x02;
  if (at < word.size()) {
    const char32_t sign = utf8::next(word, at) & 0x7F;
    return at == word.size() && (sign == virama || sign == anusvara);
  }
  return true;
}

bool is_roman(string_view word) {
  return !word.empty() && word.size() <= 8 && word.find_first_not_of("IVXLC") == string_view::npos;
}

bool is_shouted(string_view word) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size(); ++letters) {
    if (!is_upper(utf8::next(word, at))) return false;
  }
  return letters > 1;
}

bool is_number(string_view word, std::size_t most_digits) {
  return !word.empty() && word.size() <= most_digits && std::all_of(word.begin(), word.end(), is_digit);
}

bool is_joined_initials(string_view word) {
  if (word.find('-') == string_view::npos) return false;
  const bool dotted = word.find(".-") != string_view::npos;
  for (std::size_t parts = 1;; ++parts) {
    const std::size_t hyphen = word.find('-');
    string_view part = word.substr(0, hyphen);
    if (part.ends_with('.')) part.remove_suffix(1);
    const bool two = dotted && utf8::count(part) == 2 && is_lower(last_character(part));  // but Wi-Fi
    if (!is_upper(first_character(part)) || (!two && !is_initial(part))) return false;
    if (hyphen == string_view::npos) return parts > 1;
    word.remove_prefix(hyphen + 1);
  }
}

bool is_half_initial(string_view word) {
  if (!is_upper(last_character(word)) || !is_upper(first_character(word))) return false;
  const std::size_t hyphen = word.rfind('-');
  return hyphen != string_view::npos && is_initial(word.substr(hyphen + 1)) &&
         is_lower(last_character(word.substr(0, hyphen)));
}

bool is_without_vowels(string_view word) {
  constexpr std::size_t most = 5;
  if (word.size() < 2 || word.size() > 2 * most) return false;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size(); ++letters) {
    char32_t c = utf8::next(word, at);
    if (letters == most) return false;
    if (c < 0x80) {
      if (letters == 0) c = static_cast<unsigned char>(ascii::lower(static_cast<char>(c)));
      if (c < 'a' || c > 'z' || c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y') return false;
      continue;
    }
    if (letters == 0) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    if (consonants.find(c) == std::u32string_view::npos) return false;
  }
  return letters > 1;
}

bool is_enumerator(string_view stretch) {
  constexpr std::size_t longest = 8, longest_bullets = 16;  // bytes
  if (stretch.size() > longest + longest_bullets) return false;
  stretch = behind_bullets(stretch);
  if (stretch.size() > longest) return false;
  if (is_initial(stretch) || is_roman(stretch)) return true;
  std::size_t digits = 0;  // of one part
  for (const char c : stretch) {
    if (c == '.') digits = 0;
    else if (!is_digit(c) || ++digits > 3) return false;
  }
  return digits > 0;
}

bool is_camel_name(string_view text) {
  for (std::size_t at = 0, letters = 0; at < text.size() && letters <= 3; ++letters) {
    const auto c = static_cast<UChar32>(utf8::next(text, at));
    if (u_isupper(c)) return letters > 0;
    if (!u_islower(c)) return false;
  }
  return false;
}

string_view behind_bullets(string_view text) {
  while (!text.empty()) {
    std::size_t after = 0;
    const char32_t c = utf8::next(text, after);
    if (is_letter_or_digit(c)) break;
    if (!is_blank(c) && bullets.find(c) == std::u32string_view::npos) break;
    text.remove_prefix(after);
  }
  return text;
}

bool has_letter_or_digit(string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_letter_or_digit(utf8::next(text, at))) return true;
  }
  return false;
}

}  // namespace docmill::sentences
