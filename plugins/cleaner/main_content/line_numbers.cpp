#include "main_content/line_numbers.hpp"

#include <algorithm>

#include "docmill/base/ascii.hpp"

namespace docmill::cleaner {

namespace {

bool is_code(Tag t) { return t == Tag::code || t == Tag::pre; }

// Code, or what is named so ("crayon-code").
bool is_of_code(std::string_view source, const HtmlNode& n) {
  constexpr uint32_t longest_tag = 300;
  return is_code(n.tag) ||
         (n.tag != Tag::text &&
          source.substr(n.start, std::min(n.end - n.start, longest_tag)).find("code") != std::string_view::npos);
}

// Does code begin among the first so many nodes behind the element?
bool is_before_code(std::string_view source, const std::vector<HtmlNode>& nodes, uint32_t element, uint32_t farthest) {
  const uint32_t behind = nodes[element].subtree_end;
  const uint32_t end = std::min(static_cast<uint32_t>(nodes.size()), behind + farthest);
  for (uint32_t i = behind; i < end; ++i)
    if (is_of_code(source, nodes[i])) return true;
  return false;
}

// Behind nothing but spaces and tags.
bool begins_line(std::string_view source, uint32_t at) {
  while (at > 0 && (source[at - 1] == ' ' || source[at - 1] == '\t')) --at;
  return at == 0 || source[at - 1] == '\n' || source[at - 1] == '\r' || source[at - 1] == '>';
}

}  // namespace

uint32_t LineNumbers::run_of_numbers(std::string_view source, const std::vector<HtmlNode>& nodes, uint32_t element) {
  constexpr uint64_t most = 10000000;
  const uint32_t end = nodes[element].subtree_end;
  uint64_t before = 0;
  uint32_t numbers = 0;
  for (uint32_t i = element + 1; i < end; ++i, ++steps) {
    if (nodes[i].tag != Tag::text) continue;
    for (uint32_t at = nodes[i].start; at < nodes[i].end; ++steps) {
      if (detail::is_html_space(source[at])) {
        ++at;
        continue;
      }
      uint64_t number = 0;
      const uint32_t start = at;
      for (; at < nodes[i].end && ascii::is_digit(source[at]) && number < most; ++at)
        number = number * 10 + static_cast<uint64_t>(source[at] - '0');
      const bool is_number = at > start && number < most;
      if (!is_number || (numbers != 0 && number != before + 1)) {
        first_ = is_number ? number_ : i;
        last_ = i;
        return 0;
      }
      before = number;
      number_ = i;
      ++numbers;
    }
  }
  if (numbers == 0) blank_end_ = end;
  return numbers;
}

bool LineNumbers::is(std::string_view source, const std::vector<HtmlNode>& nodes, uint32_t element, bool in_code) {
  constexpr uint32_t farthest = 40, next_to_it = 4;  // nodes
  const bool known = element < first_ && last_ < nodes[element].subtree_end;
  if (known || element < blank_end_) return false;
  in_code = in_code || is_code(nodes[nodes[element].parent].tag);
  if (!in_code && !is_before_code(source, nodes, element, farthest)) return false;
  const uint32_t numbers = run_of_numbers(source, nodes, element);
  if (numbers != 1) return numbers != 0;
  // A lone number is that of its line: before the code of it, or at the beginning of one of them. Code of nothing but a
  // number is code.
  const bool is_of_line = in_code ? begins_line(source, nodes[element].start)
                                  : !is_code(nodes[element].tag) && is_before_code(source, nodes, element, next_to_it);
  if (!is_of_line) first_ = last_ = number_;
  return is_of_line;
}

}  // namespace docmill::cleaner
