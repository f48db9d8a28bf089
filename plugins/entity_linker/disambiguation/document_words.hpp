// Where the telling words of a document stand, so that the description of a candidate can be looked for in it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "knowledge_base/knowledge_base.hpp"
#include "text/tokens.hpp"

namespace docmill::linker {

// Scratch space of one thread, filled again for every document.
class DocumentWords {
 public:
  // Notes the words that may be terms of the base.
  void gather(const KnowledgeBase& base, const std::vector<Token>& tokens);
  // The tokens whose stem is this term (of KnowledgeBase::terms), ascending.
  std::span<const uint32_t> positions(uint32_t term) const {
    const Word& word = words_[slot_of(term >> format::term_class_bits)];
    return {positions_.data() + word.begin, word.count};
  }

 private:
  struct Word {
    uint32_t term = 0;
    uint32_t count = 0;  // 0: a free slot
    uint32_t begin = 0;
  };
  struct Place {
    uint32_t term, token;
  };
  std::size_t slot_of(uint32_t term) const {
    std::size_t at = term & mask_;
    while (words_[at].count != 0 && words_[at].term != term) at = (at + 1) & mask_;
    return at;
  }
  std::vector<Word> words_ = std::vector<Word>(2);  // at least one slot is free
  std::size_t mask_ = 1;
  std::vector<Place> places_;
  std::vector<uint32_t> positions_, used_;
};

}  // namespace docmill::linker
