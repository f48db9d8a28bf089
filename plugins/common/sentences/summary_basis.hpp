// What a summary is made of, for those who read it: was something chosen at all?
#pragma once

#include <cstddef>
#include <string_view>

namespace docmill::sentences {

enum class SummaryBasis {
  nothing,    // the text is empty, or has no letter
  headings,   // it has no sentences: titles of a list page, menu items
  whole,      // it has no more sentences than were asked for: all are given
  sentences,  // some of its sentences
};

constexpr std::string_view name_of(SummaryBasis basis) {
  switch (basis) {
    case SummaryBasis::nothing: return "nothing";
    case SummaryBasis::headings: return "headings";
    case SummaryBasis::whole: return "whole";
    case SummaryBasis::sentences: return "sentences";
  }
  return {};
}

// `found`: the sentences of the text, or enough of them to know that there are more than `given`. `headings`: the
// answer of SentenceSplitter::split.
constexpr SummaryBasis basis_of(std::size_t found, std::size_t given, bool headings) {
  if (found == 0) return SummaryBasis::nothing;
  if (headings) return SummaryBasis::headings;
  return given < found ? SummaryBasis::sentences : SummaryBasis::whole;
}

// For the declaration of the layer `summary_basis`.
inline constexpr const char* basis_of_meaning =
    "sentences: some of the text's; whole: all of them, there are no more; headings: the text has no sentences, only "
    "lines such as titles; nothing: no words at all";

}  // namespace docmill::sentences
