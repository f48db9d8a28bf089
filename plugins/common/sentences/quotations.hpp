// Where the quotations and brackets of a text close.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "marks.hpp"

namespace docmill::sentences {

// Bytes. Longer ones are cut inside like any text: a speech of a page, or a mark whose closing was forgotten.
inline constexpr std::size_t longest_quotation = 400;

// Remembers what it has looked through, so that the time is linear in the text, whatever opens in it.
class Quotations {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  void begin(std::string_view text);
  // Where that which `opening` opens at `at` closes (the first byte of what closes it); `none` when it does not within
  // `longest_quotation` bytes and in the same paragraph. Ascending `at`.
  std::size_t closing(std::size_t at, char32_t opening);

 private:
  struct Searched {
    char32_t opening = 0;
    std::size_t to = 0;           // looked through up to here
    std::size_t found = none;     // at or behind the last `at`
    bool paragraph_ends = false;  // at `to`
  };
  void search(Searched& s, Closers closers, std::size_t limit) const;

  std::string_view text_;
  std::array<Searched, 16> searched_;  // one for each that opens (closers_of)
};

}  // namespace docmill::sentences
