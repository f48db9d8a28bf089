// All surface forms of a knowledge base, compiled for finding: a hash table over the prefixes of their token sequences,
// in flat arrays. Finding costs one look-up for each token that may begin or continue a form; most words of a text are
// turned away by a bit of a 16 KiB filter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "case_match.hpp"
#include "characters.hpp"
#include "tokens.hpp"

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
}  // namespace form_flag

// A surface form of one entity. The text stands in the pool of the index.
struct Form {
  uint32_t text = 0;
  uint16_t size = 0;
  uint16_t flags = 0;
  uint32_t entity = 0;
};

// A form to put into the index.
struct FormSource {
  std::string text;
  uint16_t flags = 0;
  uint32_t entity = 0;
};

inline constexpr std::size_t max_alias_bytes = 300;

// Immutable after construction.
class AliasIndex {
 public:
  // A node of the prefix tree: forms that end here, and whether longer ones go on.
  struct Node {
    uint64_t key = 0;  // 0: empty
    uint32_t forms = 0;
    uint32_t n_forms : 31 = 0;
    uint32_t goes_on : 1 = 0;
  };

  AliasIndex() = default;
  // Forms of more than max_alias_bytes and forms without a word are left out.
  AliasIndex(const CharacterTable& characters, std::vector<FormSource> sources);

  // May a form begin with this token? A quick answer that errs only towards yes.
  bool may_begin(const Token& token) const {
    const uint32_t bit = token.hash & 0xFFFF;
    const std::vector<uint64_t>& filter = token.lower_case() ? begins_lower_ : begins_any_;
    return (filter[bit >> 6] >> (bit & 63) & 1) != 0;
  }
  const Node* find(uint64_t sequence) const {
    const uint64_t key = sequence | 1;
    std::size_t at = (sequence >> 32) & mask_;
    while (nodes_[at].key != 0) {
      if (nodes_[at].key == key) return &nodes_[at];
      at = (at + 1) & mask_;
    }
    return nullptr;
  }
  const Form* forms(const Node& node) const { return forms_.data() + node.forms; }
  std::string_view text(const Form& form) const { return std::string_view(pool_).substr(form.text, form.size); }
  std::size_t n_forms() const { return forms_.size(); }

 private:
  Node& node_for(uint64_t sequence);
  std::vector<Node> nodes_ = std::vector<Node>(2);
  std::size_t mask_ = 1;
  std::vector<Form> forms_;
  std::string pool_;
  std::vector<uint64_t> begins_any_ = std::vector<uint64_t>(1024), begins_lower_ = std::vector<uint64_t>(1024);
};

}  // namespace docmill::linker
