#include "host/documents/arena.hpp"

#include <algorithm>
#include <cstring>

namespace docmill::host {

void* Arena::take(std::size_t size) {
  size = (size + 7) & ~std::size_t{7};
  while (current_ < blocks_.size() && used_ + size > blocks_[current_].size) {
    ++current_;
    used_ = 0;
  }
  if (current_ == blocks_.size()) {
    const std::size_t block = std::max(size, block_size);
    blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(block), block});
    capacity_ += block;
    used_ = 0;
  }
  void* taken = blocks_[current_].bytes.get() + used_;
  used_ += size;
  return taken;
}

const char* Arena::copy(std::string_view bytes) {
  if (bytes.empty()) return "";
  char* to = static_cast<char*>(take(bytes.size()));
  std::memcpy(to, bytes.data(), bytes.size());
  return to;
}

void Arena::reset() {
  if (capacity_ > retained_limit) {
    std::erase_if(blocks_, [](const Block& b) { return b.size > block_size; });
    if (blocks_.size() > retained_limit / block_size) blocks_.resize(retained_limit / block_size);
    capacity_ = 0;
    for (const Block& b : blocks_) capacity_ += b.size;
  }
  current_ = 0;
  used_ = 0;
}

void Arena::release() {
  blocks_.clear();
  current_ = 0;
  used_ = 0;
  capacity_ = 0;
}

}  // namespace docmill::host
