// A handful of words that stand in the code. Most words that it is asked for are turned away by their length and first
// letter, at once.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace docmill::linker {

// Of ASCII words of 1 to `longest` letters.
template <std::size_t n>
class ShortWords {
 public:
  template <class... Words>
  constexpr explicit ShortWords(Words... words) : words_{std::string_view(words)...} {
    for (const std::string_view word : words_) first_letters_.at(word.size()) |= bit_of(word);
  }
  bool has(std::string_view word) const {
    if (word.empty() || word.size() > longest || (first_letters_[word.size()] & bit_of(word)) == 0) return false;
    return std::find(words_.begin(), words_.end(), word) != words_.end();
  }

 private:
  static constexpr std::size_t longest = 15;
  static constexpr uint32_t bit_of(std::string_view word) { return uint32_t{1} << (word.front() & 31); }
  std::array<std::string_view, n> words_;
  std::array<uint32_t, longest + 1> first_letters_{};  // by length
};
template <class... Words>
ShortWords(Words...) -> ShortWords<sizeof...(Words)>;

}  // namespace docmill::linker
