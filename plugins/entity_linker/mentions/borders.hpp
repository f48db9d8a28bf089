// Where a form of the base may begin and end in a text: between word borders, and not inside an address or a longer
// version number.
#pragma once

#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// A view over the document in work; costs nothing to make.
class Borders {
 public:
  Borders(const WordLists& words, const Analysis& analysis) : words_(words), a_(analysis) {}

  // A border before token i: inside a run of Hangul or Katakana and inside an
  // address there is none.
  bool may_start(std::size_t i) const { return i == 0 || a_.tokens[i].gap != Gap::none || may_start_inside(i); }
  // A border behind token `last`: not before ".com", ".1", "-analysis" of meta-analysis, the "$" of US$; before a
  // Korean particle.
  bool may_end(std::size_t last) const;

 private:
  bool may_start_inside(std::size_t i) const;
  bool joined(std::size_t i) const { return i < a_.tokens.size() && a_.tokens[i].gap == Gap::none; }
  bool inside_katakana(std::size_t i) const;
  bool particle_follows(std::size_t i) const;
  const WordLists& words_;
  const Analysis& a_;
};

}  // namespace docmill::linker
