#include "headers/mail_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

#include "docmill/base/ascii.hpp"
#include "headers/header_fields.hpp"

namespace docmill {
namespace {

// Without comments in brackets, cut at blanks and commas.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  int depth = 0;
  for (const char c : text.substr(0, 200)) {
    if (c == '(') ++depth;
    else if (c == ')' && depth > 0) --depth;
    else if (depth > 0) continue;
    else if (ascii::is_space(c) || c == ',') words.emplace_back();
    else words.back() += ascii::lower(c);
  }
  std::erase(words, std::string());
  return words;
}

std::optional<int> number_of(std::string_view text) {
  int n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc() || end != text.data() + text.size() || n < 0) return std::nullopt;
  return n;
}

int month_of(std::string_view word) {
  constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto at = std::find(months.begin(), months.end(), word.substr(0, 3));
  return at == months.end() ? 0 : static_cast<int>(at - months.begin()) + 1;
}

std::string zone_of(std::string_view word) {
  const bool is_offset = word.size() == 5 && (word[0] == '+' || word[0] == '-') &&
                         std::all_of(word.begin() + 1, word.end(), ascii::is_digit);
  if (is_offset && word.substr(1) == "0000") return "Z";
  if (is_offset) return std::string(word.substr(0, 3)) + ":" + std::string(word.substr(3));
  if (word == "gmt" || word == "ut" || word == "utc" || word == "z") return "Z";
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> american = {{{"est", "-05:00"},
                                                                                      {"edt", "-04:00"},
                                                                                      {"cst", "-06:00"},
                                                                                      {"cdt", "-05:00"},
                                                                                      {"mst", "-07:00"},
                                                                                      {"mdt", "-06:00"},
                                                                                      {"pst", "-08:00"},
                                                                                      {"pdt", "-07:00"}}};
  for (const auto& [name, offset] : american)
    if (word == name) return std::string(offset);
  return {};
}

// "3:04" or "03:04:05" as "03:04:05".
std::string time_of(std::string_view word) {
  std::array<int, 3> parts{};
  std::size_t n = 0;
  for (; n < 3 && !word.empty(); ++n) {
    const std::size_t colon = std::min(word.find(':'), word.size());
    const auto part = number_of(word.substr(0, colon));
    if (!part || *part > (n == 0 ? 23 : n == 1 ? 59 : 60)) return {};
    parts[n] = *part;
    word.remove_prefix(std::min(colon + 1, word.size()));
  }
  if (n < 2 || !word.empty()) return {};
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%02d:%02d:%02d", parts[0], parts[1], parts[2]);
  return out.data();
}

}  // namespace

std::string iso_date(std::string_view text) {
  std::vector<std::string> words = words_of(text);
  const bool begins_with_day = !words.empty() && !ascii::is_digit(words[0][0]) && month_of(words[0]) == 0;
  if (begins_with_day) words.erase(words.begin());  // of the week
  if (words.size() < 4) return {};
  // "May 2 03:04:05 2024", with the zone before the year or behind it, as ctime and others write it.
  if (month_of(words[0]) != 0 && !time_of(words[2]).empty()) {
    std::swap(words[0], words[1]);
    const auto year = number_of(words.back()) ? words.end() - 1 : words.begin() + 3;
    std::rotate(words.begin() + 2, year, year + 1);
  }
  const auto day = number_of(words[0]);
  auto year = number_of(words[2]);
  const int month = month_of(words[1]);
  const std::string time = time_of(words[3]);
  if (!day || *day < 1 || *day > 31 || month == 0 || !year || *year > 9999 || time.empty()) return {};
  if (*year < 50) *year += 2000;
  else if (*year < 1000) *year += 1900;
  std::array<char, 40> date{};
  std::snprintf(date.data(), date.size(), "%04d-%02d-%02dT", *year, month, *day);
  return date.data() + time + (words.size() > 4 ? zone_of(words[4]) : std::string());
}

}  // namespace docmill
