// Golden files: what is got must be what the file says. With DOCMILL_BLESS=1 in the environment the file is rewritten
// (./dev golden does that and shows the difference).
#pragma once

#include <filesystem>
#include <string>

namespace docmill::test {

// Empty when `got` equals the file; otherwise a message with the difference (by diff -u when there is one).
std::string compare_with_golden(const std::filesystem::path& golden, const std::string& got);

}  // namespace docmill::test
