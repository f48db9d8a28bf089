#include "embedded.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::language {

namespace {

// Of a word that may be of several scripts (Chinese has no spaces).
struct Word {
  uint64_t capital = 0;  // Latin letters of parts that begin with a capital or a digit
  uint64_t other = 0;    // weight of letters in other scripts
  uint64_t signs = 0;    // of these such as are a syllable or a word by themselves
  bool in_part = false, in_capital = false;
};

// Small words that are written with a capital in English and German headings, and not in names of products.
bool is_small_word(std::string_view word) {
  constexpr std::array<std::string_view, 34> small{"a",   "an",  "and",  "are", "as",   "at",  "but", "by",   "das",
                                                   "der", "des", "die",  "for", "from", "für", "how", "i",    "in",
                                                   "is",  "it",  "mit",  "my",  "of",   "on",  "or",  "this", "to",
                                                   "und", "von", "what", "why", "with", "you", "your"};
  std::array<char, 6> lower{};
  if (word.size() > lower.size()) return false;
  std::transform(word.begin(), word.end(), lower.begin(), ascii::lower);
  return std::binary_search(small.begin(), small.end(), std::string_view(lower.data(), word.size()));
}

// `Samsung`, `S24`, `iPhone`
bool is_name(std::string_view word) {
  const auto is_mark_of_name = [](char c) { return ascii::is_upper(c) || ascii::is_digit(c); };
  return std::any_of(word.begin(), word.end(), is_mark_of_name) && !is_small_word(word);
}

constexpr uint64_t least_beside_names = 3;  // letters

// Is all that is Latin in the line names, and is the rest words of its own? Then the rest says which language it is, be
// it one word before or behind all names, or one with a small letter: `Обзор Samsung Galaxy S24`, `Wi-Fi роутер
// TP-Link`.
bool has_names_only(std::string_view line, uint64_t other_words) {
  const LetterScripts& scripts = LetterScripts::get();
  std::size_t rows = 0, from = std::string_view::npos;
  bool in_row = false, has_small = false;
  char32_t before = ' ';
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t start = at;
    const char32_t c = at < line.size() ? utf8::next(line, at) : ' ';
    const UScriptCode script = scripts[c];
    const bool of_word = script == USCRIPT_LATIN || (c >= '0' && c <= '9');
    if (of_word && from == std::string_view::npos) from = start;
    if (!of_word && from != std::string_view::npos) {
      if (!is_name(line.substr(from, start - from))) return false;
      from = std::string_view::npos;
    }
    if (script == USCRIPT_LATIN) {
      rows += !in_row;
      in_row = true;
    } else if (script != USCRIPT_COMMON) {
      const bool in_marks = before == '(' || before == '"' || before == 0xAB || before == 0x201C;
      if (in_row && in_marks) return false;
      has_small = has_small || (before == ' ' && u_islower(static_cast<UChar32>(c)));
      in_row = false;
    }
    before = c;
    if (start == line.size()) break;
  }
  return rows == 1 || other_words >= 2 || has_small;
}

}  // namespace

void discount_embedded(std::string_view line, LetterCount& letters) {
  const LetterScripts& scripts = LetterScripts::get();
  uint64_t names = 0;   // Latin letters
  uint64_t others = 0;  // words in other scripts
  Word word;
  const auto end_word = [&] {
    names += word.capital;
    if (word.other > 0) others += 1 + (word.signs >= 2);
    word = {};
  };
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = utf8::next(line, at);
    if (ascii::is_space(static_cast<char>(c < 0x80 ? c : 'x'))) {
      end_word();
      continue;
    }
    const bool ascii_letter = c < 0x80 && ascii::is_letter(static_cast<char>(c));
    const UScriptCode script = ascii_letter ? USCRIPT_LATIN : c < 0x80 ? USCRIPT_COMMON : scripts[c];
    if (script != USCRIPT_LATIN) {
      word.in_part = c >= '0' && c <= '9';
      word.in_capital = word.in_part;
      if (script != USCRIPT_COMMON) {
        word.other += weight_of(script);
        word.signs += weight_of(script) > 1;
      }
      continue;
    }
    if (!word.in_part) word.in_capital = c < 0x80 && ascii::is_upper(static_cast<char>(c));
    word.in_part = true;
    word.capital += word.in_capital;
  }
  end_word();
  const uint64_t beside = letters.weight() - letters.weight(USCRIPT_LATIN);
  if (beside >= least_beside_names && has_names_only(line, others)) {
    letters.take_away(USCRIPT_LATIN, letters.weight(USCRIPT_LATIN) - std::min(names / embedded_part, beside / 2));
    return;
  }
  if (others < 2) return;
  letters.take_away(USCRIPT_LATIN, names - names / embedded_part);
}

}  // namespace docmill::language
