// Documents in several languages, put together from the sentences of a sample: more of them than the sample has.
#pragma once

#include <cstddef>
#include <vector>

#include "sample.hpp"

namespace docmill::language {

// `n` documents of four kinds in turn (paragraph: a language each; inline: the languages one after the other in each
// paragraph; quote: one language with another inside; mono), in one to four languages: two in five with English, two
// in five in close ones. Those with an even number hold only sentences with an even fold, the others only odd ones;
// the number is the document's fold. The same sample gives the same documents.
std::vector<GoldText> made_documents(const std::vector<GoldText>& texts, std::size_t n);

}  // namespace docmill::language
