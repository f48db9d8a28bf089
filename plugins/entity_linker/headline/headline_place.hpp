// Where the title of an article stands in the source. Cleaners say what the title is, as a string, and not from where
// they have it: a line of plain text, a heading of a page, its `title`, a meta element.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace docmill::linker {

// Bytes [start, end) of the source become `with`, which is a part of the title.
struct HeadlineEdit {
  uint32_t start, end;
  std::string_view with;
};

// A longer title is no headline, but a text that was taken for one.
inline constexpr std::size_t longest_headline = 1024;

// The edits that turn `source` (valid UTF-8, below 4 GiB) into `title` (valid UTF-8, not empty, at most
// longest_headline): all around goes, and within stays what is equal. Tags (with `markup`), character references, runs
// of white space and invisible characters may part the two. Of several places the first is taken of: a heading of level
// 1, another heading, all that an element or a line says, any. Where the title stands nowhere, lines are tried that
// have it in another form of its letters above ASCII (decomposed, or a broken encoding that was repaired); where there
// is none, the title is put in before the source, and its words have the empty place [0, 0).
// True when it was found. Steps are at most in proportion to the source: a source made to cost more is given up.
bool find_headline(std::string_view source, std::string_view title, bool markup, std::vector<HeadlineEdit>& edits);

}  // namespace docmill::linker
