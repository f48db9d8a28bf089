// What disambiguation knows of the entities that the names of the document in work may mean. Their number is that of
// the candidates, whatever the size of the base.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "disambiguation/numbered.hpp"
#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// Scratch space of one thread. Entities have numbers here, in the order in which they come up: Candidate::known.
class DocumentEntities {
 public:
  struct Known {
    EntityKind kind;
    bool sure = false;       // the first guess found it without a doubt
    int16_t coherence = -1;  // points in the document; -1: not computed in this round
    uint32_t entity = 0;
    uint32_t mentions = 0;  // decided for it
    // Those here that it is connected with: the first of them, where there are no more, and bits of the numbers of all,
    // modulo 64. The others in the array are no numbers.
    std::array<uint32_t, 6> related = none_related;
    uint32_t n_related = 0;
    uint64_t related_bits = 0;
    static constexpr uint32_t none = Numbered<uint32_t>::none;
    static constexpr std::array<uint32_t, 6> none_related = {none, none, none, none, none, none};
    bool all_listed() const { return n_related <= related.size(); }
    bool lists(uint32_t other) const {
      bool found = false;
      for (const uint32_t one : related) found |= one == other;
      return found;
    }
  };

  // Notes the candidates of all mentions, gives them their numbers, and looks up how they are connected.
  void gather(const KnowledgeBase& base, Analysis& analysis);
  uint32_t size() const { return static_cast<uint32_t>(known_.size()); }
  Known& operator[](uint32_t number) { return known_[number]; }
  const Known& operator[](uint32_t number) const { return known_[number]; }
  // The number of an entity, or Numbered::none.
  uint32_t find(uint32_t entity) const {
    return filter_.may_hold(entity) ? numbers_.find(entity) : Numbered<uint32_t>::none;
  }
  // Counts the mentions that are decided for each; `sure`: without a doubt.
  void count(const std::vector<Mention>& mentions, bool sure);
  // How many connected entities were decided for, up to `most`.
  uint32_t connected(const KnowledgeBase& base, uint32_t number, uint32_t most);
  // Are the two connected?
  bool related(const KnowledgeBase& base, uint32_t number, uint32_t other) const {
    const Known& known = known_[number];
    return known.all_listed() ? known.lists(other) : base.related(known.entity, known_[other].entity);
  }
  // May the two be connected? A quick answer that errs only towards yes.
  bool may_be_related(uint32_t number, uint32_t other) const {
    return (known_[number].related_bits >> (other & 63) & 1) != 0;
  }

 private:
  uint32_t number_of(const KnowledgeBase& base, uint32_t entity);
  void look_up_related(const KnowledgeBase& base, Known& known) const;
  std::vector<Known> known_;
  Numbered<uint32_t> numbers_;
  NumberFilter filter_;
  std::vector<uint32_t> found_;
};

}  // namespace docmill::linker
