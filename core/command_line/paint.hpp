// Colour for people at a terminal.
#pragma once

#include <string>
#include <string_view>

namespace docmill::cli {

// Standard output is a terminal that shows colour, and nobody said NO_COLOR (https://no-color.org).
bool wants_colour();

// Colours are set by bytes that no UTF-8 has, which terminal::put() turns into escape sequences. A stranger who writes
// them changes a colour, and can do no more.
inline constexpr std::string_view paint_marks = "\xF8\xF9\xFA\xFB\xFC\xFD";
std::string_view escape_of_mark(char mark);

class Paint {
 public:
  explicit Paint(bool on = wants_colour()) : on_(on) {}
  std::string bold(std::string_view text) const { return in('\xF8', text); }
  std::string dim(std::string_view text) const { return in('\xF9', text); }
  std::string red(std::string_view text) const { return in('\xFA', text); }
  std::string green(std::string_view text) const { return in('\xFB', text); }
  std::string struck(std::string_view text) const { return in('\xFC', text); }

 private:
  std::string in(char mark, std::string_view text) const {
    return on_ ? mark + std::string(text) + '\xFD' : std::string(text);
  }
  bool on_;
};

}  // namespace docmill::cli
