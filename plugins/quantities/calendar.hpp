// Days of the Gregorian calendar, and steps from one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace docmill::quantities {

// A date as exactly as it is known. Years 1 to 9999.
struct Date {
  int year = 0;
  int month = 0;  // 0: not known
  int day = 0;    // 0: not known
  int week = 0;   // of ISO 8601, where that is all that is known

  bool operator==(const Date&) const = default;
  // ISO 8601: "2024-03-04", "2024-03", "2024", "2024-W10".
  std::string text() const;
};

int days_in(int year, int month);
// Is there such a day (month, year)?
bool exists(const Date& date);
// "2024-03-04", and nothing else.
std::optional<Date> parse_date(std::string_view text);

// Days since 1970-01-01, of a full date (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
int64_t day_number(const Date& date);
Date date_of(int64_t day_number);
// 1 is Monday, 7 is Sunday.
int weekday(const Date& date);

enum class Period : uint8_t { day, week, month, year };
// The date so many periods later (or earlier) than a full one, as exact as the period: a day, a week, a month, a year.
// Nothing where the year leaves 1 to 9999.
std::optional<Date> step(const Date& from, Period period, int64_t n);

}  // namespace docmill::quantities
