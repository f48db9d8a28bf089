// Names of the base that a text writes in another way than with other letters: "Huang, Jensen", "Orbán Viktor",
// "Jensen H. Huang", "Владимир Владимирович Путин", "Saudi-Aramco", "the Hague". Looked for only where an unknown name
// was found, so that ordinary text pays nothing.
#pragma once

#include <array>
#include <cstdint>

#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// `m` is an unknown name. Where its words are a name of the base in another way of writing, `m` becomes open, with the
// candidates of that; it may take in a surname and a comma before it. Whether it did.
bool find_other_way(const KnowledgeBase& base, Analysis& analysis, Mention& m);

}  // namespace docmill::linker
