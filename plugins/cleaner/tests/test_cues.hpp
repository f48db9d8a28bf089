// The cue table and the weights of the source tree, read once for all tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "classify/block_model.hpp"
#include "words/cues.hpp"

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline const docmill::cleaner::CueTable& test_cues() {
  static const docmill::cleaner::CueTable table = [] {
    docmill::cleaner::CueTable t;
    for (const auto& entry : std::filesystem::directory_iterator(DOCMILL_SOURCE_DIR "/plugins/cleaner/cues"))
      if (const auto problem = t.add(read_file(entry.path())))
        throw std::runtime_error(entry.path().string() + ":" + std::to_string(problem->line) + ": " + problem->message);
    t.finish();
    return t;
  }();
  return table;
}

inline const docmill::cleaner::BlockModel& test_model() {
  static const docmill::cleaner::BlockModel model = [] {
    docmill::cleaner::BlockModel m;
    const std::filesystem::path file = DOCMILL_SOURCE_DIR "/plugins/cleaner/model/cleaner_model.tsv";
    if (const auto problem = m.read(read_file(file)))
      throw std::runtime_error(file.string() + ":" + std::to_string(problem->line) + ": " + problem->message);
    return m;
  }();
  return model;
}
