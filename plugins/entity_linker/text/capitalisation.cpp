#include "text/capitalisation.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace docmill::linker {
namespace {

constexpr uint32_t longest_small_word = 10;
constexpr uint32_t longest_heading = 16;        // words
constexpr std::ptrdiff_t longest_lead_in = 24;  // tokens

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

// "1) Open the box. 2) Take it out."
bool numbers_item(const Token& before) {
  return before.size() <= 2 && before.is(token_flag::has_digit) && !before.is(token_flag::has_letter);
}

// What a token is for the question whether its line is a heading: each kind of token adds to two pairs of counts.
struct Addends {
  uint64_t words_and_capital = 0;  // the latter in the upper half
  uint64_t caps_and_lower = 0;
};
constexpr uint64_t upper_half = uint64_t{1} << 32;
constexpr uint32_t cased = token_flag::has_upper | token_flag::has_lower;

// The number of a token's kind in this sense. `small`: is it a word that is small in title case?
uint32_t kind_of(const Token& t, bool small) {
  static_assert((token_flag::first_upper | cased | token_flag::has_digit | token_flag::has_letter) == 31);
  return (t.flags & 31u) | uint32_t{small} << 5 | std::min(t.size(), 3u) << 6;
}

// Of words in scripts with case, marks and numbers.
constexpr std::array<Addends, 256> addends = [] {
  std::array<Addends, 256> table{};
  for (uint32_t kind = 0; kind < table.size(); ++kind) {
    const auto is = [&](uint32_t flag) { return (kind & flag) != 0; };
    const bool has_upper = is(token_flag::has_upper), has_lower = is(token_flag::has_lower), small_word = is(32);
    const bool word = is(token_flag::has_letter) && is(cased);
    const uint32_t size = kind >> 6;
    const bool caps = word && has_upper && !has_lower && size >= 2;
    const bool lower = word && has_lower && !has_upper && size >= 3 && !small_word;
    table[kind].words_and_capital = uint64_t{word} + upper_half * uint64_t{word && is(token_flag::first_upper)};
    table[kind].caps_and_lower = uint64_t{caps} + upper_half * uint64_t{lower};
  }
  return table;
}();

// What a stretch of tokens is made of; marks add nothing.
struct Makeup {
  Addends sums;
  uint32_t uncased = 0;  // characters and words of scripts without case
  uint32_t words() const { return static_cast<uint32_t>(sums.words_and_capital); }
  uint32_t capital() const { return static_cast<uint32_t>(sums.words_and_capital >> 32); }
  uint32_t caps() const { return static_cast<uint32_t>(sums.caps_and_lower); }
  uint32_t lower() const { return static_cast<uint32_t>(sums.caps_and_lower >> 32); }
  [[gnu::always_inline]] void add(const Token& t, bool small) {
    add(addends[kind_of(t, small)]);
    if ((t.flags & (token_flag::has_letter | cased)) == token_flag::has_letter) add_uncased(t);
  }
  void add(const Makeup& m) {
    add(m.sums);
    uncased += m.uncased;
  }

 private:
  void add(const Addends& a) {
    sums.words_and_capital += a.words_and_capital;
    sums.caps_and_lower += a.caps_and_lower;
  }
  void add_uncased(const Token& t) {
    ++uncased;
    sums.words_and_capital += uint64_t{t.is_word()};
  }
};

// Marks tokens [first, last) when they look like a heading or are all in capitals. Of a part of a line more is asked.
void mark_segment(Token* first, Token* last, Makeup m, bool whole_line) {
  uint16_t flags = 0;
  const bool ends_with_stop = last > first && last[-1].is_punctuation('.');
  const bool enough = whole_line ? m.capital() >= 1 : m.capital() >= 4 && m.lower() == 0;
  // Between Chinese or Arabic words an abbreviation has its capitals from itself, not from the line.
  const bool by_case = m.uncased * 2 <= m.words();
  if (by_case && enough && m.words() <= longest_heading && m.lower() * 4 <= m.words() &&
      !(ends_with_stop && m.lower() > 0))
    flags |= token_flag::heading;
  if (m.uncased == 0 && m.caps() >= 3 && m.caps() * 4 >= m.words() * 3) flags |= token_flag::shouting;
  if (flags == 0) return;
  for (Token* t = first; t < last; ++t) t->flags |= flags;
}

// What stands before a word: does a sentence begin with it?
struct Beginning {
  bool fresh = true;   // it does
  bool ended = false;  // it does where it is set off
  [[gnu::always_inline]] bool take(const Token& word) {
    const bool begins = fresh | (ended & (word.gap != Gap::none));
    fresh = ended = false;
    return begins;
  }
};

// Goes through the lines one after the other and marks beginnings of sentences, small words and headings.
class Lines {
 public:
  Lines(const WordLists& words, Tokens& tokens, std::vector<CapitalisationScratch::Line>& lines)
      : words_(words), begin_(tokens.data()), end_(begin_ + tokens.size()), lines_(lines) {}

  // The small words of the whole text.
  LanguageCounts mark() {
    LanguageCounts all;
    lines_.clear();
    for (Token* at = begin_; at != end_;) {
      const Token* const first = at;
      small_words_ = {};
      at = mark_line(at);
      if (small_words_.other != 0) all.add(small_words_);
      else all.english += small_words_.english;
      lines_.push_back({static_cast<uint32_t>(first - begin_), static_cast<uint32_t>(at - begin_), small_words_});
    }
    return all;
  }

 private:
  // Judges the lead-in, the whole of the rest, and of that the sentences, so that titles are seen that stand inside a
  // line ("author of Rivers of Sand: How the Desert Built a City"). Gives the end of the line.
  Token* mark_line(Token* const first) {
    Makeup line, part;
    Beginning beginning;
    uint32_t english = 0;
    Token *at = first, *middle = first, *start = first;  // the latter two: behind the lead-in; of the sentence
    const auto is_in_line = [&] { return at != end_ && at->gap < Gap::line; };
    do {
      if (at->kind == TokenKind::punctuation) {
        beginning = behind_mark(*at, beginning);
        ++at;
        if (at[-1].hash != ':' || middle != first || !ends_lead_in(first, at)) continue;
        line.add(std::exchange(part, Makeup()));
        mark_lead_in(first, at, std::exchange(line, Makeup()));
        middle = start = at;
        continue;
      }
      if (beginning.take(*at)) {
        mark_first_word(*at);
        if (at > start) {
          mark_segment(start, at, part, false);
          line.add(std::exchange(part, Makeup()));
          start = at;
        }
      }
      do {  // no sentence begins with the words right behind it
        const uint32_t small = small_word(*at);
        english += small & small_word::only_english;
        if ((small & small_word::only_other) != 0) small_words_.add_other(small);
        part.add(*at, (small & small_word::english) != 0);
        ++at;
      } while (is_in_line() && at->kind != TokenKind::punctuation);
    } while (is_in_line());
    line.add(part);
    if (start != middle) mark_segment(start, at, part, false);
    mark_segment(middle, at, line, true);
    small_words_.english = english;
    return at;
  }

  // A lead-in before a colon ("The Road Ahead: after years …") is judged apart from the rest of its line. Does it end
  // before this token, which stands behind a colon?
  bool ends_lead_in(const Token* first, const Token* behind) const {
    return behind - first <= longest_lead_in && behind != end_ && behind->gap == Gap::space;
  }
  // As a whole, whatever its sentences were taken for.
  static void mark_lead_in(Token* first, Token* last, const Makeup& m) {
    constexpr uint16_t judgement = token_flag::heading | token_flag::shouting;
    for (Token* t = first; t < last; ++t) t->flags &= static_cast<uint16_t>(~judgement);
    mark_segment(first, last, m, true);
  }

  // What small word in lower case it is; without a branch, for half of the words of a text are small ones.
  [[gnu::always_inline]] uint32_t small_word(const Token& word) const {
    const uint32_t may_be_small = uint32_t{word.lower_case()} & uint32_t{word.size() <= longest_small_word};
    return words_.small_word(word.hash) & (0u - may_be_small);
  }

  void mark_first_word(Token& token) {
    token.flags |= token_flag::sentence_start;
    if (token.is(token_flag::has_upper)) count_first_word(token);
  }
  // Of a word with the capital of its place only what one of the case languages has counts: "Der", but neither "Die"
  // nor "In".
  void count_first_word(const Token& token) {
    if (!token.is(token_flag::has_lower) || token.size() > longest_small_word) return;
    const uint32_t small = words_.small_word(token.hash);
    if ((small >> small_word::first_case) != 0 && (small & small_word::only_other) != 0) small_words_.add_other(small);
  }

  // What stands before the word behind a mark.
  Beginning behind_mark(const Token& mark, Beginning before) const {
    const char32_t c = mark.hash;
    const bool is_first = &mark == begin_;
    const bool straight_opening = c == '"' && (mark.gap != Gap::none || is_first);
    if (opens_quotation(c) || straight_opening || ends_sentence_at_once(c)) {
      before.fresh = true;
    } else if (may_end_sentence(c)) {
      before.ended = c != '.' || is_first || !dot_of_abbreviation(words_, *(&mark - 1));
    } else if (!closes(c)) {
      before.ended = false;
    } else if (c == ')' && !is_first && numbers_item(*(&mark - 1))) {
      before.ended = true;
    }
    return before;
  }

  const WordLists& words_;
  Token *const begin_, *const end_;
  std::vector<CapitalisationScratch::Line>& lines_;
  LanguageCounts small_words_;  // of the line
};

// How many English words of a line another language of it has as well: of "to včera řekl a bylo to" three. Only beside
// two that are its own ("i.e." has one), or where the document is in that language.
uint32_t count_shared(const WordLists& words, const Tokens& tokens, const CapitalisationScratch::Line& line,
                      CaseLanguage of_document) {
  const CaseLanguage language =
      of_document != CaseLanguage::none ? of_document : line.small_words.case_language(CaseLanguage::none);
  if (language == CaseLanguage::none) return 0;
  std::size_t number = 0;
  while (number < case_languages.size() && case_languages[number].second != language) ++number;
  if (number == case_languages.size()) return 0;
  if (language != of_document && line.small_words.of_language[number] < 2) return 0;
  const uint32_t shared = 1u << (small_word::first_case + number) | small_word::only_english;
  uint32_t n = 0;
  for (uint32_t i = line.first; i < line.last; ++i)
    n += uint32_t{tokens[i].lower_case() && (words.small_word(tokens[i].hash) & shared) == shared};
  return n;
}

// Marks the lines that are not in English. A line without small words is in the language of the text, and one with as
// many of both is in that of the document, where somebody has told it.
void mark_other_languages(const WordLists& words, Tokens& tokens, const std::vector<CapitalisationScratch::Line>& lines,
                          const LanguageCounts& text, const ToldLanguage& told) {
  const bool text_is_other = told.other || text.other > text.english;
  const CaseLanguage counted = text.other > text.english ? text.case_language(told.language) : CaseLanguage::none;
  const CaseLanguage of_text = told.other ? told.language : counted;
  for (const CapitalisationScratch::Line& line : lines) {
    const LanguageCounts& counts = line.small_words;
    const bool none = counts.other == 0 && counts.english == 0;
    if (none && !text_is_other) continue;
    if (!none && told.other) {
      // A fifth of the words of English at least: others have an "a", too.
      if (5 * counts.english >= line.last - line.first &&
          counts.english > counts.other + count_shared(words, tokens, line, told.language))
        continue;
    } else if (!none && counts.other <= counts.english &&
               (counts.other < 2 ||
                counts.other + count_shared(words, tokens, line, CaseLanguage::none) <= counts.english)) {
      continue;
    }
    CaseLanguage language = none || counts.other <= 1 ? of_text : counts.case_language(of_text);
    if (told.other && !counts.outnumber(told.language)) language = told.language;
    const auto of_language = static_cast<uint16_t>(static_cast<uint16_t>(language) << token_flag::case_language_shift |
                                                   (language == CaseLanguage::german ? token_flag::noun_capitals : 0));
    for (std::size_t i = line.first; i < line.last; ++i) tokens[i].flags |= token_flag::other_language | of_language;
  }
}

}  // namespace

void LanguageCounts::add_other(uint32_t small) {
  ++other;
  for (std::size_t i = 0; i < of_language.size(); ++i) of_language[i] += (small >> (small_word::first_case + i) & 1);
}

void LanguageCounts::add(const LanguageCounts& counts) {
  english += counts.english;
  other += counts.other;
  for (std::size_t i = 0; i < of_language.size(); ++i) of_language[i] += counts.of_language[i];
}

bool LanguageCounts::outnumber(CaseLanguage language) const {
  if (language >= CaseLanguage::south_slavic) return false;  // nobody knows its words
  constexpr uint32_t enough = 4;
  uint32_t own = 0, most = 0;
  for (std::size_t i = 0; i < of_language.size(); ++i) {
    most = std::max(most, of_language[i]);
    if (case_languages[i].second == language) own = of_language[i];
  }
  return most >= own + enough;
}

CaseLanguage LanguageCounts::case_language(CaseLanguage rather) const {
  std::size_t best = 0;
  for (std::size_t i = 0; i < of_language.size(); ++i)
    if (of_language[i] > of_language[best] ||
        (of_language[i] == of_language[best] && case_languages[i].second == rather))
      best = i;
  return other != 0 && 2 * of_language[best] >= other ? case_languages[best].second : CaseLanguage::none;
}

ToldLanguage told_language(std::string_view tag) {
  using enum CaseLanguage;
  constexpr std::pair<std::string_view, CaseLanguage> with_cases[] = {
      {"de", german},       {"pl", polish},       {"cs", czech},        {"sk", czech},        {"fi", finnish},
      {"tr", turkish},      {"hu", hungarian},    {"sv", scandinavian}, {"da", scandinavian}, {"nb", scandinavian},
      {"nn", scandinavian}, {"no", scandinavian}, {"hr", south_slavic}, {"bs", south_slavic}, {"sl", south_slavic},
      {"sr", south_slavic}, {"ro", romanian},     {"et", estonian},     {"lt", lithuanian},   {"lv", latvian}};
  const std::string_view primary = tag.substr(0, tag.find('-'));
  if (primary.empty() || primary == "en" || primary == "und") return {};
  const auto* const found = std::find_if(std::begin(with_cases), std::end(with_cases),
                                         [&](const auto& language) { return language.first == primary; });
  return {true, found == std::end(with_cases) ? none : found->second};
}

void mark_capitalisation(const WordLists& words, Tokens& tokens, CapitalisationScratch& scratch,
                         const ToldLanguage& told) {
  const LanguageCounts counts = Lines(words, tokens, scratch.lines).mark();
  if (counts.other >= 2 || told.other) mark_other_languages(words, tokens, scratch.lines, counts, told);
}

}  // namespace docmill::linker
