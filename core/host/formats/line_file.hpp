// The lines of a file that docmill wrote, packed or not, one after another in bounded memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "docmill/base/status.hpp"

namespace docmill::host {

class LineFile {
 public:
  // ".gz" and ".zst" at the end of the name tell the packing.
  static Result<std::unique_ptr<LineFile>> open(const std::filesystem::path& path);
  ~LineFile();
  LineFile(const LineFile&) = delete;
  LineFile& operator=(const LineFile&) = delete;

  // The next line without its end; false at the end of the file or at trouble(). `line` is overwritten.
  bool next(std::string& line);
  // Of the line that came last, from 1.
  uint64_t number() const;
  // Why the lines ended early: "PATH: the zstd data break off at byte 812; ...". Ok at a proper end.
  const Status& trouble() const;
  const std::string& path() const;

 private:
  LineFile();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace docmill::host
