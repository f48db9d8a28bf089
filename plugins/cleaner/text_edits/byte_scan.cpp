#include "text_edits/byte_scan.hpp"

#include <algorithm>
#include <array>

namespace docmill::cleaner {

namespace {

using namespace detail;

auto within(Bytes16 v, uint8_t first, uint8_t last) { return (v >= all(first)) & (v <= all(last)); }

constexpr std::size_t window_size = 512;  // no lane of a sum can pass 255

// One window with two bytes before it and spaces behind it, so that every byte has its neighbours.
void count_window(const char* window, std::size_t size, AsciiCounts& found) {
  constexpr Bytes16 lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  Bytes16 words{}, capitals{}, joints{}, digits{}, ends{}, separators{};
  for (std::size_t i = 0; i < size; i += scan_width) {
    const char* at = window + 2 + i;
    const Bytes16 now = load(at), before = load(at - 1), before_that = load(at - 2);
    const auto inside = lanes < all(static_cast<uint8_t>(std::min(size - i, scan_width)));
    const auto capital = within(now, 'A', 'Z') & inside;
    const auto begins = (now > all(' ')) & (before <= all(' ')) & inside;
    const auto space = (now <= all(' ')) & inside;
    const auto mark = (before == all('.')) | (before == all('!')) | (before == all('?'));
    const auto parts = (before == all('|')) | (before == all('/')) | (before == all('>'));
    // A lane that is true is 255, that is -1.
    words -= reinterpret_cast<Bytes16>(begins);
    capitals -= reinterpret_cast<Bytes16>(begins & capital);
    joints -= reinterpret_cast<Bytes16>(capital & within(before, 'a', 'z'));
    digits -= reinterpret_cast<Bytes16>(within(now, '0', '9') & inside);
    ends -= reinterpret_cast<Bytes16>(space & mark & ~within(before_that, 'A', 'Z'));
    separators -= reinterpret_cast<Bytes16>(space & parts & (before_that <= all(' ')));
  }
  found.words += sum(words);
  found.capitals += sum(capitals);
  found.joints += sum(joints);
  found.digits += sum(digits);
  found.sentence_ends += sum(ends);
  found.separators += sum(separators);
}

}  // namespace

AsciiCounts count_ascii(std::string_view text) {
  AsciiCounts found;
  std::array<char, 2 + window_size + scan_width> window;
  window[0] = window[1] = ' ';
  while (!text.empty()) {
    const std::size_t size = std::min(text.size(), window_size);
    std::memcpy(window.data() + 2, text.data(), size);
    std::memset(window.data() + 2 + size, ' ', scan_width);
    count_window(window.data(), size, found);
    window[0] = window[size];
    window[1] = window[size + 1];
    text.remove_prefix(size);
  }
  return found;
}

}  // namespace docmill::cleaner
