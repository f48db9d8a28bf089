// Unpacks gzip (RFC 1952, several members, zeros behind the last), zstd (RFC
// 8878, several frames), bzip2 and xz (several streams, of xz with zeros
// between them) block by block. Data that end early, are damaged or are
// followed by something else are problems that name the byte of the packed
// file.
#pragma once

#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/input/input.hpp"

namespace docmill::host {

// Bytes that were taken for text and begin like packed data: what to do about
// it, in words. `is_stream`: standard input.
std::optional<std::string> packed_after_all(std::string_view bytes, bool is_stream);

class Unpacker {
 public:
  Unpacker() = default;
  ~Unpacker();
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  // Begins a file. `may_resume`: what resume() needs is kept, a copy of the
  // packed member that is open.
  void start(Packing packing, bool may_resume = false);
  // Hands over the next bytes of the file; they must stay until next() has
  // returned an empty view.
  void feed(std::string_view packed) { packed_ = packed; }
  // Says that no more bytes follow.
  void end_of_file();
  // The next unpacked bytes, valid until the next call. Empty: feed more, or
  // stop when there is a problem.
  std::string_view next();
  const std::optional<Problem>& problem() const { return problem_; }
  // Where the member, frame or stream begins that gave the last bytes, or
  // broke: byte of the packed file.
  uint64_t begin() const { return begin_; }
  // Has it ended?
  bool between() const { return between_; }
  // After a problem: goes on at the next gzip member behind the one that broke.
  // False when that cannot be.
  bool resume();

 private:
  std::string_view next_gzip();
  std::string_view next_zstd();
  std::string_view next_bzip2();
  std::string_view next_xz();
  void begin_stream();
  void take(std::size_t n);
  bool skip_padding();
  void fail_gzip();
  bool find_member();
  bool begins_member(std::string_view packed) const;
  void remember(std::size_t n);
  void fail_zstd(std::size_t error);
  void fail_bzip2(int error);
  void fail_xz(lzma_ret error);

  Packing packing_ = Packing::none;
  std::string_view packed_;
  uint64_t offset_ = 0;      // of packed_ in the file
  uint64_t begin_ = 0;       // of the member or frame that is open, in the file
  uint64_t n_complete_ = 0;  // members, frames or streams that have ended
  bool between_ = true;      // none is open
  bool full_ = false;        // the last call filled the buffer: more may wait inside
  bool padded_ = false;      // zeros have come behind the last member
  std::vector<char> unpacked_;
  std::unique_ptr<z_stream> gzip_;
  std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> zstd_{nullptr, ZSTD_freeDCtx};
  struct EndBzip2 {
    void operator()(bz_stream* stream) const;
  };
  struct EndXz {
    void operator()(lzma_stream* stream) const;
  };
  std::unique_ptr<bz_stream, EndBzip2> bzip2_;  // of the stream that is open
  std::unique_ptr<lzma_stream, EndXz> xz_;      // likewise
  std::optional<Problem> problem_;

  bool may_resume_ = false, searching_ = false, at_end_ = false;
  std::string held_;         // of the packed file: from the member that is open on
  std::string found_;        // likewise, from a member that was found on; packed_ may
                             // point there
  uint64_t held_begin_ = 0;  // where that stands in the file
  std::size_t search_ = 0;   // in held_: what stands before is no begin of a member
  uint64_t n_searches_ = 0;  // in this file
};

}  // namespace docmill::host
