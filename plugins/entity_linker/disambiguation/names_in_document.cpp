#include "disambiguation/names_in_document.hpp"

#include <utility>

namespace docmill::linker {

void NamesInDocument::clear() {
  if (n_ == 0) return;
  slots_.assign(64, Known());
  n_ = 0;
}

void NamesInDocument::add_linked(const Analysis& analysis, const Mention& mention, bool person) {
  if (person && mention.first_token != mention.last_token) add(analysis, mention, mention.entity);
}

void NamesInDocument::add_unknown(const Analysis& analysis, const Mention& mention) {
  const bool may_be_person = mention.nil_type == nil_person || mention.nil_type == nil_name;
  if (may_be_person && mention.first_token != mention.last_token) add(analysis, mention, no_entity);
}

void NamesInDocument::add(const Analysis& analysis, const Mention& mention, uint32_t entity) {
  for (uint32_t i = mention.first_token; i <= mention.last_token; ++i) {
    const Token& t = analysis.tokens[i];
    if (t.is_word() && t.is(token_flag::first_upper) && t.size() >= 2) put(t.hash, entity, mention.nil_type);
  }
}

const NamesInDocument::Known* NamesInDocument::find(uint32_t word) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = word & mask; slots_[at].used; at = (at + 1) & mask)
    if (slots_[at].word == word) return &slots_[at];
  return nullptr;
}

void NamesInDocument::put(uint32_t word, uint32_t entity, uint8_t nil_type) {
  if (2 * (n_ + 1) > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = word & mask;
  while (slots_[at].used && slots_[at].word != word) at = (at + 1) & mask;
  if (!slots_[at].used) ++n_;
  slots_[at] = {word, entity, nil_type, true};
}

void NamesInDocument::grow() {
  std::vector<Known> old(slots_.size() * 2);
  std::swap(old, slots_);
  n_ = 0;
  for (const Known& k : old)
    if (k.used) put(k.word, k.entity, k.nil_type);
}

}  // namespace docmill::linker
