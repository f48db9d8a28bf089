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
// when one of the two is above 12), "Aug 1, 2024", "1 August 2024", "1. August 2024", "1 de agosto de 2024", an ISO
// time. Years from 1900 to 2199, days that exist. The search begins at byte `from`.
std::optional<FoundDate> find_date(std::string_view folded, const CueTable& cues, std::size_t from = 0);

// The day in the path of an address: /2024/08/01/, /2024/august/01/, /2024-08-01-words, /20240801/; empty where there
// is none. The months' names are those of the cue files.
std::string day_in_address(std::string_view address, const CueTable& cues);
// A day written without marks, an hour behind it or not ("20240801", "20240801T1200"); else empty.
std::string compact_day(std::string_view text);
// Does a folded text say that what stands behind it is the day of a change ("last updated", "zuletzt geändert am")?
bool says_changed(std::string_view folded);

// Is the folded line nothing but a date (or two: published, updated) with, at most, its cue ("updated"), a weekday, a
// time and a time zone? `second` stands behind `date`; null when there is none.
bool is_date_line(std::string_view folded, const FoundDate& date, const CueHits& hits,
                  const FoundDate* second = nullptr);

}  // namespace docmill::cleaner
