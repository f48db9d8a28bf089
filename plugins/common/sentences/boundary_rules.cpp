#include "boundary_rules.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "docmill/base/utf8.hpp"
#include "neighbours.hpp"

namespace docmill::sentences {

namespace {

using std::string_view;

constexpr std::array languages_with_dotted_ordinals{
    string_view("de"), string_view("da"), string_view("nb"), string_view("nn"), string_view("no"), string_view("fi"),
    string_view("cs"), string_view("sk"), string_view("sl"), string_view("hr"), string_view("bs"), string_view("sr"),
    string_view("hu"), string_view("et"), string_view("lv"), string_view("lt"), string_view("is"), string_view("fo"),
    string_view("tr"), string_view("eu"), string_view("lb"), string_view("pl"),
};

// prst, krk, vlk
constexpr std::array languages_with_words_of_consonants{
    string_view("cs"), string_view("sk"), string_view("sl"), string_view("hr"), string_view("bs"), string_view("sr"),
};

// Function words that stand in names with a capital: J. Van Dijk, A. La Russa. Behind an initial they begin no
// sentence.
constexpr std::array particles{
    string_view("van"), string_view("von"), string_view("de"),   string_view("der"),   string_view("den"),
    string_view("del"), string_view("di"),  string_view("da"),   string_view("dos"),   string_view("das"),
    string_view("do"),  string_view("la"),  string_view("le"),   string_view("lo"),    string_view("los"),
    string_view("el"),  string_view("al"),  string_view("des"),  string_view("du"),    string_view("ter"),
    string_view("zu"),  string_view("may"), string_view("will"), string_view("della"),
};

// Behind a time of day these go on: 5 p.m. Monday, 9 a.m. EST.
constexpr std::array after_time{
    string_view("Monday"),   string_view("Tuesday"),  string_view("Wednesday"), string_view("Thursday"),
    string_view("Friday"),   string_view("Saturday"), string_view("Sunday"),    string_view("January"),
    string_view("February"), string_view("March"),    string_view("April"),     string_view("May"),
    string_view("June"),     string_view("July"),     string_view("August"),    string_view("September"),
    string_view("October"),  string_view("November"), string_view("December"),  string_view("EST"),
    string_view("EDT"),      string_view("ET"),       string_view("PT"),        string_view("PST"),
    string_view("PDT"),      string_view("GMT"),      string_view("BST"),       string_view("CET"),
    string_view("UTC"),      string_view("Eastern"),  string_view("Pacific"),   string_view("Central"),
};

// Companies: a capital behind them is a role (Acme Inc. Chairman) or the next sentence (at Acme Inc. Shares fell).
constexpr std::array companies{
    string_view("Inc"), string_view("Corp"), string_view("Ltd"), string_view("Co"),  string_view("LLC"),
    string_view("Plc"), string_view("Bros"), string_view("Cie"), string_view("S.A"), string_view("S.p.A"),
};
constexpr std::array roles{
    string_view("Chairman"), string_view("Chairwoman"), string_view("Chief"),   string_view("President"),
    string_view("Director"), string_view("Founder"),    string_view("Chair"),   string_view("Vice"),
    string_view("Partner"),  string_view("Analyst"),    string_view("Manager"), string_view("Spokesman"),
};

// Who speaks, behind what was said: "Why?" Smith asked.
constexpr std::array speech_verbs{
    string_view("said"),     string_view("says"),      string_view("asked"),    string_view("asks"),
    string_view("replied"),  string_view("added"),     string_view("cried"),    string_view("shouted"),
    string_view("wrote"),    string_view("exclaimed"), string_view("told"),     string_view("answered"),
    string_view("wondered"), string_view("tweeted"),   string_view("demanded"), string_view("joked"),
};

template <std::size_t N>
bool is_in(const std::array<string_view, N>& list, string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_decimal(char32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : u_isdigit(static_cast<UChar32>(c)) != 0; }
bool is_upper(char32_t c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper(static_cast<UChar32>(c)) != 0; }
bool is_lower(char32_t c) { return c < 0x80 ? c >= 'a' && c <= 'z' : u_islower(static_cast<UChar32>(c)) != 0; }
char32_t first_character(string_view s) {
  std::size_t at = 0;
  return s.empty() ? 0 : utf8::next(s, at);
}
char32_t last_character(string_view s) {
  std::size_t at = s.size();
  return s.empty() ? 0 : utf8::previous(s, at);
}

string_view without_blanks_behind(string_view s) {
  while (!s.empty()) {
    std::size_t before = s.size();
    if (!is_space(utf8::previous(s, before))) break;
    s = s.substr(0, before);
  }
  return s;
}

// l’avv, dell'ing: the word without the article.
string_view behind_apostrophe(string_view word) {
  for (const string_view apostrophe : {string_view("'"), string_view("\u2019")}) {
    const std::size_t at = word.find(apostrophe);
    if (at != string_view::npos) return word.substr(at + apostrophe.size());
  }
  return {};
}

// The part behind the first word and one blank; empty when something else follows the word.
string_view behind_word(string_view text, string_view word) {
  text.remove_prefix(word.size());
  return !text.empty() && text[0] == ' ' ? text.substr(1) : string_view();
}

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

// Before the next mark of an end: a colon, then an opening quotation mark.
bool introduces_quotation(string_view after) {
  bool colon = false;
  for (std::size_t at = 0, n = 0; at < after.size() && n < 40; ++n) {
    const char32_t c = utf8::next(after, at);
    if (mark_of(c, false) != Mark::none) return false;
    if (colon && closers_of(c).first != 0) return true;
    if (!is_blank(c)) colon = c == ':' || c == 0xFF1A;
  }
  return false;
}

// After a mark of a script without spaces.
bool wide_ends(string_view stretch, const MarkRun& run, const Ahead& ahead, string_view after) {
  if (run.closes_quote) return ahead.opens_quote || introduces_quotation(after);
  if (run.closes_bracket) return closers_of(first_character(stretch)).first != 0;
  return true;
}

bool goes_on_behind(char32_t c) {
  return c == ',' || c == ';' || c == ':' || c == '.' || c == '&' || c == '/' || c == '%' || c == '=' || c == '+' ||
         c == 0xFF0C || c == 0x3001 || c == 0xFF1B || c == 0xFF1A || c == 0x60C || c == 0x61B || c == 0xB7;
}

// The number of a list's item that follows that of the stretch: "1. Milk 2". Where it begins; no_end: there is none.
std::size_t next_item(string_view stretch, string_view word) {
  constexpr std::size_t none = BoundaryRules::no_end;
  if (!is_number(word, 2)) return none;
  const string_view first = first_word(stretch);
  if (!is_number(first, 2) || first.size() == stretch.size() || stretch[first.size()] != '.') return none;
  const auto value = [](string_view digits) {
    return digits.size() == 1 ? digits[0] - '0' : (digits[0] - '0') * 10 + digits[1] - '0';
  };
  if (value(word) != value(first) + 1) return none;
  const std::size_t place = stretch.size() - word.size();
  return without_blanks_behind(stretch.substr(0, place)).size() > first.size() + 2 ? place : none;
}

}  // namespace

BoundaryRules::BoundaryRules(string_view language)
    : abbreviations_(language),
      function_words_(words::has_function_words(language) ? language : string_view("en")),
      greek_(language == "el"),
      german_(language == "de"),
      english_(language == "en" || language.empty()),
      consonants_are_words_(is_in(languages_with_words_of_consonants, language)),
      dotted_ordinals_(is_in(languages_with_dotted_ordinals, language)) {}

// A function word with a capital: The, Er, Это.
bool BoundaryRules::begins_sentence(string_view word) const {
  constexpr std::size_t most = 32;  // bytes
  if (word.empty() || word.size() > std::min(most - 4, function_words_.longest()) || !is_upper(first_character(word)))
    return false;
  std::array<char, most> folded;
  std::size_t n = 0;
  for (std::size_t at = 0; at < word.size() && n < most - 4;) {
    const UChar32 small = u_tolower(static_cast<UChar32>(utf8::next(word, at)));
    U8_APPEND_UNSAFE(folded.data(), n, small);
  }
  return function_words_.holds({folded.data(), n});
}

// "z. B." and "EE. UU." are looked up as "z.B" and "EE.UU".
Abbreviation BoundaryRules::abbreviation(string_view stretch, string_view word) const {
  Abbreviation alone = abbreviations_.find(word);
  if (alone == Abbreviation::none) alone = abbreviations_.find(behind_apostrophe(word));
  if (word.size() > 8) return alone;
  string_view before = without_blanks_behind(stretch.substr(0, stretch.size() - word.size()));
  if (before.size() == stretch.size() - word.size() || !before.ends_with('.')) return alone;
  before.remove_suffix(1);
  const string_view first = last_word(before);
  if (first.empty() || first.size() > 8) return alone;
  std::array<char, 17> both;
  auto end = std::copy(first.begin(), first.end(), both.begin());
  *end++ = '.';
  end = std::copy(word.begin(), word.end(), end);
  const Abbreviation together = abbreviations_.find({both.data(), static_cast<std::size_t>(end - both.begin())});
  return together != Abbreviation::none ? together : alone;
}

bool BoundaryRules::is_open_ended(string_view stretch) const {
  if (!stretch.ends_with('.')) return false;
  stretch.remove_suffix(1);
  return abbreviation(stretch, last_word(stretch)) == Abbreviation::never_last;
}

bool BoundaryRules::dot_ends(string_view stretch, string_view after, char32_t next) const {
  const string_view word = last_word(stretch), next_word = first_word(after);
  // А. И. Петрова: another initial is no small word.
  const auto starter = [&] {
    return begins_sentence(next_word) && !(is_initial(next_word) && after.substr(next_word.size()).starts_with('.'));
  };
  const bool digit = is_decimal(next);
  const string_view before = without_blanks_behind(stretch.substr(0, stretch.size() - word.size()));
  switch (abbreviation(stretch, word)) {
    case Abbreviation::never_last: return false;
    case Abbreviation::before_number:
      if (digit || is_roman(next_word)) return false;
      break;
    case Abbreviation::may_be_last: {
      if (starter()) return true;
      if (!is_in(companies, word) || !is_upper(first_character(last_word(before)))) return false;
      const string_view second = behind_word(after, next_word);
      return digit || (is_lower(first_character(second)) && !is_in(roles, next_word) && next_word.size() > 3);
    }
    case Abbreviation::usually_last: return !is_in(after_time, next_word);
    case Abbreviation::none: break;
  }
  const bool behind_number = is_decimal(last_character(before));
  // Years: в 2012 г., w 2010 r.
  if (word == "\u0433" || word == "\u0433\u0433" || word == "\u0440" || word == "r" || word == "g") {
    if (!behind_number) return word == "r" || word == "g" ? starter() : false;
    // "В мае 2012 г. Россия" only says when; a sentence that does not begin so is over.
    return starter() || before.size() > 48 || (before.size() > 12 && !begins_sentence(first_word(stretch)));
  }
  if (dotted_ordinals_ && (is_number(word, 2) || (is_roman(word) && word.size() > 1))) return starter();
  if (is_initial(word)) {
    if (is_lower(first_character(word)) && behind_number) return !digit;  // a unit: 18 h.
    if (starter() && is_lower(first_character(word))) return true;
    if (starter()) {
      std::string folded(next_word);
      folded[0] = static_cast<char>(folded[0] | 0x20);
      return !is_in(particles, folded) || after.starts_with("Das ") || after.starts_with("Der ");
    }
    return digit && is_upper(first_character(word));
  }
  if (is_dotted(word)) return starter();
  if (is_short_indic(word)) return false;  // sentences end in a danda, names of letters do not: बी. आर.
  if (digit && german_ && (word.ends_with("str") || word.ends_with("Str"))) return false;  // Goethestr. 5
  if (!consonants_are_words_ && is_without_vowels(word)) return starter();
  return true;
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
  if (goes_on_behind(ahead.c)) return no_end;
  const bool ideographs = run.wide || (is_ideographic(ahead.c) && is_caseless_letter(ahead.c));
  const bool name = run.exclamation && Abbreviations::is_exclaimed_name(last_word(stretch));
  if (ideographs && name && !run.wide) return no_end;
  if (ideographs && (run.wide || run.strong)) return when(wide_ends(stretch, run, ahead, text.substr(run.end)));
  if (ahead.glued) return when(glued_ends(stretch, run, after, ahead.c));
  if (is_lower(ahead.c) && !is_camel_name(after)) return no_end;
  if (run.single_dot() && is_enumerator(stretch)) return no_end;

  const auto function_word = [&] { return begins_sentence(first_word(after)); };
  if (run.closes_quote) {
    if (english_ && !function_word() && names_speaker(after)) return no_end;
    // In a script without capitals: who spoke, behind what was said.
    if (is_caseless_letter(ahead.c)) return when(ahead.opens_quote || closers_of(first_character(stretch)).first == 0);
    return run.end;
  }
  if (run.ellipsis) return when(!is_caseless_letter(ahead.c) && !stretch.ends_with('[') && !stretch.ends_with('('));
  if (run.strong) return when(!name || function_word());
  if (const std::size_t item = next_item(stretch, last_word(stretch)); item != no_end)
    return start + without_blanks_behind(stretch.substr(0, item)).size();
  return when(dot_ends(stretch, after, ahead.c));
}

}  // namespace docmill::sentences
