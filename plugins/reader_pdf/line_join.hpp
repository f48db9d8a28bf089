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
  // Does a word have it behind its first hyphen: "known" of "well-known"?
  bool has_behind_hyphen(const std::string& word) const { return behind_hyphens_.count(word) != 0; }

 private:
  void add(std::string word);

  std::unordered_set<std::string> words_, behind_hyphens_;  // ASCII letters in lower case
};

// How `text` goes on with `next`, the line below it: `keep` bytes of the text, then `between`, then the line.
struct Joint {
  std::size_t keep = 0;
  std::string_view between;
};

// A soft hyphen goes. "docu-" and "ment" become one word where the document has that word elsewhere, and keep the
// hyphen where it has "docu-ment". Where it has neither, the hyphen stays before anything but a small letter ("COVID-"
// and "19"), behind one letter, behind a word of the document in what has another hyphen ("out-of-" and "pocket"),
// behind "self", "non" and "well", and where the document has the first part alone and the second behind another hyphen
// ("user-" and "friendly", of a text that has "eco-friendly"); else it goes. There is a space between lines, but none
// between Chinese or Japanese characters.
Joint joint_of(std::string_view text, std::string_view next, const WordList& words);

// Does the text end with a hyphen behind a letter?
bool ends_with_hyphen(std::string_view text);
// Does it begin with a letter that is small (or has no capital form that is known here: anything but ASCII)?
bool begins_small(std::string_view text);

}  // namespace docmill::pdf
