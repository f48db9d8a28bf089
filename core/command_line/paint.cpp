#include "command_line/paint.hpp"

#include <unistd.h>

#include <cstdlib>

namespace docmill::cli {

bool wants_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool refused =
      (no_colour != nullptr && *no_colour != 0) || (terminal != nullptr && std::string_view(terminal) == "dumb");
  return !refused && isatty(STDOUT_FILENO) == 1;
}

std::string_view escape_of_mark(char mark) {
  switch (mark) {
    case '\xF8': return "\x1b[1m";
    case '\xF9': return "\x1b[2m";
    case '\xFA': return "\x1b[31m";
    case '\xFB': return "\x1b[32m";
    case '\xFC': return "\x1b[9;31m";
    default: return "\x1b[0m";
  }
}

}  // namespace docmill::cli
