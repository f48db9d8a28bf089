// Bytes that are written once, in order, and read later: in memory as long as they are few, then in a temporary file
// that has no name and goes away with the program.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace docmill::linker {

// Where what does not fit into memory goes, and how much may stay in memory.
struct SpillSettings {
  std::size_t memory = SIZE_MAX;  // bytes, for all that a build keeps at one time
  std::string folder = "/tmp";
};

// A file without a name. Every failure throws std::runtime_error with a sentence that names the folder.
class TemporaryFile {
 public:
  TemporaryFile() = default;
  explicit TemporaryFile(const std::string& folder);
  ~TemporaryFile();
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;

  bool open() const { return file_ >= 0; }
  void append(std::string_view bytes);
  // Fills `to` from `offset` on; how many bytes there were.
  std::size_t read(uint64_t offset, char* to, std::size_t size) const;
  uint64_t size() const { return size_; }

 private:
  int file_ = -1;
  uint64_t size_ = 0;
  std::string folder_;
};

class Spool {
 public:
  // Keeps up to `memory` bytes in memory.
  Spool(std::size_t memory, std::string folder) : memory_(memory), folder_(std::move(folder)) {}

  void append(std::string_view bytes) {
    kept_ += bytes;
    if (kept_.size() > memory_) spill();
  }
  template <class T>
  void append_value(const T& value) {
    append({reinterpret_cast<const char*>(&value), sizeof value});
  }
  uint64_t size() const { return file_.size() + kept_.size(); }

  // Reads from the beginning; several may read at once, while nothing is appended.
  class Reader {
   public:
    explicit Reader(const Spool& spool) : spool_(spool) {}
    // Up to `size` bytes, fewer only at the end; valid until the next call.
    std::string_view next(std::size_t size);
    template <class T>
    bool next_value(T& value) {
      const std::string_view bytes = next(sizeof(T));
      if (bytes.size() != sizeof(T)) return false;
      bytes.copy(reinterpret_cast<char*>(&value), sizeof(T));
      return true;
    }

   private:
    const Spool& spool_;
    std::string buffer_;
    std::size_t at_ = 0;    // in buffer_
    uint64_t fetched_ = 0;  // bytes of the spool that went through the buffer
  };

 private:
  friend class Reader;
  void spill();
  std::size_t memory_;
  std::string folder_;
  std::string kept_;
  TemporaryFile file_;
};

}  // namespace docmill::linker
