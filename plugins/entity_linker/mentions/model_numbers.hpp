// Versions behind the name of a model or a chip, which belong to the mention.
#pragma once

#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// Extends a family by its version ("Llama 3.2", "Kunlun Gen 2"). A version that goes on is another model than the one
// in the base ("GPT-4.1" for GPT-4): the mention, whose candidates must be the last of the analysis, then has none of
// that kind. `gen` is the token hash of that word. Gives the token behind the mention.
std::size_t keep_number_whole(const KnowledgeBase& base, Analysis& analysis, uint32_t gen, Mention& mention);

}  // namespace docmill::linker
