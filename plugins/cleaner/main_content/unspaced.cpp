#include "main_content/unspaced.hpp"

#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

bool is_unspaced(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[at + k]); };
  if ((byte(0) & 0xF0) != 0xE0) return false;
  const uint32_t c = (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
  return (c >= 0x3001 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFF01 && c <= 0xFF60);
}

void UnspacedSeams::trim(uint32_t i, uint32_t& at, uint32_t& stop) {
  uint32_t first = at, last = stop;
  while (first < stop && detail::is_html_space(source_[first])) ++first;
  while (last > first && detail::is_html_space(source_[last - 1])) --last;
  const auto has_line_end = [&](uint32_t from, uint32_t to) {
    return source_.substr(from, to - from).find('\n') != std::string_view::npos;
  };
  if (first == last) {
    if (before_ && has_line_end(at, stop) && is_before_unspaced(i)) at = stop;
    return;
  }
  if (before_ && first > at && first + 3 <= last && is_unspaced(source_, first) && has_line_end(at, first)) at = first;
  before_ = last >= first + 3 && is_unspaced(source_, last - 3);
  if (before_ && last < stop && has_line_end(last, stop) && is_before_unspaced(i)) stop = last;
}

// Does the next text of the block begin with such a character?
bool UnspacedSeams::is_before_unspaced(uint32_t i) const {
  constexpr uint32_t farthest = 10;  // nodes
  for (uint32_t k = i + 1; k <= last_ && k < i + farthest; ++k) {
    const HtmlNode& n = nodes_[k];
    if (n.tag == Tag::br) return false;
    if (n.tag != Tag::text || n.blank) continue;
    uint32_t first = n.start;
    while (first < n.end && detail::is_html_space(source_[first])) ++first;
    return first + 3 <= n.end && is_unspaced(source_, first);
  }
  return false;
}

}  // namespace docmill::cleaner
