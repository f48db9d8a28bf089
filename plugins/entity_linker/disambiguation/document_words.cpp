#include "disambiguation/document_words.hpp"

#include <algorithm>

namespace docmill::linker {

void DocumentWords::gather(const KnowledgeBase& base, const DocumentEntities& entities,
                           const std::vector<Token>& tokens) {
  note_terms(base, entities);
  if (wanted_.size() == 0) return;
  find_places(tokens);
  // What stands nowhere is taken out.
  uint32_t to = 0;
  for (std::size_t i = 0, from = 0; i + 1 < first_term_.size(); ++i) {
    const std::size_t end = first_term_[i + 1];
    first_term_[i] = to;
    for (; from < end; ++from) {
      Term term = terms_[from];
      const uint32_t wanted = term.first_place;
      term.first_place = first_place_[wanted];
      term.n_places = first_place_[wanted + 1] - term.first_place;
      if (term.n_places != 0) terms_[to++] = term;
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
      terms_.push_back({wanted_.number_of(word), 0, term_points(term)});
      filter_.add(word);
    }
  }
  first_term_.push_back(static_cast<uint32_t>(terms_.size()));
}

void DocumentWords::find_places(const std::vector<Token>& tokens) {
  passed_.resize(tokens.size());
  std::size_t n = 0;
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    passed_[n] = i;  // without a branch: nobody can foresee which words pass
    n += filter_.may_hold(format::term_of(tokens[i].stem));
  }
  found_.clear();
  first_place_.assign(wanted_.size() + std::size_t{1}, 0);
  for (std::size_t k = 0; k < n; ++k) {
    const Token& token = tokens[passed_[k]];
    const uint32_t term = token.is_word() ? wanted_.find(format::term_of(token.stem)) : Numbered<uint32_t>::none;
    if (term == Numbered<uint32_t>::none) continue;
    found_.push_back({term, passed_[k]});
    ++first_place_[term];
  }
  // From counts to the ends, and back to the beginnings while the places are filled in from behind.
  for (std::size_t i = 1; i < first_place_.size(); ++i) first_place_[i] += first_place_[i - 1];
  places_.resize(found_.size());
  for (std::size_t k = found_.size(); k-- > 0;) places_[--first_place_[found_[k].term]] = found_[k].token;
}

}  // namespace docmill::linker
