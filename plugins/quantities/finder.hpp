// Dates, money, percentages and counts of a text, with what they come to.
//
// At every word, digit and sign of a currency the patterns are tried that may begin there; the words are those of the
// tables (lexicon.hpp), the patterns are the same for all languages. What is found is not looked into again, so spans
// do not overlap. Linear in the text: a pattern reads some dozens of bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amount.hpp"
#include "calendar.hpp"
#include "lexicon.hpp"

namespace docmill::quantities {

enum class Kind : uint8_t { date, money, percent, count };
std::string_view name_of(Kind kind);

struct Quantity {
  uint32_t start = 0, end = 0;  // bytes of the text
  Kind kind = Kind::count;
  Amount amount;              // of all but dates
  std::string unit;           // code of the currency, sign of the unit
  std::optional<Date> date;   // nothing where it counts from the day of the document, and that is not known
  std::optional<Date> other;  // what an ambiguous date may be as well
  bool anchored = false;      // counted from the day of the document

  // "2024-03-04", "USD 1200000000", "3.5", "12 km"; empty for a date without its day.
  std::string value() const;
};

// The tables of all languages; read once, then shared by all threads.
class Tables {
 public:
  void add(Lexicon lexicon) { lexicons_.push_back(std::move(lexicon)); }
  // The table of a language (primary subtag); that of `any` for one that is not known.
  const Lexicon& of(std::string_view language) const;
  const Lexicon& any() const { return of("any"); }

 private:
  std::vector<Lexicon> lexicons_;
};

// Scratch space of one thread.
class Finder {
 public:
  explicit Finder(const Tables& tables) : tables_(tables) {}
  // `text`: valid UTF-8, below 4 GiB, in the language (primary subtag). `anchor`: the day of the document, a full date.
  // `found` gets at most `most` quantities more, in the order of the text.
  void find(std::string_view text, std::string_view language, std::optional<Date> anchor, std::size_t most,
            std::vector<Quantity>& found);

 private:
  using Mask = uint32_t;
  struct Hit {
    const Entry* entry = nullptr;
    std::size_t end = 0;
    explicit operator bool() const { return entry != nullptr; }
  };
  struct Number {
    std::size_t end = 0;  // 0: there is none
    Amount amount;
    bool plain = false;  // digits alone
    bool one = false;    // the article of "a million"
    explicit operator bool() const { return end != 0; }
    bool is_day() const { return plain && amount.exponent == 0 && amount.digits >= 1 && amount.digits <= 31; }
  };

  // numbers.cpp
  Number digits_at(std::size_t at) const;
  Number han_number_at(std::size_t at) const;
  Number word_number_at(std::size_t at) const;
  Number number_at(std::size_t at) const;
  Number with_scale(Number n, bool behind_currency) const;
  std::optional<std::size_t> group_at(std::size_t at) const;
  int year_at(std::size_t at, std::size_t& end) const;

  // finder.cpp
  static constexpr Mask bit(Word w) { return Mask{1} << static_cast<unsigned>(w); }
  Hit hit(std::size_t at, Mask kinds) const;
  std::size_t past_space(std::size_t at) const { return at + space_at(folded_, at); }
  std::size_t past_join(std::size_t at) const;
  bool has_capital(std::size_t at) const;
  std::size_t at_number(std::size_t at);
  std::size_t at_word(std::size_t at);
  std::size_t behind_number(std::size_t at, const Number& n);
  std::size_t money_at(std::size_t at, const Hit& symbol);
  std::size_t percent_before_at(std::size_t at, const Hit& word);
  std::size_t keep(std::size_t at, std::size_t end, Kind kind, Amount amount, std::string unit);
  std::size_t skip_word(std::size_t at) const;
  std::size_t skip_number(std::size_t at) const;

  // dates.cpp
  std::size_t numeric_date_at(std::size_t at);
  std::size_t han_date_at(std::size_t at);
  std::size_t day_month_at(std::size_t at, const Number& day);
  std::size_t month_at(std::size_t at, const Hit& month);
  std::size_t named_at(std::size_t at, const Hit& name, int modifier, bool modifier_before);
  std::size_t modified_at(std::size_t at, const Hit& modifier);
  std::size_t within_at(std::size_t at, const Hit& before);
  std::size_t ago_at(std::size_t at, const Number& n, std::size_t number_end);
  std::size_t ago_before_at(std::size_t at, const Hit& before);
  std::size_t steps(std::size_t at, std::size_t end, Period period, int64_t n);
  std::size_t keep_date(std::size_t at, std::size_t end, std::optional<Date> date, bool anchored,
                        std::optional<Date> other = std::nullopt);
  std::optional<Date> nearest(int month, int day) const;
  std::optional<Date> month_near(int month, int modifier) const;
  std::optional<Date> weekday_near(int weekday, int modifier) const;

  const Tables& tables_;
  const Lexicon* words_ = nullptr;
  const Lexicon* any_ = nullptr;
  std::string_view text_;
  std::string folded_;
  std::optional<Date> anchor_;
  std::vector<Quantity>* found_ = nullptr;
};

}  // namespace docmill::quantities
