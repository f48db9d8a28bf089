// What a child process costs: the program, or a function that is measured like one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace docmill::bench {

// Of one child and all that it waited for.
struct Cost {
  double wall = 0;         // seconds
  double processor = 0;    // seconds, of the user and of the kernel
  uint64_t peak = 0;       // bytes of memory at once
  bool succeeded = false;  // it ended with 0
};

// Runs a program, its output thrown away. `command[0]` is a path.
Cost cost_of(const std::vector<std::string>& command);
// Calls in a child of its own.
Cost cost_of(const std::function<void()>& call);

// Medians, each figure for itself.
Cost median(const std::vector<Cost>& costs);

// A run that failed has no figures: says so of `what`, in their place.
bool has_failed(const Cost& cost, const std::string& what);

// The bytes of a corpus read file by file and given to memcpy, SHA-256 or zstd (level 3).
enum class Baseline { memcpy, sha256, zstd };
void work_through(const std::filesystem::path& folder, Baseline baseline);

}  // namespace docmill::bench
