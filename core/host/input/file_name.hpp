// Names of files as ids and records show them: valid UTF-8 without control characters, one name for one file.
#pragma once

#include <string>
#include <string_view>

namespace docmill::host {

// `path` (any bytes, '/' between parts) as a name. Most paths are their own name. One with bytes that are not UTF-8 or
// with control characters has those as %XX and '%' as %25; so has a path that reads like such a name, so that two paths
// never get one name.
std::string name_of_path(std::string_view path);

}  // namespace docmill::host
