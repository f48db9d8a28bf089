// Lists of hashes as `sha256sum -c` reads them: "HASH  NAME", and for a name with a backslash or a line end the escaped
// form that sha256sum itself writes ("\HASH  NAME" with \\ and \n).
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "docmill/base/status.hpp"

namespace docmill::host {

// The list of all that a run wrote, at the top of OUT.
inline constexpr const char* sums_name = "SHA256SUMS";

struct Sum {
  std::string sha256, name;
};

void append_sum(std::string& out, std::string_view sha256, std::string_view name);

// Reads one line without its end; false when it is none of the above.
bool parse_sum(std::string_view line, Sum& out);

// Calls `visit` for each line of a file, until it returns false. Trouble::io when the file cannot be read or a line is
// no sum.
Status read_sums(const std::filesystem::path& file, const std::function<bool(const Sum&)>& visit);

}  // namespace docmill::host
