// How often each of many words came, where nobody knows how many there will be.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// Counts words up to `most` different ones; what comes new behind those is counted together. Which words have a count
// of their own follows from the order in which they come, and from nothing else. Not for several threads.
class BoundedCounts {
 public:
  explicit BoundedCounts(std::size_t most = 100'000) : most_(most) {}

  // A word is cut to `longest` bytes, at a character.
  void add(std::string_view word, uint64_t times = 1) {
    word = utf8::prefix(word, longest);
    total_ += times;
    if (const auto found = counts_.find(word); found != counts_.end()) found->second += times;
    else if (counts_.size() < most_) counts_.emplace(word, times);
    else others_ += times;
  }

  uint64_t total() const { return total_; }
  uint64_t others() const { return others_; }  // of words without a count of their own
  std::size_t different() const { return counts_.size(); }

  // The most frequent ones, ties in byte order.
  std::vector<std::pair<std::string, uint64_t>> top(std::size_t n = SIZE_MAX) const {
    std::vector<std::pair<std::string, uint64_t>> all(counts_.begin(), counts_.end());
    const auto before = [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    };
    n = std::min(n, all.size());
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n), all.end(), before);
    all.resize(n);
    return all;
  }

 private:
  static constexpr std::size_t longest = 200;

  std::size_t most_;
  uint64_t total_ = 0, others_ = 0;
  std::map<std::string, uint64_t, std::less<>> counts_;
};

}  // namespace docmill::tooling
