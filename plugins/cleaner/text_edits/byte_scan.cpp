#include "text_edits/byte_scan.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "docmill/base/wide_vectors.hpp"

namespace docmill::cleaner {

namespace {

constexpr std::size_t chunk = 64;  // bytes at a time, a bit for each

// Vectors of 16 bytes, and the same a second time for 32.
inline uint64_t bits_of(const bytes16::Bytes& lanes) { return bytes16::high_bits(lanes); }
DOCMILL_FOR_WIDE_VECTORS inline uint64_t bits_of(const bytes32::Bytes& lanes) { return bytes32::high_bits(lanes); }

// What up to 64 bytes are; bits beyond them may be anything.
struct Classes {
  uint64_t space = 0, control = 0, capital = 0, small = 0, digit = 0, mark = 0, separator = 0, high = 0;
};

// Reads whole vectors.
template <class Bytes>
__attribute__((always_inline)) inline Classes classes_of(const char* at, std::size_t size) {
  Classes c;
  for (std::size_t k = 0; k < size; k += sizeof(Bytes)) {
    Bytes v;
    std::memcpy(&v, at + k, sizeof v);
    const auto mark = (v == '.') | (v == '!') | (v == '?');
    const auto separator = (v == '|') | (v == '/') | (v == '>');
    const auto control = (v < ' ') | (v == 0x7F);
    c.space |= bits_of(reinterpret_cast<Bytes>(v <= ' ')) << k;
    c.control |= bits_of(reinterpret_cast<Bytes>(control)) << k;
    c.capital |= bits_of(reinterpret_cast<Bytes>(v - 'A' <= 'Z' - 'A')) << k;
    c.small |= bits_of(reinterpret_cast<Bytes>(v - 'a' <= 'z' - 'a')) << k;
    c.digit |= bits_of(reinterpret_cast<Bytes>(v - '0' <= '9' - '0')) << k;
    c.mark |= bits_of(reinterpret_cast<Bytes>(mark)) << k;
    c.separator |= bits_of(reinterpret_cast<Bytes>(separator)) << k;
    c.high |= bits_of(v) << k;
  }
  return c;
}

template <class Bytes>
__attribute__((always_inline)) inline AsciiCounts count_chunks(std::string_view text, std::size_t start,
                                                               std::size_t end) {
  AsciiCounts found;
  Classes before;
  before.space = ~uint64_t{0};
  for (std::size_t at = start; at < end; at += chunk) {
    const std::size_t size = std::min(end - at, chunk);
    const char* bytes = text.data() + at;
    std::array<char, chunk> copy;
    if ((size + sizeof(Bytes) - 1) / sizeof(Bytes) * sizeof(Bytes) > text.size() - at) {
      std::memcpy(copy.data(), bytes, size);
      bytes = copy.data();
    }
    const Classes now = classes_of<Bytes>(bytes, size);
    const uint64_t inside = ~uint64_t{0} >> (chunk - size);
    // The bits of the bytes that stand so many before each.
    const auto earlier = [](uint64_t here, uint64_t there, unsigned by) __attribute__((always_inline)) {
      return here << by | there >> (chunk - by);
    };
    const uint64_t behind_space = earlier(now.space, before.space, 1);
    const uint64_t begins = ~now.space & behind_space & inside, space = now.space & inside;
    const uint64_t joints = now.capital & inside & earlier(now.small, before.small, 1);
    const uint64_t ends = space & earlier(now.mark, before.mark, 1) & ~earlier(now.capital, before.capital, 2);
    const uint64_t separators =
        space & earlier(now.separator, before.separator, 1) & earlier(now.space, before.space, 2);
    found.words += static_cast<uint32_t>(std::popcount(begins));
    found.capitals += static_cast<uint32_t>(std::popcount(begins & now.capital));
    found.joints += static_cast<uint32_t>(std::popcount(joints));
    found.digits += static_cast<uint32_t>(std::popcount(now.digit & inside));
    found.sentence_ends += static_cast<uint32_t>(std::popcount(ends));
    found.separators += static_cast<uint32_t>(std::popcount(separators));
    found.high |= (now.high & inside) != 0;
    found.odd |= ((now.control & inside) | (space & behind_space)) != 0;
    before = now;
  }
  return found;
}

AsciiCounts count_here(std::string_view text, std::size_t start, std::size_t end) {
  return count_chunks<bytes16::Bytes>(text, start, end);
}
DOCMILL_FOR_WIDE_VECTORS AsciiCounts count_wide(std::string_view text, std::size_t start, std::size_t end) {
  return count_chunks<bytes32::Bytes>(text, start, end);
}

}  // namespace

AsciiCounts count_ascii(std::string_view text, std::size_t start, std::size_t end, bool by_wide_vectors) {
  return by_wide_vectors ? count_wide(text, start, end) : count_here(text, start, end);
}

}  // namespace docmill::cleaner
