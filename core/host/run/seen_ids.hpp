// Which ids have come before, and where: 16 bytes for a document in an open-addressing table (about 30 with its free
// places), so that a run of millions of documents stays small.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "host/support/sha256.hpp"

namespace docmill::host {

class SeenIds {
 public:
  struct Where {
    uint32_t file;
    uint32_t line;  // 0: the whole file; beyond 2^32 the line is only a hint
  };
  // Where the id came first, if it did; otherwise remembers it. Ids are told apart by 64 bits of their SHA-256: two
  // different ids of a million documents meet with a probability of 3 in 10^8.
  std::optional<Where> meet(std::string_view id, Where where);

 private:
  struct Entry {
    uint64_t key = 0;  // 0: free
    Where where{};
  };
  void grow();
  std::vector<Entry> table_;  // a power of two, at most three quarters full
  std::size_t used_ = 0;
  Sha256 hash_;
};

}  // namespace docmill::host
