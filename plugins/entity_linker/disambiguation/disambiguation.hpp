// Which candidate a mention means. Each gets five parts in whole points:
//
//   prior       10 to 50: how prominent the entity is
//   name_match  how well the text fits the form
//   type_fit    how well the words around (Mr, the, in, said) fit the entity's type; often 0, may be negative
//   context     0 to 120: words of the entity's description in the document, more when they stand near, most for one
//               right beside the name ("the Gemini exchange")
//   coherence   0 to 210: connected entities in the document, more when they stand near, most for a maker right before;
//               the full name that stood in the document before
//
// A form that is weak evidence by itself (a bare surname, one or two letters, a name that others share, an ordinary
// word at the beginning of a sentence) links only with support: context and coherence, or the full name in the
// document. Two rounds: first everything that needs no help from others, then the rest with what the first round found.
#pragma once

#include "disambiguation/document_entities.hpp"
#include "disambiguation/document_words.hpp"
#include "disambiguation/names_in_document.hpp"
#include "disambiguation/relatedness.hpp"
#include "disambiguation/weights.hpp"
#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

struct DisambiguationOptions {
  double minimum_score = 0.5;
  double margin = 0.1;
  Weights weights;
};

// Scratch space of disambiguation, used again for every document.
struct DisambiguationScratch {
  DocumentWords words;
  DocumentEntities entities;
  Relatedness relatedness;
  NamesInDocument names, names_before;  // so far in this round; of the whole document, from the round before
};

// The score of a candidate with `points` when the best of the others has `other`: 0 to 1, rounded to 4 decimals.
double link_score(int points, int other);

// Decides the mentions of `analysis`: linked or nil. Unknown names may turn out to be the surname of somebody linked.
void disambiguate(const KnowledgeBase& base, const DisambiguationOptions& options, Analysis& analysis,
                  DisambiguationScratch& scratch);

}  // namespace docmill::linker
