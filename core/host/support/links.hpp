// Where symbolic links lead.
#pragma once

#include <filesystem>
#include <optional>

namespace docmill::host {

// What a chain of links that begins at `path` leads to, also when nothing is there yet: `path` itself when it is no
// link. Links among the folders above it are followed only where a link counts from them. Nothing for links in a
// circle. `path`: absolute; working_folder.hpp makes it so. Any thread.
std::optional<std::filesystem::path> without_links(std::filesystem::path path);

}  // namespace docmill::host
