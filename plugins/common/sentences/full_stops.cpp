// Does a single full stop end its sentence: abbreviations, initials, ordinals, units.
#include <algorithm>
#include <array>
#include <string>

#include "boundary_rules.hpp"
#include "boundary_words.hpp"
#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "marks.hpp"
#include "named_after.hpp"
#include "neighbours.hpp"

namespace docmill::sentences {

namespace {

using std::string_view;

// l’avv, dell'ing: the word without the article.
string_view behind_apostrophe(string_view word) {
  for (const string_view apostrophe : {string_view("'"), string_view("\u2019")}) {
    const std::size_t at = word.find(apostrophe);
    if (at != string_view::npos) return word.substr(at + apostrophe.size());
  }
  return {};
}

// Dr.-Ing, Lt.-Col: the part behind the hyphen.
string_view behind_dotted_hyphen(string_view word) {
  const std::size_t at = word.rfind(".-");
  return at != string_view::npos ? word.substr(at + 2) : string_view();
}

// The economist Amartya Sen., but the Democratic Sen. Day: a given name stands between the surname and a trade.
bool is_surname_of_trade(string_view word, string_view before) {
  if (word != "Sen") return false;
  const string_view given = last_word(before);
  const string_view trade = last_word(without_blanks_behind(before.substr(0, before.size() - given.size())));
  if (!is_upper(first_character(given)) || !is_lower(first_character(trade)) || trade.size() < 5) return false;
  if (trade == "former" || trade == "senior" || trade == "junior" || trade == "other") return false;
  return trade.ends_with("ist") || trade.ends_with("or") || trade.ends_with("er") || trade.ends_with("ess");
}

// Czech and Slovak: na nám. Míru, a square; but "dal to nám", to us.
bool names_square(string_view before) {
  return before.empty() || before.ends_with(',') || is_in(before_squares, last_word(before));
}

// klo 18, kl. 18: the hour, no ordinal.
bool names_hour(string_view before) { return before.ends_with("klo") || before.ends_with("kl."); }

// Goethestr. 5, Kontonr. 7, Bestell-Nr. 12
bool is_before_number_only(string_view word) {
  return word.ends_with("str") || word.ends_with("nr") || word.ends_with("-Nr") || word.ends_with("-Str");
}

// Art. | L. 123 of a French code.
bool names_code(string_view after, string_view next_word) {
  const string_view rest = after.substr(next_word.size());
  return next_word.size() == 1 && rest.size() > 2 && rest.starts_with(". ") &&
         is_decimal(static_cast<unsigned char>(rest[2]));
}

// Behind a unit, where it is: 5 km. N of the town.
bool is_compass_point(string_view word) {
  return !word.empty() && word.size() <= 2 && word.find_first_not_of("NSEW") == string_view::npos;
}

}  // namespace

BoundaryRules::FullStop::FullStop(string_view before_dot, string_view last, string_view behind)
    : stretch(before_dot),
      word(last),
      before(without_blanks_behind(before_dot.substr(0, before_dot.size() - last.size()))),
      after(behind),
      next_word(first_word(behind)),
      digit(is_decimal(first_character(behind))),
      behind_number(is_decimal(last_character(before))) {}

// "v" and "Chr" are looked up as "v.Chr".
Abbreviation BoundaryRules::joined(string_view first, string_view second) const {
  constexpr std::size_t most = 8;  // bytes of a part
  if (first.empty() || second.empty() || first.size() > most || second.size() > most) return Abbreviation::none;
  std::array<char, 2 * most + 1> both;
  auto end = std::copy(first.begin(), first.end(), both.begin());
  *end++ = '.';
  end = std::copy(second.begin(), second.end(), end);
  return abbreviations_.find({both.data(), static_cast<std::size_t>(end - both.begin())});
}

// "z. B." and "EE. UU." are looked up joined, "Dr.-Ing." and "l'ing." by their last part as well.
Abbreviation BoundaryRules::abbreviation(string_view stretch, string_view word) const {
  Abbreviation alone = abbreviations_.find(word);
  if (alone == Abbreviation::none) alone = abbreviations_.find(behind_apostrophe(word));
  if (alone == Abbreviation::none) alone = abbreviations_.find(behind_dotted_hyphen(word));
  const string_view before = without_blanks_behind(stretch.substr(0, stretch.size() - word.size()));
  if (before.size() == stretch.size() - word.size() || !before.ends_with('.')) return alone;
  const Abbreviation together = joined(last_word(before.substr(0, before.size() - 1)), word);
  return together != Abbreviation::none ? together : alone;
}

// MR, DR: where everything is in capitals.
Abbreviation BoundaryRules::shouted(string_view word) const {
  constexpr std::size_t longest = 8;
  std::array<char, longest> letters;
  if (word.size() > longest) return Abbreviation::none;
  std::transform(word.begin(), word.end(), letters.begin(), ascii::lower);
  letters[0] = word[0];
  return abbreviations_.find({letters.data(), word.size()});
}

bool BoundaryRules::is_open_ended(string_view stretch, string_view next) const {
  if (!stretch.ends_with('.')) return false;
  const FullStop stop(stretch.substr(0, stretch.size() - 1), last_word(stretch.substr(0, stretch.size() - 1)), next);
  const Abbreviation kind = abbreviation(stop.stretch, stop.word);
  if (kind == Abbreviation::never_last || (kind == Abbreviation::before_number && stop.digit)) return true;
  return stop.dot_behind_next() && joined(stop.word, stop.next_word) != Abbreviation::none;
}

// Nr. 5, Abb. 12, § 3: a number that counts, no ordinal.
bool BoundaryRules::is_counted_part(string_view before) const {
  if (before.ends_with("§")) return true;
  if (!before.ends_with('.')) return false;
  before.remove_suffix(1);
  return abbreviation(before, last_word(before)) == Abbreviation::before_number;
}

// Does a word follow that begins sentences? А. И. Петрова: another initial is no small word.
bool BoundaryRules::sentence_follows(const FullStop& stop) const {
  return begins_sentence(stop.next_word) && !(is_initial(stop.next_word) && stop.dot_behind_next());
}

std::optional<bool> BoundaryRules::abbreviation_ends(const FullStop& stop) const {
  const string_view word = stop.word, next_word = stop.next_word;
  Abbreviation kind = abbreviation(stop.stretch, word);
  if (kind == Abbreviation::none && is_shouted(word) && (stop.digit || is_shouted(next_word))) {
    kind = shouted(word);
    if (stop.digit && kind != Abbreviation::before_number) kind = Abbreviation::none;
  }
  switch (kind) {
    case Abbreviation::never_last:
      if (english_ && is_surname_of_trade(word, stop.before)) return true;
      // A street, not a saint: Main St. It is long.
      return word == "St" && english_ && sentence_follows(stop) && is_upper(first_character(last_word(stop.before)));
    case Abbreviation::before_number:
      if (stop.digit || names_code(stop.after, next_word)) return false;
      if (is_roman(next_word) && (next_word != "I" || !english_ || word != "art")) return false;
      return {};
    case Abbreviation::may_be_last: {
      if (sentence_follows(stop) || (is_in(nouns_as_well, word) && is_in(determiners, last_word(stop.before))))
        return true;
      if (is_in(states_as_well, word) && !stop.before.ends_with(',')) return true;
      if (word == "Bio" && !stop.behind_number) return true;
      if (!is_in(companies, word) || !is_upper(first_character(last_word(stop.before)))) return false;
      const string_view second = behind_word(stop.after, next_word);
      return stop.digit || (is_lower(first_character(second)) && !is_in(roles, next_word) && next_word.size() > 3);
    }
    case Abbreviation::usually_last:
      if (word == "пр" && last_word(stop.before) != "и") return false;  // "и пр." ends; "пр. Мира" is a street
      return !is_in(after_time, next_word);
    case Abbreviation::word:
    case Abbreviation::none: return {};
  }
  return {};
}

std::optional<bool> BoundaryRules::year_ends(const FullStop& stop) const {
  // в 2012 г., w 2010 r.
  const bool cyrillic = stop.word == "г" || stop.word == "р";
  if (!cyrillic && stop.word != "гг" && stop.word != "r" && stop.word != "g") return {};
  if (!stop.behind_number) return !cyrillic && sentence_follows(stop);
  // Grams: 5 г., 80 g.
  const string_view number = last_word(stop.before);
  if (is_number(number, 2) || (stop.word == "g" && number.size() != 4)) {
    if (stop.word == "г" || stop.word == "g") return !stop.digit;
  }
  // "В мае 2012 г. Россия" only says when; a sentence that does not begin so is over.
  return sentence_follows(stop) || stop.before.size() > 48 ||
         (stop.before.size() > 12 && !begins_sentence(first_word(stop.stretch)));
}

std::optional<bool> BoundaryRules::number_ends(const FullStop& stop) const {
  const string_view word = stop.word;
  const bool roman = is_roman(word);
  if (!roman && !is_number(word, 4)) return {};
  // 2020. 05. 05., 2020. V. 5.
  if (hungarian_ && (roman ? stop.digit : word.size() == 4 && (stop.digit || is_roman(stop.next_word)))) return false;
  // 2020. 5. 3. 월요일
  if (korean_ && !roman && (stop.digit || (stop.before.ends_with('.') && word.size() <= 2))) return false;
  if (german_ && !roman && is_in(before_ordinals, last_word(stop.before))) return sentence_follows(stop);
  if (names_hour(stop.before)) return true;
  if (!dotted_ordinals_ || (roman ? word.size() == 1 || !dotted_roman_ : word.size() > 2)) return {};
  return (!roman && is_counted_part(stop.before)) || sentence_follows(stop);
}

bool BoundaryRules::initial_ends(const FullStop& stop) const {
  const bool small = is_lower(first_character(stop.word));
  if (small && stop.behind_number) return !stop.digit;           // a unit: 18 h.
  if (stop.digit && is_counted_part(stop.before)) return false;  // art. L. 123
  if (is_in(named_by_letter, last_word(stop.before))) return true;
  if (!sentence_follows(stop)) return stop.digit && is_upper(first_character(stop.word));
  if (small) return true;
  std::string folded(stop.next_word);
  folded[0] = static_cast<char>(folded[0] | 0x20);
  return !is_in(particles, folded) || stop.after.starts_with("Das ") || stop.after.starts_with("Der ");
}

bool BoundaryRules::full_stop_ends(const FullStop& stop) const {
  const string_view word = stop.word;
  // Both parts were found behind the first dot: 753 v. | Chr.
  if (stop.dot_behind_next() && joined(word, stop.next_word) != Abbreviation::none) return false;
  if (stop.behind_number && (is_in(units, word) || (!german_ && is_in(units_of_time, word))))
    return !is_compass_point(stop.next_word);
  if (!stop.behind_number && !stop.digit && is_in(metric_units, word)) return true;
  if (joined_streets_ && stop.digit && is_before_number_only(word)) return false;
  if (is_named_after(word) && !bears_name(stop.before)) return true;
  if (word == "nám" && !names_square(stop.before)) return true;
  if (const auto ends = abbreviation_ends(stop)) return *ends;
  if (const auto ends = year_ends(stop)) return *ends;
  if (const auto ends = number_ends(stop)) return *ends;
  if (static_cast<unsigned char>(word.empty() ? 0 : word[0]) >= 0xE0 && is_in(indic_verbs, word)) return true;
  if (is_half_initial(word) && !is_in(named_by_letter, word.substr(0, word.rfind('-')))) return sentence_follows(stop);
  if (is_initial(word) || is_joined_initials(word)) return initial_ends(stop);
  if (is_dotted(word)) return sentence_follows(stop) || is_in(file_endings, word.substr(word.rfind('.') + 1));
  if (is_indic_letter_name(word)) return false;  // initials: बी. आर.
  if (!consonants_are_words_ && is_without_vowels(word)) return sentence_follows(stop);
  return true;
}

}  // namespace docmill::sentences
