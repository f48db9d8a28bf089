#include "classify/trees.hpp"

#include <algorithm>

namespace docmill::cleaner {

void TreeSet::add(const std::vector<Split>& splits, const std::vector<int32_t>& leaves) {
  Tree t{};
  t.depth = static_cast<uint32_t>(splits.size());
  t.first_leaf = static_cast<uint32_t>(leaves_.size());
  std::copy(splits.begin(), splits.end(), t.splits.begin());
  trees_.push_back(t);
  leaves_.insert(leaves_.end(), leaves.begin(), leaves.end());
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
