// Given names of many countries, beside those of the word lists: they make the company or the place that stands behind
// one somebody's surname. Own collection, by where they are frequent, lower case, a space behind each; none that is as
// often a word, a month or a town.
#pragma once

#include <string_view>

namespace docmill::linker {

std::string_view given_names_of_the_west();
std::string_view given_names_of_others();

}  // namespace docmill::linker
