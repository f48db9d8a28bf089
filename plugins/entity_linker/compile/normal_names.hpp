// Names as a cleaned text has them, so that they can be found in one: Unicode's form NFC, without soft hyphens and
// characters of no width.
#pragma once

#include <string>

namespace docmill::linker {

// Brings names (valid UTF-8, one or several lines) into that form; whether something has changed. From any thread.
bool normalise_names(std::string& names);

}  // namespace docmill::linker
