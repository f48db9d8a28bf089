#include "disambiguation/document_words.hpp"

namespace docmill::linker {

void DocumentWords::gather(const KnowledgeBase& base, const std::vector<Token>& tokens) {
  places_.clear();
  for (uint32_t i = 0; i < tokens.size(); ++i)
    if (tokens[i].is_word() && base.may_be_term(tokens[i].stem))
      places_.push_back({format::term_of(tokens[i].stem), i});

  std::size_t size = 16;
  while (size < 2 * places_.size()) size *= 2;
  if (size > words_.size()) {
    words_.assign(size, Word());
    mask_ = size - 1;
  } else {
    for (const uint32_t slot : used_) words_[slot] = Word();
  }
  used_.clear();
  for (const Place& p : places_) {
    const std::size_t slot = slot_of(p.term);
    if (words_[slot].count++ == 0) {
      words_[slot].term = p.term;
      used_.push_back(static_cast<uint32_t>(slot));
    }
  }
  uint32_t at = 0;
  for (const uint32_t slot : used_) {
    words_[slot].begin = at;
    at += words_[slot].count;
  }
  positions_.resize(at);
  for (const Place& p : places_) positions_[words_[slot_of(p.term)].begin++] = p.token;
  for (const uint32_t slot : used_) words_[slot].begin -= words_[slot].count;
}

}  // namespace docmill::linker
