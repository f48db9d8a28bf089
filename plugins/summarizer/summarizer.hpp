// A summary of a text: some of its sentences, chosen by one of several methods.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "keywords.hpp"
#include "lexrank.hpp"
#include "selection.hpp"
#include "sentence_vectors.hpp"
#include "sentences/sentence_splitter.hpp"
#include "sentences/summary_basis.hpp"
#include "words/content_words.hpp"

namespace docmill::summary {

enum class Method {
  lexrank,  // LexRank, with a bonus for the beginning, and MMR
  central,  // LexRank alone, as published: the sentences of the highest ranks
  lead,     // the first sentences
};

struct SummaryOptions {
  Method method = Method::lexrank;
  LexRankOptions lexrank;
  SelectionOptions selection;
  std::size_t stem = 6;  // letters of a word that count, so that its forms are one; 0: all
};

// What was done.
struct Done {
  sentences::SummaryBasis basis = sentences::SummaryBasis::nothing;
  std::size_t sentences = 0;  // in the summary, a shortened one among them
  bool shortened = false;     // the only sentence was cut between two words
};

// Scratch space of one thread, kept from text to text.
class Summarizer {
 public:
  // Writes the summary of `text` (valid UTF-8, in the language of the BCP 47 tag, "" for unknown) to `summary`, its
  // sentences in the order of the text. Time: linear in the text but for the sorting of its words.
  Done summarize(std::string_view text, std::string_view tag, const SummaryOptions& options, std::string& summary);

  // The best `n` keywords of all of the text, the best first; likewise. Borrowed until the next call.
  const std::vector<Keyword>& keywords(std::string_view text, std::string_view tag, std::size_t n);

 private:
  void read_words(std::string_view text, std::string_view tag, std::size_t stem);
  void choose_first(const SelectionOptions& options);
  void choose(std::string_view text, std::string_view tag, bool headings, const SummaryOptions& options);

  sentences::SentenceSplitter splitter_;
  std::vector<sentences::Sentence> found_;
  words::FunctionWordLists function_words_;
  std::vector<words::WordHash> words_;
  std::vector<uint32_t> word_ends_, chosen_;
  std::vector<SentenceFacts> facts_;
  SentenceVectors vectors_;
  LexRank lexrank_;
  Selection selection_;
  Keywords keywords_;
  std::string folded_;
};

}  // namespace docmill::summary
