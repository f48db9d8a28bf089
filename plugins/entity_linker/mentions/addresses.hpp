// Addresses in a text: what stands inside a URL or an e-mail address is no name, whatever its letters.
#pragma once

#include <cstddef>
#include <vector>

#include "mentions/mention.hpp"

namespace docmill::linker {

// The same of a token that is written together with others.
bool inside_address_of_several(const Analysis& analysis, std::size_t i);

// Does token i lie inside an address: https://example.com/Name, www.example.com/Name, example.org/?q=Name,
// Name@example.com? Looks at what is written together with it, a bounded stretch.
inline bool inside_address(const Analysis& analysis, std::size_t i) {
  const Tokens& tokens = analysis.tokens;
  const auto joined = [&](std::size_t k) { return k < tokens.size() && tokens[k].gap == Gap::none; };
  // Alone, or with a mark behind it that ends there: most names.
  return (joined(i) || (joined(i + 1) && joined(i + 2))) && inside_address_of_several(analysis, i);
}

}  // namespace docmill::linker
