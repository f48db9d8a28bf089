// Programs in which an allocation fails (no_memory.cpp), and how many there are to fail.
#pragma once

#include <doctest/doctest.h>

#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace docmill::test {

// `wish`: what no_memory.cpp reads; empty: nothing fails.
inline std::vector<std::string> no_memory_environment(const std::string& wish) {
  if (wish.empty()) return {};
  return {std::string("LD_PRELOAD=") + DOCMILL_NO_MEMORY_LIBRARY, "DOCMILL_NO_MEMORY=" + wish,
          "ASAN_OPTIONS=verify_asan_link_order=0"};
}

// Under this wish a program leaves the number of its allocations in the folder, for count_in(). Of the process that was
// started; those that it forks have had fewer.
inline std::string count_wish(const TempFolder& temp) { return "count:" + (temp / "n").string(); }

inline long count_in(const TempFolder& temp) {
  const std::string bytes = read_file(temp / "n");
  std::filesystem::remove(temp / "n");
  long n = 0;
  REQUIRE(bytes.size() == sizeof n);
  std::memcpy(&n, bytes.data(), sizeof n);
  return n;
}

}  // namespace docmill::test
