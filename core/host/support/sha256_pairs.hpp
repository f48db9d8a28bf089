// SHA-256 of many things at once, two by two: the SHA instructions of a processor wait for each other within one
// digest, not between two.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "host/support/sha256.hpp"

namespace docmill::host {

using Sha256State = std::array<uint32_t, 8>;

// The digest of one message, begun where a lane would be idle. The message is the same each time, wherever it lies. Not
// for several threads at once.
class Sha256Filler {
 public:
  // Alone.
  Digest finish(std::string_view message) const;

 private:
  friend class Sha256Pairs;
  Sha256State state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::size_t done_ = 0;  // bytes, of whole blocks
};

// Digests that are wanted; what is to be hashed is borrowed until finish(). Not for several threads at once.
class Sha256Pairs {
 public:
  static bool can_use_lanes();  // the processor has SHA instructions
  // `in_lanes`: only where it can; the digests are the same either way.
  explicit Sha256Pairs(bool in_lanes = can_use_lanes()) : in_lanes_(in_lanes) {}
  // The digest of the pieces, one behind the other, will stand at `digest` after finish(); both stay where they are
  // until then. Pieces may be empty.
  void add(Digest& digest, std::string_view piece, std::string_view second = {}, std::string_view third = {});
  // The digest of a message that was begun; both are borrowed until finish(). It is taken for the longest, and comes
  // first.
  void add_rest(Digest& digest, const Sha256Filler& begun, std::string_view message);
  // Computes them all and begins anew. The digests are those of Sha256. Where the processor has no SHA instructions
  // they are computed one after the other by OpenSSL. With a `filler`, as much of its message as finds room beside the
  // last of them is hashed.
  void finish(Sha256Filler* filler = nullptr, std::string_view message = {});

 private:
  struct Wanted {
    Digest* digest;
    std::array<std::string_view, 3> pieces;
    const Sha256Filler* begun = nullptr;
  };
  friend class Sha256Filler;
  class Lane;

  void finish_in_lanes(Sha256Filler* filler, std::string_view message);

  bool in_lanes_;
  std::vector<Wanted> wanted_;
  std::size_t next_ = 0;
};

}  // namespace docmill::host
