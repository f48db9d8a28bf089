// The full names that a document has introduced so far, by each of their words, so that "Schmidt" after "Eric Schmidt"
// and "Ma" after "Winston Ma" mean the same. The last one to be named wins.
#pragma once

#include <cstdint>
#include <vector>

#include "mentions/mention.hpp"

namespace docmill::linker {

class NamesInDocument {
 public:
  struct Known {
    uint32_t word = 0;
    uint32_t entity = no_entity;  // no_entity: a name that the base does not have
    uint8_t nil_type = nil_name;
    bool used = false;
  };

  void clear();
  // Remembers the words of a mention of two or more words that is linked to a person.
  void add_linked(const Analysis& analysis, const Mention& mention, bool person);
  // Remembers the words of an unknown name of two or more words that may be a person.
  void add_unknown(const Analysis& analysis, const Mention& mention);
  // What the word with this token hash stands for, or null. Valid until the next addition.
  const Known* find(uint32_t word) const;

 private:
  void add(const Analysis& analysis, const Mention& mention, uint32_t entity);
  void put(uint32_t word, uint32_t entity, uint8_t nil_type);
  void grow();
  std::vector<Known> slots_ = std::vector<Known>(64);
  std::size_t n_ = 0;
};

}  // namespace docmill::linker
