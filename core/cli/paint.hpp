// Colour for people at a terminal.
#pragma once

#include <string>
#include <string_view>

namespace docmill::cli {

// Standard output is a terminal that shows colour, and nobody said NO_COLOR (https://no-color.org).
bool wants_colour();

class Paint {
 public:
  explicit Paint(bool on = wants_colour()) : on_(on) {}
  std::string bold(std::string_view text) const { return in("1", text); }
  std::string dim(std::string_view text) const { return in("2", text); }
  std::string red(std::string_view text) const { return in("31", text); }
  std::string green(std::string_view text) const { return in("32", text); }
  std::string struck(std::string_view text) const { return in("9;31", text); }

 private:
  std::string in(const char* code, std::string_view text) const {
    return on_ ? "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m" : std::string(text);
  }
  bool on_;
};

}  // namespace docmill::cli
