// Names that the knowledge base does not have. They matter twice: as NIL mentions of their own, and because a part of
// such a name must never be linked ("Ma" in "Winston Ma", "Bank of China" is not China).
//
// Evidence is what English gives: capitals in the middle of a sentence, runs of capitalised words, heads such as
// University or Strait, titles before and verbs of saying behind. Capitals in headings and at the beginning of a
// sentence count only when the word is neither ordinary nor written small elsewhere in the document.
#pragma once

#include <vector>

#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"
#include "mentions/name_runs.hpp"

namespace docmill::linker {

// Scratch space of the search, used again for every document.
struct UnknownNamesScratch {
  std::vector<uint64_t> name_words;  // filter of the words of full names so far
  std::vector<uint32_t> surnames;    // the last words of the people of the base, sorted
  std::vector<Mention> found;
  // A name if the document has it elsewhere, and the mention that is a part of it.
  struct Doubt {
    Mention name;
    uint32_t mention;
  };
  std::vector<Doubt> doubts;
  std::vector<Atom> atoms;
};

// Takes the mentions out of `analysis` that are parts of longer unknown names and puts the unknown names themselves in
// (state nil), sorted and disjoint.
void find_unknown_names(const KnowledgeBase& base, Analysis& analysis, UnknownNamesScratch& scratch);

}  // namespace docmill::linker
