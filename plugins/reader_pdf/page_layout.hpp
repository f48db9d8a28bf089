// What `pdftotext -bbox-layout` says of a PDF: pages, blocks, lines, with their boxes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace docmill::pdf {

// In points (1/72 inch) from the upper left corner of the page.
struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;

  double height() const { return bottom - top; }
  void add(const Box& other);
};

struct Line {
  Box box;
  std::string text;         // words with a space between them, valid UTF-8
  bool is_item = false;     // a mark that stood apart was put in front of it
  bool is_running = false;  // pages repeat it at their heads or feet
};

struct Block {
  std::vector<Line> lines;
};

struct Page {
  double width = 0, height = 0;  // points
  std::vector<Block> blocks;     // in the order of reading, as poppler sees it
};

struct Layout {
  std::vector<Page> pages;
  std::string title, author, created;  // as the PDF's properties say; created: "2024-05-01T12:00:00+02"
};

// Reads the output piece by piece. It is nearly XML: control characters that XML forbids stand in it as they stand in
// the PDF, so what counts is the tags that are known, wherever they are.
class LayoutParser {
 public:
  void feed(std::string_view piece);
  // All of it. Was it whole (ended by </doc>)?
  bool is_whole() const { return is_whole_; }
  Layout take() { return std::move(layout_); }

 private:
  void tag();
  void begin_word();
  void end_word();

  Layout layout_;
  std::string tag_, text_;
  std::string_view between(const Line& line, const std::string& word) const;
  bool is_close() const;

  bool in_tag_ = false, is_whole_ = false;
  bool takes_text_ = false;  // the word or title that is open
  bool was_index_ = false;   // the word before: raised or lowered digits
  Box word_, word_before_;   // the latter of the same line
  Box line_;                 // as poppler says it: all of it
};

}  // namespace docmill::pdf
