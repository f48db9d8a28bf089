// What messages about names need: "a, b, c" and "did you mean".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace docmill::writer {

// "a, b, c"; "none" for an empty list.
std::string list_names(const std::vector<std::string>& names);

// The name nearest to `wrong` (insert, delete, replace, swap neighbours; the first of equals), or empty when none comes
// within a third of the longer one's length.
std::string nearest_name(std::string_view wrong, const std::vector<std::string>& names);

// " (did you mean 'NAME'?)" or nothing.
std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& names);

}  // namespace docmill::writer
