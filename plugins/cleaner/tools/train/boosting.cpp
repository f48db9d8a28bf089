#include "tools/train/boosting.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace docmill::cleaner::train {

namespace {

constexpr std::size_t most_bins = 32;

// A generator of our own: the library's may change between versions (Knuth's MMIX).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  double next() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<double>(state_ >> 11) / 9007199254740992.0;
  }

 private:
  uint64_t state_;
};

class Booster {
 public:
  Booster(const Table& table, const std::vector<float>& target, const std::vector<float>& weight,
          const BoostingOptions& options)
      : table_(table), target_(target), weight_(weight), options_(options), random_(options.seed) {
    for (uint32_t i = 0; i < table.rows(); ++i)
      if (weight[i] > 0) used_.push_back(i);
    cut();
    start();
    leaf_.assign(used_.size(), 0);
  }

  std::vector<GrownTree> grow() {
    std::vector<GrownTree> trees;
    for (int t = 0; t < options_.trees; ++t) {
      GrownTree tree = grow_one();
      if (tree.splits.empty()) continue;  // of what was drawn nothing tells them apart
      if (trees.empty())
        for (int32_t& leaf : tree.leaves) leaf += start_;
      trees.push_back(std::move(tree));
    }
    return trees;
  }

 private:
  // Gradient and curvature in whole numbers: what is summed is the same in any order, and what is left of a sum when a
  // part is taken away is exact.
  struct Sum {
    int64_t g = 0, h = 0;
    Sum& operator+=(const Sum& o) { return g += o.g, h += o.h, *this; }
    Sum operator-(const Sum& o) const { return {g - o.g, h - o.h}; }
  };
  static constexpr double unit = 1 << 20;
  double value(const Sum& s) const {
    const double g = static_cast<double>(s.g) / unit, h = static_cast<double>(s.h) / unit;
    return g * g / (h + options_.lambda * 0.25);
  }

  // All rows begin with the logarithm of the odds of the mean; the leaves of the first tree hold it.
  void start() {
    double yes = 1, all = 2;
    for (const uint32_t i : used_) yes += target_[i] * weight_[i], all += weight_[i];
    start_ = static_cast<int32_t>(std::lround(1000 * std::log(yes / (all - yes))));
    margin_.assign(used_.size(), start_ / 1000.0);
  }

  // Bounds by quantiles of a sample, and each value's bin.
  void cut() {
    bounds_.resize(table_.columns());
    bins_.resize(table_.columns());
    std::vector<int32_t> sample;
    const std::size_t step = std::max<std::size_t>(1, used_.size() / 20000);
    for (std::size_t c = 0; c < table_.columns(); ++c) {
      if (c < options_.left_out.size() && options_.left_out[c]) continue;
      sample.clear();
      for (std::size_t k = 0; k < used_.size(); k += step) sample.push_back(table_.row(used_[k])[c]);
      std::sort(sample.begin(), sample.end());
      std::vector<int32_t>& bounds = bounds_[c];
      for (std::size_t q = 1; q < most_bins && !sample.empty(); ++q) {
        const int32_t bound = sample[q * sample.size() / most_bins];
        if (bound > sample.front() && (bounds.empty() || bound > bounds.back())) bounds.push_back(bound);
      }
      // A rare value of a number that is nearly always the same.
      if (bounds.empty() && !sample.empty() && sample.back() > sample.front()) bounds.push_back(sample.front() + 1);
      std::vector<uint8_t>& bins = bins_[c];
      bins.resize(used_.size());
      for (std::size_t k = 0; k < used_.size(); ++k)
        bins[k] = static_cast<uint8_t>(std::upper_bound(bounds.begin(), bounds.end(), table_.row(used_[k])[c]) -
                                       bounds.begin());
    }
  }

  GrownTree grow_one() {
    draw();
    std::fill(leaf_.begin(), leaf_.end(), uint8_t{0});
    GrownTree tree;
    for (int level = 0; level < options_.depth; ++level) {
      const std::size_t leaves = std::size_t{1} << level;
      const Split split = best_split(leaves);
      if (split.feature == UINT16_MAX) break;
      tree.splits.push_back(split);
      const std::vector<int32_t>& bounds = bounds_[split.feature];
      const auto bin =
          static_cast<uint8_t>(std::lower_bound(bounds.begin(), bounds.end(), split.bound) - bounds.begin() + 1);
      const std::vector<uint8_t>& bins = bins_[split.feature];
      for (std::size_t k = 0; k < used_.size(); ++k)
        leaf_[k] = static_cast<uint8_t>(leaf_[k] * 2 + (bins[k] >= bin ? 1 : 0));
      if (level + 1 < options_.depth) part_sums(leaves);
    }
    if (!tree.splits.empty()) set_leaves(tree);
    return tree;
  }

  // The rows and the numbers that one tree sees, and the sums of all those rows.
  void draw() {
    rows_.clear();
    slopes_.clear();
    for (uint32_t k = 0; k < used_.size(); ++k) {
      if (random_.next() >= options_.rows) continue;
      const double p = 1 / (1 + std::exp(-margin_[k])), w = weight_[used_[k]];
      rows_.push_back(k);
      slopes_.push_back(
          {std::llround((p - target_[used_[k]]) * w * unit), std::llround(std::max(p * (1 - p), 1e-4) * w * unit)});
    }
    columns_.clear();
    for (uint32_t c = 0; c < table_.columns(); ++c)
      if (!bounds_[c].empty() && random_.next() < options_.columns) columns_.push_back(c);
    sums_.resize(columns_.size());
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      sums_[j].assign(most_bins, Sum{});
      const std::vector<uint8_t>& bins = bins_[columns_[j]];
      for (std::size_t i = 0; i < rows_.size(); ++i) sums_[j][bins[rows_[i]]] += slopes_[i];
    }
  }

  // Each leaf was parted in two, no and yes: the sums of the side with fewer rows are counted, the others are what is
  // left.
  void part_sums(std::size_t leaves) {
    std::size_t yes = 0;
    for (const uint32_t k : rows_) yes += leaf_[k] & 1;
    const std::size_t side = yes * 2 <= rows_.size() ? 1 : 0;
    few_.clear();
    for (uint32_t i = 0; i < rows_.size(); ++i)
      if ((leaf_[rows_[i]] & 1) == side) few_.push_back(i);
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      parted_.assign(leaves * 2 * most_bins, Sum{});
      const std::vector<uint8_t>& bins = bins_[columns_[j]];
      for (const uint32_t i : few_) parted_[leaf_[rows_[i]] * most_bins + bins[rows_[i]]] += slopes_[i];
      for (std::size_t leaf = 0; leaf < leaves; ++leaf)
        for (std::size_t b = 0; b <= bounds_[columns_[j]].size(); ++b)
          parted_[(leaf * 2 + 1 - side) * most_bins + b] =
              sums_[j][leaf * most_bins + b] - parted_[(leaf * 2 + side) * most_bins + b];
      std::swap(sums_[j], parted_);
    }
  }

  Split best_split(std::size_t leaves) const {
    Split best{UINT16_MAX, 0};
    double best_gain = 1e-3;
    std::array<double, most_bins> gains{};
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      const std::vector<int32_t>& bounds = bounds_[columns_[j]];
      gains.fill(0);
      for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
        const Sum* const s = &sums_[j][leaf * most_bins];
        Sum all, low;
        for (std::size_t b = 0; b <= bounds.size(); ++b) all += s[b];
        if (all.h == 0) continue;
        const double whole = value(all);
        for (std::size_t b = 0; b < bounds.size(); ++b) {
          low += s[b];
          gains[b] += value(low) + value(all - low) - whole;
        }
      }
      for (std::size_t b = 0; b < bounds.size(); ++b)
        if (gains[b] > best_gain) best_gain = gains[b], best = {static_cast<uint16_t>(columns_[j]), bounds[b]};
    }
    return best;
  }

  void set_leaves(GrownTree& tree) {
    std::vector<Sum> sums(std::size_t{1} << tree.splits.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) sums[leaf_[rows_[i]]] += slopes_[i];
    for (const Sum& s : sums) {
      const double g = static_cast<double>(s.g) / unit, h = static_cast<double>(s.h) / unit;
      tree.leaves.push_back(
          static_cast<int32_t>(std::lround(-1000 * options_.rate * g / (h + options_.lambda * 0.25))));
    }
    for (std::size_t k = 0; k < used_.size(); ++k) margin_[k] += tree.leaves[leaf_[k]] / 1000.0;
  }

  const Table& table_;
  const std::vector<float>& target_;
  const std::vector<float>& weight_;
  BoostingOptions options_;
  Random random_;
  std::vector<uint32_t> used_, columns_;
  std::vector<std::vector<int32_t>> bounds_;  // by column, ascending: bin n holds what is below bound n
  std::vector<std::vector<uint8_t>> bins_;    // by column, of the used rows
  std::vector<double> margin_;                // of the used rows
  int32_t start_ = 0;
  std::vector<uint8_t> leaf_;
  // Of one tree: its rows, their slopes, and by column the sums of each leaf and bin.
  std::vector<uint32_t> rows_, few_;
  std::vector<Sum> slopes_, parted_;
  std::vector<std::vector<Sum>> sums_;
};

}  // namespace

std::vector<GrownTree> boost(const Table& table, const std::vector<float>& target, const std::vector<float>& weight,
                             const BoostingOptions& options) {
  return Booster(table, target, weight, options).grow();
}

TreeSet as_set(const std::vector<GrownTree>& trees) {
  TreeSet set;
  for (const GrownTree& t : trees) set.add(t.splits, t.leaves);
  return set;
}

std::string line_of(const std::string& model, const GrownTree& tree, const std::vector<std::string>& names) {
  std::string line = model + "\ttree\t";
  for (std::size_t i = 0; i < tree.splits.size(); ++i)
    line += (i == 0 ? "" : " ") + names[tree.splits[i].feature] + ">=" + std::to_string(tree.splits[i].bound);
  line += "\t";
  for (std::size_t i = 0; i < tree.leaves.size(); ++i) line += (i == 0 ? "" : " ") + std::to_string(tree.leaves[i]);
  return line + "\n";
}

}  // namespace docmill::cleaner::train
