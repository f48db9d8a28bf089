// SHA-256 of many things at once, two by two: the SHA instructions of a processor wait for each other within one
// digest, not between two.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "host/support/sha256.hpp"

namespace docmill::host {

// Digests that are wanted; what is to be hashed is borrowed until finish(). Not for several threads at once.
class Sha256Pairs {
 public:
  // The digest of the pieces, one behind the other, will stand at `digest` after finish(); both stay where they are
  // until then. Pieces may be empty.
  void add(Digest& digest, std::string_view piece, std::string_view second = {}, std::string_view third = {});
  // Computes them all and begins anew. The digests are those of Sha256. Where the processor has no SHA instructions
  // they are computed one after the other by OpenSSL.
  void finish();

 private:
  struct Wanted {
    Digest* digest;
    std::array<std::string_view, 3> pieces;
  };
  class Lane;

  void finish_in_lanes();

  std::vector<Wanted> wanted_;
  std::size_t next_ = 0;
};

}  // namespace docmill::host
