// `~` and variables of the environment in a path that a pipeline file or the command line gives:
//
//   ~/out          the user's home folder (HOME); at the beginning only
//   ${SCRATCH}/out a variable, anywhere in the path; one that is not set, or empty, is a mistake
//   $$             a dollar sign
//
// "$SCRATCH" and "~user" are mistakes, so that no folder of such a name is made because somebody expected more. A
// folder that is really called "~" is "./~".
#pragma once

#include <string>
#include <string_view>

#include "host/diagnostics/diagnostics.hpp"

namespace docmill::host {

struct WrittenPath;

// Replaces `text`. False when it holds a mistake, which is said at the place.
bool expand_path(std::string& text, const Place& place, Diagnostics& diagnostics);
// The same of a path; is_expanded tells whether anything was replaced.
bool expand_path(WrittenPath& path, Diagnostics& diagnostics);

// The path as it must be written to stay what it is.
std::string literal_path(std::string_view path);

}  // namespace docmill::host
