// Finds the forms of a knowledge base in the tokens of a text: leftmost, longest, between word borders, in the right
// case, with model numbers kept whole.
#pragma once

#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// Replaces the mentions and candidates of `analysis` by what stands in its tokens. Candidates of a mention are in the
// order of their entities, each entity once.
void find_mentions(const KnowledgeBase& base, Analysis& analysis);

}  // namespace docmill::linker
