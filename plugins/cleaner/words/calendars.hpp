// Calendars and numerals in which pages write days: eras of Japan and Taiwan, Chinese numerals, Persian months. Private
// to words/dates.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "words/dates.hpp"

namespace docmill::cleaner {

// Is there such a day? Of the Gregorian calendar, as all that follows.
bool exists(int year, int month, int day);
std::string iso(int year, int month, int day);

// Of the eras that Japan and Taiwan count by, those in which there are such pages: what each begins with, and the year
// before it.
struct Era {
  std::string_view name;
  int before;
};
// The era that begins at that byte, or null.
const Era* era_at(std::string_view text, std::size_t at);

// Does a year begin there whose digits are written as words?
bool begins_written_year(std::string_view text, std::size_t at);
// The day that begins there, "二〇二四年三月九日".
std::optional<FoundDate> written_day(std::string_view text, std::size_t at);

// The month of the Persian calendar that begins there, 1 to 12, and its length; 0: none.
int persian_month_at(std::string_view text, std::size_t at, std::size_t* length);
inline bool is_persian_year(int year) { return year >= 1300 && year < 1500; }
// A day of the Persian calendar in the Gregorian one; empty where there is no such day.
std::string iso_of_persian(int year, int month, int day);

}  // namespace docmill::cleaner
