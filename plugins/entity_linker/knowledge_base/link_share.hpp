// How often a form means an entity, of all the times it is a link in a Wikipedia: a class of share, kept in the flags
// of the form. 0: not known.
#pragma once

#include <cstdint>

#include "knowledge_base/alias_index.hpp"

namespace docmill::linker {

inline constexpr int share_shift = 8;
inline constexpr int most_share_class = 7;

// 1 to 7: from 0, 2, 5, 10, 20, 40 and 75 percent on. `n` of `all` links, all > 0.
constexpr int share_class(uint64_t n, uint64_t all) {
  int found = 1;
  for (const uint64_t percent : {2, 5, 10, 20, 40, 75}) found += n * 100 >= all * percent;
  return found;
}

constexpr int share_of(uint16_t form_flags) { return (form_flags & form_flag::share) >> share_shift; }

// Points of prominence of an entity that a form means so often: half of them are the entity's own (10 to 50), half the
// form's, from 10 for the lowest class to 50 for the highest. Of a form without counts all are the entity's.
constexpr int prior_of_form(int prior, uint16_t form_flags) {
  const int share = share_of(form_flags);
  return share == 0 ? prior : (prior + 10 + (share - 1) * 40 / (most_share_class - 1)) / 2;
}

}  // namespace docmill::linker
