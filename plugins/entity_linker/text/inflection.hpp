// Case endings and prefixes that a name may carry in a text: "Nvidias", "Илона Маска", "בסין". A small table
// of endings for each script, no grammar: what is left when an ending is taken off is a name only where the base has
// it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::linker {

// The forms that `word` (one word of a text, as it is written) may be an inflection of, at most most_bare_forms of
// them, the longest ending first, each once. `inflected` says that the line is German, for words in Latin script;
// Cyrillic, Arabic and Hebrew speak for themselves. What is left has at least three letters.
inline constexpr std::size_t most_bare_forms = 16;
void bare_forms(std::string_view word, bool inflected, std::vector<std::string>& forms);

}  // namespace docmill::linker
