// From a form of the base that stands in a text to the candidates of a mention.
#pragma once

#include <cstddef>
#include <string_view>

#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// What was found at a place: the last token, and how many candidates at the end of Analysis::candidates belong to it;
// none: nothing was found.
struct Found {
  std::size_t last = 0;
  std::size_t n = 0;
};

// Appends to the candidates from `before` on those of the forms at `node` that `text` may stand for: each entity once,
// with the strongest match, of equal ones the form with the fewest doubts. `capital_says_nothing`: a capital at the
// beginning of `text` is that of its place.
void add_form_candidates(const KnowledgeBase& base, const KnowledgeBase::Layer& layer, const AliasIndex::Node& node,
                         std::string_view text, bool capital_says_nothing, std::size_t before, Analysis& analysis);

}  // namespace docmill::linker
