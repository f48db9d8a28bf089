// A text as CoNLL-U wants it: sentences, and in each the words and marks that stand there.
#pragma once

#include <unicode/brkiter.h>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "sentences/sentence_splitter.hpp"

namespace docmill::writer {

// Bytes [start, end) of the text: a word, a number, a mark. Never white space alone, never empty.
struct Token {
  uint32_t start;
  uint32_t end;
};

struct TokenSentence {
  uint32_t first_token;
  uint32_t n_tokens;
  bool begins_line;  // a line of the text begins with it
};

// Belongs to one thread at a time. Words are those of UAX #29 (ICU's word breaks, with its dictionaries for Chinese,
// Japanese, Thai, Lao, Khmer and Burmese), sentences those of sentences/sentence_splitter.hpp, and headings.
class ConllUWords {
 public:
  ConllUWords() = default;
  // Cuts the text (valid UTF-8, less than 2 GiB); every character that is not white space or a control character is in
  // exactly one token. `language`: BCP 47 tag or "". Throws std::runtime_error when ICU lacks its rules.
  void cut(std::string_view text, std::string_view language);
  const std::vector<Token>& tokens() const { return tokens_; }
  const std::vector<TokenSentence>& sentences() const { return sentences_; }

 private:
  void find_borders(std::string_view text, std::string_view language);
  void find_tokens(std::string_view text);
  void add_token(std::string_view text, uint32_t start, uint32_t end);
  void group(std::string_view text);

  sentences::SentenceSplitter splitter_;
  std::vector<sentences::Sentence> cut_;
  std::unique_ptr<icu::BreakIterator> words_;
  std::vector<uint32_t> borders_;  // bytes at which a sentence, or a line that is none, begins; the last: the end
  std::vector<Token> tokens_;
  std::vector<TokenSentence> sentences_;
};

}  // namespace docmill::writer
