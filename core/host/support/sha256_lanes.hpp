// SHA-256 of many things at once, each in a lane of its own: the SHA instructions of a processor wait for each other
// within one digest, not between several.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "docmill/base/sanitizers.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {

using Sha256State = std::array<uint32_t, 8>;

// An open file that is read while it is hashed, a window at a time. To map what is read once costs a fault for every
// few pages: twice the time of hashing, where a hypervisor keeps page tables of its own.
struct FileToHash {
  int file = -1;          // open for reading; where it stands does not matter, and it stays the caller's
  uint64_t size = 0;      // as the caller has been told it
  Digest digest{};        // after Sha256Lanes::finish(), of the first `size` bytes,
  bool was_read = false;  // if they could be read
};

// The digest of one file, begun where a lane would be idle. The file is the same each time, however often it is opened.
// Not for several threads at once.
class Sha256Filler {
 private:
  friend class Sha256Lanes;
  Sha256State state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  uint64_t done_ = 0;  // bytes, of whole blocks
};

// Digests that are wanted; what is to be hashed is borrowed until finish(). Not for several threads at once.
class Sha256Lanes {
 public:
  static bool can_use_lanes();  // the processor has SHA instructions
  // They pay, too: where a sanitizer watches, OpenSSL takes a fifth of their time.
  static bool are_lanes_faster() { return can_use_lanes() && !is_sanitized; }
  // `in_lanes`: only where it can; the digests are the same either way.
  explicit Sha256Lanes(bool in_lanes = are_lanes_faster()) : in_lanes_(in_lanes) {}
  // The digest of the pieces, one behind the other, will stand at `digest` after finish(); both stay where they are
  // until then. Pieces may be empty.
  void add(Digest& digest, std::string_view piece, std::string_view second = {}, std::string_view third = {});
  // The file will have its digest after finish(), and stays where it is until then.
  void add(FileToHash& file);
  // The same of a file that was begun; both are borrowed until finish().
  void add_rest(FileToHash& file, const Sha256Filler& begun);
  // Computes them all and begins anew. The digests are those of Sha256. Where the processor has no SHA instructions
  // they are computed one after the other by OpenSSL. With a `filler`, as much of its file as finds room beside the
  // last of them is hashed; `beside` gets no digest.
  void finish(Sha256Filler* filler = nullptr, const FileToHash& beside = {});

 private:
  struct Wanted {
    Digest* digest;
    std::array<std::string_view, 3> pieces;
    uint64_t size;  // of what is to be hashed
    FileToHash* file = nullptr;
    const Sha256Filler* begun = nullptr;
  };
  class Lane;

  void finish_in_lanes(Sha256Filler* filler, const FileToHash& beside);

  bool in_lanes_;
  std::vector<Wanted> wanted_;
};

}  // namespace docmill::host
