#include "tooling/inspect/line_diff.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "docmill/base/utf8.hpp"

namespace docmill::tooling {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t largest_table = 1u << 22;  // cells: beyond, all lines count as changed
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

// By the longest common subsequence (the textbook table), of what is between the common beginning and end.
std::vector<Step> steps_between(const Lines& a, const Lines& b) {
  std::size_t head = 0, tail = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const std::size_t n = a.size() - head - tail, m = b.size() - head - tail;
  std::vector<Step> steps;
  for (std::size_t i = 0; i < head; ++i) steps.push_back({' ', a[i]});
  std::size_t i = 0, j = 0;
  if ((n + 1) * (m + 1) <= largest_table) {
    std::vector<uint32_t> common((n + 1) * (m + 1), 0);
    const auto at = [&](std::size_t x, std::size_t y) -> uint32_t& { return common[x * (m + 1) + y]; };
    for (std::size_t x = n; x-- > 0;)
      for (std::size_t y = m; y-- > 0;)
        at(x, y) = a[head + x] == b[head + y] ? at(x + 1, y + 1) + 1 : std::max(at(x + 1, y), at(x, y + 1));
    while (i < n && j < m) {
      if (a[head + i] == b[head + j]) steps.push_back({' ', a[head + i]}), ++i, ++j;
      else if (at(i + 1, j) >= at(i, j + 1)) steps.push_back({'-', a[head + i++]});
      else steps.push_back({'+', b[head + j++]});
    }
  }
  while (i < n) steps.push_back({'-', a[head + i++]});
  while (j < m) steps.push_back({'+', b[head + j++]});
  for (std::size_t k = 0; k < tail; ++k) steps.push_back({' ', a[a.size() - tail + k]});
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
