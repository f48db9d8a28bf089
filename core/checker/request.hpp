// What somebody wants checked: a plugin's file, what its stages are told, and with which documents.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace docmill::checker {

struct Request {
  std::filesystem::path file;
  std::string stage;                             // only this stage of the plugin; empty: all of them
  std::filesystem::path pipeline;                // where the stages' options and ports stand; empty: nowhere
  std::vector<std::string> sets;                 // OPTION=VALUE, also host keys: requires=["text"]
  std::vector<std::filesystem::path> documents;  // texts to send through beside the built-in ones: files, folders
  uint64_t seed = 1;                             // of the made-up documents
  unsigned cpu_seconds = 60;                     // that one check may use
};

}  // namespace docmill::checker
