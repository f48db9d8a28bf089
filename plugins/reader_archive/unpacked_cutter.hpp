// tar and 7z archives into documents: what libarchive unpacks, an entry after the other.
#pragma once

#include <cstdint>
#include <docmill/sdk/reader.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "unpacked_archive.hpp"
#include "zip_cutter.hpp"

namespace docmill::archive {

class UnpackedCutter {
 public:
  enum class Format { tar, seven_zip };
  explicit UnpackedCutter(Format format) : format_(format) {}

  // The next entry; nothing is said at the end of the file.
  void next(Source& file, Cut& cut, const Judge& judge);

 private:
  bool open(Source& file, Cut& cut);
  bool open_joined(Source& file);
  std::string_view next_block();
  void cut_entry(Source& file, Cut& cut, const Judge& judge);
  void cut_broken(Source& file, Cut& cut);
  uint64_t offset_of_entry(Source& file);
  bool is_bomb(const Source& file);

  const Format format_;
  std::unique_ptr<UnpackedArchive> archive_;
  Source* file_ = nullptr;   // during a call of next()
  std::string block_;        // what libarchive is looking at
  uint64_t begin_ = 0;       // of the archive in the file: not 0 where tars were joined
  uint64_t to_skip_ = 0;     // of the file: shown to libarchive and not yet passed over
  uint64_t n_unpacked_ = 0;  // bytes of all entries so far
  bool is_damaged_ = false;  // the last step was
  bool is_done_ = false;
  std::string locator_, content_, bytes_;
};

}  // namespace docmill::archive
