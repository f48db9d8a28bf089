// The Merkle tree hash of RFC 9162, section 2.1.1, over leaves that come one after another. Memory: one digest for each
// level. MTH({}) = SHA-256(); leaf = SHA-256(0x00 || line); node = SHA-256(0x01 || left || right).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "host/support/sha256.hpp"

namespace docmill::host {

class MerkleTree {
 public:
  void add(std::string_view leaf);
  uint64_t size() const { return size_; }
  Digest root() const;

 private:
  // Roots of the perfect trees that make up the leaves so far, largest first: one for each set bit of size_.
  std::vector<Digest> peaks_;
  uint64_t size_ = 0;
  mutable Sha256 hash_;
};

}  // namespace docmill::host
