// What a file is by its first bytes: asked of files that are named, and of whose suffix nobody knows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/input/input_files.hpp"

namespace docmill::host {

struct Beginning {
  std::string bytes;
  std::optional<Problem> problem;  // the file cannot be opened or read
};
// Up to 4096 bytes of the unpacked file, from its beginning; fewer where it ends or is damaged, which is told of when
// it is read. Never blocks.
Beginning beginning_of(const std::filesystem::path& path, Packing packing);

// Does the file begin with one of these? Each: where the bytes stand, and the bytes.
bool begins_with_one(std::string_view beginning, const std::vector<std::pair<uint32_t, std::string>>& first_bytes);

}  // namespace docmill::host
