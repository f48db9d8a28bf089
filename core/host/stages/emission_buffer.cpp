#include "host/stages/emission_buffer.hpp"

#include <zstd.h>

#include <algorithm>
#include <new>

namespace docmill::host {
namespace {

constexpr int quick = 1;  // compression level: it is unpacked again in a moment

std::string packed(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t n = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), quick);
  if (ZSTD_isError(n) != 0) throw std::bad_alloc();  // nothing else can happen to bytes in memory
  return std::string(out, 0, n);
}

void unpack_block(const std::string& block, std::string& out) {
  out.resize(EmissionBuffer::block_size);
  if (ZSTD_decompress(out.data(), out.size(), block.data(), block.size()) != out.size()) throw std::bad_alloc();
}

}  // namespace

void EmissionBuffer::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, block_size);
    tail_ += part;
    bytes.remove_prefix(part.size());
    if (tail_.size() >= unpacked_limit) pack();
  }
}

void EmissionBuffer::pack() {
  std::size_t at = 0;
  for (; tail_.size() - at >= block_size; at += block_size)
    packed_.push_back(packed(std::string_view(tail_).substr(at, block_size)));
  tail_.erase(0, at);
}

void EmissionBuffer::truncate(uint64_t size) {
  if (size >= this->size()) return;
  const uint64_t blocks = size / block_size;
  if (blocks < packed_.size()) {
    unpack_block(packed_[blocks], tail_);
    packed_.resize(blocks);
  }
  tail_.resize(size - packed_.size() * block_size);
}

void EmissionBuffer::clear() {
  packed_.clear();
  tail_.clear();
  if (tail_.capacity() > unpacked_limit) std::string().swap(tail_);
}

Status EmissionBuffer::read(uint64_t offset, uint64_t size, const std::function<Status(std::string_view)>& take) const {
  std::string block;
  const uint64_t end = offset + size;
  if (size == 0) return take({});
  while (offset < end && offset / block_size < packed_.size()) {
    unpack_block(packed_[offset / block_size], block);
    const uint64_t from = offset % block_size;
    const std::string_view part = std::string_view(block).substr(from, end - offset);
    if (Status s = take(part); !s.ok()) return s;
    offset += part.size();
  }
  if (offset == end) return {};
  return take(std::string_view(tail_).substr(offset - packed_.size() * block_size, end - offset));
}

std::optional<std::string_view> EmissionBuffer::view(uint64_t offset, uint64_t size) const {
  const uint64_t packed = packed_.size() * block_size;
  if (offset < packed) return std::nullopt;
  return std::string_view(tail_).substr(offset - packed, size);
}

void EmissionBuffer::copy_to(std::string& out, uint64_t offset, uint64_t size) const {
  (void)read(offset, size, [&out](std::string_view bytes) {
    out += bytes;
    return Status();
  });
}

uint64_t EmissionBuffer::memory() const {
  uint64_t sum = tail_.capacity();
  for (const std::string& block : packed_) sum += block.capacity();
  return sum;
}

}  // namespace docmill::host
