// File names made from ids, which anybody may have written.
#pragma once

#include <string>
#include <string_view>

namespace docmill::host {

// A relative path for a document: the parts of the id between '/' become folders; controls, '\\', ':' and the like
// become '_', parts of dots only and leading dots too; a part above 180 bytes is cut and gets eight hexadecimal digits
// of its hash. Never empty, never absolute, never upwards. Two ids may give one path: the caller numbers them.
std::string file_name_for(std::string_view id);

}  // namespace docmill::host
