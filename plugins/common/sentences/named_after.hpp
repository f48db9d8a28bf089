// им., ім., im.: "named after" before a name, or the pronoun "them" at the end of a sentence?
#pragma once

#include <string_view>

namespace docmill::sentences {

bool is_named_after(std::string_view word);
// Does something that bears a person's name stand in the last words of `before`: a theatre, a school, a prize?
bool bears_name(std::string_view before);

}  // namespace docmill::sentences
