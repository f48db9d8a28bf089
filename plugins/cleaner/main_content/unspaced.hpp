// Line ends of pages in Chinese and Japanese, which have no spaces: one between two of their characters is none.
// Private to the HTML way.
#pragma once

#include <cstdint>
#include <string_view>

#include "html/parser.hpp"

namespace docmill::cleaner {

// A character of Chinese or Japanese, or a mark of theirs, at a byte of a text: all are three bytes, which are there.
bool is_unspaced(std::string_view text, std::size_t at);

// Follows the texts of a block, in order: line ends at their ends, with elements between them.
class UnspacedSeams {
 public:
  UnspacedSeams(std::string_view source, const std::vector<HtmlNode>& nodes) : source_(source), nodes_(nodes) {}

  // A block, or a line, begins; the block's last node is `last`.
  void begin(uint32_t last) {
    last_ = last;
    before_ = false;
  }
  void break_line() { before_ = false; }
  // Of the text `i`, bytes [at, stop), what is to be written.
  void trim(uint32_t i, uint32_t& at, uint32_t& stop);

 private:
  bool is_before_unspaced(uint32_t i) const;

  std::string_view source_;
  const std::vector<HtmlNode>& nodes_;
  uint32_t last_ = 0;
  bool before_ = false;  // what was written last is such a character
};

}  // namespace docmill::cleaner
