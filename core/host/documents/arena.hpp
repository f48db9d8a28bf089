// Memory of one document: bytes are taken one after another and given back all at once, so that a run of a million
// documents settles on a few blocks that are used again and again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace docmill::host {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // `size` bytes, aligned to 8, not initialised; valid until reset().
  void* take(std::size_t size);
  // A copy of the bytes.
  const char* copy(std::string_view bytes);
  template <class T>
  T* take_array(std::size_t n) {
    static_assert(alignof(T) <= 8);
    return static_cast<T*>(take(n * sizeof(T)));
  }
  // Forgets everything. Ordinary blocks are kept; those above `keep_limit` (made for one huge document) are freed.
  void reset();
  // Forgets everything and holds nothing any more.
  void release();
  // Bytes held, used or not.
  std::size_t capacity() const { return capacity_; }

  static constexpr std::size_t block_size = std::size_t{64} << 10;
  static constexpr std::size_t retained_limit = std::size_t{1} << 20;

 private:
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size;
  };
  std::vector<Block> blocks_;
  std::size_t current_ = 0;  // index of the block in use
  std::size_t used_ = 0;     // bytes of it
  std::size_t capacity_ = 0;
};

}  // namespace docmill::host
