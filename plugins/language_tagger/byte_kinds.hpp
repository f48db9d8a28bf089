// What the bytes of a line are, a bit for each: found once, for all who would else look for them one by one (is it
// code, what is no language in it, where does a sentence end, how many letters are there).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "docmill/base/bits.hpp"
#include "docmill/base/wide_vectors.hpp"

namespace docmill::language {

// Of sixty-four bytes; the first has the lowest bit.
struct ByteKinds {
  static constexpr std::size_t size = 64;

  uint64_t letters = 0;   // of ASCII
  uint64_t capitals = 0;  // of these
  uint64_t beyond = 0;    // ASCII
  uint64_t blanks = 0;    // space, tab, LF, CR
  uint64_t stops = 0;     // . ! ?
  uint64_t closers = 0;   // ) ] " '
  uint64_t dashes = 0;    // -
  uint64_t dots = 0;      // .
  uint64_t marks = 0;     // # @ / \ . _ = { : ( and digits: of addresses and other tokens for machines
  uint64_t signs = 0;     // of which code has many: { } [ ] ( ) ; = < > _ $ \ | & * + # / @
  uint64_t doubtful = 0;  // what may be refused by CLD2: controls, the first bytes of some that are beyond ASCII
};

// The kinds of a text, those of every sixty-four bytes side by side. What is behind its end is of no kind.
using Kinds = std::span<ByteKinds>;
using ConstKinds = std::span<const ByteKinds>;
using Kind = uint64_t ByteKinds::*;

// Those of `text` are added to `kinds`. `by_wide_vectors`: only where the processor has them; the same either way.
void read_kinds(std::string_view text, std::vector<ByteKinds>& kinds, bool by_wide_vectors = has_wide_vectors);

// Where the first byte of the kind at or behind `from` is, 64 times the number of kinds where there is none.
inline std::size_t find_kind(ConstKinds kinds, Kind kind, std::size_t from) {
  std::size_t block = from / ByteKinds::size;
  if (block >= kinds.size()) return kinds.size() * ByteKinds::size;
  uint64_t bits = kinds[block].*kind & ~uint64_t{0} << from % ByteKinds::size;
  while (bits == 0) {
    if (++block == kinds.size()) return block * ByteKinds::size;
    bits = kinds[block].*kind;
  }
  return block * ByteKinds::size + static_cast<std::size_t>(std::countr_zero(bits));
}

// Where what follows the last byte of the kind before `to` begins; 0 where there is none.
inline std::size_t behind_last(ConstKinds kinds, Kind kind, std::size_t to) {
  std::size_t block = to / ByteKinds::size;
  uint64_t bits = to % ByteKinds::size == 0 ? 0 : kinds[block].*kind & ~(~uint64_t{0} << to % ByteKinds::size);
  while (bits == 0) {
    if (block-- == 0) return 0;
    bits = kinds[block].*kind;
  }
  return block * ByteKinds::size + static_cast<std::size_t>(std::bit_width(bits));
}

inline bool is_of(ConstKinds kinds, Kind kind, std::size_t at) {
  return at / ByteKinds::size < kinds.size() && (kinds[at / ByteKinds::size].*kind >> at % ByteKinds::size & 1) != 0;
}

// The bits of [from, to) in the block.
constexpr uint64_t bits_of_range(std::size_t block, std::size_t from, std::size_t to) {
  const std::size_t start = block * ByteKinds::size;
  if (from >= start + ByteKinds::size || to <= start) return 0;
  const uint64_t behind_from = from <= start ? ~uint64_t{0} : ~uint64_t{0} << (from - start);
  const uint64_t before_to = to >= start + ByteKinds::size ? ~uint64_t{0} : ~(~uint64_t{0} << (to - start));
  return behind_from & before_to;
}

inline uint64_t count_kind(ConstKinds kinds, Kind kind, std::size_t from, std::size_t to) {
  uint64_t n = 0;
  for (std::size_t block = from / ByteKinds::size; block * ByteKinds::size < to; ++block)
    n += count_bits(kinds[block].*kind & bits_of_range(block, from, to));
  return n;
}

}  // namespace docmill::language
