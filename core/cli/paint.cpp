#include "cli/paint.hpp"

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

}  // namespace docmill::cli
