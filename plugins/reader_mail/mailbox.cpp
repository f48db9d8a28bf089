#include "mailbox.hpp"

#include <algorithm>
#include <iterator>

#include "docmill/base/ascii.hpp"
#include "headers/header_fields.hpp"

namespace docmill::mail {
namespace {

bool has_digits(std::string_view line, std::size_t at, std::size_t n) {
  if (at + n > line.size()) return false;
  const std::string_view digits = line.substr(at, n);
  return std::all_of(digits.begin(), digits.end(), ascii::is_digit);
}

bool begins_with_month(std::string_view text) {
  static constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return std::any_of(std::begin(months), std::end(months), [&](std::string_view m) { return text.starts_with(m); });
}

// "3:04" somewhere, and a year of four digits that stands alone; and seconds or the name of a month, for lines of a
// text may have the others.
bool has_time_and_year(std::string_view line) {
  bool has_time = false, has_year = false, has_more = false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == ':' && ascii::is_digit(line[i - 1]) && has_digits(line, i + 1, 2)) {
      has_time = true;
      has_more = has_more || (i + 3 < line.size() && line[i + 3] == ':' && has_digits(line, i + 4, 2));
    }
    has_more = has_more || (line[i - 1] == ' ' && begins_with_month(line.substr(i)));
    const bool begins_word = line[i - 1] == ' ';
    const bool is_century = line.substr(i).starts_with("19") || line.substr(i).starts_with("20");
    if (begins_word && is_century && has_digits(line, i, 4) && (i + 4 == line.size() || !ascii::is_digit(line[i + 4])))
      has_year = true;
  }
  return has_time && has_year && has_more;
}

// "From " behind any number of ">", at least one.
bool is_quoted_from(std::string_view line) {
  const std::size_t n = std::min(line.find_first_not_of('>'), line.size());
  return n != 0 && line.substr(n).starts_with("From ");
}

}  // namespace

bool begins_message(std::string_view bytes) {
  if (!bytes.starts_with("From ")) return false;
  bytes = bytes.substr(0, longest_postmark);
  const std::size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return false;
  std::string_view line = bytes.substr(0, end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return has_time_and_year(line);
}

std::size_t find_message(std::string_view bytes, std::size_t from) {
  for (std::size_t at = from; (at = bytes.find("From ", at)) != std::string_view::npos; ++at) {
    if (at < 2 || bytes[at - 1] != '\n') continue;
    const std::string_view before = bytes.substr(0, at - 1);
    const bool is_behind_empty_line = before.ends_with('\n') || before.ends_with("\n\r");
    if (is_behind_empty_line && begins_message(bytes.substr(at))) return at;
  }
  return std::string_view::npos;
}

std::string unquoted_message(std::string_view message) {
  (void)take_line(message);
  std::string out;
  out.reserve(message.size());
  while (!message.empty()) {
    const std::size_t end = std::min(message.find('\n'), message.size() - 1) + 1;
    std::string_view line = message.substr(0, end);
    message.remove_prefix(end);
    if (is_quoted_from(line)) line.remove_prefix(1);
    out += line;
  }
  return out;
}

}  // namespace docmill::mail
