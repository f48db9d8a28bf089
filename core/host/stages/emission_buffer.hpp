// What writers emit for the documents of a batch, until those have passed. A little stands there as it is; of much, all
// but the end is packed: a document with a hundred thousand spans may be written as hundreds of megabytes that say the
// same again and again.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"

namespace docmill::host {

// One thread at a time.
class EmissionBuffer {
 public:
  void append(std::string_view bytes);
  uint64_t size() const { return packed_.size() * block_size + tail_.size(); }
  // Forgets what was appended behind the first `size` bytes.
  void truncate(uint64_t size);
  // Empties it; gives back what was large.
  void clear();

  // Hands over bytes [offset, offset + size) piece by piece; stops at the first that is not taken.
  Status read(uint64_t offset, uint64_t size, const std::function<Status(std::string_view)>& take) const;
  // The bytes as they lie there, until more is appended; nothing where a part of them is packed.
  std::optional<std::string_view> view(uint64_t offset, uint64_t size) const;
  // Appends them to `out`.
  void copy_to(std::string& out, uint64_t offset, uint64_t size) const;
  // Bytes of memory in use.
  uint64_t memory() const;

  // From so many bytes on the front is packed, a block at a time.
  static constexpr uint64_t unpacked_limit = uint64_t{8} << 20;
  static constexpr uint64_t block_size = uint64_t{1} << 20;

 private:
  void pack();

  std::vector<std::string> packed_;  // each a block, as a zstd frame
  std::string tail_;
};

}  // namespace docmill::host
