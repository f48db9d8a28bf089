// The patterns of dates.
#include <algorithm>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "finder.hpp"

namespace docmill::quantities {

namespace {

constexpr int last_one = -1, next_one = 1, this_one = 2, no_modifier = 0;

int modifier_of(const Entry& e) { return e.kind == Word::last ? last_one : e.kind == Word::next ? next_one : this_one; }

// Up to four digits at `at`: their value and how many; 0 digits for none or more.
struct Part {
  int value = 0;
  std::size_t digits = 0;
};
Part part_at(std::string_view text, std::size_t at) {
  Part part;
  for (; at < text.size() && ascii::is_digit(text[at]); ++at) {
    if (++part.digits > 4) return {};
    part.value = part.value * 10 + (text[at] - '0');
  }
  return part;
}

int full_year(const Part& part) {
  if (part.digits == 4) return part.value;
  return part.digits == 2 ? part.value + (part.value < 70 ? 2000 : 1900) : 0;
}

std::optional<Date> existing(int year, int month, int day) {
  const Date date{year, month, day};
  if (year == 0 || month == 0 || day == 0 || !exists(date)) return std::nullopt;
  return date;
}

}  // namespace

std::size_t Finder::keep_date(std::size_t at, std::size_t end, std::optional<Date> date, bool anchored,
                              std::optional<Date> other) {
  keep(at, end, Kind::date, {}, {});
  found_->back().date = date;
  found_->back().other = other;
  found_->back().anchored = anchored;
  return end;
}

// 2024-03-04, 2024/3/4, 04.03.2024, 04/03/24.
std::size_t Finder::numeric_date_at(std::size_t at) {
  Part parts[3];
  std::size_t end = at;
  char separator = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    if (i > 0) {
      if (end >= folded_.size() || std::string_view("-/.").find(folded_[end]) == std::string_view::npos) return 0;
      if (separator != 0 && separator != folded_[end]) return 0;
      separator = folded_[end++];
    }
    parts[i] = part_at(folded_, end);
    if (parts[i].digits == 0) return 0;
    end += parts[i].digits;
  }
  const bool goes_on = end + 1 < folded_.size() && (folded_[end] == separator || folded_[end] == '.') &&
                       ascii::is_digit(folded_[end + 1]);
  if (goes_on || is_within_word(folded_, end)) return 0;
  if (parts[0].digits == 4) {
    const auto date = existing(parts[0].value, parts[1].value, parts[2].value);
    return date && parts[1].digits <= 2 && parts[2].digits <= 2 ? keep_date(at, end, date, false) : 0;
  }
  if (parts[0].digits > 2 || parts[1].digits > 2 || (parts[2].digits == 2 && separator == '-')) return 0;
  const int year = full_year(parts[2]);
  auto date = existing(year, parts[1].value, parts[0].value), other = existing(year, parts[0].value, parts[1].value);
  if (words_->order == Order::mdy && separator != '.') std::swap(date, other);
  if (!date) std::swap(date, other);
  if (!date) return 0;
  if (separator == '.' || date == other) other.reset();  // with full stops the day comes first wherever they are used
  return keep_date(at, end, date, false, other);
}

// 2024年3月4日, 3月4日, 2024年, 二〇二四年三月: also with 号.
std::size_t Finder::han_date_at(std::size_t at) {
  const auto number = [&](std::size_t from, std::size_t& end) -> int {
    constexpr std::u32string_view digits = U"〇一二三四五六七八九";
    const Part part = part_at(folded_, from);
    end = from + part.digits;
    if (part.digits != 0) return part.value;
    int value = 0, n = 0;
    for (std::size_t next = from; next < folded_.size() && n < 4; ++n, end = next) {
      const std::size_t digit = digits.find(utf8::next(folded_, next));
      if (digit == digits.npos) break;
      value = value * 10 + static_cast<int>(digit);
    }
    if (n == 4) return value;
    const Number han = han_number_at(from);
    end = han.end;
    return han && han.amount.exponent == 0 && han.amount.digits < 100 ? static_cast<int>(han.amount.digits) : 0;
  };
  const auto mark = [&](std::size_t from, std::string_view one, std::string_view other) {
    from += space_at(folded_, from);
    if (folded_.compare(from, one.size(), one) == 0) return from + one.size();
    return folded_.compare(from, other.size(), other) == 0 ? from + other.size() : std::size_t{0};
  };
  Date date;
  std::size_t here = at, end = 0, behind = 0;
  const auto take = [&](int& field, std::string_view one, std::string_view other) {
    const std::size_t from = here == at ? here : past_space(here);
    const int value = number(from, end);
    behind = end == 0 ? 0 : mark(end, one, other);
    if (value == 0 || behind == 0) return false;
    field = value;
    here = behind;
    return true;
  };
  const bool with_year = take(date.year, "年", "년");
  if (with_year && (date.year < 1000 || date.year > 2999)) return 0;  // 三年: a span of time
  if (take(date.month, "月", "월")) {
    if (take(date.day, "日", "号") && !exists({2024, date.month, date.day})) return 0;
    if (!with_year && date.day == 0) return 0;
  }
  if (here == at || date.month > 12 || (with_year && !exists(date))) return 0;
  return with_year ? keep_date(at, here, date, false) : keep_date(at, here, nearest(date.month, date.day), true);
}

// The day and month nearest to the day of the document.
std::optional<Date> Finder::nearest(int month, int day) const {
  if (!anchor_) return std::nullopt;
  std::optional<Date> best;
  int64_t distance = 0;
  for (int year = anchor_->year - 1; year <= anchor_->year + 1; ++year) {
    const auto date = existing(year, month, day);
    if (!date) continue;
    const int64_t away = std::abs(day_number(*date) - day_number(*anchor_));
    if (best && away >= distance) continue;
    best = date;
    distance = away;
  }
  return best;
}

std::optional<Date> Finder::month_near(int month, int modifier) const {
  if (!anchor_) return std::nullopt;
  int year = anchor_->year;
  if (modifier == last_one && month >= anchor_->month) --year;
  if (modifier == next_one && month <= anchor_->month) ++year;
  if (modifier == no_modifier && month > anchor_->month) --year;
  return Date{year, month, 0};
}

// The last one up to the day of the document, unless something else is said.
std::optional<Date> Finder::weekday_near(int day, int modifier) const {
  if (!anchor_) return std::nullopt;
  const int today = weekday(*anchor_);
  int64_t days = -((today - day + 7) % 7);
  if (modifier == last_one && days == 0) days = -7;
  if (modifier == next_one) days += 7;
  if (modifier == this_one) days = day - today;
  const Date date = date_of(day_number(*anchor_) + days);
  if (!exists(date)) return std::nullopt;
  return date;
}

std::size_t Finder::steps(std::size_t at, std::size_t end, Period period, int64_t n) {
  return keep_date(at, end, anchor_ ? step(*anchor_, period, n) : std::nullopt, true);
}

// "4 March 2024", "4. März", "1er janvier", "4 de marzo de 2024", "4 марта 2024 года".
std::size_t Finder::day_month_at(std::size_t at, const Number& day) {
  if (!day.is_day() || !ascii::is_digit(folded_[at]) || day.end - at > 2) return 0;
  const Hit ordinal = hit(day.end, bit(Word::ordinal));
  const std::size_t behind = ordinal ? ordinal.end : day.end;
  Hit month = hit(past_space(behind), bit(Word::month));
  if (!month) month = hit(past_join(behind), bit(Word::month));
  if (!month) return 0;
  const auto d = static_cast<int>(day.amount.digits), m = static_cast<int>(month.entry->number);
  if (!exists({2024, m, d})) return 0;
  std::size_t next = month.end, end = 0;
  if (next < folded_.size() && folded_[next] == ',') ++next;
  int year = year_at(past_space(next), end);
  if (year == 0) year = year_at(past_join(month.end), end);
  if (year == 0) return keep_date(at, month.end, nearest(m, d), true);
  const Hit behind_year = hit(past_space(end), bit(Word::year_behind));
  const auto date = existing(year, m, d);
  return date ? keep_date(at, behind_year ? behind_year.end : end, date, false) : 0;
}

// "March 4, 2024", "March 4th", "March 2024", "noviembre de 2023", "novembre dernier".
std::size_t Finder::month_at(std::size_t at, const Hit& month) {
  const auto m = static_cast<int>(month.entry->number);
  std::size_t end = 0;
  int year = year_at(past_space(month.end), end);
  if (year == 0) year = year_at(past_join(month.end), end);
  if (year != 0) {
    const Hit behind = hit(past_space(end), bit(Word::year_behind));
    return keep_date(at, behind ? behind.end : end, Date{year, m, 0}, false);
  }
  const Part day = part_at(folded_, past_space(month.end));
  if (words_->order == Order::mdy && day.digits > 0 && day.digits <= 2 && day.value >= 1) {
    std::size_t behind = past_space(month.end) + day.digits;
    if (const Hit ordinal = hit(behind, bit(Word::ordinal))) behind = ordinal.end;
    if (is_within_word(folded_, behind) || !exists({2024, m, day.value})) return 0;
    const std::size_t comma = behind < folded_.size() && folded_[behind] == ',' ? behind + 1 : behind;
    year = year_at(past_space(comma), end);
    if (year == 0) return keep_date(at, behind, nearest(m, day.value), true);
    const auto date = existing(year, m, day.value);
    return date ? keep_date(at, end, date, false) : 0;
  }
  return named_at(at, month, no_modifier, false);
}

// A month, weekday or period that a modifier stands before or behind. Without one only weekdays are dates.
std::size_t Finder::named_at(std::size_t at, const Hit& name, int modifier, bool modifier_before) {
  std::size_t end = name.end;
  if (!modifier_before) {
    const Hit behind = hit(past_space(name.end), bit(Word::last) | bit(Word::next) | bit(Word::this_one));
    if (behind) {
      modifier = modifier_of(*behind.entry);
      end = behind.end;
    }
  }
  const auto number = static_cast<int>(name.entry->number);
  if (name.entry->kind == Word::weekday) return keep_date(at, end, weekday_near(number, modifier), true);
  if (modifier == no_modifier) return 0;
  if (name.entry->kind == Word::month) return keep_date(at, end, month_near(number, modifier), true);
  return steps(at, end, static_cast<Period>(number), modifier == this_one ? 0 : modifier);
}

// "last November", "next Monday", "vergangene Woche".
std::size_t Finder::modified_at(std::size_t at, const Hit& modifier) {
  const std::size_t next = past_space(modifier.end);
  const Hit name = hit(next, bit(Word::month) | bit(Word::weekday) | bit(Word::period));
  return name ? named_at(at, name, modifier_of(*modifier.entry), true) : 0;
}

// "in 2019", "im November": the word before is not part of the span.
std::size_t Finder::within_at(std::size_t, const Hit& before) {
  const std::size_t next = past_space(before.end);
  if (next == before.end) return 0;
  std::size_t end = 0;
  if (const int year = year_at(next, end)) {
    const Hit behind = hit(past_space(end), bit(Word::year_behind));
    // "in 1500 metres"
    if (year < 1900 || year > 2099)
      if (const std::size_t counted = behind_number(next, digits_at(next))) return counted;
    return keep_date(next, behind ? behind.end : end, Date{year}, false);
  }
  const Hit month = hit(next, bit(Word::month));
  if (!month || !has_capital(next)) return 0;
  if (const std::size_t found = month_at(next, month)) return found;
  return keep_date(next, month.end, month_near(static_cast<int>(month.entry->number), no_modifier), true);
}

// "three days ago", "через" stands before: ago_before_at.
std::size_t Finder::ago_at(std::size_t at, const Number& n, std::size_t number_end) {
  if (n.amount.exponent != 0 || n.amount.digits > 10000) return 0;
  const Hit period = hit(past_space(number_end), bit(Word::period) | bit(Word::periods));
  if (!period) return 0;
  const Hit behind = hit(past_space(period.end), bit(Word::ago) | bit(Word::ahead));
  if (!behind) return 0;
  const auto steps_away = static_cast<int64_t>(n.amount.digits);
  return steps(at, behind.end, static_cast<Period>(period.entry->number),
               behind.entry->kind == Word::ago ? -steps_away : steps_away);
}

// "vor drei Tagen", "hace dos años", "il y a trois jours", "in two weeks".
std::size_t Finder::ago_before_at(std::size_t at, const Hit& before) {
  const Number n = number_at(past_space(before.end));
  if (!n || n.amount.exponent != 0 || n.amount.digits > 10000) return 0;
  const Hit period = hit(past_space(n.end), bit(Word::period) | bit(Word::periods));
  if (!period) return 0;
  const auto steps_away = static_cast<int64_t>(n.amount.digits);
  return steps(at, period.end, static_cast<Period>(period.entry->number),
               before.entry->kind == Word::ago_before ? -steps_away : steps_away);
}

}  // namespace docmill::quantities
