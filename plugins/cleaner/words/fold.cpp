#include "words/fold.hpp"

#include <unicode/uchar.h>

#include <array>

#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/normalise.hpp"
#include "text_edits/text_writer.hpp"

namespace docmill::cleaner {

namespace {

// Marks that writers set or leave out as they like: vowel signs and the stretching line of Arabic.
bool is_optional_mark(char32_t c) { return (c >= 0x64B && c <= 0x652) || c == 0x640; }

// Headlines in capitals lose the accents of Greek and the difference between the two letters i of Turkish.
char32_t without_accent(char32_t c) {
  switch (c) {
    case 0x3AC: return 0x3B1;
    case 0x3AD: return 0x3B5;
    case 0x3AE: return 0x3B7;
    case 0x3AF:
    case 0x3CA:
    case 0x390: return 0x3B9;
    case 0x3CC: return 0x3BF;
    case 0x3CD:
    case 0x3CB:
    case 0x3B0: return 0x3C5;
    case 0x3CE: return 0x3C9;
    case 0x130:
    case 0x131: return 'i';
    default: return c;
  }
}

// Letters of Devanagari with a dot: normal form writes letter and dot.
char32_t without_dot(char32_t c) {
  static constexpr char16_t letters[] = {0x915, 0x916, 0x917, 0x91C, 0x921, 0x922, 0x92B, 0x92F};
  return c >= 0x958 && c <= 0x95F ? letters[c - 0x958] : c;
}

char32_t fold_visible(char32_t c) {
  if (const int digit = u_charDigitValue(static_cast<UChar32>(c)); digit >= 0) return U'0' + digit;
  return without_accent(static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
}

// An accent that is written behind its letter joins it.
void fold_accent(char32_t accent, std::string& out) {
  const icu::Normalizer2* form = nfc();
  std::size_t last = out.size();
  const char32_t letter = utf8::previous(out, last);
  const UChar32 both =
      form == nullptr ? -1 : form->composePair(static_cast<UChar32>(letter), static_cast<UChar32>(accent));
  if (both < 0) return utf8::append(out, accent);
  out.resize(last);
  utf8::append(out, without_accent(static_cast<char32_t>(both)));
}

// As below, for what most lines are: ASCII. Goes on with what is in `out`.
void fold_ascii(std::string_view text, std::string& out) {
  const std::size_t before = out.size();
  out.resize(before + text.size());
  char* to = out.data() + before;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') *to++ = static_cast<char>(c + 32);
    else if (c > ' ' && c < 0x7F) *to++ = c;
    else if ((c == ' ' || (c >= '\t' && c <= '\r')) && to != out.data() && to[-1] != ' ') *to++ = ' ';
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
}

// The letters of the alphabets of Europe and the Near East that fold by themselves; 0: look closer.
constexpr char32_t n_known_letters = 0x700;
const std::array<char16_t, n_known_letters>& known_letters() {
  static const std::array<char16_t, n_known_letters> known = [] {
    std::array<char16_t, n_known_letters> table{};
    for (char32_t c = 0x80; c < n_known_letters; ++c) {
      const bool alone = classify(c) == CharacterClass::visible && !is_optional_mark(c) && (c < 0x300 || c >= 0x370);
      if (alone && c != 0x2BC) table[c] = static_cast<char16_t>(fold_visible(c));
    }
    return table;
  }();
  return known;
}

}  // namespace

void fold(std::string_view text, std::string& out) {
  out.clear();
  const auto& known = known_letters();
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t high = find_at_least(text, 0x80, i);
    if (high != i) fold_ascii(text.substr(i, high - i), out);
    i = high;
    if (i == text.size()) break;
    const char32_t c = utf8::next(text, i);
    if (c < n_known_letters && known[c] != 0) {
      utf8::append(out, known[c]);
    } else if (c == 0x2019 || c == 0x2018 || c == 0x02BC) {
      out += '\'';
    } else {
      switch (classify(c)) {
        case CharacterClass::visible:
          if (is_optional_mark(c)) break;
          if (c >= 0x300 && c < 0x370 && !out.empty()) {
            fold_accent(c, out);
            break;
          }
          utf8::append(out, fold_visible(without_dot(c)));
          if (without_dot(c) != c) utf8::append(out, 0x93C);
          break;
        case CharacterClass::space:
        case CharacterClass::odd_space:
        case CharacterClass::line_end:
          if (!out.empty() && out.back() != ' ') out += ' ';
          break;
        default: break;
      }
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
}

}  // namespace docmill::cleaner
