// A file as a reader sees it: docmill_source over the unpacked blocks of the file that is open.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "docmill/stage_abi.h"
#include "host/input/unpack.hpp"

namespace docmill::host {

class RecordSource {
 public:
  // The next unpacked bytes; empty at the end, and at a problem of the disk or the unpacker.
  using Blocks = std::function<std::string_view()>;

  // `unpacker` is the one behind `blocks`; both must outlive the source.
  RecordSource(const Unpacker& unpacker, Blocks blocks);

  // Begins a file; `name` must outlive its reading. `whole_members`: what cannot be unpacked to the end of its gzip
  // member is not shown, for nobody can say which of its bytes are right. Members above `max_record` bytes are shown as
  // they come.
  void start(std::string_view name, Packing packing, uint64_t max_record, bool whole_members);
  // Goes on behind damage: what stood before is not shown any more.
  void start_again();

  docmill_source* abi() { return &abi_; }
  // Has the reader asked for more than there was?
  bool is_at_end() const { return ended_; }
  // Does what was shown end where a gzip member ends?
  bool shows_whole_members() const { return whole_members_ && !shows_parts_; }
  // Of the next byte, in the unpacked file.
  uint64_t offset() const { return begin_ + at_; }
  // Where on the disk that begins from which the byte can be unpacked: its gzip member, its zstd frame, itself. Offsets
  // that are asked for must grow.
  uint64_t place_of(uint64_t offset);
  // The same of what comes behind all that was shown.
  uint64_t place_of_end() const { return packing_ == Packing::none ? begin_ + window_.size() : unpacker_.begin(); }

 private:
  bool fill();
  bool fill_members();
  bool publish(std::string_view bytes, uint64_t place);
  static int32_t peek(docmill_source*, uint64_t, docmill_str*) noexcept;
  static int32_t skip(docmill_source*, uint64_t, uint64_t*) noexcept;
  static uint64_t offset_of(const docmill_source*) noexcept;

  const Unpacker& unpacker_;
  const Blocks blocks_;
  docmill_source abi_{};
  Packing packing_ = Packing::none;
  bool whole_members_ = false;
  bool ended_ = false;
  std::string window_;  // shown and not yet passed over, from at_ on
  std::size_t at_ = 0;
  uint64_t begin_ = 0;                                // of the window, in the unpacked file
  std::deque<std::pair<uint64_t, uint64_t>> places_;  // where members begin: in the unpacked file, on the disk
  std::string member_;                                // what there is of the member that is open
  uint64_t member_place_ = 0;
  bool shows_parts_ = false;  // of a member that is too large to be held
};

}  // namespace docmill::host
