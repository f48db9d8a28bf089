// What the linker knows: one compiled base or several, one on top of the other. All of it lies in mapped memory or in
// bytes compiled from tables; nothing is copied out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "knowledge_base/alias_index.hpp"
#include "knowledge_base/knowledge_entry.hpp"
#include "knowledge_base/knowledge_image.hpp"
#include "knowledge_base/knowledge_tsv.hpp"
#include "text/characters.hpp"
#include "text/word_lists.hpp"

namespace docmill::linker {

// A row of a table as an entry.
KnowledgeEntry entry_of(const KnowledgeRow& row);

// Immutable once connected; may then be used by many threads. Entities have numbers: those of the first layer in the
// order of their keys, then those of the second. An entry hides those of the layers below that have its key or its
// Wikidata item; relations to these lead to it.
class KnowledgeBase {
 public:
  struct Layer {
    KnowledgeImage image;
    uint32_t first = 0;  // number of its first entity
    bool from_table = false;
    std::vector<uint8_t> excluded;  // for each type of the image; empty: none
  };

  // Adds a layer on top of the others. `bytes` must outlive the base. The status is a sentence without the file's name.
  Status add_compiled(std::string_view bytes);
  // `from_table`: of a table that somebody wrote, so that related labels which no entry has are worth a remark.
  void add_image(KnowledgeImage image, bool from_table = false);
  // Once, after the last layer. Entities of `excluded_types` are found by nobody. Takes about a microsecond for each
  // entry above the lowest layer.
  void connect(const std::vector<std::string>& excluded_types = {});

  const CharacterTable& characters() const { return characters_; }
  const WordLists& words() const { return words_; }
  const std::vector<Layer>& layers() const { return layers_; }

  // Entities of all layers, hidden ones too.
  uint32_t size() const { return size_; }
  [[gnu::always_inline]] Entity entity(uint32_t id) const {
    const Layer& layer = layer_of(id);
    return layer.image.entity(id - layer.first);
  }
  EntityKind kind(uint32_t id) const {
    const Layer& layer = layer_of(id);
    return layer.image.kind(id - layer.first);
  }
  // The order of keys.
  bool before(uint32_t a, uint32_t b) const {
    return layers_.size() == 1 || &layer_of(a) == &layer_of(b) ? a < b : before_across(a, b);
  }
  // Is an entity of a layer (numbered within it) of a type that is left out, or hidden by a layer above?
  bool hidden(const Layer& layer, uint32_t id) const {
    if (!layer.excluded.empty() && layer.excluded[layer.image.type_number(id)] != 0) return true;
    return !hidden_.empty() && hidden_.contains(layer.first + id);
  }

  // Is a token, by itself and in any case, the form of an entity?
  bool is_form(const Token& token) const;

  // Calls take(entity, form) for each form, in whatever case it is written, that `text` may stand for as a whole.
  template <class F>
  void for_each_form_of(std::string_view text, F&& take) const;

  bool related(uint32_t a, uint32_t b) const;
  // At most how many entities for_each_related() gives.
  std::size_t n_relations(uint32_t id) const {
    return layers_.size() == 1 ? layers_[0].image.relations(id).size() : n_relations_across(id);
  }
  // Calls take(other) for the connected entities until it says false. Of several layers one may come twice.
  template <class F>
  void for_each_related(uint32_t id, F&& take) const;

  // Words of descriptions; see term_points.
  std::span<const uint32_t> terms(uint32_t id) const {
    const Layer& layer = layer_of(id);
    return layer.image.terms(id - layer.first);
  }

  // Sentences about related labels that no entry of a table has, for a warning.
  const std::vector<std::string>& remarks() const { return remarks_; }

 private:
  const Layer& layer_of(uint32_t id) const {
    if (layers_.size() == 1) return layers_[0];
    std::size_t i = layers_.size() - 1;
    while (layers_[i].first > id) --i;
    return layers_[i];
  }
  uint64_t sequence_of(std::string_view text) const;
  void hide_below(std::size_t layer);
  void close_open_ends();
  void find_label(std::string_view label, std::vector<uint32_t>& found) const;
  bool before_across(uint32_t a, uint32_t b) const;
  // The entity itself and those that it hides, as (upper, hidden) pairs of `hides_`.
  std::span<const std::pair<uint32_t, uint32_t>> hidden_by(uint32_t id) const;
  std::span<const std::pair<uint32_t, uint32_t>> joined_to(uint32_t id) const;
  bool related_within(uint32_t a, uint32_t b) const;
  std::size_t n_relations_across(uint32_t id) const;
  uint32_t shown(uint32_t id) const {
    const auto above = hidden_.find(id);
    return above != hidden_.end() ? above->second : id;
  }
  template <class F>
  bool each_within(uint32_t id, F&& take) const;

  CharacterTable characters_;
  WordLists words_{characters_};
  std::vector<Layer> layers_;
  uint32_t size_ = 0;
  std::unordered_map<uint32_t, uint32_t> hidden_;      // to the entity that hides it; read by key only
  std::vector<std::pair<uint32_t, uint32_t>> hides_;   // the same the other way round, sorted
  std::vector<std::pair<uint32_t, uint32_t>> across_;  // relations between layers, both ways, sorted
  std::vector<std::string> remarks_;
};

template <class F>
void KnowledgeBase::for_each_form_of(std::string_view text, F&& take) const {
  const uint64_t sequence = sequence_of(text);
  for (const Layer& layer : layers_) {
    const AliasIndex::Node* node = layer.image.aliases().find(sequence);
    if (node == nullptr) continue;
    layer.image.aliases().for_each_form(*node, [&](const Form& form) {
      if (!hidden(layer, form.entity)) take(layer.first + form.entity, form);
    });
  }
}

template <class F>
bool KnowledgeBase::each_within(uint32_t id, F&& take) const {
  const Layer& layer = layer_of(id);
  for (const uint32_t other : layer.image.relations(id - layer.first))
    if (other < layer.image.size() && !take(layer.first + other)) return false;
  return true;
}

template <class F>
void KnowledgeBase::for_each_related(uint32_t id, F&& take) const {
  if (layers_.size() == 1) {
    each_within(id, take);
    return;
  }
  const auto take_shown = [&](uint32_t other) { return take(shown(other)); };
  if (!each_within(id, take_shown)) return;
  for (const auto& [upper, lower] : hidden_by(id))
    if (!each_within(lower, take_shown)) return;
  for (const auto& [from, to] : joined_to(id))
    if (!take(to)) return;
}

}  // namespace docmill::linker
