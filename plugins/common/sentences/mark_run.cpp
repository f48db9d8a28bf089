#include "mark_run.hpp"

#include <unicode/uchar.h>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::sentences {

namespace {

char32_t at_or_zero(std::string_view text, std::size_t at) { return at < text.size() ? utf8::next(text, at) : 0; }
char32_t before_or_zero(std::string_view text, std::size_t at) { return at > 0 ? utf8::previous(text, at) : 0; }

// Marks that open as well as close, by language.
bool is_two_faced(char32_t c) {
  return c == '"' || c == '\'' || c == '*' || c == '_' || c == 0xAB || c == 0xBB || c == 0x201C || c == 0x2018 ||
         c == 0x2039 || c == 0x203A;
}

bool closes_only(char32_t c) {
  return c == ')' || c == ']' || c == '}' || c == 0x201D || c == 0x2019 ||
         (c >= 0x80 && u_charType(static_cast<UChar32>(c)) == U_END_PUNCTUATION);
}

bool is_bracket(char32_t c) { return c == ')' || c == ']' || c == '}' || c == 0xFF09; }

bool is_word(char32_t c) { return is_letter_or_digit(c); }

bool is_raised_digit(char32_t c) { return c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079); }

// The end of "[12]", "[citation needed]", "[a]" or "¹²" that begins at `at`; `at` where there is none.
std::size_t behind_note(std::string_view text, std::size_t at) {
  constexpr std::size_t longest = 24;  // bytes
  if (is_raised_digit(at_or_zero(text, at))) {
    std::size_t end = at, behind = at;
    while (behind < text.size() && behind < at + longest && is_raised_digit(utf8::next(text, behind))) end = behind;
    return end;
  }
  if (at >= text.size() || text[at] != '[') return at;
  const auto is_small = [](char c) { return ascii::is_lower(c) || c == ' ' || c == '?'; };
  std::size_t i = at + 1;
  while (i < text.size() && i < at + 5 && ascii::is_digit(text[i])) ++i;
  if (i == at + 1)
    while (i < text.size() && i < at + longest && is_small(text[i])) ++i;
  return i > at + 1 && i < text.size() && text[i] == ']' ? i + 1 : at;
}

void add_mark(MarkRun& run, char32_t c, Mark mark) {
  run.dots += mark == Mark::dot;
  run.ellipsis = run.ellipsis || mark == Mark::ellipsis || run.dots > 1;
  run.halves += mark == Mark::half;
  run.strong = run.strong || run.halves > 1 || mark == Mark::strong || c == 0xFF01 || c == 0xFF1F;
  run.wide = run.wide || mark == Mark::wide;
  run.exclamation = c == '!' || c == 0xFF01;
  run.closes_title = false;
}

}  // namespace

MarkRun read_marks(std::string_view text, std::size_t at, LocalMarks local, std::size_t pending) {
  MarkRun run;
  run.begin = run.end = at;
  bool closed = false;  // dots behind a closing mark are another sentence's end, no ellipsis: Inc.).
  while (run.end < text.size()) {
    std::size_t after = run.end;
    const char32_t c = utf8::next(text, after);
    const Mark mark = mark_of(c, local);
    if (mark == Mark::line_end) break;
    if (mark != Mark::none) {
      if (closed && mark == Mark::dot) run.dots = 0;
      add_mark(run, c, mark);
      run.end = after;
      continue;
    }
    if (const std::size_t note = behind_note(text, run.end); note != run.end) {
      run.end = note;
      continue;
    }
    const char32_t following = at_or_zero(text, after);
    if (closes_only(c) || (is_two_faced(c) && (run.end == pending || !is_word(following)))) {
      if (c == '[' || (is_two_faced(c) && run.end != pending && closers_of(following).first != 0)) break;
      run.closes_title = opens_title(c - 1);
      if (!run.closes_title) (is_bracket(c) ? run.closes_bracket : run.closes_quote) = true;
      closed = true;
      run.end = after;
      continue;
    }
    // French: « Oui ! »
    if (is_blank(c)) {
      std::size_t place = after;
      if (at_or_zero(text, place) == 0xBB && (place == pending || !is_word(at_or_zero(text, place + 2)))) {
        run.closes_quote = true;
        run.end = place + 2;
        continue;
      }
    }
    break;
  }
  return run;
}

Ahead look_ahead(std::string_view text, std::size_t at) {
  Ahead ahead;
  constexpr int most = 16;  // decorations
  for (int i = 0; i < most && at < text.size(); ++i) {
    std::size_t after = at;
    const char32_t c = utf8::next(text, after);
    if (is_blank(c)) {
      ahead.glued = false;
      at = after;
      --i;
      continue;
    }
    if (is_space(c)) return ahead;
    ahead.word = at;
    const bool quote = opens_speech(c) && c != '(' && c != '[' && c != 0xFF08;
    ahead.opens_quote = ahead.opens_quote || quote;
    const bool skipped = opens_or_closes(c) || c == 0xBF || c == 0xA1 || c == '-' || c == 0x2022 || c == 0x2026 ||
                         (c >= 0x2010 && c <= 0x2015) ||
                         (c > 0x2100 && u_charType(static_cast<UChar32>(c)) == U_OTHER_SYMBOL);
    if (!skipped) {
      ahead.c = c;
      return ahead;
    }
    at = after;
  }
  return ahead;
}

bool is_opening(std::string_view text, std::size_t at, char32_t c) {
  if (opens_title(c) || c == 0x300C || c == 0x300E || c == 0xFF08 || c == 0xFF62 || c == 0x201E) return true;
  std::size_t after = at;
  utf8::next(text, after);
  const char32_t next = at_or_zero(text, after), before = before_or_zero(text, at);
  const bool french = c == 0xAB;
  if (next == 0 || (is_space(next) && !french)) return false;
  if (next == ',' || next == '.' || next == ';' || next == ':' || next == '!' || next == '?') return false;
  if (c == '(' || c == '[' || c == 0x201C) return true;
  return before == 0 || is_space(before) || before == '(' || before == '[' || before == ':' || before == 0x2014 ||
         before == 0x2013 || before == '-' || is_ideographic(before) || closers_of(before).first != 0;
}

}  // namespace docmill::sentences
