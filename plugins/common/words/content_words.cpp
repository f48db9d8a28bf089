#include "content_words.hpp"

namespace docmill::words {

namespace {

constexpr std::size_t min_letters = 4;

}  // namespace

// A number alone ("2024") says little of the matter.
bool is_content_word(const Word& word, const FunctionWords& function_words) {
  if (word.letters == 0) return false;
  const bool name_like = word.digit || (word.letters >= 2 && word.capitals == word.letters);
  if (word.pair || name_like) return true;
  return word.letters >= min_letters && !function_words.holds(word.folded);
}

void add_content_words(std::string_view sentence, const FunctionWords& function_words, std::string& scratch,
                       std::vector<WordHash>& words) {
  WordReader reader(sentence, scratch);
  for (Word word; reader.next(word);)
    if (is_content_word(word, function_words)) words.push_back(hash_of(word.folded));
}

}  // namespace docmill::words
