#include "main_content/line_numbers.hpp"

#include <algorithm>

namespace docmill::cleaner {

bool is_line_numbers(std::string_view source, const std::vector<HtmlNode>& nodes, uint32_t element, bool in_code) {
  constexpr uint32_t farthest = 40, several = 3;  // nodes; numbers
  const auto is_code = [](Tag t) { return t == Tag::code || t == Tag::pre; };
  bool code = in_code || is_code(nodes[element].tag), in_number = false;
  uint32_t numbers = 0;
  for (uint32_t i = element + 1; i < nodes[element].subtree_end; ++i) {
    code = code || is_code(nodes[i].tag);
    in_number = false;
    for (uint32_t at = nodes[i].start; at < nodes[i].end && nodes[i].tag == Tag::text; ++at) {
      const bool digit = source[at] >= '0' && source[at] <= '9';
      if (!digit && !detail::is_html_space(source[at])) return false;
      numbers += digit && !in_number;
      in_number = digit;
    }
  }
  const uint32_t behind = nodes[element].subtree_end;
  const uint32_t end = std::min(static_cast<uint32_t>(nodes.size()), behind + farthest);
  for (uint32_t i = behind; i < end && !code; ++i) code = is_code(nodes[i].tag);
  return numbers != 0 && (code || numbers >= several);
}

}  // namespace docmill::cleaner
