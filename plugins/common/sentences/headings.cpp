#include "headings.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "docmill/base/utf8.hpp"
#include "marks.hpp"

namespace docmill::sentences {

namespace {

bool is_without_spaces(UScriptCode script) {
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_THAI ||
         script == USCRIPT_LAO || script == USCRIPT_KHMER || script == USCRIPT_MYANMAR;
}

}  // namespace

bool ends_like_sentence(std::string_view stretch, std::string_view language) {
  std::size_t at = stretch.size();
  while (at > 0) {
    const char32_t c = utf8::previous(stretch, at);
    if (opens_or_closes(c) || is_space(c)) continue;
    return mark_of(c, local_marks_of(language)) != Mark::none;
  }
  return false;
}

std::size_t count_words(std::string_view stretch) {
  std::size_t words = 0, halves = 0, quarters = 0;
  bool inside = false;
  for (std::size_t at = 0; at < stretch.size();) {
    const char32_t c = utf8::next(stretch, at);
    if (is_space(c)) {
      inside = false;
      continue;
    }
    if (c >= 0xE00 && !(c >= 0xAC00 && c <= 0xD7A3)) {  // Hangul has spaces
      UErrorCode status = U_ZERO_ERROR;
      const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
      if (U_SUCCESS(status) && is_without_spaces(script)) {
        const bool ideograph = script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
        ++(ideograph ? halves : quarters);
        inside = false;
        continue;
      }
    }
    if (!inside && is_letter_or_digit(c)) {
      inside = true;
      ++words;
    }
  }
  return words + (halves + 1) / 2 + (quarters + 3) / 4;
}

bool looks_like_heading(std::string_view line, std::string_view language) {
  return !ends_like_sentence(line, language) && count_words(line) < min_words_without_end;
}

}  // namespace docmill::sentences
