// Keys numbered from 0 in the order in which they come: a small hash table for the document in work.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace docmill::linker {

// Scratch space of one thread. To empty it costs as much as it holds, whatever it held before.
template <class Key>
class Numbered {
 public:
  static constexpr uint32_t none = UINT32_MAX;

  void clear() {
    for (const uint32_t slot : used_) slots_[slot] = none;
    used_.clear();
    keys_.clear();
  }
  uint32_t size() const { return static_cast<uint32_t>(keys_.size()); }
  Key key(uint32_t number) const { return keys_[number]; }
  // The number of a key, a new one where it has none.
  uint32_t number_of(Key key) {
    std::size_t at = home(key);
    for (; slots_[at] != none; at = (at + 1) & (slots_.size() - 1))
      if (keys_[slots_[at]] == key) return slots_[at];
    const uint32_t number = size();
    slots_[at] = number;
    used_.push_back(static_cast<uint32_t>(at));
    keys_.push_back(key);
    if (2 * keys_.size() > slots_.size()) grow();
    return number;
  }
  // The number of a key, or none.
  uint32_t find(Key key) const {
    std::size_t at = home(key);
    while (slots_[at] != none && keys_[slots_[at]] != key) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }

 private:
  std::size_t home(Key key) const {
    return static_cast<std::size_t>(uint64_t{key} * 0x9E3779B97F4A7C15u >> (64 - std::bit_width(slots_.size() - 1)));
  }
  void grow() {
    slots_.assign(slots_.size() * 2, none);
    for (uint32_t number = 0; number < size(); ++number) {
      std::size_t at = home(keys_[number]);
      while (slots_[at] != none) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = number;
      used_[number] = static_cast<uint32_t>(at);
    }
  }
  std::vector<uint32_t> slots_ = std::vector<uint32_t>(256, none);
  std::vector<uint32_t> used_;  // slots, by number
  std::vector<Key> keys_;       // by number
};

// Turns most numbers away that were not added.
class NumberFilter {
 public:
  void clear() { bits_ = {}; }
  void add(uint32_t number) { bits_[mixed(number) >> 6] |= uint64_t{1} << (mixed(number) & 63); }
  bool may_hold(uint32_t number) const {
    const uint32_t bit = mixed(number);
    return (bits_[bit / 64] >> (bit & 63) & 1) != 0;
  }

 private:
  static constexpr int log_bits = 13;
  static uint32_t mixed(uint32_t number) { return number * 0x9E3779B1u >> (32 - log_bits); }
  std::array<uint64_t, (std::size_t{1} << log_bits) / 64> bits_{};
};

}  // namespace docmill::linker
