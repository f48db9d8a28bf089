#include "classify/trees.hpp"

#include <algorithm>
#include <cstring>

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

// By the vector types of GCC and Clang, as in text_edits/byte_scan.hpp. Two of four numbers each: every target has
// those.
using Lanes = int32_t __attribute__((vector_size(16)));
constexpr std::size_t width = 4;
static_assert(TreeSet::lanes == 2 * width);

Lanes load_lanes(const int32_t* at) {
  Lanes v;
  std::memcpy(&v, at, sizeof v);
  return v;
}

}  // namespace

void TreeSet::sums(const int32_t* numbers, int32_t* totals) const {
  std::fill(totals, totals + lanes, 0);
  for (const Tree& t : trees_) {
    // Each "no" as a bit: a lane that is true is -1.
    Lanes first{}, second{};
    for (uint32_t d = 0; d < t.depth; ++d) {
      const Lanes bound = Lanes{} + t.splits[d].bound;
      const int32_t* const at = numbers + t.splits[d].feature * lanes;
      first = first + first - (bound > load_lanes(at));
      second = second + second - (bound > load_lanes(at + width));
    }
    const int32_t* const last = leaves_.data() + t.first_leaf + (std::size_t{1} << t.depth) - 1;
    for (std::size_t k = 0; k < width; ++k) {
      totals[k] += *(last - first[k]);
      totals[width + k] += *(last - second[k]);
    }
  }
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
