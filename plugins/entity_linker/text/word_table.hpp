// A table from hashes of words to small numbers, made once and asked for every word of a text: without a branch, for no
// processor foresees which words are in it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <vector>

namespace docmill::linker {

// Each word has a place of its own, so that one look tells. The upper bits of its hash times an odd factor name a
// place, and what stands for the group that its lower bits name moves that to where no other word is. (Groups are
// placed one after the other, the largest first: Belazzougui, Botelho and Dietzfelbinger, "Hash, displace, and
// compress", 2009.)
template <int log_places>
class WordTable {
 public:
  struct Word {
    uint32_t hash, number;
  };

  // Each hash once, with numbers from 1 on; an eighth fewer of them than places.
  void fill(std::span<const Word> words) {
    std::vector<uint32_t> end(n_groups);  // of each group among the words by group
    for (const Word& word : words) ++end[group_of(word.hash)];
    const uint32_t largest = *std::max_element(end.begin(), end.end());
    std::partial_sum(end.begin(), end.end(), end.begin());
    std::vector<Word> by_group(words.size());
    std::vector<uint32_t> first = end;
    for (const Word& word : words) by_group[--first[group_of(word.hash)]] = word;
    const auto place_all = [&] {
      *tables_ = {};
      for (uint32_t size = largest; size > 0; --size)
        for (std::size_t i = 0; i < n_groups; ++i)
          if (end[i] - first[i] == size && !place_group({by_group.data() + first[i], size})) return false;
      return true;
    };
    for (factor_ = 0x9E3779B1; !place_all();) factor_ += 2;
  }
  // The number of the word with this hash, 0 of others.
  [[gnu::always_inline]] uint32_t find(uint32_t hash) const {
    const Word& word = tables_->words[place_of(hash, tables_->moves[group_of(hash)])];
    return word.number & (0u - uint32_t{word.hash == hash});
  }

 private:
  static constexpr std::size_t n_groups = std::size_t{1} << (log_places - 1);
  struct Tables {
    std::array<uint16_t, n_groups> moves;                  // by group
    std::array<Word, std::size_t{1} << log_places> words;  // number 0: there is none
  };

  static uint32_t group_of(uint32_t hash) { return hash & (n_groups - 1); }
  uint32_t place_of(uint32_t hash, uint32_t move) const { return (hash * factor_ >> (32 - log_places)) ^ move; }

  bool place_group(std::span<const Word> group) {
    for (uint32_t move = 0; move < 1u << log_places; ++move) {
      std::size_t n = 0;
      for (; n < group.size(); ++n) {
        Word& word = tables_->words[place_of(group[n].hash, move)];
        if (word.number != 0) break;
        word = group[n];
      }
      if (n == group.size()) {
        tables_->moves[group_of(group[0].hash)] = static_cast<uint16_t>(move);
        return true;
      }
      while (n > 0) tables_->words[place_of(group[--n].hash, move)] = {};
    }
    return false;
  }

  std::unique_ptr<Tables> tables_ = std::make_unique<Tables>();
  uint32_t factor_ = 1;
};

}  // namespace docmill::linker
