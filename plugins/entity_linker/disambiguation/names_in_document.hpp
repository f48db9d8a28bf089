// The full names that a document has introduced so far, by each of their words,
// so that "Schmidt" after "Eric Schmidt" and "Ma" after "Winston Ma" mean the
// same. The last one to be named wins. What a hyphen or an apostrophe joins is
// one word: "O'Neill", and "Jean-Luc", of which "Luc" is nobody's name. A
// second given name is nobody's either: the "Jane" of Mary Jane Foster. A name may
// come back in another case: "Путину" after "Владимир Путин".
#pragma once

#include <cstdint>
#include <vector>

#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

class NamesInDocument {
 public:
  struct Known {
    uint32_t word = 0;
    uint32_t entity = no_entity;  // no_entity: a name that the base does not have
    uint8_t nil_type = nil_name;
    bool used = false;
    bool bare = false;  // a form that the word may be another case of: it did not stand there
  };

  // Forgets all. Of texts with these characters from now on, which must live as long.
  void clear(const CharacterTable& characters);
  // Remembers the words of a mention of two or more words that is linked to a
  // person, and the first of a company's.
  void add_linked(const WordLists& words, const Analysis& analysis, const Mention& mention, TypeClass type);
  // Remembers the words of an unknown name of two or more words that may be a
  // person.
  void add_unknown(const WordLists& words, const Analysis& analysis, const Mention& mention);
  bool has_people_of_base() const { return people_of_base_; }
  // What a mention of one word stands for, or null. Valid until the next
  // addition.
  const Known* find(const Analysis& analysis, const Mention& mention) const;
  // The same of the surname behind initials: "J. Huang".
  const Known* find_behind_initials(const Analysis& analysis, const Mention& mention) const;
  // Is nothing known?
  bool empty() const { return n_ == 0; }

 private:
  const Known* find(uint32_t word) const;
  // Calls `take(hash)` for each form that the word may be another case of, until it returns false.
  template <class F>
  void for_each_bare_form(const Analysis& analysis, uint32_t token, F&& take) const;
  void add(const WordLists& words, const Analysis& analysis, const Mention& mention, uint32_t entity);
  void put(uint32_t word, uint32_t entity, uint8_t nil_type, bool bare = false);
  void grow();
  const CharacterTable* characters_ = nullptr;
  std::vector<Known> slots_ = std::vector<Known>(64);
  std::size_t n_ = 0;
  bool people_of_base_ = false;
};

}  // namespace docmill::linker
