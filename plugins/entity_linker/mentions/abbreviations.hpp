// Abbreviations in brackets: "Taiwan Semiconductor Manufacturing Company (TSMC)", "国际货币基金组织（International
// Monetary Fund，IMF）". What stands in the bracket means what stands before it, here and in the rest of the document.
#pragma once

#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// Looks for such pairs among the mentions of `analysis`. A short form that may mean the same as the long one keeps only
// the candidates they share; one that the base does not have and that fits the initials gets the candidates of the long
// one, also where it stands again later; one whose long form is no entry of the base becomes NIL with it.
void bind_abbreviations(const KnowledgeBase& base, Analysis& analysis);

}  // namespace docmill::linker
