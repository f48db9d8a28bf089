// Dates as they stand at the head of articles, in the languages whose months are in the cue files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "words/cues.hpp"

namespace docmill::cleaner {

struct FoundDate {
  uint32_t start, end;  // bytes of the text that was searched
  std::string iso;      // YYYY-MM-DD; empty where day and month cannot be told apart
};

// The first date in a folded text: 2024-08-01, 2024/8/1, 2024年8月1日, 2024년 8월 1일, 1.8.2024, 01/08/2024 (only clear
// when one of the two is above 12), "Aug 1, 2024", "1 August 2024", "1. August 2024", "1 de agosto de 2024", "2024.
// augusztus 1.", "1 tháng 8 năm 2024", an ISO time; "二〇二四年八月一日"; with a Thai month the year
// may be that of the Buddhist era, with a Persian one it is that of the Persian calendar. Years
// from 1900 to 2199, days that exist. The search begins at byte `from`.
std::optional<FoundDate> find_date(std::string_view folded, const CueTable& cues, std::size_t from = 0);

// The day in the path of an address: /2024/08/01/, /2024/august/01/, /2024-08-01-words, /20240801/; empty where there
// is none. The months' names are those of the cue files.
std::string day_in_address(std::string_view address, const CueTable& cues);
// A day written without marks, an hour behind it or not ("20240801", "2024080112", "20240801T1200"), or the seconds or
// thousandths of seconds since 1970 in ten or thirteen digits, up to May 2033 (the day is that of UTC); else empty.
std::string compact_day(std::string_view text);
// The day that a folded text begins with and that has a year of two digits: "01.08.24" is of 2024, "01.08.70" of 1970;
// where the year comes first, "24.08.01" and "24.08.01.". With that mark; empty where there is none.
std::string short_day(std::string_view folded, bool year_first = false, char mark = '.');
// Does a folded text say that what stands behind it is the day of a change ("last updated", "zuletzt geändert am")?
bool says_changed(std::string_view folded);
// The day 1403/5/11 of the Persian calendar, at the begin of a folded text, in the Gregorian one; empty where there is
// none.
std::string persian_day_of_numbers(std::string_view folded);

// Is the folded line nothing but a date (or two: published, updated) with, at most, its cue ("updated"), a weekday, a
// time and a time zone? `second` stands behind `date`; null when there is none.
bool is_date_line(std::string_view folded, const FoundDate& date, const CueHits& hits,
                  const FoundDate* second = nullptr);

}  // namespace docmill::cleaner
