// A seal: the last member of a JSON file that docmill writes for itself (run.json, NAME.lock), the SHA-256 of all that
// stands before it. It tells an edit, a bad merge or a broken copy from what docmill wrote; it is no signature.
#pragma once

#include <string>
#include <string_view>

namespace docmill::host {

// `json` is an object printed over several lines, "{\n ...\n}\n"; gains the member "seal".
std::string sealed(std::string_view json);

// Is there a seal at the end that belongs to what stands before it?
bool seal_holds(std::string_view json);

}  // namespace docmill::host
