// Words that say nothing of what a text is about: articles, pronouns, prepositions, conjunctions, auxiliaries, and the
// adverbs that begin sentences.
//
// Short lists of our own, for some languages only. Who looks for what a text is about leaves them out
// (content_words.hpp); who looks for the ends of sentences takes one with a capital for the beginning of the next.
#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "word_table.hpp"

namespace docmill::words {

// The list of one language (primary subtag), made once.
class FunctionWords {
 public:
  explicit FunctionWords(std::string_view language);
  bool holds(std::string_view folded) const { return table_.find(folded) != 0; }
  std::size_t longest() const { return table_.longest(); }  // bytes

 private:
  WordTable table_;
};

// Is there a list for the language?
bool has_function_words(std::string_view language);

// The lists that one thread has asked for, so that each is made once.
class FunctionWordLists {
 public:
  const FunctionWords& of(std::string_view language);

 private:
  std::vector<std::pair<std::string_view, std::unique_ptr<FunctionWords>>>
      lists_;  // by the list's own name; "" has none
};

}  // namespace docmill::words
