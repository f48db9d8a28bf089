// The difference of two texts, line by line, for people.
#pragma once

#include <string>
#include <string_view>

#include "tooling/namespace.hpp"

namespace docmill::tooling {

// Lines that begin with "- " (only in `before`), "+ " (only in `after`) or "  " (in both, at most two around a change;
// "  …" where more were left out). Long lines of which only one changed are cut around the first difference. Empty when
// the texts are equal.
std::string line_diff(std::string_view before, std::string_view after);

}  // namespace docmill::tooling
