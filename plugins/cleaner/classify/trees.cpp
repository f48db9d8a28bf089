#include "classify/trees.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "docmill/base/wide_vectors.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace docmill::cleaner {

void TreeSet::add(const std::vector<Split>& splits, const std::vector<int32_t>& leaves) {
  Tree t{};
  t.depth = static_cast<uint32_t>(splits.size());
  t.first_leaf = static_cast<uint32_t>(leaves_.size());
  std::copy(splits.begin(), splits.end(), t.splits.begin());
  trees_.push_back(t);
  leaves_.insert(leaves_.end(), leaves.begin(), leaves.end());
}

namespace {

// By the vector types of GCC and Clang, as in text_edits/byte_scan.hpp: eight numbers as two vectors, which every
// target has, or as one.
using Four = int32_t __attribute__((vector_size(16)));
using Eight = int32_t __attribute__((vector_size(32)));
// Each number becomes what stands there in the table.
inline void look_up(const int32_t* table, Four& at) {
  for (int k = 0; k < 4; ++k) at[k] = table[at[k]];
}

#if defined(__x86_64__)
DOCMILL_FOR_WIDE_VECTORS inline void look_up(const int32_t* table, Eight& at) {
  at = reinterpret_cast<Eight>(_mm256_i32gather_epi32(table, reinterpret_cast<__m256i>(at), sizeof(int32_t)));
}
#else
inline void look_up(const int32_t* table, Eight& at) {
  for (int k = 0; k < 8; ++k) at[k] = table[at[k]];
}
#endif

}  // namespace

// Inlined where the target is known.
template <class Lanes>
[[gnu::always_inline]] inline void TreeSet::add_up(const int32_t* numbers, int32_t* totals) const {
  constexpr std::size_t width = sizeof(Lanes) / sizeof(int32_t), vectors = lanes / width;
  std::array<Lanes, vectors> sums{};
  for (const Tree& t : trees_) {
    // Each "no" as a bit: a lane that is true is -1.
    std::array<Lanes, vectors> leaf{};
    for (uint32_t d = 0; d < t.depth; ++d) {
      const int32_t* const at = numbers + t.splits[d].feature * lanes;
      for (std::size_t v = 0; v < vectors; ++v) {
        Lanes here;
        std::memcpy(&here, at + v * width, sizeof here);
        leaf[v] = leaf[v] + leaf[v] - (Lanes{} + t.splits[d].bound > here);
      }
    }
    const int32_t* const leaves = leaves_.data() + t.first_leaf;
    for (std::size_t v = 0; v < vectors; ++v) {
      leaf[v] = (1 << t.depth) - 1 - leaf[v];
      look_up(leaves, leaf[v]);
      sums[v] += leaf[v];
    }
  }
  std::memcpy(totals, sums.data(), sizeof sums);
}

DOCMILL_FOR_WIDE_VECTORS void TreeSet::add_up_wide(const int32_t* numbers, int32_t* totals) const {
  add_up<Eight>(numbers, totals);
}

void TreeSet::sums(const int32_t* numbers, int32_t* totals, bool wide) const {
  wide ? add_up_wide(numbers, totals) : add_up<Four>(numbers, totals);
}

int32_t chance_of(int32_t sum) {
  // 10000 / (1 + exp(-x)) at each quarter from 0 to 8.
  static constexpr std::array<int32_t, 33> points = {5000, 5622, 6225, 6792, 7311, 7773, 8176, 8520, 8808, 9047, 9241,
                                                     9399, 9526, 9627, 9707, 9770, 9820, 9859, 9890, 9914, 9933, 9948,
                                                     9959, 9968, 9975, 9981, 9985, 9988, 9991, 9993, 9994, 9996, 9997};
  const int32_t size = std::min(sum < 0 ? -sum : sum, 7999);
  const auto at = static_cast<std::size_t>(size / 250);
  const int32_t chance = points[at] + (points[at + 1] - points[at]) * (size % 250) / 250;
  return sum < 0 ? 10000 - chance : chance;
}

}  // namespace docmill::cleaner
