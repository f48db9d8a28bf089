// Where plugins may be, and what was found there. A stage `language-tagger` is looked for in language_tagger.so, in
// the folders in their order; never in the working folder. A library with several stages is named by `plugin`, or
// found by a link of the stage's name.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/plugins/plugin_library.hpp"

namespace docmill::host {

struct SearchFolder {
  std::filesystem::path path;
  std::string origin;  // "--plugin-dir", "DOCMILL_PLUGIN_PATH", "installed with docmill"
};

struct PluginSearch {
  std::vector<SearchFolder> folders;
  bool path_is_set = false;  // DOCMILL_PLUGIN_PATH
  // Not empty: what is loaded is a copy here, named after the hash of the bytes that were looked at (see load_plugin).
  std::filesystem::path copies;
  // By name of a stage in the pipeline: the file to take, whatever `plugin` says there and is found elsewhere.
  std::map<std::string, std::filesystem::path> files;
  // By name of a stage in the pipeline: the only plugin that may be loaded for it.
  std::map<std::string, PluginPin> pins;

  // --plugin-dir folders, then those of DOCMILL_PLUGIN_PATH (':' between them), then those that belong to the program:
  // PREFIX/lib/docmill/plugins beside PREFIX/bin, or plugins beside bin in a build folder.
  static PluginSearch standard(const std::vector<std::string>& plugin_dirs, const char* environment,
                               const std::filesystem::path& program);

  // The file for a stage, or nothing.
  std::filesystem::path file_of(const std::string& stage_id) const;
  // The file for a reader: of `warc`, reader_warc.so.
  std::filesystem::path file_of_reader(const std::string& reader_id) const { return file_of("reader-" + reader_id); }
  // Ids by file name of all libraries in the folders but those of readers, sorted, each once.
  std::vector<std::string> known_stages() const;
  // Likewise of those of readers.
  std::vector<std::string> known_readers() const;
  // For messages: a line for each folder and what it has, by id.
  std::vector<std::string> describe() const;
};

}  // namespace docmill::host
