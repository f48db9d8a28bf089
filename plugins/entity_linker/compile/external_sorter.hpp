// Sorts records that are strings of bytes, compared as bytes, of any number in bounded memory: what does not fit is
// sorted in runs, which stand behind each other in one file, and merged; where the memory does not hold a buffer for
// each of them, in several passes. So that numbers sort as numbers they are written with the highest byte first.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compile/spool.hpp"

namespace docmill::linker {

// First add() everything, then read with next(). Failures of the disk throw std::runtime_error.
class ExternalSorter {
 public:
  // `settings.memory` is for this sorter alone.
  explicit ExternalSorter(SpillSettings settings);
  ~ExternalSorter();
  ExternalSorter(ExternalSorter&&) noexcept;
  ExternalSorter& operator=(ExternalSorter&&) noexcept;

  // Records are below 64 MiB.
  void add(std::string_view record);
  // The next record in order, valid until the next call; false behind the last. Equal records come out each.
  bool next(std::string_view& record);
  uint64_t size() const { return n_; }

 private:
  struct Entry;
  class Writer;
  // A sorted stretch of the file.
  struct Run {
    uint64_t at, end;            // what was not fetched yet
    std::string buffer{};        // what was
    std::size_t used = 0;        // of the buffer
    std::string_view current{};  // the record that it gives, in the buffer
  };
  void sort_kept();
  void write_run();
  void merge_to_fewer();
  void begin_reading();
  void begin_merging(std::size_t first, std::size_t n);
  void move_on();  // the run that gave the last record
  bool advance(Run& run) const;
  bool fetch(Run& run, std::size_t size) const;
  bool later(std::size_t a, std::size_t b) const;  // order of the heap of runs

  SpillSettings settings_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_left_ = 0, block_size_ = 0, kept_bytes_ = 0;
  std::vector<Entry> kept_;
  std::size_t at_ = 0;
  TemporaryFile file_;
  std::vector<Run> runs_;
  std::vector<std::size_t> heap_;
  std::size_t read_ahead_ = 0;  // bytes, of each run
  bool reading_ = false;
  uint64_t n_ = 0;
};

// Numbers with the highest byte first, appended to a record.
inline void append_big_endian(std::string& to, uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) to += static_cast<char>(value >> shift & 0xFF);
}
inline uint64_t read_big_endian(std::string_view from, std::size_t at, int bytes) {
  uint64_t value = 0;
  for (int i = 0; i < bytes; ++i)
    value = value << 8 | static_cast<unsigned char>(from[at + static_cast<std::size_t>(i)]);
  return value;
}

}  // namespace docmill::linker
