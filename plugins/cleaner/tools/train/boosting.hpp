// Gradient boosting of oblivious trees for yes and no, in a fixed order: the same rows give the same trees.
//
// After Friedman (2001) with the regularised second-order gain of XGBoost (Chen and Guestrin 2016), the symmetric trees
// of CatBoost (Prokhorenkova et al. 2018), histograms over at most 32 bins of each number, and a sample of rows and
// numbers for each tree.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "classify/trees.hpp"

namespace docmill::cleaner::train {

// A table of whole numbers, a column for each; `rows` are added one after the other.
class Table {
 public:
  explicit Table(std::size_t columns) : columns_(columns) {}
  void add(const int32_t* row) { values_.insert(values_.end(), row, row + columns_); }
  std::size_t rows() const { return columns_ == 0 ? 0 : values_.size() / columns_; }
  std::size_t columns() const { return columns_; }
  const int32_t* row(std::size_t i) const { return &values_[i * columns_]; }

 private:
  std::size_t columns_;
  std::vector<int32_t> values_;
};

struct BoostingOptions {
  int trees = 140;
  int depth = 5;
  double rate = 0.15;
  double rows = 0.3;     // the share that a tree sees
  double columns = 0.4;  // the share of numbers that a tree may ask for
  double lambda = 20;    // pull of leaves towards zero, in rows
  uint64_t seed = 12345;
  std::vector<bool> left_out;  // by number: trees may not ask for it; empty: none
};

struct GrownTree {
  std::vector<Split> splits;
  std::vector<int32_t> leaves;
};

// `target`: a chance from 0 to 1 for each row; `weight`: of each row, their mean about 1; rows of weight 0 are not
// looked at.
std::vector<GrownTree> boost(const Table& table, const std::vector<float>& target, const std::vector<float>& weight,
                             const BoostingOptions& options);

TreeSet as_set(const std::vector<GrownTree>& trees);
// As a line of the model file.
std::string line_of(const std::string& model, const GrownTree& tree, const std::vector<std::string>& names);

}  // namespace docmill::cleaner::train
