// A set of short words, asked often: open addressing over one pool of bytes. Filled by one thread, then shared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

class WordSet {
 public:
  // A word that is there already is not added twice.
  void add(std::string_view word) {
    if (word.empty() || has(word)) return;
    if ((words_ + 1) * 2 > slots_.size()) grow();
    place(static_cast<uint32_t>(pool_.size()), static_cast<uint32_t>(word.size()), hash(word));
    pool_.append(word);
    ++words_;
  }

  bool has(std::string_view word) const {
    if (slots_.empty()) return false;
    const std::size_t mask = slots_.size() - 1;
    const uint64_t h = hash(word);
    for (std::size_t at = h & mask; slots_[at].size != 0; at = (at + 1) & mask)
      if (slots_[at].high == high(h) && slots_[at].size == word.size() && text_of(slots_[at]) == word) return true;
    return false;
  }

  std::size_t size() const { return words_; }

 private:
  struct Slot {
    uint32_t offset = 0, size = 0;  // size 0: free
    uint32_t high = 0;              // half of the hash: most words that are not there differ in it
  };

  static uint64_t hash(std::string_view word) { return quick_hash(word); }
  static uint32_t high(uint64_t h) { return static_cast<uint32_t>(h >> 32); }
  std::string_view text_of(const Slot& s) const { return std::string_view(pool_).substr(s.offset, s.size); }
  void place(uint32_t offset, uint32_t size, uint64_t h) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = h & mask;
    while (slots_[at].size != 0) at = (at + 1) & mask;
    slots_[at] = {offset, size, high(h)};
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& s : old)
      if (s.size != 0) place(s.offset, s.size, hash(text_of(s)));
  }

  std::string pool_;
  std::vector<Slot> slots_;
  std::size_t words_ = 0;
};

}  // namespace docmill::cleaner
