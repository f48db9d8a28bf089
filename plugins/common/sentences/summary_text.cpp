#include "summary_text.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "docmill/base/utf8.hpp"

namespace docmill::sentences {

namespace {

bool is_summary_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x3000 || c == 0x2028 || c == 0x2029;
}

// Ideographs, kana and the full-width marks that go with them. (Hangul and Thai put spaces between sentences.)
bool is_wide(char32_t c) {
  if (c < 0x2E80) return false;
  if ((c >= 0x3001 && c <= 0x3011) || (c >= 0xFF01 && c <= 0xFF60)) return true;
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

// Of a quotation mark that other scripts have as well what it closes or opens tells: “走吧。”他说.
char32_t last_of(std::string_view s) {
  std::size_t at = s.size();
  char32_t c = 0;
  while (at > 0 && (c = utf8::previous(s, at), c == 0x201D || c == 0x2019)) continue;
  return c;
}
bool is_wide_behind(std::string_view sentence, std::size_t at, char32_t c) {
  while (at < sentence.size() && (c == 0x201C || c == 0x2018)) c = utf8::next(sentence, at);
  return is_wide(c);
}

}  // namespace

void append_sentence(std::string& summary, std::string_view sentence) {
  bool space = !summary.empty();
  for (std::size_t at = 0; at < sentence.size();) {
    const char32_t c = utf8::next(sentence, at);
    if (is_summary_space(c)) {
      space = !summary.empty();
      continue;
    }
    if (space && !(is_wide_behind(sentence, at, c) && is_wide(last_of(summary)))) summary += ' ';
    space = false;
    utf8::append(summary, c);
  }
}

bool fits(std::string_view summary, std::string_view sentence, std::size_t max_characters) {
  if (max_characters == 0) return true;
  return utf8::count(summary) + (summary.empty() ? 0 : 1) + utf8::count(sentence) <= max_characters;
}

void append_shortened(std::string& summary, std::string_view sentence, std::size_t max_characters) {
  std::string whole;
  append_sentence(whole, sentence);
  if (utf8::count(whole) <= max_characters) {
    append_sentence(summary, whole);
    return;
  }
  std::size_t characters = 0, cut = 0;
  char32_t before = 0;
  for (std::size_t at = 0; at < whole.size() && characters < max_characters; ++characters) {
    const std::size_t from = at;
    const char32_t c = utf8::next(whole, at);
    if (from > 0 && (c == ' ' || is_wide(c) || is_wide(before)) && before != ' ') cut = from;
    before = c;
  }
  if (cut == 0) return;
  append_sentence(summary, std::string_view(whole).substr(0, cut));
  summary += "\xE2\x80\xA6";
}

}  // namespace docmill::sentences
