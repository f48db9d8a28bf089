#include "boundary_rules.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::sentences {

namespace {

using std::string_view;

// Abbreviations that never end a sentence: a name, a title or an example follows. Without the last dot.
constexpr std::array never_last{
    string_view("Mr"),     string_view("Mrs"),  string_view("Ms"),     string_view("Mx"),  string_view("Dr"),
    string_view("Drs"),    string_view("Prof"), string_view("St"),     string_view("Gen"), string_view("Col"),
    string_view("Lt"),     string_view("Capt"), string_view("Sgt"),    string_view("Maj"), string_view("Rev"),
    string_view("Hon"),    string_view("Gov"),  string_view("Sen"),    string_view("Rep"), string_view("Pres"),
    string_view("Messrs"), string_view("vs"),   string_view("cf"),     string_view("e.g"), string_view("i.e"),
    string_view("viz"),    string_view("ca"),   string_view("approx"), string_view("Hr"),  string_view("Fr"),
    string_view("Nr"),     string_view("z.B"),  string_view("d.h"),    string_view("u.a"), string_view("bzw"),
    string_view("vgl"),    string_view("bspw"), string_view("M"),      string_view("Mme"), string_view("Mlle"),
    string_view("p.ex"),   string_view("Sra"),  string_view("Srta"),   string_view("Ud"),  string_view("Sig"),
    string_view("Dott"),   string_view("Dra"),  string_view("т.е"),    string_view("ул"),  string_view("им"),
    string_view("г"),      string_view("напр"), string_view("проф"),   string_view("κ"),   string_view("π.χ"),
    string_view("δηλ"),    string_view("tzw"),  string_view("tzn"),    string_view("np"),  string_view("dr"),
    string_view("prof"),   string_view("bl.a"), string_view("f.eks"),  string_view("dvs"), string_view("t.ex"),
};

// Abbreviations that go before a number.
constexpr std::array before_number{
    string_view("No"),   string_view("Nos"), string_view("no"),  string_view("nos"), string_view("Fig"),
    string_view("Figs"), string_view("fig"), string_view("Eq"),  string_view("Sec"), string_view("sec"),
    string_view("Ch"),   string_view("ch"),  string_view("Art"), string_view("art"), string_view("Vol"),
    string_view("vol"),  string_view("p"),   string_view("pp"),  string_view("S"),   string_view("Bd"),
    string_view("Abb"),  string_view("Kap"), string_view("Jan"), string_view("Feb"), string_view("Mar"),
    string_view("Apr"),  string_view("Jun"), string_view("Jul"), string_view("Aug"), string_view("Sep"),
    string_view("Sept"), string_view("Oct"), string_view("Nov"), string_view("Dec"), string_view("núm"),
    string_view("pág"),  string_view("стр"), string_view("рис"), string_view("ст"),  string_view("с"),
    string_view("n"),    string_view("nr"),  string_view("č"),   string_view("str"), string_view("σελ"),
    string_view("αρ"),
};

// After letters with dots these begin a new sentence.
constexpr std::array sentence_starters{
    string_view("The"),   string_view("A"),    string_view("An"),        string_view("He"),     string_view("She"),
    string_view("It"),    string_view("Its"),  string_view("They"),      string_view("We"),     string_view("You"),
    string_view("I"),     string_view("This"), string_view("That"),      string_view("These"),  string_view("Those"),
    string_view("In"),    string_view("On"),   string_view("At"),        string_view("But"),    string_view("And"),
    string_view("For"),   string_view("If"),   string_view("When"),      string_view("While"),  string_view("However"),
    string_view("There"), string_view("Then"), string_view("After"),     string_view("Before"), string_view("As"),
    string_view("His"),   string_view("Her"),  string_view("Their"),     string_view("Our"),    string_view("What"),
    string_view("With"),  string_view("From"), string_view("According"), string_view("Some"),   string_view("Many"),
};

constexpr std::array dotted_ordinals{
    string_view("de"), string_view("da"), string_view("nb"), string_view("nn"), string_view("no"), string_view("fi"),
    string_view("cs"), string_view("sk"), string_view("sl"), string_view("hr"), string_view("bs"), string_view("sr"),
    string_view("hu"), string_view("et"), string_view("lv"), string_view("lt"), string_view("is"), string_view("fo"),
    string_view("tr"), string_view("eu"), string_view("lb"), string_view("pl"),
};

template <std::size_t N>
bool is_in(const std::array<string_view, N>& list, string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

using ascii::is_digit;
bool is_space_before_word(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x202F || c == 0x3000;
}

bool opens_or_closes(char32_t c) {
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION: return true;
    default: return c == '"' || c == '\'' || c == '*' || c == '_';
  }
}

// The last word, without brackets and quotes before it.
string_view last_word(string_view text) {
  std::size_t from = text.size();
  while (from > 0) {
    std::size_t before = from;
    const char32_t c = utf8::previous(text, before);
    if (is_space_before_word(c) || opens_or_closes(c) || c == 0x2014 || c == 0x2013 || c == '/') break;
    from = before;
    if (text.size() - from > 64) break;  // no abbreviation is that long
  }
  return text.substr(from);
}

string_view first_word(string_view text) {
  std::size_t from = 0;
  while (from < text.size()) {
    std::size_t after = from;
    if (!opens_or_closes(utf8::next(text, after))) break;
    from = after;
  }
  std::size_t to = from;
  while (to < text.size()) {
    std::size_t after = to;
    if (!u_isalnum(static_cast<UChar32>(utf8::next(text, after)))) break;
    to = after;
  }
  return text.substr(from, to - from);
}

// One letter that has case (a combining mark may follow): "J", the "z" of "z. B.".
bool is_initial(string_view word) {
  if (word.empty()) return false;
  std::size_t at = 0;
  const char32_t first = utf8::next(word, at);
  if (!u_isupper(static_cast<UChar32>(first)) && !u_islower(static_cast<UChar32>(first))) return false;
  while (at < word.size()) {
    if (u_charType(static_cast<UChar32>(utf8::next(word, at))) != U_NON_SPACING_MARK) return false;
  }
  return true;
}

// "U.S", "D.C", "a.m": single letters with dots between them (the last dot is off).
bool is_dotted_letters(string_view word) {
  bool letter = false;
  std::size_t dots = 0;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = utf8::next(word, at);
    if (c == '.') {
      if (!letter) return false;
      letter = false;
      ++dots;
    } else {
      if (letter || !u_isalpha(static_cast<UChar32>(c))) return false;
      letter = true;
    }
  }
  return letter && dots > 0;
}

bool is_short_number(string_view word) {
  return !word.empty() && word.size() <= 2 && std::all_of(word.begin(), word.end(), is_digit);
}

bool is_without_spaces(UScriptCode script) {
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_THAI ||
         script == USCRIPT_LAO || script == USCRIPT_KHMER || script == USCRIPT_MYANMAR;
}

}  // namespace

bool is_false_break(string_view before, string_view after, string_view language) {
  if (before.empty() || after.empty() || before.back() != '.') return false;
  if (before.size() >= 2 && before[before.size() - 2] == '.') return false;  // an ellipsis
  before.remove_suffix(1);
  const string_view word = last_word(before);
  if (is_in(never_last, word)) return true;
  if (is_digit(after.front()) && is_in(before_number, word)) return true;
  if (is_short_number(word) && is_in(dotted_ordinals, language)) return true;
  const bool starts_sentence = is_in(sentence_starters, first_word(after));
  // "than I. He", "Plan B. The"
  if (is_initial(word)) return !starts_sentence;
  return is_dotted_letters(word) && !starts_sentence;
}

bool ends_like_sentence(string_view stretch, string_view language) {
  std::size_t at = stretch.size();
  while (at > 0) {
    const char32_t c = utf8::previous(stretch, at);
    if (opens_or_closes(c) || is_space_before_word(c)) continue;
    if (c == 0x2026 || c == 0x37E) return true;
    if (c == ';') return language == "el";
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_S_TERM) != 0;
  }
  return false;
}

std::size_t count_words(string_view stretch) {
  std::size_t words = 0, halves = 0, quarters = 0;
  bool inside = false;
  for (std::size_t at = 0; at < stretch.size();) {
    const char32_t c = utf8::next(stretch, at);
    if (is_space_before_word(c)) {
      inside = false;
      continue;
    }
    if (c >= 0xE00) {
      UErrorCode status = U_ZERO_ERROR;
      const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
      if (U_SUCCESS(status) && is_without_spaces(script)) {
        const bool ideograph = script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
        ++(ideograph ? halves : quarters);
        inside = false;
        continue;
      }
    }
    if (!inside && u_isalnum(static_cast<UChar32>(c))) {
      inside = true;
      ++words;
    }
  }
  return words + (halves + 1) / 2 + (quarters + 3) / 4;
}

bool looks_like_heading(string_view line, string_view language) {
  return !ends_like_sentence(line, language) && count_words(line) < min_words_without_end;
}

}  // namespace docmill::sentences
