#include "mark_scan.hpp"

#include <bit>
#include <cstring>

namespace docmill::sentences {

namespace {

constexpr std::size_t width = 16;
using Bytes = uint8_t __attribute__((vector_size(width)));

Bytes load(const char* at) {
  Bytes bytes;
  std::memcpy(&bytes, at, width);
  return bytes;
}

// Comparisons give vectors of signed char; they are put together as bytes.
template <class V>
Bytes mask(V v) {
  Bytes bytes;
  std::memcpy(&bytes, &v, width);
  return bytes;
}

Bytes is(Bytes b, uint8_t value) { return mask(b == value); }
Bytes below(Bytes b, uint8_t value) { return mask(b < value); }

Bytes ascii_marks(Bytes b) {
  return is(b, '.') | is(b, '\n') | is(b, '!') | is(b, '?') | is(b, '"') | is(b, '(') | is(b, '[') | is(b, '\r');
}

// `b1` and `b2` are the bytes after those of `b0`.
Bytes wide_marks(Bytes b0, Bytes b1, Bytes b2) {
  // « » and NEL; Greek, Armenian, Arabic, Syriac, N'Ko
  Bytes found = (is(b0, 0xC2) & (is(b1, 0xAB) | is(b1, 0xBB) | is(b1, 0x85))) | (is(b0, 0xCD) & is(b1, 0xBE)) |
                (is(b0, 0xD6) & is(b1, 0x89)) | (is(b0, 0xD8) & (is(b1, 0x9F) | is(b1, 0x9D) | is(b1, 0x9E))) |
                (is(b0, 0xDB) & is(b1, 0x94)) | (is(b0, 0xDC) & below(b1, 0x83)) | (is(b0, 0xDF) & is(b1, 0xB9));
  // “ ” „ … line and paragraph separators ‼ ‽; ⁇ ⁈ ⁉; ⸮ ⸼
  found |= is(b0, 0xE2) & ((is(b1, 0x80) & ~below(b2, 0x9C)) | is(b1, 0x81) | is(b1, 0xB8) | is(b1, 0xB9));
  // 。〈《「『【; full-width and small forms
  found |= is(b0, 0xE3) & is(b1, 0x80) &
           (is(b2, 0x82) | is(b2, 0x88) | is(b2, 0x8A) | is(b2, 0x8C) | is(b2, 0x8E) | is(b2, 0x90));
  found |= is(b0, 0xEF) & ((is(b1, 0xBC) & (is(b2, 0x81) | is(b2, 0x88) | is(b2, 0x8E) | is(b2, 0x9F))) |
                           (is(b1, 0xBD) & (is(b2, 0xA1) | is(b2, 0xA2))) | is(b1, 0xB9));
  // danda; Samaritan; Tibetan; the scripts of U+1000 to U+1E00, of U+A000 to U+AC00 and beyond U+10000, emoji excepted
  found |= is(b0, 0xE0) & ((is(b1, 0xA5) & (is(b2, 0xA4) | is(b2, 0xA5))) | is(b1, 0xA0) |
                           (is(b1, 0xBC) & (is(b2, 0x8D) | is(b2, 0x8E))));
  found |= (is(b0, 0xE1) & below(b1, 0xB8)) | (is(b0, 0xEA) & below(b1, 0xB0)) | (is(b0, 0xF0) & ~is(b1, 0x9F));
  return found;
}

struct Halves {
  uint64_t half[2];
};

Halves halves(Bytes b) {
  Halves h;
  std::memcpy(h.half, &b, width);
  if constexpr (std::endian::native == std::endian::big) {
    h.half[0] = __builtin_bswap64(h.half[0]);
    h.half[1] = __builtin_bswap64(h.half[1]);
  }
  return h;
}

}  // namespace

void MarkScan::look_at_block() {
  block_ = next_block_;
  next_block_ += width;
  const char* at = text_.data() + block_;
  char rest[width + 2] = {};  // zeros behind the end of the text
  if (text_.size() - block_ < sizeof rest) {
    std::memcpy(rest, at, text_.size() - block_);
    at = rest;
  }
  const Bytes b0 = load(at);
  Bytes found = ascii_marks(b0);
  if (local_ != '\0') found |= is(b0, static_cast<uint8_t>(local_));
  const Halves high = halves(b0);
  if (((high.half[0] | high.half[1]) & 0x8080808080808080u) != 0) found |= wide_marks(b0, load(at + 1), load(at + 2));
  const Halves h = halves(found);
  found_[0] = h.half[0];
  found_[1] = h.half[1];
}

std::size_t MarkScan::next() {
  while ((found_[0] | found_[1]) == 0) {
    if (next_block_ >= text_.size()) return none;
    look_at_block();
  }
  const std::size_t half = found_[0] != 0 ? 0 : 1;
  const int bit = std::countr_zero(found_[half]);
  found_[half] &= ~(uint64_t{0xFF} << bit);
  return block_ + half * 8 + static_cast<std::size_t>(bit / 8);
}

}  // namespace docmill::sentences
