// How deep a TOML text nests, found without a parser. The parser limits the depth of values but not of dotted keys, and
// destroys what it has read by recursion: a key of 100,000 parts would overflow the stack.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace docmill::host {

inline constexpr std::size_t max_toml_brackets = 64;   // [ and { around one value
inline constexpr std::size_t max_toml_key_parts = 16;  // of one dotted key

struct TooDeep {
  std::size_t offset;  // of the byte that goes too far
  std::string message;
};

// Looks at the text as TOML does as long as it is valid; behind the first syntax error, where no parser reads, it may
// see more or less. Time: linear.
std::optional<TooDeep> find_too_deep(std::string_view text);

}  // namespace docmill::host
