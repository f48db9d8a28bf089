#include "tooling/text_diff/line_diff.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "tooling/text_diff/sequence_diff.hpp"

namespace docmill::tooling {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t context = 2;
constexpr std::size_t longest_line = 160, around = 60;  // bytes

Lines lines_of(std::string_view text) {
  Lines lines;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

struct Step {
  char mark;  // ' ', '-', '+'
  std::string_view line;
};

std::vector<Step> steps_between(const Lines& a, const Lines& b) {
  PieceNumbers numbers;
  std::vector<uint32_t> a_ids, b_ids;
  for (const std::string_view line : a) a_ids.push_back(numbers.of(line));
  for (const std::string_view line : b) b_ids.push_back(numbers.of(line));
  std::vector<Step> steps;
  int at = 0;  // in a
  const auto keep_until = [&](int end) {
    for (; at < end; ++at) steps.push_back({' ', a[static_cast<std::size_t>(at)]});
  };
  for (const Stretch& s : diff_sequences(a_ids, b_ids)) {
    keep_until(s.a_begin);
    for (; at < s.a_end; ++at) steps.push_back({'-', a[static_cast<std::size_t>(at)]});
    for (int i = s.b_begin; i < s.b_end; ++i) steps.push_back({'+', b[static_cast<std::size_t>(i)]});
  }
  keep_until(static_cast<int>(a.size()));
  return steps;
}

// The part of a long line around the byte `at`.
std::string cut(std::string_view line, std::size_t at) {
  if (line.size() <= longest_line) return std::string(line);
  while (at > 0 && !utf8::is_border(line, at)) --at;  // two characters may begin with the same byte
  std::size_t from = at > around ? at - around : 0, to = std::min(line.size(), at + around);
  while (from > 0 && !utf8::is_border(line, from)) --from;
  while (to < line.size() && !utf8::is_border(line, to)) ++to;
  return (from > 0 ? "…" : "") + std::string(line.substr(from, to - from)) + (to < line.size() ? "…" : "");
}

std::size_t first_difference(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

}  // namespace

std::string line_diff(std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::vector<Step> steps = steps_between(lines_of(before), lines_of(after));
  std::vector<bool> shown(steps.size(), false);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].mark == ' ') continue;
    const std::size_t from = i > context ? i - context : 0, to = std::min(steps.size(), i + context + 1);
    std::fill(shown.begin() + static_cast<std::ptrdiff_t>(from), shown.begin() + static_cast<std::ptrdiff_t>(to), true);
  }
  std::string out;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (!shown[i]) {
      if (i == 0 || shown[i - 1]) out += "  …\n";
      continue;
    }
    std::size_t at = 0;
    if (steps[i].mark == '-' && i + 1 < steps.size() && steps[i + 1].mark == '+')
      at = first_difference(steps[i].line, steps[i + 1].line);
    if (steps[i].mark == '+' && i > 0 && steps[i - 1].mark == '-')
      at = first_difference(steps[i - 1].line, steps[i].line);
    out += steps[i].mark;
    out += ' ';
    out += cut(steps[i].line, at) + '\n';
  }
  return out;
}

}  // namespace docmill::tooling
