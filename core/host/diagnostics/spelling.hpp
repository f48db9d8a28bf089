// "did you mean": the nearest known word by Damerau-Levenshtein distance (optimal string alignment).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::host {

// Edits (insert, delete, replace, swap of neighbours) from a to b, in bytes.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The known word nearest to `word` if it is near enough to be meant (at most a third of its length, at most 3 edits;
// '_' and '-' count as equal, case does not count), else the shortest that begins with its four letters or more; empty
// otherwise. Ties: the first in byte order.
std::string nearest(std::string_view word, std::span<const std::string> known);

// ", did you mean 'x'?" or "".
std::string suggestion(std::string_view word, std::span<const std::string> known);

}  // namespace docmill::host
