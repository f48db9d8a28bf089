#include "tools/train/boosting.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

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
    margin_.assign(used_.size(), 0);
    leaf_.assign(used_.size(), 0);
    gradient_.resize(used_.size());
    curvature_.resize(used_.size());
  }

  std::vector<GrownTree> grow() {
    std::vector<GrownTree> trees;
    for (int t = 0; t < options_.trees; ++t) {
      GrownTree tree = grow_one();
      if (tree.splits.empty()) break;
      trees.push_back(std::move(tree));
    }
    return trees;
  }

 private:
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
    rows_.clear();
    for (uint32_t k = 0; k < used_.size(); ++k) {
      if (random_.next() >= options_.rows) continue;
      const double p = 1 / (1 + std::exp(-margin_[k])), w = weight_[used_[k]];
      gradient_[k] = static_cast<float>((p - target_[used_[k]]) * w);
      curvature_[k] = static_cast<float>(std::max(p * (1 - p), 1e-4) * w);
      rows_.push_back(k);
    }
    columns_.clear();
    for (uint32_t c = 0; c < table_.columns(); ++c)
      if (!bounds_[c].empty() && random_.next() < options_.columns) columns_.push_back(c);
    std::fill(leaf_.begin(), leaf_.end(), uint8_t{0});
    GrownTree tree;
    for (int level = 0; level < options_.depth; ++level) {
      const Split split = best_split(std::size_t{1} << level);
      if (split.feature == UINT16_MAX) break;
      tree.splits.push_back(split);
      const std::vector<int32_t>& bounds = bounds_[split.feature];
      const auto bin =
          static_cast<uint8_t>(std::lower_bound(bounds.begin(), bounds.end(), split.bound) - bounds.begin() + 1);
      const std::vector<uint8_t>& bins = bins_[split.feature];
      for (std::size_t k = 0; k < used_.size(); ++k)
        leaf_[k] = static_cast<uint8_t>(leaf_[k] * 2 + (bins[k] >= bin ? 1 : 0));
    }
    if (tree.splits.empty()) return tree;
    set_leaves(tree);
    return tree;
  }

  Split best_split(std::size_t leaves) {
    struct Sum {
      double g = 0, h = 0;
    };
    std::vector<Sum> sums(leaves * most_bins);
    const auto value = [&](double g, double h) { return g * g / (h + options_.lambda * 0.25); };
    Split best{UINT16_MAX, 0};
    double best_gain = 1e-3;
    for (const uint32_t c : columns_) {
      std::fill(sums.begin(), sums.end(), Sum{});
      const std::vector<uint8_t>& bins = bins_[c];
      for (const uint32_t k : rows_) {
        Sum& s = sums[leaf_[k] * most_bins + bins[k]];
        s.g += gradient_[k];
        s.h += curvature_[k];
      }
      const std::size_t n = bounds_[c].size();
      std::vector<double> gains(n, 0);
      for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
        const Sum* s = &sums[leaf * most_bins];
        double g = 0, h = 0;
        for (std::size_t b = 0; b <= n; ++b) g += s[b].g, h += s[b].h;
        double low_g = 0, low_h = 0;
        for (std::size_t b = 0; b < n; ++b) {
          low_g += s[b].g;
          low_h += s[b].h;
          gains[b] += value(low_g, low_h) + value(g - low_g, h - low_h) - value(g, h);
        }
      }
      for (std::size_t b = 0; b < n; ++b)
        if (gains[b] > best_gain) best_gain = gains[b], best = {static_cast<uint16_t>(c), bounds_[c][b]};
    }
    return best;
  }

  void set_leaves(GrownTree& tree) {
    const std::size_t leaves = std::size_t{1} << tree.splits.size();
    std::vector<double> g(leaves), h(leaves);
    for (const uint32_t k : rows_) {
      g[leaf_[k]] += gradient_[k];
      h[leaf_[k]] += curvature_[k];
    }
    for (std::size_t leaf = 0; leaf < leaves; ++leaf)
      tree.leaves.push_back(
          static_cast<int32_t>(std::lround(-1000 * options_.rate * g[leaf] / (h[leaf] + options_.lambda * 0.25))));
    for (std::size_t k = 0; k < used_.size(); ++k) margin_[k] += tree.leaves[leaf_[k]] / 1000.0;
  }

  const Table& table_;
  const std::vector<float>& target_;
  const std::vector<float>& weight_;
  BoostingOptions options_;
  Random random_;
  std::vector<uint32_t> used_, rows_, columns_;
  std::vector<std::vector<int32_t>> bounds_;  // by column, ascending: bin n holds what is below bound n
  std::vector<std::vector<uint8_t>> bins_;    // by column, of the used rows
  std::vector<double> margin_;
  std::vector<float> gradient_, curvature_;
  std::vector<uint8_t> leaf_;
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
