// Pipeline files as text: reading one, and the folder from which the paths in it count.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"

namespace docmill::host {

inline constexpr std::size_t max_pipeline_bytes = std::size_t{1} << 20;

// Why a file could not be read: a sentence without the name of the file, and what would be right.
struct ReadFailure {
  std::string message;
  std::vector<std::string> details;
};

// Reads a regular file of at most max_pipeline_bytes; on failure gives null and says why in `failure`. The name of the
// text is `path` as given, the content what lies on the disk (a byte order mark of UTF-8 left out).
std::shared_ptr<const SourceText> load_text_file(const std::filesystem::path& path, ReadFailure& failure);

// Says it when the text is not UTF-8, with byte, offset and place. Gives whether it is.
bool check_utf8(const std::shared_ptr<const SourceText>& source, Diagnostics& diagnostics);

// The folder of the file that a place is in; "" (the working folder) for the command line and for no file.
std::filesystem::path folder_of(const Place& place);

// The place of the byte at `offset` of a text.
Place place_at(const std::shared_ptr<const SourceText>& source, std::size_t offset);

// The place of byte `offset` of a string value that begins (with its quote, if it has one) at `value_place`. Where the
// text in the file is not the value letter by letter (escapes, several lines), the place of the value itself.
Place place_inside(const std::string& value, const Place& value_place, std::size_t offset);

// "p.toml:12": for messages that name a second place.
std::string place_name(const Place& place);

}  // namespace docmill::host
