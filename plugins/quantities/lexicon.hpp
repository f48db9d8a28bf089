// The words by which quantities are told in a language: from a table that people can read.
//
// UTF-8, a line KIND<tab>VALUE<tab>FORM|FORM|...; # begins a comment line. In lower case; a space stands for any single
// space. Kinds, with what VALUE is:
//   language    a BCP 47 primary subtag, or `any` for what holds in all; no forms. The first line of a table.
//   decimal     . or ,                     what stands before a fraction; no forms
//   thousands   characters, s for a space  what parts thousands; no forms
//   order       dmy, mdy or ymd            how 03/04/2024 is read; no forms
//   capitals    yes                        names of months and weekdays have a capital; no forms
//   month, weekday   1 to 12, 1 (Monday) to 7
//   number      a whole number             words for small numbers
//   scale       a power of ten             million: 6
//   short-scale a power of ten             the same, only behind a currency: the m of $5m
//   one         1                          the "a" of "a million": only before a scale
//   symbol      code of a currency (ISO 4217)  before or behind the amount; letters in capitals
//   currency    code of a currency         behind the amount
//   percent     a power of ten             percent: 0, a tenth: 1; behind the amount
//   percent-before  a power of ten         likewise, before it
//   unit        its sign                   what is counted or measured
//   join        -                          between amount and unit: the "de" of "millones de euros", between day and
//   month ordinal     -                          behind the number of a day: st, er, º
//   period      day, week, month, year     "last year", "three years ago"
//   periods     likewise                   forms that are plural only: "three years ago"; "these years" are no date
//   relative    day:-1, month:0, ...       yesterday, this month: steps of a period
//   last, next, this   -                   before or behind a month, weekday or period
//   ago, ahead  -                          behind "three days"; ago-before, ahead-before: before it
//   year-before, year-behind   -           beside a year or month that stands alone: "in 2019", "im März", "2019 году"
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace docmill::quantities {

enum class Word : uint8_t {
  month,
  weekday,
  number,
  one,
  scale,
  short_scale,
  symbol,
  currency,
  percent,
  percent_before,
  unit,
  join,
  ordinal,
  period,
  periods,
  relative,
  last,
  next,
  this_one,
  ago,
  ahead,
  ago_before,
  ahead_before,
  year_before,
  year_behind,
};

enum class Order : uint8_t { dmy, mdy, ymd };

// A form of a table, found in a text.
struct Entry {
  std::string form;  // folded
  Word kind;
  int64_t number = 0;  // month, weekday, number, power of ten, period, steps
  uint8_t period = 0;  // of `relative`
  std::string name;    // currency, unit
};

// A mistake in a table; lines count from 1.
struct TableProblem {
  std::string message;
  uint32_t line = 0;
};

// The forms of one language, or of all (`any`).
class Lexicon {
 public:
  std::string language;
  char decimal = '.';
  std::string thousands = ",";
  Order order = Order::dmy;
  bool capitals = false;

  // Reads a table. Problems come back, at most 20; the lexicon is then not to be used.
  std::vector<TableProblem> read(std::string_view bytes);

  // Calls `take(entry, end)` for every form that stands at `at` of the folded text and ends where a word does; the
  // longest first. `word` is the first word there, as first_word_of() cuts it.
  template <class F>
  void for_each_at(std::string_view folded, std::size_t at, std::string_view word, F&& take) const {
    const auto found = by_first_word_.find(word);
    if (found == by_first_word_.end()) return;
    for (const uint32_t i : found->second) {
      const Entry& e = entries_[i];
      const std::size_t end = end_of(folded, at, e.form);
      if (end != 0 && take(e, end)) return;
    }
  }
  bool begins(std::string_view word) const { return by_first_word_.find(word) != by_first_word_.end(); }

 private:
  bool read_line(std::string_view line, std::string& problem);
  static std::size_t end_of(std::string_view folded, std::size_t at, std::string_view form);

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::vector<uint32_t>, Hash, std::equal_to<>> by_first_word_;
};

// The text in lower case, byte for byte as long: a letter whose lower case has another length stays.
void fold(std::string_view text, std::string& folded);

// The first word at `at`: a run of letters; a single character of Han and of what is no letter.
std::string_view first_word_of(std::string_view folded, std::size_t at);
// Does a word of letters go on at `at`? (Not of Han.)
bool is_within_word(std::string_view folded, std::size_t at);
// Length of the white space character at `at` that may part a quantity: blank, no-break, narrow, thin; or 0.
std::size_t space_at(std::string_view text, std::size_t at);

}  // namespace docmill::quantities
