// Lines of a page put together into text: hyphens at their ends, spaces between them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "page_layout.hpp"

namespace docmill::pdf {

// The words that a document has within its lines, by which a word that was cut at the end of one is known.
class WordList {
 public:
  explicit WordList(const std::vector<Page>& pages);
  bool has(const std::string& word) const { return words_.count(word) != 0; }

 private:
  std::unordered_set<std::string> words_;  // ASCII letters in lower case
};

// How `text` goes on with `next`, the line below it: `keep` bytes of the text, then `between`, then the line.
struct Joint {
  std::size_t keep = 0;
  std::string_view between;
};

// A soft hyphen goes. "docu-" and "ment" become one word where the document has that word elsewhere, and keep the
// hyphen where it has "docu-ment"; where it has neither, the hyphen goes before a small letter and stays before
// anything else
// ("COVID-" and "19"). There is a space between lines, but none between Chinese or Japanese characters.
Joint joint_of(std::string_view text, std::string_view next, const WordList& words);

// Does the text end with a hyphen behind a letter?
bool ends_with_hyphen(std::string_view text);
// Does it begin with a letter that is small (or has no capital form that is known here: anything but ASCII)?
bool begins_small(std::string_view text);

}  // namespace docmill::pdf
