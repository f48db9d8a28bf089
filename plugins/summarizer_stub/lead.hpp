// The lead baseline: the first sentences of a text stand for its summary.
//
// Journalists put what matters first, so for news this is hard to beat: at the Document Understanding Conferences most
// systems did no better than the lead (A. Nenkova, "Automatic text summarization of newswire: lessons learned from the
// Document Understanding Conference", AAAI 2005). For anything else it is only the beginning of the text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sentences/sentence_splitter.hpp"
#include "sentences/summary_basis.hpp"

namespace docmill::summary {

// What was done.
struct Lead {
  sentences::SummaryBasis basis = sentences::SummaryBasis::nothing;
  std::size_t sentences = 0;  // in the summary, a shortened one among them
  bool shortened = false;     // the only sentence was cut between two words
};

struct LeadOptions {
  std::size_t sentences = 3;       // at least 1
  std::size_t max_characters = 0;  // code points of the summary; 0: no limit
};

// Writes the summary of `text` (valid UTF-8, in the language of the BCP 47 tag, "" for unknown) to `summary`. A
// sentence that would pass the limit is left out with all after it; only a first one is shortened, between two words.
// `found` is scratch. Reads no further than it must.
Lead lead(std::string_view text, std::string_view tag, const LeadOptions& options,
          sentences::SentenceSplitter& splitter, std::vector<sentences::Sentence>& found, std::string& summary);

}  // namespace docmill::summary
