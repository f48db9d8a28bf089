// How well the candidates of a document fit together: relations of the base as evidence for which of several entities a
// name means. All mentions are looked at together ("collective" linking): each form begins with a belief in its
// candidates that follows their prominence; in some rounds every candidate gains from the candidates of the other
// forms to which the base connects it, as much as these are believed, and beliefs follow the sums.
//
// Two entities are connected when one is related to the other, or when both are related to a third. A relation says
// more the fewer its supporter has (a country is related to everything), a common neighbour more the fewer it has
// (Adamic and Adar, "Friends and neighbors on the Web", 2003). Of a form only the candidate counts that speaks loudest,
// as in Pershina, He and Grishman, "Personalized Page Rank for Named Entity Disambiguation", NAACL 2015.
//
// Whole numbers throughout, so that the same comes out on every machine. Shapes were chosen on the development part of
// AIDA, where the top is flat; the weights (weights.hpp) by cross-validation (README).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "disambiguation/weights.hpp"
#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// Scratch space of one thread, used again for every document.
class Relatedness {
 public:
  // Weighs all candidates of the document. Documents in which no form has several candidates cost one look at the
  // mentions. Time and memory are bounded by the number of mentions and of candidates looked at, not by the base.
  void weigh(const KnowledgeBase& base, const Weights& weights, const Analysis& analysis);
  // What speaks for the candidate with this index in Analysis::candidates: 0 to most_points.
  int points(uint32_t candidate) const { return candidate < points_.size() ? points_[candidate] : 0; }

 private:
  // A form as it stands in the document, whatever the case of its letters.
  struct Group {
    uint64_t sequence;
    uint32_t first, n;  // options_ [first, first + n)
    uint32_t n_mentions;
  };
  struct Option {
    uint32_t node;     // index into entities_
    uint32_t prior;    // points of prominence and name
    uint32_t belief;   // in proportion to the others of the group, while beliefs are made
    uint32_t loud;     // 0 to 256: the root of the share that this candidate has of the belief
    uint32_t support;  // fine points of the last round
    bool plays;        // a team that stands, somewhere in the document, where sides of a game do
  };
  struct Link {
    uint32_t from, to;
    uint32_t weight;  // fine points that a full belief in `to` gives to `from`
  };
  struct Neighbour {
    uint32_t entity, node;
  };
  // Turns most entities away that were not added.
  class Filter {
   public:
    void clear() { bits_.fill(0); }
    void add(uint32_t entity) { bits_[word(entity)] |= bit(entity); }
    bool may_hold(uint32_t entity) const { return (bits_[word(entity)] & bit(entity)) != 0; }

   private:
    static uint32_t mixed(uint32_t entity) { return entity * 0x9E3779B1u >> 16; }
    static std::size_t word(uint32_t entity) { return mixed(entity) >> 6; }
    static uint64_t bit(uint32_t entity) { return uint64_t{1} << (mixed(entity) & 63); }
    std::array<uint64_t, 1024> bits_{};
  };

  void weigh_part(const KnowledgeBase& base, const Analysis& analysis, std::size_t from, std::size_t to);
  bool group_mentions(const KnowledgeBase& base, const Analysis& analysis, std::size_t from, std::size_t to);
  void find_links(const KnowledgeBase& base);
  void find_links_from(const KnowledgeBase& base, uint32_t node);
  void add_common_neighbours(const KnowledgeBase& base);
  void merge_links();
  void believe();
  uint32_t support_of(uint32_t option);
  void give_points(const Analysis& analysis);

  Weights weights_;
  std::vector<std::pair<uint64_t, uint32_t>> order_;  // sequence, mention
  std::vector<Group> groups_;
  std::vector<Option> options_;
  std::vector<uint32_t> entities_;    // of all candidates, ascending
  std::vector<uint32_t> degree_;      // by node: relations
  std::vector<Link> links_;           // sorted by `from`
  std::vector<uint32_t> first_link_;  // by node
  std::vector<Neighbour> neighbours_;
  Filter in_document_, near_ambiguous_;                // candidates; neighbours of those of ambiguous forms
  std::vector<uint8_t> is_ambiguous_;                  // by node: is it one of several candidates of a form?
  std::vector<uint32_t> degree_root_;                  // by node, in 16ths
  std::vector<std::pair<uint32_t, uint32_t>> places_;  // node, option: where an entity is a candidate; sorted
  std::vector<uint32_t> first_place_;                  // by node
  std::vector<uint32_t> group_of_;                     // by option
  std::vector<uint32_t> loudest_, touched_;            // by group, and which were touched
  std::vector<int16_t> points_;                        // by candidate of the analysis
};

}  // namespace docmill::linker
