// Names as people write them who have no accents on their keyboard: Zurich, Sao Paulo, Lodz; of German Zuerich.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace docmill::linker {

// The name in ASCII letters, in one or two ways; none where it has no accents, is of another script, in lower case, or
// so short that what is left would be any word. A text without accents stands for such a name, never the other way
// round.
std::vector<std::string> in_plain_letters(std::string_view name);

// Romanian has commas below ș and ț, and older texts have cedillas (ş, ţ): the name with the other ones, or nothing
// where it has none. Names with ş alone are Turkish.
std::string in_other_romanian_letters(std::string_view name);

}  // namespace docmill::linker
