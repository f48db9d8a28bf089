#include "lead.hpp"

#include "sentences/summary_text.hpp"

namespace docmill::summary {

Lead lead(std::string_view text, std::string_view tag, const LeadOptions& options,
          sentences::SentenceSplitter& splitter, std::vector<sentences::Sentence>& found, std::string& summary) {
  summary.clear();
  Lead result;
  const bool headings = splitter.split(text, tag, options.sentences + 1, found);  // one more, to know whether there is
  for (const sentences::Sentence& s : found) {
    if (result.sentences == options.sentences) break;
    const std::string_view sentence = text.substr(s.start, s.end - s.start);
    if (!sentences::fits(summary, sentence, options.max_characters)) {
      if (!summary.empty()) break;
      sentences::append_shortened(summary, sentence, options.max_characters);
      result.shortened = true;
      result.sentences = summary.empty() ? 0 : 1;
      break;
    }
    sentences::append_sentence(summary, sentence);
    ++result.sentences;
  }
  result.basis = sentences::basis_of(found.size(), result.shortened ? 0 : result.sentences, headings);
  return result;
}

}  // namespace docmill::summary
