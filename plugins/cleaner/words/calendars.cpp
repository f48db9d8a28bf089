#include "words/calendars.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>

namespace docmill::cleaner {

namespace {

constexpr Era eras[] = {{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"民國", 1911}, {"民国", 1911}};

// The months of the Persian calendar, in its order; the first six have 31 days, the others 30.
constexpr std::string_view persian_months[] = {"\u0641\u0631\u0648\u0631\u062f\u06cc\u0646",
                                               "\u0627\u0631\u062f\u06cc\u0628\u0647\u0634\u062a",
                                               "\u062e\u0631\u062f\u0627\u062f",
                                               "\u062a\u06cc\u0631",
                                               "\u0645\u0631\u062f\u0627\u062f",
                                               "\u0634\u0647\u0631\u06cc\u0648\u0631",
                                               "\u0645\u0647\u0631",
                                               "\u0622\u0628\u0627\u0646",
                                               "\u0622\u0630\u0631",
                                               "\u062f\u06cc",
                                               "\u0628\u0647\u0645\u0646",
                                               "\u0627\u0633\u0641\u0646\u062f"};
int written_digit(std::string_view text, std::size_t at) {
  static constexpr std::string_view digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  for (int k = 0; k < 10; ++k)
    if (text.compare(at, 3, digits[k]) == 0) return k;
  return text.compare(at, 3, "零") == 0 || text.compare(at, 3, "○") == 0 ? 0 : -1;
}
// Up to 39, with `at` behind it; 0: none.
int written_number(std::string_view text, std::size_t& at) {
  int tens = written_digit(text, at), ones = 0;
  if (tens >= 0) at += 3;
  if (text.compare(at, 3, "十") != 0) return std::max(tens, 0);
  at += 3;
  if (tens == 0 || tens > 3) return 0;
  ones = written_digit(text, at);
  if (ones >= 0) at += 3;
  return (tens < 0 ? 10 : tens * 10) + std::max(ones, 0);
}

}  // namespace

bool exists(int year, int month, int day) {
  static constexpr std::array<int, 13> days = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= days[month] + (month == 2 && leap ? 1 : 0);
}

std::string iso(int year, int month, int day) {
  std::string s = "0000-00-00";
  for (int i = 3, y = year; i >= 0; --i, y /= 10) s[i] = static_cast<char>('0' + y % 10);
  s[5] = static_cast<char>('0' + month / 10);
  s[6] = static_cast<char>('0' + month % 10);
  s[8] = static_cast<char>('0' + day / 10);
  s[9] = static_cast<char>('0' + day % 10);
  return s;
}

const Era* era_at(std::string_view text, std::size_t at) {
  for (const Era& era : eras)
    if (text.compare(at, era.name.size(), era.name) == 0) return &era;
  return nullptr;
}

bool begins_written_year(std::string_view text, std::size_t at) {
  for (const std::string_view century : {"二〇", "二零", "二○", "一九"})
    if (text.compare(at, century.size(), century) == 0) return true;
  return false;
}

std::optional<FoundDate> written_day(std::string_view text, std::size_t start) {
  std::size_t at = start;
  int year = 0;
  for (int k = 0; k < 4; ++k) {
    const int digit = written_digit(text, at);
    if (digit < 0) return std::nullopt;
    year = year * 10 + digit;
    at += 3;
  }
  if (text.compare(at, 3, "年") != 0) return std::nullopt;
  at += 3;
  const int month = written_number(text, at);
  if (text.compare(at, 3, "月") != 0) return std::nullopt;
  at += 3;
  const int day = written_number(text, at);
  if (text.compare(at, 3, "日") != 0 || !exists(year, month, day)) return std::nullopt;
  return FoundDate{static_cast<uint32_t>(start), static_cast<uint32_t>(at + 3), iso(year, month, day)};
}

int persian_month_at(std::string_view text, std::size_t at, std::size_t* length) {
  for (std::size_t k = 0; k < std::size(persian_months); ++k) {
    *length = persian_months[k].size();
    if (text.compare(at, *length, persian_months[k]) == 0) return static_cast<int>(k) + 1;
  }
  return 0;
}

// Of 33 years eight are leap years.
std::string iso_of_persian(int year, int month, int day) {
  const bool leap = (year * 8 + 29) % 33 < 8;
  if (month < 1 || month > 12 || day < 1 || day > (month <= 6 ? 31 : month == 12 && !leap ? 29 : 30)) return {};
  const int days = 365 * year + (year * 8 + 21) / 33 + 30 * (month - 1) + std::min(month - 1, 6) + day;
  constexpr int first_of_1399 = 365 * 1399 + (1399 * 8 + 21) / 33 + 1;
  using namespace std::chrono;
  const year_month_day found{sys_days{std::chrono::year{2020} / 3 / 20} + std::chrono::days{days - first_of_1399}};
  return iso(static_cast<int>(found.year()), static_cast<int>(static_cast<unsigned>(found.month())),
             static_cast<int>(static_cast<unsigned>(found.day())));
}

}  // namespace docmill::cleaner
