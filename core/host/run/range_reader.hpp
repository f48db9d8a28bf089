// Reading back what earlier chunks have added to a file: range after range, each checked. Not for several threads.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "host/input/input.hpp"
#include "host/output/output_file.hpp"

namespace docmill::host {

class RangeReader {
 public:
  explicit RangeReader(const std::filesystem::path& file) : stream_(file, std::ios::binary) {}
  // The next range; false when the file has not that many bytes, or others.
  bool next(const FileRange& range, std::string& bytes);
  // Passes over a range without reading it.
  void skip(const FileRange& range);

 private:
  std::ifstream stream_;
};

// Unpacks whole frames; false when they are damaged.
bool unpack(std::string_view packed, Packing packing, std::string& out);

// By the end of a name: ".gz", ".zst".
Packing packing_of(std::string_view name);

}  // namespace docmill::host
