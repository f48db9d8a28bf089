#include "disambiguation/document_words.hpp"

#include <algorithm>

namespace docmill::linker {

void DocumentWords::gather(const KnowledgeBase& base, const DocumentEntities& entities, const Tokens& tokens) {
  note_terms(base, entities);
  places_.clear();
  if (wanted_.size() == 0) return;
  find_places(tokens);
  // What stands nowhere is taken out; without a branch, for nobody foresees what that is.
  uint32_t to = 0;
  for (std::size_t i = 0, from = 0; i + 1 < first_term_.size(); ++i) {
    const std::size_t end = first_term_[i + 1];
    first_term_[i] = to;
    for (; from < end; ++from) {
      terms_[to] = terms_[from];
      to += stands_[terms_[to].word];
    }
  }
  first_term_.back() = to;
}

void DocumentWords::note_terms(const KnowledgeBase& base, const DocumentEntities& entities) {
  wanted_.clear();
  filter_.clear();
  terms_.clear();
  first_term_.clear();
  for (uint32_t i = 0; i < entities.size(); ++i) {
    first_term_.push_back(static_cast<uint32_t>(terms_.size()));
    for (const uint32_t term : base.terms(entities[i].entity)) {
      const uint32_t word = term >> format::term_class_bits;
      terms_.push_back({wanted_.number_of(word), term_points(term)});
      filter_.add(word);
    }
  }
  first_term_.push_back(static_cast<uint32_t>(terms_.size()));
}

void DocumentWords::find_places(const Tokens& tokens) {
  if (passed_.size() < tokens.size()) passed_.resize(tokens.size());
  uint32_t* const passed = passed_.data();
  std::size_t n = 0;
  for (uint32_t i = 0; const Token& token : tokens) {
    passed[n] = i++;  // without a branch: nobody can foresee which words pass
    n += std::size_t{filter_.may_hold(format::term_of(token.stem))};
  }
  stands_.assign(wanted_.size(), 0);
  n_there_.assign(wanted_.size(), 0);
  from_ = to_ = 0;
  first_ = last_ = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const Token& token = tokens[passed_[k]];
    const uint32_t word = token.is_word() ? wanted_.find(format::term_of(token.stem)) : none;
    if (word == none) continue;
    places_.push_back({word, passed_[k]});
    stands_[word] = 1;
  }
  places_.push_back({none, UINT32_MAX});  // behind all others
}

void DocumentWords::look_at(uint32_t first, uint32_t last) {
  if (places_.empty()) return;
  if (first < first_ || last < last_) {
    for (; from_ < to_; ++from_) --n_there_[places_[from_].word];
    from_ = to_ = 0;
  }
  first_ = first;
  last_ = last;
  for (; places_[to_].token <= last; ++to_) ++n_there_[places_[to_].word];
  for (; places_[from_].token < first; ++from_) --n_there_[places_[from_].word];
}

}  // namespace docmill::linker
