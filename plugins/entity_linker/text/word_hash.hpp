// The hash of a word, as a token has it.
#pragma once

#include <cstdint>

#include "text/characters.hpp"

namespace docmill::linker {

// The hash of a word, made from its folded characters one after the other. Eight ASCII characters are gathered before
// they are mixed in, so that those of a short word can be mixed in at once.
class WordHash {
 public:
  static constexpr uint64_t start = 0xCBF29CE484222325u;
  static constexpr uint64_t factor = 0x9FB21C651E98DF25u, last_factor = 0x9E3779B97F4A7C15u;

  void add(char32_t folded) {
    if (folded < 0x80) {
      gathered_ |= uint64_t{folded} << (8 * n_gathered_);
      if (++n_gathered_ == 8) flush();
    } else {
      flush();
      gathered_ = folded;
      flush();
    }
  }
  void add(const CharacterTable& characters, char32_t c) {
    if (sharp_s(c)) add(U's');
    add(sharp_s(c) ? U's' : characters.fold(c));
  }
  uint32_t value() const { return value_of(state_ ^ gathered_); }
  // Of a word of less than sixteen ASCII characters, folded: its first eight and the next, the first in the lowest
  // byte, 0 behind the word. Without a branch, for nobody foresees how long words are.
  static uint32_t of_short(uint64_t one, uint64_t two) {
    const uint64_t is_long = 0 - uint64_t{one >> 56 != 0};
    return value_of((start ^ ((start ^ mix(start ^ one)) & is_long)) ^ (one ^ ((one ^ two) & is_long)));
  }

 private:
  static uint64_t mix(uint64_t x) {
    const uint64_t h = x * factor;
    return h ^ (h >> 32);
  }
  static uint32_t value_of(uint64_t x) {
    const uint64_t h = mix(x);
    return static_cast<uint32_t>((h ^ (h >> 31)) * last_factor >> 32);
  }
  void flush() {
    state_ = mix(state_ ^ gathered_);
    gathered_ = 0;
    n_gathered_ = 0;
  }
  uint64_t state_ = start;
  uint64_t gathered_ = 0;
  int n_gathered_ = 0;
};

}  // namespace docmill::linker
