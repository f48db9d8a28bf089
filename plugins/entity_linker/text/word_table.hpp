// A table from hashes of words to small numbers, made once and asked for every word of a text: without a branch, for no
// processor foresees which words are in it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>

namespace docmill::linker {

// A hash times an odd factor says by its upper bits at which place a word is, and the lower bits tell it from all
// others there; the number takes the room of the upper ones. The factor is one for which no place has more than
// `per_place`.
template <int log_places, int per_place>
class WordTable {
 public:
  struct Word {
    uint32_t hash, number;
  };

  // Each hash once, with numbers from 1 on, below the number of places. About every second factor will do.
  void fill(std::span<const Word> words) {
    for (factor_ = 1; !place(words);) factor_ += 2;
  }
  // The number of the word with this hash, 0 of others.
  [[gnu::always_inline]] uint32_t find(uint32_t hash) const {
    const uint32_t product = hash * factor_, rest = product << log_places;
    const uint32_t* const at = (*slots_)[product >> rest_bits].data();
    Four found = {};
    for (int i = 0; i < per_place; i += 4) {
      Four four;
      std::memcpy(&four, at + i, sizeof four);
      four ^= rest;
      found |= four & reinterpret_cast<Four>((four >> uint32_t{log_places}) == 0u);
    }
    const auto halves = reinterpret_cast<Two>(found);
    const uint64_t both = halves[0] | halves[1];
    return static_cast<uint32_t>(both | both >> 32);
  }

 private:
  using Four = uint32_t __attribute__((vector_size(16)));
  using Two = uint64_t __attribute__((vector_size(16)));
  static_assert(per_place % 4 == 0);
  static constexpr int rest_bits = 32 - log_places;
  struct alignas(64) Slots : std::array<std::array<uint32_t, per_place>, std::size_t{1} << log_places> {};

  bool place(std::span<const Word> words) {
    slots_->fill({});
    for (const Word& word : words) {
      const uint32_t product = word.hash * factor_;
      auto& slots = (*slots_)[product >> rest_bits];
      const auto free = std::find(slots.begin(), slots.end(), 0u);
      if (free == slots.end()) return false;
      *free = product << log_places | word.number;
    }
    return true;
  }
  std::unique_ptr<Slots> slots_ = std::make_unique<Slots>();
  uint32_t factor_ = 1;
};

}  // namespace docmill::linker
