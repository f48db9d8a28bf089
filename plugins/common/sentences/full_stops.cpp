// Does a single full stop end its sentence: abbreviations, initials, ordinals, units.
#include <algorithm>
#include <array>
#include <string>

#include "boundary_rules.hpp"
#include "boundary_words.hpp"
#include "docmill/base/utf8.hpp"
#include "marks.hpp"
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

bool BoundaryRules::is_open_ended(string_view stretch) const {
  if (!stretch.ends_with('.')) return false;
  stretch.remove_suffix(1);
  return abbreviation(stretch, last_word(stretch)) == Abbreviation::never_last;
}

// Nr. 5, Abb. 12, § 3: a number that counts, no ordinal.
bool BoundaryRules::is_counted_part(string_view before) const {
  if (before.ends_with("§")) return true;
  if (!before.ends_with('.')) return false;
  before.remove_suffix(1);
  return abbreviation(before, last_word(before)) == Abbreviation::before_number;
}

bool BoundaryRules::dot_ends(string_view stretch, string_view after, char32_t next) const {
  const string_view word = last_word(stretch), next_word = first_word(after);
  // А. И. Петрова: another initial is no small word.
  const auto starter = [&] {
    return begins_sentence(next_word) && !(is_initial(next_word) && after.substr(next_word.size()).starts_with('.'));
  };
  const bool digit = is_decimal(next);
  const string_view before = without_blanks_behind(stretch.substr(0, stretch.size() - word.size()));
  // Both parts were found behind the first dot: 753 v. | Chr.
  if (after.substr(next_word.size()).starts_with('.') && joined(word, next_word) != Abbreviation::none) return false;
  const bool behind_number = is_decimal(last_character(before));
  if (behind_number && (is_in(units, word) || (!german_ && is_in(units_of_time, word))))
    return !is_compass_point(next_word);
  if (digit && is_before_number_only(word)) return false;
  switch (abbreviation(stretch, word)) {
    case Abbreviation::never_last:
      // A street, not a saint: Main St. It is long.
      return word == "St" && english_ && starter() && is_upper(first_character(last_word(before)));
    case Abbreviation::before_number:
      if (digit || names_code(after, next_word)) return false;
      if (is_roman(next_word) && (next_word != "I" || !english_ || is_upper(first_character(word)))) return false;
      break;
    case Abbreviation::may_be_last: {
      if (starter() || (is_in(nouns_as_well, word) && is_in(determiners, last_word(before)))) return true;
      if (!is_in(companies, word) || !is_upper(first_character(last_word(before)))) return false;
      const string_view second = behind_word(after, next_word);
      return digit || (is_lower(first_character(second)) && !is_in(roles, next_word) && next_word.size() > 3);
    }
    case Abbreviation::usually_last:
      if (word == "пр" && last_word(before) != "и") return false;  // "и пр." ends; "пр. Мира" is a street
      return !is_in(after_time, next_word);
    case Abbreviation::word:
    case Abbreviation::none: break;
  }
  // Years: в 2012 г., w 2010 r.
  if (word == "\u0433" || word == "\u0433\u0433" || word == "\u0440" || word == "r" || word == "g") {
    if (!behind_number) return word == "\u0433" || word == "\u0440" ? false : starter();
    // "В мае 2012 г. Россия" only says when; a sentence that does not begin so is over.
    return starter() || before.size() > 48 || (before.size() > 12 && !begins_sentence(first_word(stretch)));
  }
  // 2020. 05. 05., 2020. V. 5.
  if (hungarian_ && ((is_number(word, 4) && (digit || is_roman(next_word))) || (digit && is_roman(word)))) return false;
  if (dotted_ordinals_ && is_number(word, 2) && is_counted_part(before)) return true;
  if (dotted_ordinals_ && (is_number(word, 2) || (is_roman(word) && word.size() > 1))) return starter();
  if (is_in(indic_verbs, word)) return true;
  if (is_half_initial(word) && !is_in(named_by_letter, word.substr(0, word.rfind('-')))) return starter();
  if (is_initial(word) || is_joined_initials(word)) {
    if (is_lower(first_character(word)) && behind_number) return !digit;  // a unit: 18 h.
    if (digit && is_counted_part(before)) return false;                   // art. L. 123
    if (is_in(named_by_letter, last_word(before))) return true;
    if (starter() && is_lower(first_character(word))) return true;
    if (starter()) {
      std::string folded(next_word);
      folded[0] = static_cast<char>(folded[0] | 0x20);
      return !is_in(particles, folded) || after.starts_with("Das ") || after.starts_with("Der ");
    }
    return digit && is_upper(first_character(word));
  }
  if (is_dotted(word)) return starter() || is_in(file_endings, word.substr(word.rfind('.') + 1));
  if (is_indic_letter_name(word)) return false;  // initials: बी. आर.
  if (!consonants_are_words_ && is_without_vowels(word)) return starter();
  return true;
}

}  // namespace docmill::sentences
