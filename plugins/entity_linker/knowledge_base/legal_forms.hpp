// What kind of company it is, in its name: Inc., GmbH & Co. KG, S.p.A., ПАО, 株式会社.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace docmill::linker {

// Adds how people write a name that ends in dots or legal forms: "Alphabet Inc", "Samsung Electronics Co Ltd",
// "Rolex S.A." of "Rolex SA", and of an organisation also without ("Samsung Electronics").
void add_other_endings(std::string_view text, bool organisation, std::vector<std::string>& spellings);

// "ПАО «Газпром»" and "Газпром".
std::string without_legal_prefix(std::string_view text);

// "トヨタ自動車" of "トヨタ自動車株式会社"; of two characters at least.
std::string without_east_asian_form(std::string_view text);

}  // namespace docmill::linker
