// Sums of small decision trees, in whole numbers.
//
// A tree asks the same question of every node of a level ("oblivious", as in CatBoost), so a vector of numbers falls
// through it by as many comparisons as it is deep, without a branch; the answers, the first one highest, are the number
// of the leaf. Every value is an integer: sums have no last bit that could differ between machines.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "docmill/base/wide_vectors.hpp"

namespace docmill::cleaner {

inline constexpr std::size_t deepest_tree = 6;

struct Split {
  uint16_t feature;
  int32_t bound;  // yes: the feature is at least that
};

class TreeSet {
 public:
  // `splits`: 1 to deepest_tree; `leaves`: two to the power of their number, thousandths of the logarithm of the odds.
  void add(const std::vector<Split>& splits, const std::vector<int32_t>& leaves);
  void clear() { trees_.clear(), leaves_.clear(); }
  bool empty() const { return trees_.empty(); }
  // The sum over all trees. `numbers` holds at least as many as the largest feature names.
  int32_t sum(const int32_t* numbers) const {
    int32_t total = 0;
    for (const Tree& t : trees_) {
      uint32_t leaf = 0;
      for (uint32_t d = 0; d < t.depth; ++d)
        leaf = leaf * 2 + (numbers[t.splits[d].feature] >= t.splits[d].bound ? 1 : 0);
      total += leaves_[t.first_leaf + leaf];
    }
    return total;
  }
  // The same for `lanes` vectors of numbers at once: those of feature f stand at numbers[f * lanes].
  static constexpr std::size_t lanes = 8;
  // `wide`: by vectors of 32 bytes, which the processor must have; both ways give the same.
  void sums(const int32_t* numbers, int32_t* totals, bool wide = has_wide_vectors) const;

 private:
  template <class Lanes>
  void add_up(const int32_t* numbers, int32_t* totals) const;
  void add_up_wide(const int32_t* numbers, int32_t* totals) const;

  struct Tree {
    std::array<Split, deepest_tree> splits;
    uint32_t depth, first_leaf;
  };
  std::vector<Tree> trees_;
  std::vector<int32_t> leaves_;
};

// The chance in ten-thousandths that a sum of thousandths of log odds stands for: the logistic function, between the
// points of a table, exact everywhere.
int32_t chance_of(int32_t sum);

}  // namespace docmill::cleaner
