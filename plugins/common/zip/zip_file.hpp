// A zip file in memory, read by its central directory: what documents of word processors and e-books are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zip/zip_entry.hpp"

namespace docmill::zip {

class ZipFile {
 public:
  // Borrows the bytes.
  explicit ZipFile(std::string_view bytes);

  // Was there a directory? Without one the file is cut off, or none.
  bool is_whole() const { return is_whole_; }
  const std::vector<Entry>& entries() const { return entries_; }
  // The entry of that name; the last of several. Where none has it, one that has it but for case, or with \ for /, as
  // programs on Windows write them. Null: there is none.
  const Entry* find(std::string_view name) const;

  struct Content {
    std::string bytes;
    std::string mistake;  // a clause: "is encrypted"; empty: read
  };
  // Unpacks an entry of at most `most` bytes; one that is longer is a mistake.
  Content read(const Entry& entry, uint64_t most) const;

 private:
  void read_directory(uint64_t offset, uint64_t n_entries);
  void sort_names();

  std::string_view bytes_;
  std::vector<Entry> entries_;
  std::vector<std::size_t> by_name_;  // places in entries_; those of one name in the order of the directory
  std::vector<std::pair<std::string, std::size_t>> by_plain_name_;  // likewise, by name without case, with / only
  bool is_whole_ = false;
};

}  // namespace docmill::zip
