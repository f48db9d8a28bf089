// Where docmill may keep what it can make again.
#pragma once

#include <filesystem>
#include <string>

namespace docmill::host {

// What the user said (where it is not empty), DOCMILL_CACHE, XDG_CACHE_HOME/docmill, HOME/.cache/docmill; empty when
// none of them is set.
std::filesystem::path cache_folder(const std::string& said = {});

}  // namespace docmill::host
