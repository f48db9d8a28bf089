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

#include <cstddef>
#include <cstdint>
#include <vector>

#include "disambiguation/document_entities.hpp"
#include "disambiguation/numbered.hpp"
#include "disambiguation/weights.hpp"
#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// Scratch space of one thread, used again for every document.
class Relatedness {
 public:
  // Weighs all candidates of the document. Documents in which no form has several candidates cost one look at the
  // mentions. Time and memory are bounded by the number of mentions and of candidates looked at, not by the base.
  void weigh(const KnowledgeBase& base, const Weights& weights, const Analysis& analysis,
             const DocumentEntities& entities);
  // What speaks for the candidate with this index in Analysis::candidates: 0 to most_points.
  int points(uint32_t candidate) const { return candidate < points_.size() ? points_[candidate] : 0; }

 private:
  static constexpr uint32_t none = UINT32_MAX;
  // A mention, and the next one with its form.
  struct Named {
    uint32_t mention, group, next;
  };
  // A form as it stands in the document, whatever the case of its letters.
  struct Group {
    uint32_t first_named, last_named, n_mentions;
    uint32_t first = 0, n = 0;  // options_ [first, first + n)
  };
  struct Option {
    uint32_t node, group;
    uint32_t prior;        // points of prominence and name
    uint32_t voice = 0;    // the root of the share that this candidate has of the belief, times how loud the form is
    uint32_t support = 0;  // fine points of the last round
    uint32_t next_of_node = none;
    bool plays = false;  // a team that stands, somewhere in the document, where sides of a game do
  };
  // An entity that a form here may mean.
  struct Node {
    uint32_t known, entity;
    bool is_ambiguous = false;  // is it one of several candidates of a form?
    uint32_t first_option = none;
    std::size_t degree = 0;    // relations
    uint32_t degree_root = 0;  // in 16ths
    uint32_t first_link = 0, n_links = 0;
  };
  struct Link {
    uint32_t from, to;
    uint32_t weight;  // fine points that a full belief in `to` gives to `from`
  };
  // The nodes that are related to an entity, as a list.
  struct Neighbour {
    uint32_t last = none, n = 0;
  };
  struct Step {
    uint32_t node, before;
  };

  void weigh_part(const KnowledgeBase& base, const Analysis& analysis, std::size_t from, std::size_t to);
  bool group_mentions(const Analysis& analysis, std::size_t from, std::size_t to);
  void list_options(const KnowledgeBase& base, const Analysis& analysis);
  void add_options(const KnowledgeBase& base, const Analysis& analysis, const Named& named);
  uint32_t node_of(const Candidate& candidate);
  void find_links(const KnowledgeBase& base);
  void find_links_from(const KnowledgeBase& base, uint32_t node);
  void add_neighbour(uint32_t number, uint32_t node);
  void add_common_neighbours(const KnowledgeBase& base);
  void add_links_by(uint32_t number, bool in_order, const KnowledgeBase& base, std::size_t limit);
  void sort_links();
  void merge_links();
  void believe();
  uint32_t support_of(const Option& option);
  void give_points(const Analysis& analysis);

  Weights weights_;
  const DocumentEntities* entities_ = nullptr;
  Numbered<uint64_t> forms_;  // token sequences; their numbers are those of the groups
  std::vector<Named> named_;
  std::vector<Group> groups_;
  std::vector<Option> options_;
  std::vector<Node> nodes_;
  std::vector<uint32_t> node_of_;     // by number in the document, or none
  Numbered<uint32_t> neighbours_of_;  // entities that candidates of ambiguous forms are related to
  NumberFilter near_ambiguous_;       // these
  std::vector<Neighbour> neighbours_;
  std::vector<Step> steps_;
  std::vector<uint32_t> common_;             // neighbours of several
  std::vector<Link> links_, unsorted_;       // by `from`
  std::vector<uint32_t> gained_, reached_;   // by node: of the links from one, and which were reached
  std::vector<uint8_t> direct_;              // by node
  std::vector<uint32_t> loudest_, touched_;  // by group, and which were touched
  std::vector<int16_t> points_;              // by candidate of the analysis
};

}  // namespace docmill::linker
