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
    uint32_t word;  // its number here
    int points;
  };

  // Looks for the words of the descriptions of these entities.
  void gather(const KnowledgeBase& base, const DocumentEntities& entities, const Tokens& tokens);
  // Those of an entity, by its number in `entities`; of one that was noted later none.
  std::span<const Term> terms(uint32_t number) const {
    if (number + std::size_t{1} >= first_term_.size()) return {};
    return {terms_.data() + first_term_[number], first_term_[number + 1] - first_term_[number]};
  }
  // The number of the word that this token is; none: it is in no description.
  static constexpr uint32_t none = Numbered<uint32_t>::none;
  uint32_t word_at(const Token& token) const {
    const uint32_t term = format::term_of(token.stem);
    return filter_.may_hold(term) ? wanted_.find(term) : none;
  }
  // Looks at the words that stand at the tokens from `first` to `last` from now on. Goes over the document once as long
  // as neither of the two goes back.
  void look_at(uint32_t first, uint32_t last);
  // Does the word stand there?
  bool is_there(const Term& term) const { return n_there_[term.word] != 0; }

 private:
  void note_terms(const KnowledgeBase& base, const DocumentEntities& entities);
  void find_places(const Tokens& tokens);
  struct Place {
    uint32_t word, token;
  };
  Numbered<uint32_t> wanted_;         // terms of the descriptions, without their class
  NumberFilter filter_;               // of these
  std::vector<Term> terms_;           // of all entities
  std::vector<uint32_t> first_term_;  // by entity
  std::vector<uint32_t> passed_;      // tokens that the filter lets through, with room for all
  std::vector<Place> places_;         // by token
  std::vector<uint8_t> stands_;       // by word: anywhere?
  // The places that are looked at are [from_, to_); how often they have each word.
  std::size_t from_ = 0, to_ = 0;
  uint32_t first_ = 0, last_ = 0;  // tokens
  std::vector<uint32_t> n_there_;
};

}  // namespace docmill::linker
