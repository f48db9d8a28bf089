// Zip files from front to back, by what stands before each entry; so they need not be held, and one that is cut off is
// read as far as it goes. The central directory at the end says nothing that is needed.
#pragma once

#include <cstdint>
#include <docmill/sdk/reader.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "entry_names.hpp"
#include "zip/zip_entry.hpp"

namespace docmill::archive {

// For Source::skip(): to the end of the file.
inline constexpr uint64_t everything = ~uint64_t{0};

// What becomes of an entry of that name: a media type, or a code to count it under.
using Judge = std::function<EntryKind(std::string_view name)>;

class ZipCutter {
 public:
  // The next entry; nothing is said at the end of the file.
  void next(Source& file, Cut& cut, const Judge& judge);

 private:
  // Where an entry's data end, and what stands behind them.
  struct Extent {
    enum class End { found, cut_off, damaged, too_large } end = End::found;
    uint64_t packed_size = 0;
    zip::Descriptor behind;
  };

  bool find_begin(Source& file, Cut& cut);
  void search(Source& file) const;
  void cut_entry(Source& file, Cut& cut, const Judge& judge);
  bool read_head(Source& file);
  Extent extent_of(Source& file, const zip::Entry& entry) const;
  Extent end_of_deflated(Source& file) const;
  Extent end_of_others(Source& file) const;
  void pass_over(Source& file, Cut& cut, const EntryKind& kind, const Extent& extent);
  void cut_document(Source& file, Cut& cut, const zip::Entry& entry, const Extent& extent);
  void cut_off(Source& file, Cut& cut, uint64_t offset);
  bool skip_data(Source& file, const Extent& extent) const;

  uint64_t to_skip_ = 0;  // bytes of the entry that came out last
  bool is_fresh_ = true;  // no entry was found yet
  bool is_done_ = false;
  std::string head_;     // the local header of the entry that is cut: what peek() showed goes away
  std::string locator_;  // of it
  std::string bytes_;    // of the document that came out last
};

}  // namespace docmill::archive
