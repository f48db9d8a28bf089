// Which units of a page are its content, told from the expected text.
#pragma once

#include <string>
#include <vector>

namespace docmill::cleaner::train {

enum class Label : signed char { unknown = -1, noise, content };

// From the whole expected text: most of a unit's runs of four words stand in it; a short unit must be a line of it and
// lie between two long ones. Of a stretch that stands several times on the page the one in the largest run counts.
std::vector<Label> labels_by_text(const std::vector<std::string>& units, const std::string& expected);
// From snippets that must stand in the text, and snippets that must not.
std::vector<Label> labels_by_snippets(const std::vector<std::string>& units, const std::vector<std::string>& wanted,
                                      const std::vector<std::string>& unwanted);

}  // namespace docmill::cleaner::train
