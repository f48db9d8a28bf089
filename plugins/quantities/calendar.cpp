#include "calendar.hpp"

#include "docmill/base/ascii.hpp"

namespace docmill::quantities {

namespace {

std::string padded(int number, std::size_t width) {
  const std::string s = std::to_string(number);
  return s.size() < width ? std::string(width - s.size(), '0') + s : s;
}

}  // namespace

std::string Date::text() const {
  std::string s = padded(year, 4);
  if (week != 0) s += "-W" + padded(week, 2);
  if (month != 0) s += '-' + padded(month, 2);
  if (day != 0) s += '-' + padded(day, 2);
  return s;
}

int days_in(int year, int month) {
  if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool exists(const Date& d) {
  if (d.year < 1 || d.year > 9999 || d.month < 0 || d.month > 12 || d.day < 0) return false;
  return d.day == 0 || (d.month != 0 && d.day <= days_in(d.year, d.month));
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int numbers[3] = {0, 0, 0};
  std::size_t part = 0;
  for (const char c : text) {
    if (c == '-' && ++part < 3) continue;
    if (!ascii::is_digit(c) || part > 2) return std::nullopt;
    numbers[part] = numbers[part] * 10 + (c - '0');
  }
  const Date date{numbers[0], numbers[1], numbers[2]};
  if (date.month == 0 || date.day == 0 || !exists(date)) return std::nullopt;
  return date;
}

int64_t day_number(const Date& date) {
  const int64_t y = date.month <= 2 ? date.year - 1 : date.year;
  const int64_t era = y / 400, year_of_era = y - era * 400;
  const int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Date date_of(int64_t days) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t day_of_era = days - era * 146097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t m = (5 * day_of_year + 2) / 153;
  const int64_t month = m < 10 ? m + 3 : m - 9;
  const int64_t year = year_of_era + era * 400 + (month <= 2);
  return {static_cast<int>(year), static_cast<int>(month), static_cast<int>(day_of_year - (153 * m + 2) / 5 + 1)};
}

int weekday(const Date& date) { return static_cast<int>(((day_number(date) + 3) % 7 + 7) % 7) + 1; }

std::optional<Date> step(const Date& from, Period period, int64_t n) {
  if (n < -4000000 || n > 4000000) return std::nullopt;
  Date to = from;
  if (period == Period::day) {
    to = date_of(day_number(from) + n);
  } else if (period == Period::week) {  // the week belongs to the year of its Thursday
    const Date thursday = date_of(day_number(from) + 7 * n + 4 - weekday(from));
    const int64_t day_of_year = day_number(thursday) - day_number({thursday.year, 1, 1});
    to = {thursday.year, 0, 0, static_cast<int>(day_of_year / 7) + 1};
  } else {
    const int64_t months = int64_t{from.year} * 12 + from.month - 1 + (period == Period::year ? 12 * n : n);
    if (months < 12) return std::nullopt;
    to = {static_cast<int>(months / 12), period == Period::year ? 0 : static_cast<int>(months % 12) + 1, 0};
  }
  if (!exists(to)) return std::nullopt;
  return to;
}

}  // namespace docmill::quantities
