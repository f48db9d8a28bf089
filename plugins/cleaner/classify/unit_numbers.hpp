// What the trees look at: the numbers of a unit and of what is around it, and those of a page as a whole.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "classify/model_units.hpp"

namespace docmill::cleaner {

// The names of the numbers of a unit, in their order.
const std::vector<std::string>& names_of_unit_numbers();
// Writes as many numbers as there are names, each `step` places behind the one before.
void unit_numbers(const UnitList& units, std::size_t i, int32_t* out, std::size_t step = 1);

// The same of a page: what it says of itself, what it is made of, and what was kept of it. `scores` are those of its
// units, `bound` the one from which on they are kept, `hope` the F1 that they promise (classify/block_model.hpp).
const std::vector<std::string>& names_of_page_numbers();
void page_numbers(const UnitList& units, const std::vector<int32_t>& scores, int32_t bound, int32_t hope, int32_t* out);

}  // namespace docmill::cleaner
