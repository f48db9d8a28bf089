#include "words/dates.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "words/calendars.hpp"

namespace docmill::cleaner {

namespace {

using ascii::is_digit;
bool is_word_byte(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

struct Number {
  int value = 0;
  std::size_t digits = 0;
};

// At most six digits, which none of the fields exceeds.
Number number_at(std::string_view s, std::size_t at) {
  Number n;
  while (at + n.digits < s.size() && is_digit(s[at + n.digits]) && n.digits < 6) {
    n.value = n.value * 10 + (s[at + n.digits] - '0');
    ++n.digits;
  }
  return n;
}

bool is_year(const Number& n) { return n.digits == 4 && n.value >= 1900 && n.value < 2200; }

// Years of the Buddhist era, which Thailand counts by.
constexpr int buddhist_era = 543;

bool is_buddhist_year(const Number& n) {
  return n.digits == 4 && n.value >= 1900 + buddhist_era && n.value < 2200 + buddhist_era;
}

bool is_persian(const Number& n) { return n.digits == 4 && is_persian_year(n.value); }

// Reads a date that begins at one place of the text.
class Reader {
 public:
  Reader(std::string_view s, const CueTable& cues) : s_(s), cues_(cues) {}

  std::optional<FoundDate> at(std::size_t start) {
    if (is_digit(s_[start])) {
      if (start > 0 && (is_digit(s_[start - 1]) || s_[start - 1] == '.' || s_[start - 1] == '-')) return std::nullopt;
      if (auto d = year_first(start)) return d;
      if (auto d = year_first_with_name(start)) return d;
      if (auto d = day_first_numbers(start)) return d;
      return day_month_name(start);
    }
    if (const Era* era = era_at(s_, start)) return year_of_era(start, *era);
    if (begins_written_year(s_, start)) return written_day(s_, start);
    return month_name_first(start);
  }

 private:
  // A mark between the numbers; gives the offset behind it, or npos.
  std::size_t skip(std::size_t at, std::initializer_list<std::string_view> marks) const {
    for (const std::string_view mark : marks)
      if (s_.compare(at, mark.size(), mark) == 0) return at + mark.size();
    return std::string_view::npos;
  }
  std::size_t spaces(std::size_t at) const {
    while (at < s_.size() && s_[at] == ' ') ++at;
    return at;
  }
  std::optional<FoundDate> found(std::size_t start, std::size_t end, int year, int month, int day) const {
    if (!exists(year, month, day) || (end < s_.size() && is_digit(s_[end]))) return std::nullopt;
    return FoundDate{static_cast<uint32_t>(start), static_cast<uint32_t>(end), iso(year, month, day)};
  }

  std::optional<FoundDate> year_first(std::size_t start) const {
    const Number year = number_at(s_, start);
    if (!is_year(year)) return std::nullopt;
    return month_and_day(start, skip(spaces(start + 4), {"-", "/", ".", "年", "년"}), year.value);
  }
  // "令和6年3月9日"; the first year of an era has a name.
  std::optional<FoundDate> year_of_era(std::size_t start, const Era& era) const {
    std::size_t at = spaces(start + era.name.size());
    constexpr std::string_view first = "元";
    Number year = number_at(s_, at);
    if (s_.compare(at, first.size(), first) == 0) year = {1, first.size()};
    if (year.digits == 0 || year.digits > 3 || year.value < 1 || year.value > 199) return std::nullopt;
    return month_and_day(start, skip(spaces(at + year.digits), {"年"}), era.before + year.value);
  }
  std::optional<FoundDate> month_and_day(std::size_t start, std::size_t at, int year) const {
    if (at == std::string_view::npos) return std::nullopt;
    at = spaces(at);
    const Number month = number_at(s_, at);
    if (month.digits < 1 || month.digits > 2) return std::nullopt;
    at = skip(spaces(at + month.digits), {"-", "/", ".", "月", "월"});
    if (at == std::string_view::npos) return std::nullopt;
    at = spaces(at);
    const Number day = number_at(s_, at);
    if (day.digits < 1 || day.digits > 2) return std::nullopt;
    at += day.digits;
    const std::size_t mark = skip(at, {"日", "일"});
    if (mark == std::string_view::npos) return found(start, at, year, month.value, day.value);
    // A clock may follow without a space.
    if (!exists(year, month.value, day.value)) return std::nullopt;
    return FoundDate{static_cast<uint32_t>(start), static_cast<uint32_t>(mark), iso(year, month.value, day.value)};
  }

  // "14 اسفند 1399"
  std::optional<FoundDate> persian_day(std::size_t start, std::size_t at, int day) const {
    std::size_t length = 0;
    const int month = at < s_.size() ? persian_month_at(s_, at, &length) : 0;
    if (month == 0 || s_.compare(at + length, 1, " ") != 0) return std::nullopt;
    const std::size_t behind = spaces(at + length);
    const Number year = number_at(s_, behind);
    std::string iso = is_persian(year) ? iso_of_persian(year.value, month, day) : std::string();
    if (iso.empty()) return std::nullopt;
    return FoundDate{static_cast<uint32_t>(start), static_cast<uint32_t>(behind + 4), std::move(iso)};
  }

  // "2024. march 9.", "2024 m. march 9 d.", "2024. gada 9. march": Hungarian, Lithuanian, Latvian, with their months.
  // In "© 2019 May 5, 2024" the year of the day stands behind it, and begins no date of its own.
  std::optional<FoundDate> year_first_with_name(std::size_t start) const {
    const NamedDay day = named_behind_year(start);
    if (!day.date) return std::nullopt;
    std::size_t at = day.date->end;
    for (const std::string_view ending : {"st", "nd", "rd", "th"})
      if (s_.compare(at, 2, ending) == 0) at += 2;
    const auto later = with_year(start, at, day.month, day.day, day.thai);
    if (later && !year_first(later->end - 4) && !named_behind_year(later->end - 4).date) return std::nullopt;
    return day.date;
  }
  struct NamedDay {
    std::optional<FoundDate> date;
    int month = 0, day = 0;
    bool thai = false;
  };
  NamedDay named_behind_year(std::size_t start) const {
    const Number year = number_at(s_, start);
    if (!is_year(year)) return {};
    std::size_t at = start + 4;
    if (at < s_.size() && s_[at] == '.') ++at;
    at = spaces(at);
    for (const std::string_view word : {"m. ", "gada "})
      if (s_.compare(at, word.size(), word) == 0) at = spaces(at + word.size());
    std::size_t length = 0;
    if (at < s_.size() && is_digit(s_[at])) {
      const Number day = number_at(s_, at);
      if (day.digits > 2) return {};
      at += day.digits;
      if (at < s_.size() && s_[at] == '.') ++at;
      at = spaces(at);
      const int month = at < s_.size() ? cues_.month_at(s_, at, &length) : 0;
      if (month == 0) return {};
      return {found(start, at + length, year.value, month, day.value), month, day.value, is_thai(at)};
    }
    const int month = at < s_.size() ? cues_.month_at(s_, at, &length) : 0;
    if (month == 0) return {};
    const bool thai = is_thai(at);
    at = spaces(at + length);
    const Number day = number_at(s_, at);
    if (day.digits < 1 || day.digits > 2) return {};
    return {found(start, at + day.digits, year.value, month, day.value), month, day.value, thai};
  }

  std::optional<FoundDate> day_first_numbers(std::size_t start) const {
    const Number first = number_at(s_, start);
    if (first.digits > 2 || start + first.digits >= s_.size()) return std::nullopt;
    std::size_t at = start + first.digits;
    const char mark = s_[at];
    if (mark != '.' && mark != '/' && mark != '-') return std::nullopt;
    at = mark == '.' ? spaces(at + 1) : at + 1;
    const Number second = number_at(s_, at);
    at += second.digits;
    if (second.digits < 1 || second.digits > 2 || at >= s_.size() || s_[at] != mark) return std::nullopt;
    at = mark == '.' ? spaces(at + 1) : at + 1;
    const Number year = number_at(s_, at);
    if (!is_year(year)) return std::nullopt;
    const std::size_t end = at + 4;
    // With full stops the day comes first everywhere; with slashes only a number above 12 tells.
    const bool month_first = mark != '.' && second.value > 12;
    const bool unclear = mark != '.' && first.value <= 12 && second.value <= 12 && first.value != second.value;
    auto date = month_first ? found(start, end, year.value, first.value, second.value)
                            : found(start, end, year.value, second.value, first.value);
    if (date && unclear) date->iso.clear();
    return date;
  }

  // "1 august 2024", "1. august 2024", "1st of august 2024", "1 de agosto de 2024"
  std::optional<FoundDate> day_month_name(std::size_t start) const {
    const Number day = number_at(s_, start);
    if (day.digits > 2) return std::nullopt;
    std::size_t at = start + day.digits, length = 0;
    // "9. listopada" is Croatian, "9 listopada" Polish: cues that begin with the full stop.
    if (at < s_.size() && s_[at] == '.')
      if (const int month = cues_.month_at(s_, at, &length); month != 0)
        return with_year(start, at + length, month, day.value, false);
    for (const std::string_view ending : {"st", "nd", "rd", "th", "er", "º", ".", "-"})
      if (s_.compare(at, ending.size(), ending) == 0) {
        at += ending.size();
        break;
      }
    at = skip_small_words(spaces(at));
    int month = at < s_.size() ? cues_.month_at(s_, at, &length) : 0;
    if (month == 0) month = numbered_month(at, &length);
    if (month == 0) return persian_day(start, at, day.value);
    return with_year(start, at + length, month, day.value, is_thai(at));
  }

  // "9 tháng 3 năm 2024": Vietnamese months have numbers.
  int numbered_month(std::size_t at, std::size_t* length) const {
    constexpr std::string_view word = "th\u00e1ng ";
    if (at >= s_.size() || s_.compare(at, word.size(), word) != 0) return 0;
    const Number month = number_at(s_, at + word.size());
    if (month.digits < 1 || month.digits > 2 || month.value > 12) return 0;
    *length = word.size() + month.digits;
    return month.value;
  }

  // "august 1, 2024", "aug. 1st 2024"
  std::optional<FoundDate> month_name_first(std::size_t start) const {
    std::size_t length = 0;
    const int month = cues_.month_at(s_, start, &length);
    if (month == 0) return std::nullopt;
    std::size_t at = start + length;
    if (at < s_.size() && s_[at] == '.') ++at;
    at = spaces(at);
    const Number day = number_at(s_, at);
    if (day.digits < 1 || day.digits > 2) return std::nullopt;
    at += day.digits;
    for (const std::string_view ending : {"st", "nd", "rd", "th"})
      if (s_.compare(at, 2, ending) == 0) {
        at += 2;
        break;
      }
    return with_year(start, at, month, day.value, is_thai(start));
  }

  // Behind a Thai month stand years of the Buddhist era.
  std::optional<FoundDate> with_year(std::size_t start, std::size_t at, int month, int day, bool thai) const {
    while (at < s_.size() && (s_[at] == ' ' || s_[at] == ',' || s_[at] == '.' || s_[at] == '-')) ++at;
    at = skip_small_words(at);
    if (thai)
      if (const std::size_t behind = skip(at, {"พ.ศ. ", "พ.ศ."}); behind != std::string_view::npos) at = behind;
    const Number year = number_at(s_, at);
    // "9 มี.ค. 67"
    constexpr int least_short_year = 50;
    if (thai && year.digits == 2 && year.value >= least_short_year)
      return found(start, at + 2, 2500 + year.value - buddhist_era, month, day);
    if (thai && is_buddhist_year(year)) return found(start, at + 4, year.value - buddhist_era, month, day);
    if (!is_year(year)) return std::nullopt;
    return found(start, at + 4, year.value, month, day);
  }
  bool is_thai(std::size_t at) const {
    return at + 1 < s_.size() && s_[at] == '\xE0' && (s_[at + 1] == '\xB8' || s_[at + 1] == '\xB9');
  }

  std::size_t skip_small_words(std::size_t at) const {
    for (const std::string_view word : {"de ", "del ", "of ", "do ", "di ", "n\u0103m "})
      if (s_.compare(at, word.size(), word) == 0) return spaces(at + word.size());
    return at;
  }

  std::string_view s_;
  const CueTable& cues_;
};

}  // namespace

std::optional<FoundDate> find_date(std::string_view folded, const CueTable& cues, std::size_t from) {
  // Without a year there is no date; most lines end here.
  const bool has_year = [&] {
    for (std::size_t i = 0; i + 4 <= folded.size(); ++i)
      if (static_cast<unsigned char>(folded[i]) >= 0xE4 &&
          (era_at(folded, i) != nullptr || begins_written_year(folded, i)))
        return true;
      else if (folded[i] == '\xE0' && folded[i + 1] == '\xB8') return true;  // Thai: of two digits
      else if (folded[i] == '1' || folded[i] == '2')
        if (const Number year = number_at(folded.substr(0, i + 4), i);
            is_year(year) || is_buddhist_year(year) || is_persian(year))
          return true;
    return false;
  }();
  if (!has_year) return std::nullopt;
  Reader reader(folded, cues);
  for (std::size_t at = from; at < folded.size(); ++at) {
    const bool begins_word = at == 0 || !is_word_byte(folded[at - 1]) || static_cast<unsigned char>(folded[at]) < 0x80;
    if (!utf8::is_start(folded[at]) || !begins_word || folded[at] == ' ') continue;
    if (auto date = reader.at(at)) return date;
  }
  return std::nullopt;
}

std::string short_day(std::string_view text, bool year_first, char mark) {
  const auto two = [&](std::size_t at) { return number_at(text.substr(0, std::min(at + 2, text.size())), at); };
  if (text.size() < 8 || text[2] != mark || text[5] != mark) return {};
  const Number day = two(year_first ? 6 : 0), month = two(3), year = two(year_first ? 0 : 6);
  if (day.digits != 2 || month.digits != 2 || year.digits != 2) return {};
  // A full stop ends the day where the year is first, and begins a fourth number elsewhere.
  const std::size_t end = year_first && mark == '.' && text.size() > 8 && text[8] == '.' ? 9 : 8;
  if (text.size() > end && (is_digit(text[end]) || text[end] == mark)) return {};
  const int full = year.value + (year.value < 70 ? 2000 : 1900);
  return exists(full, month.value, day.value) ? iso(full, month.value, day.value) : std::string();
}

std::string persian_day_of_numbers(std::string_view folded) {
  const Number year = number_at(folded, 0);
  if (!is_persian(year) || folded.size() < 8 || (folded[4] != '/' && folded[4] != '-')) return {};
  const Number month = number_at(folded, 5);
  const std::size_t mark = 5 + month.digits;
  if (month.digits < 1 || month.digits > 2 || mark >= folded.size() || folded[mark] != folded[4]) return {};
  const Number day = number_at(folded, mark + 1);
  return day.digits > 2 ? std::string() : iso_of_persian(year.value, month.value, day.value);
}

namespace {

// The day, UTC, of a count of seconds since 1970.
std::string day_of_clock(int64_t seconds) {
  const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{seconds / 86400}}};
  return iso(static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
             static_cast<int>(static_cast<unsigned>(day.day())));
}

}  // namespace

std::string compact_day(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits != 8 && digits != 10 && digits != 12 && digits != 13 && digits != 14) return {};
  const Number year = number_at(text.substr(0, 4), 0), month = number_at(text.substr(4, 2), 0),
               day = number_at(text.substr(6, 2), 0);
  const bool hour_exists = digits == 8 || number_at(text.substr(8, 2), 0).value < 24;
  if (digits != 13 && hour_exists && is_year(year) && exists(year.value, month.value, day.value))
    return iso(year.value, month.value, day.value);
  if (digits != text.size() || (digits != 10 && digits != 13)) return {};
  // Seconds, or thousandths of them, since 1970: of the years in which pages are made.
  int64_t count = 0;
  for (const char c : text) count = count * 10 + (c - '0');
  if (digits == 13) count /= 1000;
  return count >= 631152000 && count <= 2000000000 ? day_of_clock(count) : std::string();
}

std::string day_in_address(std::string_view address, const CueTable& cues) {
  // Scheme and host are no path.
  const std::size_t scheme = address.find("://");
  std::size_t at = address.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  const std::string_view path = address.substr(0, std::min(address.find_first_of("?#"), std::size_t{1000}));
  std::string month_name;
  for (; at < path.size(); at = path.find('/', at + 1)) {
    const std::string_view part = path.substr(at + 1, path.find('/', at + 1) - at - 1);
    const Number year = number_at(part.substr(0, 4), 0);
    if (!is_year(year)) continue;
    if (part.size() == 8)
      if (std::string day = compact_day(part); !day.empty()) return day;
    // The same mark between the numbers.
    const std::string_view rest = path.substr(at + 5);
    if (rest.empty() || (rest[0] != '/' && rest[0] != '-' && rest[0] != '_')) continue;
    std::size_t next = rest.find(rest[0], 1);
    if (next == std::string_view::npos) continue;
    const std::string_view second = rest.substr(1, next - 1);
    Number month = number_at(second, 0);
    if (month.digits == 0 && rest[0] == '/' && second.size() <= 20) {
      fold(second, month_name);
      std::size_t length = 0;
      month.value = month_name.empty() ? 0 : cues.month_at(month_name, 0, &length);
      if (length != month_name.size()) continue;
    } else if (month.digits != second.size() || month.digits > 2) {
      continue;
    }
    const Number day = number_at(rest, ++next);
    if (day.digits < 1 || day.digits > 2) continue;
    // "/2024/08/10-best-phones" is of a month.
    if (const std::size_t end = next + day.digits;
        end < rest.size() && (rest[0] == '/' ? rest[end] != '/' : ascii::is_letter(rest[end])))
      continue;
    if (exists(year.value, month.value, day.value)) return iso(year.value, month.value, day.value);
  }
  return {};
}

}  // namespace docmill::cleaner
