// Finds the places of a text that may matter to the ends of sentences, sixteen bytes at a time.
//
// Most bytes are letters; a decision costs some hundred instructions. So the text is looked through with comparisons
// of sixteen bytes at once (plain vector code of the compiler, no instructions of one machine), and only what may be a
// mark is looked at by itself. What is found is the first byte of a code point; a few that are no marks are found as
// well (letters of scripts that have marks near them), none is missed.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

#include "marks.hpp"

namespace docmill::sentences {

class MarkScan {
 public:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  // The mark of `local` counts, too. The text must live as long.
  MarkScan(std::string_view text, LocalMarks local) : text_(text), local_(local_mark(local)) {}

  // Places, ascending, of: . ! ? line ends " ( [ and the Unicode characters that end sentences (Sentence_Terminal),
  // end lines, or open and close quotations. `none` at the end.
  std::size_t next();

 private:
  void look_at_block();

  std::string_view text_;
  char local_;  // NUL: none
  std::size_t next_block_ = 0, block_ = 0;
  uint64_t found_[2] = {0, 0};  // a byte 0xFF for each place of the block, the first byte lowest
};

}  // namespace docmill::sentences
