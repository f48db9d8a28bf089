// A shuffle that gives the same order for the same seed on every machine (std::shuffle does not promise that).
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace docmill::host {

// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
class SplitMix64 {
 public:
  explicit SplitMix64(uint64_t seed) : state_(seed) {}
  uint64_t next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  // Below `n`, which is not 0. The bias of the remainder does not matter here.
  uint64_t below(uint64_t n) { return next() % n; }

 private:
  uint64_t state_;
};

template <class T>
void shuffle(std::vector<T>& items, uint64_t seed) {
  SplitMix64 random(seed);
  for (std::size_t n = items.size(); n > 1; --n) std::swap(items[n - 1], items[random.below(n)]);
}

}  // namespace docmill::host
