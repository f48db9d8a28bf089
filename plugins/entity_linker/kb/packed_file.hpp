// A file read from its beginning, unpacked on the way: gzip (several members), bzip2 (several streams) and zstd
// (several frames) are told by their first bytes, everything else is taken as it is. "-" is the standard input.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::linker {

// Failures throw std::runtime_error: "FILE: what is wrong".
class PackedFile {
 public:
  explicit PackedFile(const std::string& path);
  ~PackedFile();
  PackedFile(const PackedFile&) = delete;
  PackedFile& operator=(const PackedFile&) = delete;

  const std::string& path() const { return path_; }
  // The first bytes, before anything was taken; fewer than a file has. Unpacked ones, where it is packed.
  std::string_view peek();
  // The next unpacked bytes, valid until the next call; empty at the end.
  std::string_view next();
  // All that is left.
  std::string rest();

 private:
  class Unpacking;
  class Gzip;
  class Bzip2;
  class Zstd;
  void fill();
  std::string_view produce();
  [[noreturn]] void fail(const std::string& why) const;

  std::string path_;
  int file_ = -1;
  std::vector<char> packed_;
  std::string_view waiting_;  // read and not unpacked yet
  bool ended_ = false;        // nothing more to read
  bool plain_ = false;
  std::unique_ptr<Unpacking> unpacking_;
  std::vector<char> unpacked_;
  std::string_view peeked_;
};

// The lines of a file, without their ends ("\n" or "\r\n").
class LineReader {
 public:
  // A longer line is an error: it is no data of the kind we read.
  static constexpr std::size_t longest_line = std::size_t{1} << 28;
  explicit LineReader(PackedFile& file) : file_(file) {}
  // False at the end; the line is valid until the next call and may be written to.
  bool next(char*& line, std::size_t& size);
  bool next(std::string_view& line) {
    char* bytes = nullptr;
    std::size_t size = 0;
    const bool more = next(bytes, size);
    line = {bytes, size};
    return more;
  }
  uint64_t number() const { return number_; }  // of the last line, from 1

 private:
  PackedFile& file_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
  uint64_t number_ = 0;
};

}  // namespace docmill::linker
