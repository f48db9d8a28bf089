#include "zip_cutter.hpp"

#include <algorithm>
#include <utility>

#include "packed_entry.hpp"

namespace docmill::archive {
namespace {

constexpr uint64_t block = uint64_t{64} << 10;
constexpr std::size_t longest_descriptor = 24, room_behind = longest_descriptor + 4;

bool begins_directory(std::string_view bytes) {
  return bytes.starts_with(zip::directory_begin) || bytes.starts_with(zip::directory_end) ||
         bytes.starts_with("PK\x06\x06") || bytes.starts_with("PK\x06\x08");
}

// May this stand behind an entry?
bool can_follow(std::string_view bytes) {
  return bytes.empty() || begins_directory(bytes) || bytes.starts_with(zip::entry_begin);
}

// Where in `bytes` an entry or the directory begins; npos: nowhere.
std::size_t find_entry(std::string_view bytes) {
  for (std::size_t at = bytes.find("PK"); at != std::string_view::npos; at = bytes.find("PK", at + 1)) {
    const std::string_view here = bytes.substr(at);
    if (begins_directory(here) || zip::looks_like_entry(here.substr(0, zip::local_header_base))) return at;
  }
  return std::string_view::npos;
}

// Does its checksum say that the entry is whole, though no other follows? `limit`: above so many bytes it is believed.
bool is_right(const PackedEntry& entry, uint64_t limit) {
  uint64_t n = 0;
  const zip::Unpacked done =
      zip::unpack(entry.method, entry.packed, entry.checksum, [&](auto bytes) { return (n += bytes.size()) <= limit; });
  return entry.checksum && (done == zip::Unpacked::whole || done == zip::Unpacked::stopped);
}

}  // namespace

void ZipCutter::next(Source& file, Cut& cut, const Judge& judge) {
  file.skip(std::exchange(to_skip_, 0));
  if (is_done_ || !find_begin(file, cut)) return;
  is_fresh_ = false;
  cut_entry(file, cut, judge);
}

// Goes to where the next entry begins. False: there is none, or what stands there was told of.
bool ZipCutter::find_begin(Source& file, Cut& cut) {
  const std::string_view bytes = file.peek(zip::local_header_base);
  const uint64_t offset = file.offset();
  if (bytes.starts_with(zip::entry_begin)) return true;
  is_done_ = bytes.empty() || begins_directory(bytes);
  if (begins_directory(bytes)) file.skip(everything);
  if (bytes.empty() && !is_fresh_)
    cut.broken_off(offset, "cut-off", "the archive ends without its directory, so more may be missing; fetch it again");
  if (is_done_) return false;
  search(file);
  is_done_ = is_fresh_ && file.peek(1).empty();  // no zip file at all
  if (!is_done_)
    cut.problem(offset, "no-entry",
                "no entry begins at byte " + std::to_string(offset) + "; what stands up to the next is not read",
                "byte " + std::to_string(offset));
  return false;
}

// To where the next entry or the directory begins, or the end of the file.
void ZipCutter::search(Source& file) const {
  for (;;) {
    const std::string_view bytes = file.peek(block);
    const std::size_t found = find_entry(bytes);
    if (found != std::string_view::npos || bytes.size() < block) {
      file.skip(std::min(found, bytes.size()));
      return;
    }
    file.skip(bytes.size() - zip::local_header_base);
  }
}

void ZipCutter::cut_entry(Source& file, Cut& cut, const Judge& judge) {
  const uint64_t offset = file.offset();
  locator_ = "byte " + std::to_string(offset);
  if (!read_head(file)) return cut_off(file, cut, offset);
  const zip::Entry entry = zip::parse_local_header(head_).value_or(zip::Entry{});
  locator_ = locator_of(entry.name);
  const EntryKind kind = judge(entry.name);
  const Extent extent = extent_of(file, entry);
  switch (extent.end) {
    case Extent::End::cut_off: return cut_off(file, cut, offset);
    case Extent::End::damaged:
      file.skip(head_.size());
      search(file);
      return cut.problem(offset, "damaged", "the packed bytes of " + locator_ + " are damaged; fetch the archive again",
                         locator_);
    case Extent::End::too_large:
      file.skip(head_.size());
      search(file);
      return kind.code.empty() ? cut.too_large(offset, 0, locator_) : cut.passed(offset, kind.code);
    case Extent::End::found: break;
  }
  if (kind.code.empty() && !entry.is_encrypted) return cut_document(file, cut, entry, extent);
  pass_over(file, cut, kind, extent);
}

bool ZipCutter::read_head(Source& file) {
  const std::size_t size = zip::local_header_size(file.peek(zip::local_header_base));
  head_.assign(file.peek(size).substr(0, size));
  return size != 0 && head_.size() == size;
}

ZipCutter::Extent ZipCutter::extent_of(Source& file, const zip::Entry& entry) const {
  if (!entry.sizes_follow || entry.packed_size != 0)
    return {Extent::End::found, entry.packed_size, {0, entry.checksum, entry.size}};
  if (entry.method == zip::deflated && !entry.is_encrypted) return end_of_deflated(file);
  return end_of_others(file);
}

ZipCutter::Extent ZipCutter::end_of_deflated(Source& file) const {
  zip::EndOfDeflated data;
  for (;;) {
    const uint64_t at = head_.size() + data.n_packed();
    if (at + room_behind >= file.max_record() || data.n_unpacked() > file.max_record())
      return {Extent::End::too_large, 0, {}};
    const std::string_view bytes = file.peek(at + 1);
    if (bytes.size() <= at) return {Extent::End::cut_off, 0, {}};
    const auto state = data.feed(bytes.substr(at, block));
    // First, so that it does not hang on how many bytes came at once.
    if (data.n_unpacked() > file.max_record()) return {Extent::End::too_large, 0, {}};
    if (state == zip::EndOfDeflated::State::damaged) return {Extent::End::damaged, 0, {}};
    if (state == zip::EndOfDeflated::State::ended) return {Extent::End::found, data.n_packed(), {}};
  }
}

// Of data that do not say themselves where they end: by what stands behind them.
ZipCutter::Extent ZipCutter::end_of_others(Source& file) const {
  for (uint64_t from = head_.size();; from += block) {
    const uint64_t wanted = from + block + room_behind;
    if (wanted > file.max_record()) return {Extent::End::too_large, 0, {}};
    const std::string_view bytes = file.peek(wanted).substr(0, wanted);
    for (std::size_t at = bytes.find(zip::descriptor_begin, from); at < from + block;
         at = bytes.find(zip::descriptor_begin, at + 1))
      if (zip::parse_descriptor(bytes.substr(at), at - head_.size()))
        return {Extent::End::found, at - head_.size(), {}};
    if (bytes.size() < wanted) return {Extent::End::cut_off, 0, {}};
  }
}

// Passes over header and data, and what stands behind them. False: the file ends before.
bool ZipCutter::skip_data(Source& file, const Extent& extent) const {
  const uint64_t n = head_.size() + extent.packed_size;
  if (n < extent.packed_size || file.skip(n) < n) return false;
  if (const auto behind = zip::parse_descriptor(file.peek(room_behind), extent.packed_size))
    if (!file.peek(4).starts_with(zip::entry_begin)) file.skip(behind->n_bytes);
  return true;
}

void ZipCutter::pass_over(Source& file, Cut& cut, const EntryKind& kind, const Extent& extent) {
  const uint64_t offset = file.offset();
  if (!skip_data(file, extent)) return cut_off(file, cut, offset);
  if (!kind.code.empty()) return cut.passed(offset, kind.code);
  cut.problem(offset, "encrypted", locator_ + " is encrypted; unpack the archive first with its password", locator_);
}

void ZipCutter::cut_document(Source& file, Cut& cut, const zip::Entry& entry, const Extent& extent) {
  const uint64_t offset = file.offset(), limit = file.max_record();
  const uint64_t beside = 2 * head_.size() + entry_overhead + room_behind;
  if (beside > limit || extent.packed_size > limit - beside) {
    if (!skip_data(file, extent)) return cut_off(file, cut, offset);
    return cut.too_large(offset, entry.size, locator_);
  }
  const uint64_t n = head_.size() + extent.packed_size;
  const std::string_view bytes = file.peek(n + room_behind);
  const std::string_view rest = bytes.substr(std::min<std::size_t>(n, bytes.size()));
  const auto behind = entry.sizes_follow ? zip::parse_descriptor(rest, extent.packed_size) : std::nullopt;
  PackedEntry packed{entry.name, entry.modified, entry.method, std::nullopt,
                     bytes.substr(head_.size(), extent.packed_size)};
  if (behind) packed.checksum = behind->checksum;
  else if (!entry.sizes_follow || entry.checksum != 0) packed.checksum = entry.checksum;
  if (bytes.size() < n && find_entry(bytes.substr(head_.size())) == std::string_view::npos)
    return cut_off(file, cut, offset);
  if (bytes.size() < n || !(behind || can_follow(rest) || is_right(packed, limit))) {
    file.skip(head_.size());
    search(file);
    return cut.problem(offset, "bad-size",
                       "no entry follows where " + locator_ + " should end by its size; fetch the archive again",
                       locator_);
  }
  write_entry(packed, bytes_);
  to_skip_ = n + (behind ? behind->n_bytes : 0);
  cut.record(offset, bytes_, locator_);
}

void ZipCutter::cut_off(Source& file, Cut& cut, uint64_t offset) {
  is_done_ = true;
  file.skip(everything);
  cut.broken_off(offset, "cut-off", "the archive ends inside " + locator_ + "; fetch it again", locator_);
}

}  // namespace docmill::archive
