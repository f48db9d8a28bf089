#include "summarizer.hpp"

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "sentences/summary_text.hpp"
#include "word_count.hpp"

namespace docmill::summary {

namespace {

// The first letters of a word. Words with digits and pairs of characters stay whole.
std::string_view stem_of(const words::Word& word, std::size_t letters) {
  if (letters == 0 || word.pair || word.digit || word.letters <= letters) return word.folded;
  std::size_t at = 0;
  for (std::size_t n = 0; n < letters && at < word.folded.size(); ++n) utf8::next(word.folded, at);
  return word.folded.substr(0, at);
}

std::string_view text_of(std::string_view text, sentences::Sentence s) { return text.substr(s.start, s.end - s.start); }

}  // namespace

void Summarizer::read_words(std::string_view text, std::string_view tag, std::size_t stem) {
  words_.clear();
  word_ends_.clear();
  facts_.clear();
  const words::FunctionWords& function_words = function_words_.of(sentences::primary_language(tag));
  for (const sentences::Sentence& s : found_) {
    const std::string_view sentence = text_of(text, s);
    const std::size_t before = words_.size();
    SentenceFacts facts;
    words::WordReader reader(sentence, folded_);
    for (words::Word word; reader.next(word);) {
      facts.figures = facts.figures || word.digit;
      if (words::is_content_word(word, function_words)) words_.push_back(words::hash_of(stem_of(word, stem)));
    }
    facts.words = static_cast<uint32_t>(count_words(sentence));
    facts.content_words = static_cast<uint32_t>(words_.size() - before);
    facts_.push_back(facts);
    word_ends_.push_back(static_cast<uint32_t>(words_.size()));
  }
}

void Summarizer::choose_first(const SelectionOptions& options) {
  uint64_t words = 0;
  for (uint32_t s = 0; s < found_.size() && chosen_.size() < options.sentences; ++s) {
    words += facts_[s].words;
    if (options.max_words != 0 && words > options.max_words) break;
    chosen_.push_back(s);
  }
}

void Summarizer::choose(std::string_view text, std::string_view tag, bool headings, const SummaryOptions& options) {
  chosen_.clear();
  read_words(text, tag, options.stem);
  if (options.method == Method::lead || headings) return choose_first(options.selection);
  vectors_.build(words_, word_ends_);
  SelectionOptions selection = options.selection;
  if (options.method == Method::central)
    selection.lambda = unit, selection.rank = 100, selection.position = selection.length = selection.figures = 0;
  chosen_ = selection_.choose(vectors_, lexrank_.rank(vectors_, options.lexrank), facts_, selection);
}

Done Summarizer::summarize(std::string_view text, std::string_view tag, const SummaryOptions& options,
                           std::string& summary) {
  summary.clear();
  const std::size_t limit = options.method == Method::lead ? options.selection.sentences + 1 : 0;
  const bool headings = splitter_.split(text, tag, limit, found_);
  choose(text, tag, headings, options);
  for (const uint32_t s : chosen_) sentences::append_sentence(summary, text_of(text, found_[s]));
  Done done;
  done.sentences = chosen_.size();
  if (chosen_.empty() && !found_.empty()) {  // all are too long
    sentences::append_sentence(summary, first_words(text_of(text, found_[0]), options.selection.max_words));
    summary += "\xE2\x80\xA6";
    done = {{}, 1, true};
  }
  done.basis = sentences::basis_of(found_.size(), done.shortened ? 0 : done.sentences, headings);
  return done;
}

const std::vector<Keyword>& Summarizer::keywords(std::string_view text, std::string_view tag, std::size_t n) {
  const std::string_view language = sentences::primary_language(tag);
  found_.clear();
  if (n != 0) splitter_.split(text, tag, 0, found_);
  return keywords_.find(text, found_, function_words_.of(language), words::has_function_words(language), n);
}

}  // namespace docmill::summary
