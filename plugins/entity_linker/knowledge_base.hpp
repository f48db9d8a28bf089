// A knowledge base in memory: entities, what they are called, what they are connected to, what words stand around them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "alias_index.hpp"
#include "characters.hpp"
#include "knowledge_tsv.hpp"
#include "word_lists.hpp"

namespace docmill::linker {

// What the type of an entity means to the linker; other types are `other`.
enum class TypeClass : uint8_t { person, place, organisation, model, event, concept_, other };

// A share of one of the flat arrays of the base.
struct Range {
  uint32_t begin = 0, end = 0;
};

struct Entity {
  std::string name;  // the label without the bracket that tells homonyms apart
  std::string label, type, key, qid;
  TypeClass type_class = TypeClass::other;
  uint8_t weight = 1;
  bool homonym = false;         // the label has such a bracket
  bool ends_in_number = false;  // one version, not a family: GPT-4, Ascend 910B
  bool is_language = false, is_company = false;
  Range relations, terms;
};

// Immutable after construction; entities are in the order of their keys, so that the smaller index is the smaller key.
class KnowledgeBase {
 public:
  static constexpr uint32_t no_term = UINT32_MAX;

  // Later tables replace entries of earlier ones by key. `excluded_types` are left out.
  explicit KnowledgeBase(const std::vector<KnowledgeTable>& layers,
                         const std::vector<std::string>& excluded_types = {});

  const CharacterTable& characters() const { return characters_; }
  const WordLists& words() const { return words_; }
  const AliasIndex& aliases() const { return aliases_; }
  uint32_t size() const { return static_cast<uint32_t>(entities_.size()); }
  const Entity& entity(uint32_t id) const { return entities_[id]; }
  // Connected entities, sorted.
  const uint32_t* relations(const Entity& e) const { return relations_.data() + e.relations.begin; }
  bool related(uint32_t a, uint32_t b) const;

  // Words of descriptions. `term_of` takes Token::stem; `points` says how much a word tells (rare ones more).
  uint32_t n_terms() const { return static_cast<uint32_t>(term_points_.size()); }
  uint32_t term_of(uint32_t stem) const {
    if ((term_filter_[(stem & 0xFFFF) >> 6] >> (stem & 63) & 1) == 0) return no_term;
    return find_term(stem);
  }
  int points(uint32_t term) const { return term_points_[term]; }
  const uint32_t* terms(const Entity& e) const { return terms_.data() + e.terms.begin; }

  // Sentences about related labels that no entry has, for a warning.
  const std::vector<std::string>& remarks() const { return remarks_; }

 private:
  struct TermSlot {
    uint32_t stem = 0;
    uint32_t term = no_term;
  };
  void add_entities(const std::vector<const KnowledgeRow*>& rows);
  void add_relations(const std::vector<const KnowledgeRow*>& rows);
  void add_terms(const std::vector<const KnowledgeRow*>& rows);
  void add_forms(const std::vector<const KnowledgeRow*>& rows);
  uint32_t find_term(uint32_t stem) const;

  CharacterTable characters_;
  WordLists words_{characters_};
  AliasIndex aliases_;
  std::vector<Entity> entities_;
  std::vector<uint32_t> relations_, terms_;
  std::vector<uint8_t> term_points_;
  std::vector<TermSlot> term_slots_;
  std::vector<uint64_t> term_filter_ = std::vector<uint64_t>(1024);
  std::vector<std::string> remarks_;
};

// The label without its bracket: "Gemini (language model)" gives "Gemini".
std::string_view name_of_label(std::string_view label);

}  // namespace docmill::linker
