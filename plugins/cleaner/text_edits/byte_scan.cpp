#include "text_edits/byte_scan.hpp"

#include <algorithm>
#include <array>

namespace docmill::cleaner {

namespace {

using namespace detail;

auto within(Bytes16 v, uint8_t first, uint8_t last) { return v - all(first) <= all(last - first); }

constexpr std::size_t most_blocks = 255;  // no lane of a sum can pass that
constexpr Bytes16 lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

// Counts in blocks of sixteen bytes. `first`: nothing was counted yet, so that spaces are before. Reads two bytes
// before and up to fifteen behind.
void count_blocks(const char* at, std::size_t size, bool first, AsciiCounts& found) {
  Bytes16 words{}, capitals{}, joints{}, digits{}, ends{}, separators{}, high{};
  for (std::size_t i = 0; i < size; i += scan_width) {
    const Bytes16 now = load(at + i);
    Bytes16 before = load(at + i - 1), before_that = load(at + i - 2);
    if (first && i == 0) {
      before = lanes < all(1) ? all(' ') : before;
      before_that = lanes < all(2) ? all(' ') : before_that;
    }
    const auto inside = lanes < all(static_cast<uint8_t>(std::min(size - i, scan_width)));
    const auto capital = within(now, 'A', 'Z') & inside;
    const auto space = now <= all(' ');
    const auto begins = ~space & (before <= all(' ')) & inside;
    const auto mark = (before == all('.')) | (before == all('!')) | (before == all('?'));
    const auto parts = (before == all('|')) | (before == all('/')) | (before == all('>'));
    // A lane that is true is 255, that is -1.
    words -= reinterpret_cast<Bytes16>(begins);
    capitals -= reinterpret_cast<Bytes16>(begins & capital);
    joints -= reinterpret_cast<Bytes16>(capital & within(before, 'a', 'z'));
    digits -= reinterpret_cast<Bytes16>(within(now, '0', '9') & inside);
    ends -= reinterpret_cast<Bytes16>(space & inside & mark & ~within(before_that, 'A', 'Z'));
    separators -= reinterpret_cast<Bytes16>(space & inside & parts & (before_that <= all(' ')));
    high |= now & reinterpret_cast<Bytes16>(inside);
  }
  found.words += sum(words);
  found.capitals += sum(capitals);
  found.joints += sum(joints);
  found.digits += sum(digits);
  found.sentence_ends += sum(ends);
  found.separators += sum(separators);
  found.high |= any(high >= all(0x80));
}

}  // namespace

AsciiCounts count_ascii(std::string_view text, std::size_t start, std::size_t end) {
  AsciiCounts found;
  constexpr std::size_t part = most_blocks * scan_width;
  for (std::size_t at = start; at < end;) {
    if (at >= 2 && at + scan_width <= text.size()) {
      std::size_t size = std::min(end - at, part);
      if (at + size + scan_width > text.size()) size = (text.size() - at) / scan_width * scan_width;
      size = std::min(size, end - at);
      count_blocks(text.data() + at, size, at == start, found);
      at += size;
      continue;
    }
    // At the ends of the text: sixteen bytes copied, with what is around them.
    std::array<char, 2 + 2 * scan_width> copy{};
    const std::size_t size = std::min(end - at, scan_width), before = std::min<std::size_t>(at, 2);
    std::memcpy(copy.data() + 2 - before, text.data() + at - before, before + size);
    count_blocks(copy.data() + 2, size, at == start, found);
    at += size;
  }
  return found;
}

}  // namespace docmill::cleaner
