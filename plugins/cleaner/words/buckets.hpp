// Rows of a table found by the number of their bucket, of which few are filled: a bit for each bucket says so, few
// enough bytes to stay in the nearest cache. Filled by one thread, then shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "docmill/base/bits.hpp"

namespace docmill::cleaner {

class Buckets {
 public:
  // `bucket_of_row`: below `n_buckets` each. Gives the place of each row when they are put in the order of their
  // buckets; those of one bucket keep theirs.
  std::vector<uint32_t> fill(const std::vector<uint32_t>& bucket_of_row, std::size_t n_buckets) {
    filled_.assign((n_buckets + 63) / 64, 0);
    for (const uint32_t b : bucket_of_row) filled_[b / 64] |= uint64_t{1} << (b % 64);
    filled_before_.clear();
    uint32_t n_filled = 0;
    for (const uint64_t bits : filled_) {
      filled_before_.push_back(n_filled);
      n_filled += count_bits(bits);
    }
    first_.assign(n_filled + std::size_t{1}, 0);
    for (const uint32_t b : bucket_of_row) ++first_[number(b) + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    std::vector<uint32_t> next(first_.begin(), first_.end() - 1), places;
    places.reserve(bucket_of_row.size());
    for (const uint32_t b : bucket_of_row) places.push_back(next[number(b)]++);
    return places;
  }

  bool empty() const { return filled_.empty(); }
  bool has(uint32_t bucket) const { return (filled_[bucket / 64] >> (bucket % 64) & 1) != 0; }
  // Of a filled bucket: its number among those that are, below n_filled().
  std::size_t number(uint32_t bucket) const {
    return filled_before_[bucket / 64] + count_bits(filled_[bucket / 64] & ((uint64_t{1} << (bucket % 64)) - 1));
  }
  std::size_t n_filled() const { return first_.empty() ? 0 : first_.size() - 1; }
  // The rows of the filled bucket of that number, [first, last).
  uint32_t first_row(std::size_t number) const { return first_[number]; }
  uint32_t last_row(std::size_t number) const { return first_[number + 1]; }

 private:
  std::vector<uint64_t> filled_;
  std::vector<uint32_t> filled_before_;  // how many bits are set before each of its numbers
  std::vector<uint32_t> first_;          // row of each filled bucket; behind them the end
};

}  // namespace docmill::cleaner
