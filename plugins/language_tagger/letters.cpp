#include "letters.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "docmill/base/utf8.hpp"

namespace docmill::language {

namespace {

uint64_t weight_of(UScriptCode script) {
  switch (script) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_YI: return 3;
    default: return 1;
  }
}

bool is_ascii_letter(char c) {
  const unsigned lower = static_cast<unsigned char>(c) | 0x20u;
  return lower >= 'a' && lower <= 'z';
}

}  // namespace

void LetterCount::clear() {
  by_script_.fill(0);
  total_ = 0;
}

void LetterCount::add_letter(UScriptCode script, uint64_t weight) {
  const auto i = static_cast<std::size_t>(script);
  by_script_[i < n_scripts ? i : static_cast<std::size_t>(USCRIPT_UNKNOWN)] += weight;
  total_ += weight;
}

void LetterCount::add(std::string_view text) {
  uint64_t latin = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      latin += is_ascii_letter(text[at]);
      ++at;
      continue;
    }
    const auto c = static_cast<UChar32>(utf8::next(text, at));
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    if (U_FAILURE(status) || script <= USCRIPT_INHERITED || script == USCRIPT_UNKNOWN || !u_isUAlphabetic(c)) continue;
    add_letter(script, weight_of(script));
  }
  by_script_[USCRIPT_LATIN] += latin;
  total_ += latin;
}

UScriptCode LetterCount::main_script() const {
  if (total_ == 0) return USCRIPT_UNKNOWN;
  const uint64_t kana = weight(USCRIPT_HIRAGANA) + weight(USCRIPT_KATAKANA);
  const uint64_t japanese = kana + weight(USCRIPT_HAN);
  std::size_t best = 0;
  for (std::size_t i = 0; i < n_scripts; ++i) {
    if (by_script_[i] > by_script_[best]) best = i;
  }
  if (japanese >= by_script_[best] && japanese > 0) {
    if (weight(USCRIPT_HAN) >= kana) return USCRIPT_HAN;
    return weight(USCRIPT_HIRAGANA) >= weight(USCRIPT_KATAKANA) ? USCRIPT_HIRAGANA : USCRIPT_KATAKANA;
  }
  return static_cast<UScriptCode>(best);
}

std::string_view only_script(std::string_view text, const LetterCount& letters, UScriptCode script,
                             std::string& scratch) {
  if (letters.weight(script) == letters.weight()) return text;
  scratch.assign(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const auto c = static_cast<UChar32>(utf8::next(text, at));
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode of_letter = USCRIPT_COMMON;
    if (c >= 0x80) of_letter = uscript_getScript(c, &status);
    else if (is_ascii_letter(static_cast<char>(c))) of_letter = USCRIPT_LATIN;
    if (of_letter > USCRIPT_INHERITED && of_letter != script)
      std::fill(scratch.begin() + static_cast<std::ptrdiff_t>(from), scratch.begin() + static_cast<std::ptrdiff_t>(at),
                ' ');
  }
  return scratch;
}

std::string_view script_code(UScriptCode script) {
  const char* name = uscript_getShortName(script);
  return name != nullptr ? std::string_view(name) : std::string_view("Zzzz");
}

}  // namespace docmill::language
