#include "host/run/seen_ids.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <new>

namespace docmill::host {
namespace {

constexpr std::size_t spare = 256;  // entries behind the homes

}  // namespace

// ---- places

PlaceList::Place PlaceList::Stretch::at(uint64_t number) const {
  const auto n = static_cast<uint32_t>(number - first);
  return {begin.file + n * step.file, begin.line + n * step.line};
}

// Two of any kind are the beginning of a stretch.
void PlaceList::add(Place place) {
  if (!stretches_.empty() && stretches_.back().first + 1 == size_) {
    Stretch& last = stretches_.back();
    last.step = {place.file - last.begin.file, place.line - last.begin.line};
  } else if (stretches_.empty() || stretches_.back().at(size_) != place) {
    stretches_.push_back({size_, place});
  }
  ++size_;
}

PlaceList::Place PlaceList::operator[](uint64_t number) const {
  const auto is_before = [](uint64_t n, const Stretch& s) { return n < s.first; };
  return std::prev(std::upper_bound(stretches_.begin(), stretches_.end(), number, is_before))->at(number);
}

// ---- ids

uint64_t SeenIds::key_of(std::string_view id) {
  hash_.update(id);
  const Digest digest = hash_.finish();
  uint64_t key;
  std::memcpy(&key, digest.data(), sizeof key);
  return key == 0 ? 1 : key;
}

std::optional<SeenIds::Where> SeenIds::meet(std::string_view id, Where where) {
  const uint64_t key = key_of(id);
  if ((used_ + 1) * 8 > homes_ * 7) grow();
  // Numbers beyond 2^32 do not fit; the place of such a document is only a hint.
  constexpr uint64_t most = std::numeric_limits<uint32_t>::max();
  const Entry entry{static_cast<uint32_t>(key >> 32), static_cast<uint32_t>(key),
                    static_cast<uint32_t>(std::min(places_.size(), most))};
  std::size_t at = home(entry);
  while (at < size_ && entries_[at].key() != 0 && entries_[at].key() < key) ++at;
  if (at < size_ && entries_[at].key() == key) return places_[entries_[at].number];
  std::size_t end = at;
  while (end < size_ && entries_[end].key() != 0) ++end;
  if (end == size_) resize(size_ + spare);
  places_.add(where);
  std::move_backward(&entries_[at], &entries_[end], &entries_[end + 1]);
  entries_[at] = entry;
  ++used_;
  return std::nullopt;
}

// New entries are free.
void SeenIds::resize(std::size_t size) {
  static_assert(sizeof(Entry) == 12);
  void* moved = std::realloc(entries_.get(), size * sizeof(Entry));
  if (moved == nullptr) throw std::bad_alloc();
  (void)entries_.release();
  entries_.reset(static_cast<Entry*>(moved));
  if (size > size_) std::fill(&entries_[size_], &entries_[0] + size, Entry());
  size_ = size;
}

// All entries are pushed to the end of the larger table, and put in their places from the front. As each place leaves
// room for those that follow, none is behind the entry that is read for it.
void SeenIds::grow() {
  const std::size_t n = used_;
  if (n > 0) {
    const auto is_free = [](const Entry& e) { return e.key() == 0; };
    (void)std::remove_if(&entries_[0], &entries_[0] + size_, is_free);
  }
  homes_ = std::max<uint64_t>(1024, homes_ + homes_ / 8);
  std::size_t end = 0;
  for (std::size_t i = 0; i < n; ++i) end = std::max(end, home(entries_[i])) + 1;
  resize(std::max<std::size_t>(homes_ + spare, end));
  std::move_backward(&entries_[0], &entries_[0] + n, &entries_[0] + size_);
  std::fill(&entries_[0], &entries_[0] + (size_ - n), Entry());
  std::size_t at = 0;
  for (std::size_t from = size_ - n; from < size_; ++from) {
    const Entry e = entries_[from];
    entries_[from] = Entry();
    at = std::max(at, home(e));
    entries_[at++] = e;
  }
}

}  // namespace docmill::host
