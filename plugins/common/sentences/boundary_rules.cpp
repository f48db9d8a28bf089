#include "boundary_rules.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "boundary_words.hpp"
#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "neighbours.hpp"
#include "related_languages.hpp"
#include "sentence_starters.hpp"

namespace docmill::sentences {

namespace {

using std::string_view;

bool names_speaker(string_view after) {
  for (int i = 0; i < 4; ++i) {
    if (after.starts_with("Mr. ") || after.starts_with("Ms. ") || after.starts_with("Dr. ")) after.remove_prefix(4);
    const string_view word = first_word(after);
    if (word.empty()) return false;
    if (i > 0 && is_in(speech_verbs, word)) return true;
    if (!is_upper(first_character(word))) return false;
    after = behind_word(after, word);
  }
  return false;
}

// WASHINGTON, D.C. — The mill
bool has_dash(string_view between) {
  for (const string_view dash : {string_view(" - "), string_view("\u2013"), string_view("\u2014")}) {
    if (between.find(dash) != string_view::npos) return true;
  }
  return false;
}

// Before the next mark of an end: a colon, then an opening quotation mark.
bool introduces_quotation(string_view after) {
  bool colon = false;
  for (std::size_t at = 0, n = 0; at < after.size() && n < 40; ++n) {
    const char32_t c = utf8::next(after, at);
    if (mark_of(c, LocalMarks::none) != Mark::none) return false;
    if (colon && opens_speech(c)) return true;
    if (!is_blank(c)) colon = c == ':' || c == 0xFF1A;
  }
  return false;
}

// After a mark of a script without spaces.
bool wide_ends(string_view stretch, const MarkRun& run, const Ahead& ahead, string_view after) {
  if (run.closes_quote) return ahead.opens_quote || introduces_quotation(after);
  if (run.closes_bracket) return opens_speech(first_character(stretch));
  return true;
}

// b) Eggs; (b) Eggs: though the letter is small.
bool begins_item(string_view after) { return after.size() > 2 && after[1] == ')' && after[2] == ' '; }

bool goes_on_behind(char32_t c) {
  return c == ',' || c == ';' || c == ':' || c == '.' || c == '&' || c == '/' || c == '%' || c == '=' || c == '+' ||
         c == 0xFF0C || c == 0x3001 || c == 0xFF1B || c == 0xFF1A || c == 0x60C || c == 0x61B || c == 0xB7;
}

// 1 to 99, or 1 to 26 of a small letter: what numbers a list's items. 0: it is neither.
int value_of_item(string_view word) {
  if (word.size() == 1 && word[0] >= 'a' && word[0] <= 'z') return word[0] - 'a' + 1;
  if (!is_number(word, 2)) return 0;
  return word.size() == 1 ? word[0] - '0' : (word[0] - '0') * 10 + word[1] - '0';
}

// The number or letter of a list's item that follows that of the stretch: "1. Milk 2". Where it begins; no_end: there
// is none.
std::size_t next_item(string_view stretch, string_view word) {
  constexpr std::size_t none = BoundaryRules::no_end;
  const int value = value_of_item(word);
  if (value < 2) return none;
  const string_view first = first_word(stretch);
  if (first.size() == stretch.size() || stretch[first.size()] != '.') return none;
  if (value_of_item(first) != value - 1 || is_decimal(first_character(first)) != is_decimal(first_character(word)))
    return none;
  const std::size_t place = stretch.size() - word.size();
  return without_blanks_behind(stretch.substr(0, place)).size() > first.size() + 2 ? place : none;
}

// Smith, J. | (2020) found it.
bool begins_with_year_in_brackets(string_view after) {
  if (!after.starts_with(" (") || !is_number(after.substr(2, 4), 4) || after.size() < 7) return false;
  return after[6] == ')' || (is_lower(static_cast<unsigned char>(after[6])) && after.substr(7).starts_with(')'));
}

// At a glance: a number stands at the end, or at the beginning.
bool may_number_label(string_view stretch) {
  const char last = stretch.back();
  return ascii::is_digit(last) || ascii::is_upper(last) || ascii::is_digit(stretch[stretch.size() - 2]) ||
         ascii::is_digit(stretch[0]);
}

// 12, 3.1, IV, 2a, S1
bool numbers_label(string_view text) {
  if (text.size() > 1 && ascii::is_letter(text.back()) && ascii::is_digit(text[text.size() - 2])) text.remove_suffix(1);
  if (text.size() > 1 && ascii::is_upper(text[0]) && ascii::is_digit(text[1])) text.remove_prefix(1);
  return !is_initial(text) && is_enumerator(text);
}

string_view list_of_function_words(string_view language) {
  for (const string_view one : {language, relative_of(language)}) {
    if (words::has_function_words(one)) return one;
  }
  return "en";
}

}  // namespace

BoundaryRules::BoundaryRules(string_view language)
    : abbreviations_(language),
      function_words_(list_of_function_words(language)),
      local_marks_(local_marks_of(language)),
      german_(language == "de"),
      joined_streets_(german_ || language == "nl"),
      hungarian_(language == "hu"),
      korean_(language == "ko"),
      english_(language == "en" || language.empty()),
      consonants_are_words_(is_in(languages_with_words_of_consonants, language)),
      dotted_ordinals_(is_in(languages_with_dotted_ordinals, language)),
      dotted_roman_(language != "pl" && language != "fi") {
  for (const StarterList& list : starter_lists) {
    if (is_one_of(list.languages, language)) starters_.add(list.words, 1);
  }
}

// A function word with a capital: The, Er, Это.
bool BoundaryRules::begins_sentence(string_view word) const {
  constexpr std::size_t most = 32;  // bytes
  const std::size_t longest = std::max(function_words_.longest(), starters_.longest());
  if (word.empty() || word.size() > std::min(most - 4, longest) || !is_upper(first_character(word))) return false;
  std::array<char, most> folded;
  std::size_t n = 0;
  for (std::size_t at = 0; at < word.size() && n < most - 4;) {
    const UChar32 small = u_tolower(static_cast<UChar32>(utf8::next(word, at)));
    U8_APPEND_UNSAFE(folded.data(), n, small);
  }
  return function_words_.holds({folded.data(), n}) || starters_.find({folded.data(), n}) != 0;
}

// Figure 1, Fig. 1, Статья 12, § 3.1, Article 2a; 1. ábra where ordinals have a dot: what numbers a part of the text.
// `stretch` is all that stands before the dot.
bool BoundaryRules::is_label(string_view stretch) const {
  constexpr std::size_t longest_label = 40;  // bytes
  if (stretch.size() < 3 || stretch.size() > longest_label || !may_number_label(stretch)) return false;
  stretch = behind_bullets(stretch);
  const string_view word = first_word(stretch);
  if (word.size() == stretch.size()) return false;
  stretch.remove_prefix(word.size());
  if (dotted_ordinals_ && is_number(word, 2) && stretch.starts_with(". ")) {
    stretch.remove_prefix(2);
    return is_lower(first_character(stretch)) && first_word(stretch).size() == stretch.size();
  }
  if (!is_upper(first_character(word)) && abbreviations_.find(word) == Abbreviation::none) return false;
  if (stretch.starts_with('.')) stretch.remove_prefix(1);
  else if (begins_sentence(word)) return false;
  return is_blank(first_character(stretch)) && numbers_label(behind_bullets(stretch));
}

// A title goes on behind its bracket: Gen. (ret.) Day.
bool BoundaryRules::is_bracket_of_title(string_view stretch) const {
  constexpr std::size_t longest_bracket = 24;  // bytes
  const std::size_t from = stretch.size() - std::min(stretch.size(), longest_bracket);
  const std::size_t at = stretch.substr(from).rfind('(');
  return at != string_view::npos && is_open_ended(without_blanks_behind(stretch.substr(0, from + at)));
}

// Nothing stands between the marks and what follows: addresses and figures, or a blank was forgotten.
bool BoundaryRules::glued_ends(string_view stretch, const MarkRun& run, string_view after, char32_t next) const {
  const bool before_caseless = is_caseless_letter(last_character(stretch));
  if (is_caseless_letter(next)) {
    if (run.ellipsis || run.closes_quote) return false;
    return run.strong || (before_caseless && last_word(stretch).size() > 4);
  }
  const string_view word = first_word(after);
  const bool capitalised =
      is_upper(next) && word.size() > 1 &&
      is_lower(first_character(word.substr(utf8::prefix(word, 2).size() == 2 && (word[0] & 0x80) ? 2 : 1)));
  if (!capitalised || run.ellipsis) return false;
  if (run.single_dot()) return run.closes_quote || run.closes_bracket;
  return last_word(stretch).find_first_of("./:=&@%") == string_view::npos;
}

std::size_t BoundaryRules::end_of(string_view text, std::size_t start, const MarkRun& run) const {
  const string_view stretch = without_blanks_behind(text.substr(start, run.begin - start));
  const Ahead ahead = look_ahead(text, run.end);
  if (ahead.c == 0) return no_end;
  const string_view after = text.substr(ahead.word);
  const auto when = [&](bool ends) { return ends ? run.end : no_end; };
  if (goes_on_behind(ahead.c) || run.closes_title || !run.may_end()) return no_end;
  const bool ideographs = run.wide || (is_ideographic(ahead.c) && is_caseless_letter(ahead.c));
  const bool name = run.exclamation && Abbreviations::is_exclaimed_name(last_word(stretch));
  if (ideographs && name && !run.wide) return no_end;
  if (ideographs && (run.wide || run.strong)) return when(wide_ends(stretch, run, ahead, text.substr(run.end)));
  if (ahead.glued) return when(glued_ends(stretch, run, after, ahead.c));
  if (is_lower(ahead.c) && !is_camel_name(after) && !begins_item(after)) return no_end;
  if (run.single_dot() && (is_enumerator(stretch) || is_label(stretch))) return no_end;
  if (run.single_dot() && run.closes_bracket && is_bracket_of_title(stretch)) return no_end;

  const auto function_word = [&] { return begins_sentence(first_word(after)); };
  if (run.closes_quote) {
    if (english_ && !function_word() && names_speaker(after)) return no_end;
    // In a script without capitals: who spoke, behind what was said.
    if (is_in(conjunctions, first_word(after))) return no_end;
    if (is_caseless_letter(ahead.c)) return when(ahead.opens_quote || !opens_speech(first_character(stretch)));
    return run.end;
  }
  if (run.ellipsis) return when(!is_caseless_letter(ahead.c) && !stretch.ends_with('[') && !stretch.ends_with('('));
  if (run.strong) return when(!name || function_word());
  const string_view word = last_word(stretch);
  if (ahead.word > run.end + 1 && is_dotted(word) && has_dash(text.substr(run.end, ahead.word - run.end)))
    return no_end;
  if (const std::size_t item = next_item(stretch, word); item != no_end)
    return start + without_blanks_behind(stretch.substr(0, item)).size();
  if (begins_with_year_in_brackets(text.substr(run.end)) && is_initial(word)) return no_end;
  return when(full_stop_ends({stretch, word, after}));
}

}  // namespace docmill::sentences
