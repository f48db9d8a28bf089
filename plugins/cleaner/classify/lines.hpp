// The lines of a plain text and what they look like. No words are known here, only shapes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article.hpp"

namespace docmill::cleaner {

struct Line {
  uint32_t raw_start = 0, raw_end = 0;  // without the line end
  uint32_t start = 0, end = 0;          // without white space at both sides; start == end: blank
  uint32_t words = 0;                   // between spaces; two ideographs count as one
  uint32_t sentence_ends = 0;           // full stops and their kin inside, before a space, or at the end
  uint32_t joints = 0;                  // capitals inside words after small letters: "HomeNewsSports"
  uint32_t separators = 0;              // | · • » / between spaces
  uint32_t digits = 0;
  uint32_t capitals = 0;        // words that begin with a capital
  uint32_t blank_before = 0;    // blank lines directly before
  bool ends_sentence = false;   // last character, closing quotes and brackets apart
  bool ends_full_stop = false;  // and it is a full stop, not a question or exclamation mark
  bool ends_colon = false;
  bool bullet = false;        // begins with a list mark
  bool begins_small = false;  // first letter is a small one
  bool url = false;           // nothing but an address
  bool plain = false;         // certainly without anything that the writer of text changes, at both sides as well
  bool heads_prose = false;   // of a page: a heading over a paragraph of the article
  Verdict verdict;

  bool blank() const { return start == end; }
  bool kept() const { return !verdict && start != end; }
  uint32_t size() const { return end - start; }
};

inline std::string_view text_of(std::string_view source, const Line& line) {
  return source.substr(line.start, line.end - line.start);
}

// Splits at \n, \r\n and \r and looks at each line, in one pass. Blank lines are left out but counted in
// `blank_before`. A line beyond `long_line` bytes that ends a sentence is a paragraph; its counts are estimates.
inline constexpr uint32_t long_line = 500;
void read_lines(std::string_view source, std::vector<Line>& lines);
// Looks at one line that the caller has trimmed (start, end). `scratch` saves room from line to line.
void look_at(std::string_view source, Line& line, std::string& scratch);

// Shapes of several lines' worth of meaning.
bool is_sentence(const Line& line);    // some words with an end
bool is_prose(const Line& line);       // what paragraphs are made of
bool is_title_like(const Line& line);  // could be a headline or a link text
// "HomeNewsSports": many capitals inside words, no sentence; what a menu becomes when its items lose their breaks.
bool is_run_together(const Line& line);
// "Home | News | Sports".
bool is_separated_menu(const Line& line);

}  // namespace docmill::cleaner
