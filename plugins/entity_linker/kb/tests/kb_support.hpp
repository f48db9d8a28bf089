// Helpers of the tests of sources: what a reader makes of a few lines, as JSON Lines.
#pragma once

#include <string>
#include <string_view>

#include "kb/base_file.hpp"
#include "kb/source.hpp"
#include "support/temp_folder.hpp"

namespace docmill::linker {

// The entries of a file of this name and content, or the mistake, the folder left out.
inline std::string entries_of(std::string_view name, std::string_view content, const SourceOptions& options = {},
                              SourceFormat format = SourceFormat::detect) {
  const test::TempFolder folder;
  const std::string path = folder.write(name, content).string();
  std::string out;
  const EntrySink sink{[&](const KnowledgeEntry& e) { out += json_line(e); },
                       [&](std::string_view child, std::string_view parent) {
                         out += std::string(child) + " is a " + std::string(parent) + "\n";
                       }};
  try {
    read_source(path, format, options, sink);
  } catch (const std::runtime_error& e) {
    std::string message = e.what();
    for (std::size_t at; (at = message.find(folder.path().string() + "/")) != std::string::npos;)
      message.erase(at, folder.path().string().size() + 1);
    return message;
  }
  return out;
}

}  // namespace docmill::linker
