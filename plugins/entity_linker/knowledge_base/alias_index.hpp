// All surface forms of a compiled base, made for finding: a hash table over the prefixes of their token sequences.
// Finding costs one look-up for each token that may begin or continue a form; most words of a text are turned away by a
// bit of a filter.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "knowledge_base/knowledge_format.hpp"
#include "text/tokens.hpp"

namespace docmill::linker {

namespace form_flag {
inline constexpr uint16_t name = 1;          // the canonical name
inline constexpr uint16_t derived = 2;       // a spelling that we made: DreamMachine, GPT 4
inline constexpr uint16_t article = 4;       // begins with "the", which is not part of the mention: the West
inline constexpr uint16_t part_of_name = 8;  // one word out of the name of a person: Musk, Ma
inline constexpr uint16_t short_form = 16;   // one or two letters or digits: R1, Ma, X
inline constexpr uint16_t homonym = 32;      // the name alone of an entry that a bracket tells from others: Gemini
inline constexpr uint16_t common_word = 64;  // also an ordinary word: Scale, Apple, Time
inline constexpr uint16_t one_token = 128;
inline constexpr uint16_t share = 7u << 8;   // how often it means the entity: link_share.hpp
inline constexpr uint16_t inflected = 2048;  // of a mention only: what the text has is another case of the form
}  // namespace form_flag

// A surface form of one entity.
struct Form {
  std::string_view text;
  uint16_t flags = 0;
  uint32_t entity = 0;
};

inline constexpr std::size_t max_alias_bytes = 255;

__extension__ using uint128 = unsigned __int128;

// Where a token sequence of this hash belongs in a table of `n_slots`.
struct NodePlace {
  uint64_t home;
  uint32_t tag;
  NodePlace(uint64_t sequence, uint64_t n_slots) {
    const auto product = static_cast<uint128>(sequence) * n_slots;
    home = static_cast<uint64_t>(product >> 64);
    tag = static_cast<uint32_t>(static_cast<uint64_t>(product) >> 32);
  }
};

// The number of the edge that leads on with this token.
inline uint32_t edge_of(const Token& token) {
  const uint32_t h = (token.hash ^ (token.gap != Gap::none ? 0x5bd1e995u : 0u)) * 0x9E3779B1u;
  return static_cast<uint32_t>(uint64_t{h} * format::n_edges >> 32);
}

// A view over the sections of a compiled base, which must stay where they are. Nothing that these hold, damaged or not,
// makes it read outside of them. May be used by many threads.
class AliasIndex {
 public:
  using Node = format::Node;

  // May a form begin with this token? A quick answer that errs only towards yes.
  bool may_begin(const Token& token) const {
    const uint64_t* filter = begins_[token.lower_case()];
    const uint32_t bit = token.hash & filter_mask_;
    return (filter[bit >> 6] >> (bit & 63) & 1) != 0;
  }
  const Node* find(uint64_t sequence) const {
    const NodePlace place(sequence, n_slots_);
    const Node* node = nodes_ + place.home;
    for (uint32_t distance = 0; distance <= format::max_distance; ++distance, ++node) {
      if (node->bits == 0 || node->distance() < distance) return nullptr;
      if (node->tag == place.tag && node->distance() == distance) return node;
    }
    return nullptr;
  }
  // Asks the memory for what find() will touch.
  void prefetch(uint64_t sequence) const {
    __builtin_prefetch(nodes_ + static_cast<uint64_t>(static_cast<uint128>(sequence) * n_slots_ >> 64));
  }
  void prefetch_forms(const Node& node) const {
    if (node.has_forms() && node.forms < n_forms_) __builtin_prefetch(forms_ + node.forms);
  }
  // Is a table so large that look-ups wait for memory?
  bool is_large() const { return n_slots_ > (uint64_t{1} << 16); }

  // Calls `take(Form)` for each form of a node, in the order of texts and entities.
  template <class F>
  void for_each_form(const Node& node, F&& take) const {
    if (!node.has_forms()) return;
    for (uint64_t i = node.forms; i < n_forms_; ++i) {
      give(forms_[i], take);
      if ((forms_[i].flags & format::form_bit::last) != 0) return;
    }
  }
  // Calls `take(Form)` for all forms of the base.
  template <class F>
  void for_all_forms(F&& take) const {
    for (uint64_t i = 0; i < n_forms_; ++i) give(forms_[i], take);
  }
  uint64_t n_forms() const { return n_forms_; }
  uint64_t n_slots() const { return n_slots_; }

 private:
  friend class KnowledgeImage;
  // Hands on what lies inside of the base.
  template <class F>
  void give(const format::FormRecord& f, F&& take) const {
    const std::string_view pool = (f.flags & format::form_bit::of_entity) != 0 ? entity_text_ : alias_text_;
    const uint64_t offset = format::offset40(f.text_low, f.text_high);
    if (offset <= pool.size() && f.size <= pool.size() - offset && f.entity < n_entities_)
      take(Form{{pool.data() + offset, f.size}, static_cast<uint16_t>(f.flags & format::form_bit::flags), f.entity});
  }
  const Node* nodes_ = nullptr;
  uint64_t n_slots_ = 0;  // homes; max_distance more slots follow
  const format::FormRecord* forms_ = nullptr;
  uint64_t n_forms_ = 0;
  std::string_view entity_text_, alias_text_;
  uint32_t n_entities_ = 0;
  std::array<const uint64_t*, 2> begins_{};  // with any token; with one in lower case
  uint32_t filter_mask_ = 0;                 // of bit numbers
};

}  // namespace docmill::linker
