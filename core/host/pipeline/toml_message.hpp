// What the TOML parser says, in the words of docmill: one lower-case sentence and, where it can be guessed, what to
// write.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::host {

struct SyntaxMistake {
  uint32_t column = 0;  // from 1, in code points; the parser's, or a better one
  std::string message;
  std::vector<std::string> details;
};

// `line` is the user's line (valid UTF-8), `column` and `parser_message` what the parser gave.
SyntaxMistake explain_syntax(std::string_view line, uint32_t column, std::string_view parser_message);

}  // namespace docmill::host
