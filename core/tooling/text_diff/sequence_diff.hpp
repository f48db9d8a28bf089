// Where two sequences part: the one search under the differences of words and of lines.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tooling/namespace.hpp"

namespace docmill::tooling {

// Elements [a_begin, a_end) of the first stand where [b_begin, b_end) of the second do.
struct Stretch {
  int a_begin, a_end, b_begin, b_end;
};

// Numbers for pieces of text: equal pieces have equal numbers. The pieces are borrowed.
class PieceNumbers {
 public:
  uint32_t of(std::string_view piece) {
    return numbers_.emplace(piece, static_cast<uint32_t>(numbers_.size())).first->second;
  }

 private:
  std::unordered_map<std::string_view, uint32_t> numbers_;
};

// The stretches in which the sequences differ, in order, something equal between any two. Few elements, by E. Myers,
// "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986). Sequences that differ in more than some
// thousand elements are not searched to the end: the rest is one stretch. Memory is bounded (16 MB).
std::vector<Stretch> diff_sequences(std::span<const uint32_t> a, std::span<const uint32_t> b);

}  // namespace docmill::tooling
