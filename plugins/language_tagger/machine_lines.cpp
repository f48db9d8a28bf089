#include "machine_lines.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "docmill/base/ascii.hpp"

namespace docmill::language {

namespace {

// '9' stands for a digit, '_' for a digit or a space, 'T' for T or a space, 'A' for a capital, 'a' for a small letter.
bool fits(char c, char pattern) {
  switch (pattern) {
    case '9': return ascii::is_digit(c);
    case '_': return ascii::is_digit(c) || c == ' ';
    case 'T': return c == 'T' || c == ' ';
    case 'A': return ascii::is_upper(c);
    case 'a': return ascii::is_lower(c);
    default: return c == pattern;
  }
}

bool starts_like(std::string_view text, std::string_view pattern) {
  return text.size() >= pattern.size() &&
         std::equal(pattern.begin(), pattern.end(), text.begin(), [](char p, char c) { return fits(c, p); });
}

bool has_level(std::string_view text) {
  constexpr std::array<std::string_view, 9> levels{"TRACE", "DEBUG", "INFO",  "NOTICE",  "WARN",
                                                   "ERROR", "FATAL", "PANIC", "CRITICAL"};
  return std::any_of(levels.begin(), levels.end(),
                     [&](std::string_view level) { return text.find(level) != std::string_view::npos; });
}

// `sshd[2217]:`
bool has_process(std::string_view text) {
  const std::size_t close = text.find("]:");
  if (close == std::string_view::npos || close < 3) return false;
  std::size_t from = close;
  while (from > 0 && ascii::is_digit(text[from - 1])) --from;
  return from < close && from > 1 && text[from - 1] == '[' && text[from - 2] != ' ';
}

bool is_hex(char c) { return ascii::is_digit(c) || (ascii::lower(c) >= 'a' && ascii::lower(c) <= 'f'); }

}  // namespace

bool is_log_line(std::string_view line) {
  if (!line.empty() && line.front() == '[') line.remove_prefix(1);
  if (line.empty()) return false;
  bool dated = false;
  if (ascii::is_digit(line.front()))
    dated = starts_like(line, "9999-99-99T99:99:99") || starts_like(line, "9999/99/99T99:99:99");
  else if (ascii::is_upper(line.front())) dated = starts_like(line, "Aaa _9 99:99:99");
  return dated && (has_level(line.substr(15)) || has_process(line.substr(15)));
}

constexpr std::size_t longest_header = 240, longest_name = 30;  // bytes

bool is_mail_header(std::string_view line) {
  if (line.size() > longest_header || line.empty() || !ascii::is_upper(line.front())) return false;
  const std::size_t colon = line.substr(0, longest_name + 2).find(": ");
  if (colon == std::string_view::npos) return false;
  const std::string_view name = line.substr(0, colon), value = line.substr(colon + 2);
  const auto is_one_of = [&](const auto& names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view n) { return n == name; });
  };
  constexpr std::array<std::string_view, 7> of_machines{"Message-ID",
                                                        "MIME-Version",
                                                        "In-Reply-To",
                                                        "DKIM-Signature",
                                                        "List-ID",
                                                        "List-Subscribe",
                                                        "Content-Transfer-Encoding"};
  constexpr std::array<std::string_view, 8> of_addresses{"From",   "To",       "Cc",          "Bcc",
                                                         "Sender", "Reply-To", "Return-Path", "Delivered-To"};
  // X-Spam-Status; not X-ray, X-Men.
  const bool extension = name == "X-Mailer" || name == "X-Priority" ||
                         (name.substr(0, 2) == "X-" && name.find('-', 2) != std::string_view::npos &&
                          name.find(' ') == std::string_view::npos);
  if (is_one_of(of_machines) || extension) return true;
  // Papers have such lines, too.
  if (name == "References") return value.find('@') != std::string_view::npos;
  if (name == "Received") return value.substr(0, 5) == "from " || value.find(" by ") != std::string_view::npos;
  if (is_one_of(of_addresses)) return value.find('@') != std::string_view::npos;
  return name == "Date" && value.size() < 40 && value.find(':') != std::string_view::npos &&
         starts_like(value, "Aaa, ");
}

bool is_hex_line(std::string_view line) {
  std::size_t groups = 1, digits = 0, letters = 0;
  for (const char c : line) {
    if (c == ' ' || c == ':') ++groups;
    else if (!is_hex(c)) return false;
    digits += ascii::is_digit(c);
    letters += ascii::is_letter(c);
  }
  return groups >= 4 && digits >= 4 && digits >= letters;
}

}  // namespace docmill::language
