// Where the words that the descriptions of the candidates are made of stand in a document.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "disambiguation/document_entities.hpp"
#include "disambiguation/numbered.hpp"
#include "knowledge_base/knowledge_base.hpp"
#include "text/tokens.hpp"

namespace docmill::linker {

// Scratch space of one thread, filled again for every document.
class DocumentWords {
 public:
  // A word of a description that stands in the document.
  struct Term {
    uint32_t first_place, n_places;
    int points;
  };

  // Looks for the words of the descriptions of these entities.
  void gather(const KnowledgeBase& base, const DocumentEntities& entities, const std::vector<Token>& tokens);
  // Those of an entity, by its number in `entities`; of one that was noted later none.
  std::span<const Term> terms(uint32_t number) const {
    if (number + std::size_t{1} >= first_term_.size()) return {};
    return {terms_.data() + first_term_[number], first_term_[number + 1] - first_term_[number]};
  }
  // The tokens where the term stands, ascending, none of them twice.
  std::span<const uint32_t> places(const Term& term) const {
    return {places_.data() + term.first_place, term.n_places};
  }

 private:
  void note_terms(const KnowledgeBase& base, const DocumentEntities& entities);
  void find_places(const std::vector<Token>& tokens);
  struct Place {
    uint32_t term, token;
  };
  Numbered<uint32_t> wanted_;         // terms of the descriptions, without their class
  NumberFilter filter_;               // of these
  std::vector<Term> terms_;           // of all entities; `first_place` is first the number in `wanted_`
  std::vector<uint32_t> first_term_;  // by entity
  std::vector<uint32_t> passed_;      // tokens that the filter lets through
  std::vector<Place> found_;
  std::vector<uint32_t> first_place_, places_;  // by number in `wanted_`; tokens
};

}  // namespace docmill::linker
