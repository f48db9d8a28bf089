#include "layout.hpp"

#include <algorithm>

namespace docmill::linker {
namespace {

constexpr uint32_t longest_small_word = 10;

bool opens_quotation(char32_t c) { return c == 0x201C || c == 0x201E || c == 0xAB || c == 0x3010 || c == 0x300C; }
bool ends_sentence_at_once(char32_t c) { return c == 0x3002 || c == 0xFF01 || c == 0xFF1F; }
bool may_end_sentence(char32_t c) { return c == '.' || c == '!' || c == '?' || c == ':' || c == ';' || c == 0x2026; }
bool closes(char32_t c) { return c == 0x201D || c == ')' || c == ']' || c == '"' || c == '\'' || c == 0xBB; }

// Does the dot after this token stand for what was left out of a word (U.S., Mr., J.)?
bool dot_of_abbreviation(const WordLists& words, const Token& before) {
  if (!before.is_word()) return false;
  if (before.size() == 1 && before.is(token_flag::has_upper)) return true;
  return before.is(token_flag::first_upper) && words.is(before.hash, word_class::abbreviation);
}

// How many small words of which language: evidence of the language of a line. Words that English shares count for none.
struct LanguageCounts {
  uint32_t english = 0, other = 0, german = 0;
  void add(uint32_t classes) {
    const bool is_english = (classes & word_class::function) != 0,
               is_other = (classes & word_class::other_function) != 0;
    english += is_english && !is_other;
    other += is_other && !is_english;
    german += is_other && !is_english && (classes & word_class::german) != 0;
  }
};

// Marks beginnings of sentences and small words; the small words of the whole text.
LanguageCounts mark_sentence_starts(const WordLists& words, std::vector<Token>& tokens) {
  LanguageCounts counts;
  bool fresh = true, ended = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token& token = tokens[i];
    if (token.gap >= Gap::line) fresh = true;
    if (token.kind != TokenKind::punctuation) {
      if (fresh || (ended && token.gap != Gap::none)) token.flags |= token_flag::sentence_start;
      fresh = ended = false;
      if (token.lower_case() && token.size() <= longest_small_word) {
        const uint32_t classes = words.function_classes(token.hash);
        if ((classes & word_class::function) != 0) token.flags |= token_flag::small_word;
        if (classes != 0) counts.add(classes);
      }
      continue;
    }
    const char32_t c = token.hash;
    const bool straight_opening = c == '"' && (token.gap != Gap::none || i == 0);
    if (opens_quotation(c) || straight_opening || ends_sentence_at_once(c)) {
      fresh = true;
    } else if (may_end_sentence(c)) {
      ended = c != '.' || i == 0 || !dot_of_abbreviation(words, tokens[i - 1]);
    } else if (!closes(c)) {
      ended = false;
    }
  }
  return counts;
}

// Marks the lines that are not in English. A line without small words is in the language of the text.
void mark_other_languages(const WordLists& words, std::vector<Token>& tokens, const LanguageCounts& text) {
  const bool text_is_other = text.other > text.english;
  const bool text_is_german = text_is_other && 2 * text.german >= text.other;
  std::size_t first = 0;
  while (first < tokens.size()) {
    LanguageCounts line;
    std::size_t last = first;
    do {
      const Token& token = tokens[last];
      if (token.is_word() && token.lower_case() && token.size() <= longest_small_word)
        line.add(words.function_classes(token.hash));
      ++last;
    } while (last < tokens.size() && tokens[last].gap < Gap::line);
    const bool none = line.other == 0 && line.english == 0;
    const bool other = none ? text_is_other : line.other > line.english;
    const bool german = none || line.other <= 1 ? text_is_german : 2 * line.german >= line.other;
    uint16_t flags = other ? token_flag::other_language : 0;
    if (other && german) flags |= token_flag::noun_capitals;
    if (flags != 0)
      for (std::size_t i = first; i < last; ++i) tokens[i].flags |= flags;
    first = last;
  }
}

constexpr uint32_t longest_heading = 16;  // words

// Marks tokens [first, last) when they look like a heading or are all in capitals. Of a part of a line more is asked.
void mark_segment(std::vector<Token>& tokens, std::size_t first, std::size_t last, bool whole_line) {
  uint32_t capital = 0, lower = 0, caps = 0, n_words = 0;
  for (std::size_t i = first; i < last; ++i) {
    const Token& token = tokens[i];
    if (!token.is_word() || !token.is(token_flag::has_letter)) continue;
    ++n_words;
    if (token.is(token_flag::first_upper)) ++capital;
    if (token.all_caps() && token.size() >= 2) ++caps;
    if (token.lower_case() && token.size() >= 3 && !token.is(token_flag::small_word)) ++lower;
  }
  uint16_t flags = 0;
  const bool ends_with_stop = last > first && tokens[last - 1].is_punctuation('.');
  const bool enough = whole_line ? capital >= 1 : capital >= 4 && lower == 0;
  if (enough && n_words <= longest_heading && lower * 4 <= n_words && !(ends_with_stop && lower > 0))
    flags |= token_flag::heading;
  if (caps >= 3 && caps * 4 >= n_words * 3) flags |= token_flag::shouting;
  if (flags == 0) return;
  for (std::size_t i = first; i < last; ++i) tokens[i].flags |= flags;
}

// Titles that stand inside a line: "author of Rivers of Sand: How the Desert Built a City".
void mark_sentences(std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  std::size_t start = first;
  for (std::size_t i = first + 1; i <= last; ++i) {
    if (i < last && !tokens[i].is(token_flag::sentence_start)) continue;
    if (start != first || i != last) mark_segment(tokens, start, i, false);
    start = i;
  }
}

// A lead-in before a colon ("The Road Ahead: after years …") is judged apart from the rest of its line.
std::size_t lead_in_end(const std::vector<Token>& tokens, std::size_t first, std::size_t last) {
  const std::size_t limit = std::min(last, first + 24);
  for (std::size_t i = first; i < limit; ++i)
    if (tokens[i].is_punctuation(':') && i + 1 < last && tokens[i + 1].gap != Gap::none) return i + 1;
  return first;
}

}  // namespace

void mark_layout(const WordLists& words, std::vector<Token>& tokens) {
  const LanguageCounts counts = mark_sentence_starts(words, tokens);
  if (counts.other >= 2) mark_other_languages(words, tokens, counts);
  std::size_t first = 0;
  while (first < tokens.size()) {
    std::size_t last = first + 1;
    while (last < tokens.size() && tokens[last].gap < Gap::line) ++last;
    const std::size_t middle = lead_in_end(tokens, first, last);
    if (middle > first) mark_segment(tokens, first, middle, true);
    mark_segment(tokens, middle, last, true);
    mark_sentences(tokens, middle, last);
    first = last;
  }
}

}  // namespace docmill::linker
