// Reading what a run wrote.
#pragma once

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/temp_folder.hpp"

namespace docmill::test {

inline std::vector<rapidjson::Document> read_json_lines(const std::filesystem::path& path) {
  std::vector<rapidjson::Document> lines;
  const std::string text = read_file(path);
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    if (end == std::string::npos) throw std::runtime_error(path.string() + ": the last line has no end");
    rapidjson::Document line;
    line.Parse(text.data() + from, end - from);
    if (line.HasParseError()) throw std::runtime_error(path.string() + ": a line is no JSON");
    lines.push_back(std::move(line));
    from = end + 1;
  }
  return lines;
}

inline rapidjson::Document read_json(const std::filesystem::path& path) {
  rapidjson::Document json;
  const std::string text = read_file(path);
  json.Parse(text.c_str(), text.size());
  if (json.HasParseError()) throw std::runtime_error(path.string() + " is no JSON");
  return json;
}

inline std::string to_text(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

inline std::string str(const rapidjson::Value& value) { return {value.GetString(), value.GetStringLength()}; }

// The names and contents of all files below a folder but timings.json, as one text: two folders are the same when
// these are.
inline std::string folder_content(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path().lexically_relative(folder));
  std::sort(files.begin(), files.end());
  std::string all;
  for (const std::filesystem::path& file : files)
    if (file != "timings.json") all += "== " + file.string() + "\n" + read_file(folder / file);
  return all;
}

}  // namespace docmill::test
