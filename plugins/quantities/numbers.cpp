// Numbers as they are written: digits with separators, Chinese numerals, words.
#include <algorithm>
#include <array>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "finder.hpp"

namespace docmill::quantities {

namespace {

constexpr uint64_t largest = 1000000000000000000;  // 10^18: what has more digits is no quantity

bool is_digit_at(std::string_view text, std::size_t at) { return at < text.size() && ascii::is_digit(text[at]); }

// Value of a Chinese digit, -1 for none.
int han_digit(char32_t c) {
  constexpr std::u32string_view digits = U"零一二三四五六七八九", other = U"〇壹贰叁肆伍陆柒捌玖";
  if (c == U'两' || c == U'兩') return 2;
  if (const std::size_t at = digits.find(c); at != digits.npos) return static_cast<int>(at);
  if (const std::size_t at = other.find(c); at != other.npos) return static_cast<int>(at);
  return -1;
}

// 10, 100, 1000 within a group of four digits; 10^4, 10^8 behind one; 0 for none.
uint64_t han_unit(char32_t c) {
  switch (c) {
    case U'十': return 10;
    case U'百': return 100;
    case U'千': return 1000;
    case U'万':
    case U'萬': return 10000;
    case U'亿':
    case U'億': return 100000000;
    default: return 0;
  }
}

void add_digit(Amount& a, char c) { a.digits = a.digits * 10 + static_cast<uint64_t>(c - '0'); }

}  // namespace

// The end of ",000" where that stands here and no digit follows.
std::optional<std::size_t> Finder::group_at(std::size_t at) const {
  if (at >= folded_.size()) return std::nullopt;
  std::size_t length = space_at(folded_, at);
  if (length == 1 && words_->thousands.find('s') == std::string::npos) return std::nullopt;
  if (length == 0 && words_->thousands.find(folded_[at]) != std::string::npos && folded_[at] != 's') length = 1;
  if (length == 0 && folded_.compare(at, 3, "\xE2\x80\x99") == 0) length = 3;  // 1’000
  if (length == 0) return std::nullopt;
  at += length;
  for (std::size_t i = 0; i < 3; ++i)
    if (!is_digit_at(folded_, at + i)) return std::nullopt;
  if (is_digit_at(folded_, at + 3)) return std::nullopt;
  return at + 3;
}

Finder::Number Finder::digits_at(std::size_t at) const {
  Number n;
  std::size_t end = at;
  const auto read = [&] {
    for (; is_digit_at(folded_, end) && n.amount.digits < largest / 10; ++end) add_digit(n.amount, folded_[end]);
  };
  read();
  n.plain = true;
  if (end - at <= 3) {
    while (const auto group = group_at(end)) {
      end = *group - 3;
      read();
      n.plain = false;
      if (end != *group) return {};
    }
  }
  // A fraction: behind the sign of the language, or behind the other one where that cannot part thousands.
  if (end < folded_.size() && (folded_[end] == '.' || folded_[end] == ',') && is_digit_at(folded_, end + 1)) {
    std::size_t fraction = end + 1;
    while (is_digit_at(folded_, fraction)) ++fraction;
    if (folded_[end] == words_->decimal || (n.plain && fraction - end - 1 <= 2)) {
      const std::size_t first = ++end;
      read();
      n.amount.exponent = static_cast<int>(first) - static_cast<int>(end);
      n.plain = false;
    }
  }
  const bool goes_on = end < folded_.size() && std::string_view(".,:/").find(folded_[end]) != std::string_view::npos &&
                       is_digit_at(folded_, end + 1);
  if (is_digit_at(folded_, end) || goes_on) return {};
  n.end = end;
  return n;
}

// 三亿五千万, 二十五, 三点五: one digit at least; a run of digits without units (二〇二四) is no amount.
Finder::Number Finder::han_number_at(std::size_t at) const {
  uint64_t total = 0, group = 0;
  int digit = -1;
  bool any = false;
  Number n;
  std::size_t end = at;
  while (end < folded_.size() && total < largest / 1000000) {
    std::size_t next = end;
    const char32_t c = utf8::next(folded_, next);
    const int value = han_digit(c);
    const uint64_t unit = han_unit(c);
    if (value >= 0) {
      if (digit > 0) return {};
      digit = value;
    } else if (unit >= 10000) {
      if (!any) break;
      group += digit > 0 ? static_cast<uint64_t>(digit) : 0;
      total = unit == 100000000 ? (total + group) * unit : total + group * unit;
      group = 0;
      digit = -1;
    } else if (unit > 0) {
      if (digit < 0 && unit != 10) break;
      group += unit * static_cast<uint64_t>(digit < 0 ? 1 : digit);
      digit = -1;
    } else {
      break;
    }
    any = true;
    end = next;
  }
  if (!any) return {};
  n.amount.digits = total + group + (digit > 0 ? static_cast<uint64_t>(digit) : 0);
  if (folded_.compare(end, 3, "点") == 0 && n.amount.digits < 10000) {
    for (std::size_t next = end + 3; next < folded_.size() && n.amount.exponent > -9; end = next) {
      const int value = han_digit(utf8::next(folded_, next));
      if (value < 0) break;
      n.amount.digits = n.amount.digits * 10 + static_cast<uint64_t>(value);
      --n.amount.exponent;
    }
  }
  n.end = end;
  n.plain = n.amount.exponent == 0;
  return n;
}

// "twelve", "twenty-five", and the article of "a million".
Finder::Number Finder::word_number_at(std::size_t at) const {
  const Hit first = hit(at, bit(Word::number) | bit(Word::one));
  if (!first) return {};
  Number n{first.end, {static_cast<uint64_t>(first.entry->number), 0}, true, first.entry->kind == Word::one};
  if (first.entry->number < 20 || first.entry->number > 90 || first.end >= folded_.size()) return n;
  const std::size_t next = folded_[first.end] == '-' ? first.end + 1 : past_space(first.end);
  if (next == first.end) return n;
  if (const Hit second = hit(next, bit(Word::number));
      second && second.entry->number >= 1 && second.entry->number < 10) {
    n.amount.digits += static_cast<uint64_t>(second.entry->number);
    n.end = second.end;
  }
  return n;
}

Finder::Number Finder::number_at(std::size_t at) const {
  if (at >= folded_.size()) return {};
  if (ascii::is_digit(folded_[at])) return digits_at(at);
  if (const Number n = han_number_at(at)) return n;
  return word_number_at(at);
}

// "1.2 billion", "12 mil millones", "3.5亿": the number with the scales behind it.
Finder::Number Finder::with_scale(Number n, bool behind_currency) const {
  const Mask kinds = bit(Word::scale) | (behind_currency ? bit(Word::short_scale) : 0);
  for (int i = 0; i < 3; ++i) {
    const Hit scale = hit(past_space(n.end), kinds);
    if (!scale || n.amount.exponent + scale.entry->number > 24) break;
    n.amount.exponent += static_cast<int>(scale.entry->number);
    n.end = scale.end;
    n.plain = n.one = false;
  }
  return n;
}

// A year of four digits, 1000 to 2999, that no digit or letter follows; 0 for none.
int Finder::year_at(std::size_t at, std::size_t& end) const {
  int year = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    if (!is_digit_at(folded_, at + i)) return 0;
    year = year * 10 + (folded_[at + i] - '0');
  }
  if (year < 1000 || year > 2999 || is_digit_at(folded_, at + 4) || is_within_word(folded_, at + 4)) return 0;
  if (at + 5 < folded_.size() && std::string_view(".,:/-").find(folded_[at + 4]) != std::string_view::npos &&
      is_digit_at(folded_, at + 5))
    return 0;
  end = at + 4;
  return year;
}

}  // namespace docmill::quantities
