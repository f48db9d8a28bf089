#include "word_table.hpp"

#include <algorithm>

namespace docmill::words {

void WordTable::add(std::string_view words, uint8_t value) {
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const std::string_view word = words.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    Entry& entry = entries_[place_of(word)];
    if (entry.value != 0) continue;
    entry = {word, value};
    longest_ = std::max(longest_, word.size());
    if (++n_ * 2 > entries_.size()) grow();
  }
}

void WordTable::grow() {
  std::vector<Entry> old(entries_.size() * 2);
  old.swap(entries_);
  for (const Entry& entry : old) {
    if (entry.value != 0) entries_[place_of(entry.word)] = entry;
  }
}

}  // namespace docmill::words
