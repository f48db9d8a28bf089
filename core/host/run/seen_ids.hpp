// Which ids have come before, and where: 14 to 16 bytes for a document in one table that grows where it lies, by an
// eighth, so that a run of millions of documents stays small.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "host/support/sha256.hpp"

namespace docmill::host {

// Places of documents by number. Most follow each other line by line, or file by file, and what goes on by equal steps
// is kept as its beginning.
class PlaceList {
 public:
  struct Place {
    uint32_t file;
    uint32_t line;  // 0: the whole file; beyond 2^32 the line is only a hint
    bool operator==(const Place&) const = default;
  };
  void add(Place place);  // of document size()
  Place operator[](uint64_t number) const;
  uint64_t size() const { return size_; }
  std::size_t memory() const { return stretches_.capacity() * sizeof(Stretch); }

 private:
  struct Stretch {
    uint64_t first;  // number
    Place begin;
    Place step{0, 0};  // modulo 2^32
    Place at(uint64_t number) const;
  };
  std::vector<Stretch> stretches_;
  uint64_t size_ = 0;
};

class SeenIds {
 public:
  using Where = PlaceList::Place;
  // Where the id came first, if it did; otherwise remembers it. Ids are told apart by 64 bits of their SHA-256: two
  // different ids of a million documents meet with a probability of 3 in 10^8.
  std::optional<Where> meet(std::string_view id, Where where);
  std::size_t memory() const { return size_ * sizeof(Entry) + places_.memory(); }  // bytes held

 private:
  // Ordered by key, each at its home (its share of the homes) or as near behind it as there was a place. Four-byte
  // parts, for twelve bytes in all.
  struct Entry {
    uint32_t high = 0, low = 0;  // of the key; both 0: free
    uint32_t number = 0;         // into places_
    uint64_t key() const { return uint64_t{high} << 32 | low; }
  };
  struct Free {
    void operator()(Entry* entries) const { std::free(entries); }
  };
  uint64_t key_of(std::string_view id);
  std::size_t home(const Entry& e) const { return static_cast<std::size_t>(e.high * homes_ >> 32); }
  void resize(std::size_t size);
  void grow();

  std::unique_ptr<Entry[], Free> entries_;  // realloc moves pages of large ones, where a vector would have both
  std::size_t size_ = 0;
  uint64_t homes_ = 0;  // at most seven eighths of them taken; below size_, for what the last ones push on
  uint64_t used_ = 0;
  PlaceList places_;
  Sha256 hash_;
};

}  // namespace docmill::host
