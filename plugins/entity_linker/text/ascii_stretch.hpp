// A stretch of a text with bits for what each of its bytes is, so that words of ASCII are cut out by counting bits:
// what that costs does not depend on their length, and nobody has to foresee where they end.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <docmill/base/bytes16.hpp>

#include "text/byte_windows.hpp"

namespace docmill::linker {

// Scratch space of a scan, made anew for each text.
class AsciiStretch {
 public:
  static constexpr std::size_t size = 4096;      // bytes, at most
  static constexpr std::size_t block_size = 64;  // of which a word of the machine has the bits

  // Looks at what stands from text[from] on, to the end of the text or of the stretch. Places are counted from there.
  void look_at(std::string_view text, std::size_t from) {
    const std::string_view rest = text.substr(from, size + block_size);
    const std::size_t whole = rest.size() / block_size;
    if (has_wide_vectors) look_at_blocks_wide(rest.data(), whole);
    else look_at_blocks<NarrowWindow>(rest.data(), 0, whole);
    // What is left, and behind it blanks, so that there is always a block more than there are places.
    std::array<char, 2 * block_size> last;
    last.fill(' ');
    std::copy(rest.begin() + static_cast<std::ptrdiff_t>(whole * block_size), rest.end(), last.begin());
    look_at_blocks<NarrowWindow>(last.data(), whole, 2);
    bytes_[before - 1] = from == 0 ? ' ' : text[from - 1];
    n_blocks_ = std::min(whole + 1, size / block_size);
  }

  std::size_t n_blocks() const { return n_blocks_; }
  // The places of a block, a bit each, where a word of ASCII begins, and those of all that is no word of ASCII and no
  // white space of it: marks, and characters beyond ASCII.
  uint64_t beginnings(std::size_t block) const {
    const uint64_t word = word_[block], in_word = block == 0 ? 0 : word_[block - 1] >> 63;
    return (word & ~(word << 1 | in_word)) | ~(word | other_[block]);
  }
  // How many letters and digits of ASCII stand from a place on; where there are more than `most_counted`, so many or
  // more.
  static constexpr std::size_t most_counted = 56;
  std::size_t word_size(std::size_t at) const {
    if constexpr (std::endian::native == std::endian::big)
      return static_cast<std::size_t>(
          std::countr_zero(~(word_[at / 64] >> (at % 64) | word_[at / 64 + 1] << 1 << (63 - at % 64))));
    uint64_t bits;
    std::memcpy(&bits, reinterpret_cast<const char*>(word_.data()) + at / 8, sizeof bits);
    return static_cast<std::size_t>(std::countr_zero(~(bits >> (at % 8))));
  }
  // The byte at a place, or right before the first. Sixteen may be read from each place on.
  char operator[](std::size_t at) const { return bytes_[before + at]; }
  const char* data() const { return bytes_.data() + before; }

 private:
  static constexpr std::size_t most_blocks = size / block_size + 3;
  using Bits = std::array<uint64_t, most_blocks>;

  // Looks at `n` blocks, the first of which is here the one with this number.
  template <class Window>
  [[gnu::always_inline]] inline void look_at_blocks(const char* from, std::size_t first, std::size_t n) {
    using Bytes = typename Window::Bytes;
    for (std::size_t block = first; block < first + n; ++block) {
      uint64_t word = 0, other = 0;
      for (std::size_t i = 0; i < block_size; i += sizeof(Bytes), from += sizeof(Bytes)) {
        Bytes b;
        std::memcpy(&b, from, sizeof b);
        std::memcpy(bytes_.data() + before + block * block_size + i, &b, sizeof b);
        word |= uint64_t{high_bits_of<Window>(((b | 0x20) - 'a' <= 'z' - 'a') | (b - '0' <= '9' - '0'))} << i;
        // White space, and what goes on with a character.
        const auto blank = (b == ' ') | (b - '\t' <= '\r' - '\t');
        other |= uint64_t{high_bits_of<Window>(blank | (b - 0x80 <= 0xBF - 0x80))} << i;
      }
      word_[block] = word;
      other_[block] = other;
    }
  }
  DOCMILL_FOR_WIDE_VECTORS void look_at_blocks_wide(const char* from, std::size_t n) {
    look_at_blocks<WideWindow>(from, 0, n);
  }

  Bits word_, other_;
  static constexpr std::size_t before = bytes16::size;  // bytes of bytes_ before the first place
  std::array<char, before + most_blocks * block_size + bytes16::size> bytes_;
  std::size_t n_blocks_ = 0;
};

}  // namespace docmill::linker
