#include "lead.hpp"

#include "sentences/summary_text.hpp"

namespace docmill::summary {

void lead(std::string_view text, std::string_view tag, const LeadOptions& options,
          sentences::SentenceSplitter& splitter, std::vector<sentences::Sentence>& found, std::string& summary) {
  summary.clear();
  splitter.split(text, tag, options.sentences, found);
  for (const sentences::Sentence& s : found) {
    const std::string_view sentence = text.substr(s.start, s.end - s.start);
    if (!sentences::fits(summary, sentence, options.max_characters)) {
      if (summary.empty()) sentences::append_shortened(summary, sentence, options.max_characters);
      return;
    }
    sentences::append_sentence(summary, sentence);
  }
}

}  // namespace docmill::summary
