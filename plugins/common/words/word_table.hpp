// Words with a number each, found by hashing: data that is compiled in, looked up in the hot loop.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace docmill::words {

// Open addressing, at most half full. The words are not copied: string literals, or what lives as long.
class WordTable {
 public:
  WordTable() : entries_(64) {}

  // A space between the words. The first value of a word stays. `value` is not 0.
  void add(std::string_view words, uint8_t value);
  // 0: not there. Allocates nothing.
  uint8_t find(std::string_view word) const {
    if (word.empty() || word.size() > longest_) return 0;
    return entries_[place_of(word)].value;
  }
  std::size_t longest() const { return longest_; }  // bytes

 private:
  struct Entry {
    std::string_view word;
    uint8_t value = 0;
  };
  std::size_t place_of(std::string_view word) const {
    uint32_t h = 2166136261u;
    for (const char c : word) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
    std::size_t at = (h ^ (h >> 15)) & (entries_.size() - 1);
    while (entries_[at].value != 0 && entries_[at].word != word) at = (at + 1) & (entries_.size() - 1);
    return at;
  }
  void grow();

  std::vector<Entry> entries_;
  std::size_t n_ = 0, longest_ = 0;
};

}  // namespace docmill::words
