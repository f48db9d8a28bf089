// A file in memory as a reader sees it: docmill_source, as strict as one wishes.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "checker/strict_host/host_shape.hpp"
#include "checker/strict_host/placement.hpp"
#include "docmill/stage_abi.h"

namespace docmill::checker {

class FileSource {
 public:
  // Where what `peek` shows lies.
  enum class Showing {
    in_place,     // in the file itself: as fast as can be
    overwritten,  // in a block of its own, which holds something else after the next peek or skip
    guarded       // likewise, before a page that cannot be read; after the next call the block cannot be read either
  };
  struct Settings {
    Showing showing = Showing::in_place;
    uint64_t step = uint64_t{64} << 10;  // so many bytes are shown where fewer are wanted
    uint64_t max_record = uint64_t{64} << 20;
    uint64_t begin = 0;      // where the bytes stand in the file
    bool is_middle = false;  // DOCMILL_SOURCE_MIDDLE
    const HostShape* host = &this_host;
  };

  // `bytes` must outlive the source.
  FileSource(std::string_view bytes, const Settings& settings);
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  docmill_source* abi() { return shown_; }
  // Of the byte that comes next, in the file.
  uint64_t offset() const { return settings_.begin + at_; }

 private:
  void show(docmill_str* bytes, uint64_t n);
  void forget();
  static int32_t on_peek(docmill_source*, uint64_t, docmill_str*) noexcept;
  static int32_t on_skip(docmill_source*, uint64_t, uint64_t*) noexcept;
  static uint64_t on_offset(const docmill_source*) noexcept;

  const std::string_view bytes_;
  const Settings settings_;
  std::size_t at_ = 0;
  docmill_source abi_{};
  docmill_source* shown_ = &abi_;
  HeapPlacement memory_;                                  // of another host's docmill_source
  std::unique_ptr<HeapPlacement> heap_, heap_before_;     // what is shown now, and was before
  std::unique_ptr<GuardedPlacement> page_, page_before_;  // likewise
};

}  // namespace docmill::checker
