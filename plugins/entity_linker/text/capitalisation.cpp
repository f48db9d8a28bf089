#include "text/capitalisation.hpp"

#include <algorithm>
#include <array>
#include <utility>

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
  static constexpr std::array<std::pair<uint64_t, CaseLanguage>, 7> case_languages = {
      {{word_class::german, CaseLanguage::german},
       {word_class::polish, CaseLanguage::polish},
       {word_class::czech, CaseLanguage::czech},
       {word_class::finnish, CaseLanguage::finnish},
       {word_class::turkish, CaseLanguage::turkish},
       {word_class::hungarian, CaseLanguage::hungarian},
       {word_class::scandinavian, CaseLanguage::scandinavian}}};
  uint32_t english = 0, other = 0;
  std::array<uint32_t, case_languages.size()> of_language{};
  void add(uint64_t classes) {
    const bool is_english = (classes & word_class::function) != 0,
               is_other = (classes & word_class::other_function) != 0;
    english += is_english && !is_other;
    other += is_other && !is_english;
    if (!is_other || is_english) return;
    for (std::size_t i = 0; i < case_languages.size(); ++i) of_language[i] += (classes & case_languages[i].first) != 0;
  }
  // The language that at least half of the words of other languages have; of equal ones `rather`.
  CaseLanguage case_language(CaseLanguage rather) const {
    std::size_t best = 0;
    for (std::size_t i = 0; i < case_languages.size(); ++i)
      if (of_language[i] > of_language[best] ||
          (of_language[i] == of_language[best] && case_languages[i].second == rather))
        best = i;
    return other != 0 && 2 * of_language[best] >= other ? case_languages[best].second : CaseLanguage::none;
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
        const uint64_t classes = words.function_classes(token.hash);
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
  const CaseLanguage of_text = text_is_other ? text.case_language(CaseLanguage::none) : CaseLanguage::none;
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
    const CaseLanguage language = none || line.other <= 1 ? of_text : line.case_language(of_text);
    uint16_t flags = 0;
    if (other) {
      flags = static_cast<uint16_t>(token_flag::other_language | static_cast<uint16_t>(language)
                                                                     << token_flag::case_language_shift);
      if (language == CaseLanguage::german) flags |= token_flag::noun_capitals;
    }
    if (flags != 0)
      for (std::size_t i = first; i < last; ++i) tokens[i].flags |= flags;
    first = last;
  }
}

constexpr uint32_t longest_heading = 16;     // words
constexpr std::size_t longest_lead_in = 24;  // tokens

// What a stretch of tokens is made of.
struct Makeup {
  uint32_t words = 0, capital = 0, caps = 0, lower = 0;
  uint32_t uncased = 0;  // characters and words of scripts without case
  void add(const Token& t) {
    uncased += t.is(token_flag::has_letter) && !t.is(token_flag::has_upper) && !t.is(token_flag::has_lower);
    const bool word = t.is_word() && t.is(token_flag::has_letter);
    words += word;
    capital += word && t.is(token_flag::first_upper);
    caps += word && t.all_caps() && t.size() >= 2;
    lower += word && t.lower_case() && t.size() >= 3 && !t.is(token_flag::small_word);
  }
  void add(const Makeup& m) {
    words += m.words;
    capital += m.capital;
    caps += m.caps;
    lower += m.lower;
    uncased += m.uncased;
  }
};

// Marks tokens [first, last) when they look like a heading or are all in capitals. Of a part of a line more is asked.
void mark_segment(std::vector<Token>& tokens, std::size_t first, std::size_t last, const Makeup& m, bool whole_line) {
  uint16_t flags = 0;
  const bool ends_with_stop = last > first && tokens[last - 1].is_punctuation('.');
  const bool enough = whole_line ? m.capital >= 1 : m.capital >= 4 && m.lower == 0;
  // Between Chinese or Arabic words an abbreviation has its capitals from itself, not from the line.
  const bool by_case = m.uncased * 2 <= m.words;
  if (by_case && enough && m.words <= longest_heading && m.lower * 4 <= m.words && !(ends_with_stop && m.lower > 0))
    flags |= token_flag::heading;
  if (m.uncased == 0 && m.caps >= 3 && m.caps * 4 >= m.words * 3) flags |= token_flag::shouting;
  if (flags == 0) return;
  for (std::size_t i = first; i < last; ++i) tokens[i].flags |= flags;
}

// A lead-in before a colon ("The Road Ahead: after years …") is judged apart from the rest of its line: its end, or
// `first` where there is none.
std::size_t lead_in_end(const std::vector<Token>& tokens, std::size_t first) {
  const std::size_t limit = std::min(tokens.size(), first + longest_lead_in + 1);
  for (std::size_t i = first + 1; i < limit && tokens[i].gap < Gap::line; ++i)
    if (tokens[i - 1].is_punctuation(':') && tokens[i].gap != Gap::none) return i;
  return first;
}

// Judges the lines one after the other: the lead-in, the whole of the rest, and of that the sentences, so that titles
// are seen that stand inside a line ("author of Rivers of Sand: How the Desert Built a City").
void mark_headings(std::vector<Token>& tokens) {
  std::size_t at = 0;
  while (at < tokens.size()) {
    const std::size_t middle = lead_in_end(tokens, at);
    if (middle != at) {
      Makeup lead_in;
      for (std::size_t i = at; i < middle; ++i) lead_in.add(tokens[i]);
      mark_segment(tokens, at, middle, lead_in, true);
    }
    Makeup line, sentence;
    std::size_t start = middle;
    sentence.add(tokens[middle]);
    for (at = middle + 1; at < tokens.size() && tokens[at].gap < Gap::line; ++at) {
      if (tokens[at].is(token_flag::sentence_start)) {
        mark_segment(tokens, start, at, sentence, false);
        line.add(sentence);
        sentence = Makeup();
        start = at;
      }
      sentence.add(tokens[at]);
    }
    line.add(sentence);
    if (start != middle) mark_segment(tokens, start, at, sentence, false);
    mark_segment(tokens, middle, at, line, true);
  }
}

}  // namespace

void mark_sentences(const WordLists& words, std::vector<Token>& tokens) { mark_sentence_starts(words, tokens); }

void mark_capitalisation(const WordLists& words, std::vector<Token>& tokens) {
  const LanguageCounts counts = mark_sentence_starts(words, tokens);
  if (counts.other >= 2) mark_other_languages(words, tokens, counts);
  mark_headings(tokens);
}

}  // namespace docmill::linker
