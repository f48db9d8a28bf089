#include "zip/zip_file.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "docmill/base/ascii.hpp"
#include "zip/zip_bytes.hpp"
#include "zip/zip_fields.hpp"

namespace docmill::zip {
namespace {

constexpr std::size_t end_size = 22;  // of the record at the end, without its comment
constexpr std::size_t longest_comment = 0xFFFF;
constexpr std::size_t locator_size = 20;    // stands before it where the numbers are large
constexpr std::size_t large_end_size = 56;  // to which the locator points
constexpr std::size_t directory_base = 46;  // of an entry in the directory, up to its name

// Where the record at the end begins; npos: there is none.
std::size_t find_directory_end(std::string_view bytes) {
  if (bytes.size() < end_size) return std::string_view::npos;
  const std::size_t least = bytes.size() - std::min(bytes.size(), end_size + longest_comment);
  const std::size_t at = bytes.rfind(directory_end, bytes.size() - end_size);
  return at == std::string_view::npos || at < least ? std::string_view::npos : at;
}

std::string plain(std::string_view name) {
  std::string out(name);
  for (char& c : out) c = c == '\\' ? '/' : ascii::lower(c);
  return out;
}

struct Place {
  uint64_t offset, n_entries;
};

Place place_of_directory(std::string_view bytes, std::size_t end) {
  const Place place{four_at(bytes, end + 16), two_at(bytes, end + 10)};
  if (end < locator_size || !bytes.substr(end - locator_size).starts_with("PK\x06\x07")) return place;
  const uint64_t at = number_at(bytes, end - locator_size + 8, 8);
  if (at > bytes.size() - end_size || bytes.size() - at < large_end_size) return place;
  if (!bytes.substr(at).starts_with("PK\x06\x06")) return place;
  return {number_at(bytes, at + 48, 8), number_at(bytes, at + 32, 8)};
}

}  // namespace

ZipFile::ZipFile(std::string_view bytes) : bytes_(bytes) {
  const std::size_t end = find_directory_end(bytes);
  if (end == std::string_view::npos) return;
  const Place place = place_of_directory(bytes, end);
  read_directory(place.offset, place.n_entries);
  sort_names();
}

void ZipFile::sort_names() {
  by_name_.resize(entries_.size());
  std::iota(by_name_.begin(), by_name_.end(), std::size_t{0});
  std::stable_sort(by_name_.begin(), by_name_.end(),
                   [&](std::size_t a, std::size_t b) { return entries_[a].name < entries_[b].name; });
  for (std::size_t i = 0; i < entries_.size(); ++i) by_plain_name_.emplace_back(plain(entries_[i].name), i);
  std::sort(by_plain_name_.begin(), by_plain_name_.end());
}

void ZipFile::read_directory(uint64_t offset, uint64_t n_entries) {
  for (uint64_t n = 0; n < n_entries; ++n) {
    if (offset > bytes_.size() || bytes_.size() - offset < directory_base) return;
    const std::string_view here = bytes_.substr(offset);
    const std::size_t name = two_at(here, 28), extra = two_at(here, 30), comment = two_at(here, 32);
    if (!here.starts_with(directory_begin) || here.size() - directory_base < name + extra) return;
    Entry entry;
    read_fields(here, 8, entry);
    entry.name = here.substr(directory_base, name);
    entry.offset = four_at(here, 42);
    read_extra(here.substr(directory_base + name, extra), entry);
    entries_.push_back(std::move(entry));
    offset += directory_base + name + extra + comment;
  }
  is_whole_ = true;
}

const Entry* ZipFile::find(std::string_view name) const {
  const auto behind =
      std::upper_bound(by_name_.begin(), by_name_.end(), name,
                       [&](std::string_view wanted, std::size_t i) { return wanted < entries_[i].name; });
  if (behind != by_name_.begin() && entries_[*(behind - 1)].name == name) return &entries_[*(behind - 1)];
  const auto other = std::upper_bound(by_plain_name_.begin(), by_plain_name_.end(),
                                      std::pair(plain(name), std::numeric_limits<std::size_t>::max()));
  if (other == by_plain_name_.begin() || (other - 1)->first != plain(name)) return nullptr;
  return &entries_[(other - 1)->second];
}

ZipFile::Content ZipFile::read(const Entry& entry, uint64_t most) const {
  if (entry.is_encrypted) return {"", "is encrypted"};
  if (entry.offset > bytes_.size()) return {"", "is missing"};
  const std::string_view here = bytes_.substr(entry.offset);
  const std::size_t head = local_header_size(here.substr(0, local_header_base));
  if (head == 0 || head > here.size()) return {"", "is missing"};
  if (entry.packed_size > here.size() - head) return {"", "is cut off"};
  Content content;
  const auto take = [&](std::string_view piece) {
    if (piece.size() > most - content.bytes.size()) return false;
    content.bytes += piece;
    return true;
  };
  switch (unpack(entry.method, here.substr(head, entry.packed_size), entry.checksum, take)) {
    case Unpacked::whole: break;
    case Unpacked::stopped: content.mistake = "unpacks to more than " + std::to_string(most) + " bytes"; break;
    case Unpacked::not_known: content.mistake = "is packed by " + name_of_method(entry.method); break;
    case Unpacked::cut_off:
    case Unpacked::damaged: content.mistake = "is damaged"; break;
  }
  return content;
}

}  // namespace docmill::zip
