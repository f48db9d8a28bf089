#include "compile/external_sorter.hpp"

#include <algorithm>
#include <cstring>

namespace docmill::linker {
namespace {

constexpr std::size_t first_block = std::size_t{1} << 12, largest_block = std::size_t{1} << 24;

// The first eight bytes as a number that compares like them.
uint64_t prefix_of(std::string_view record) {
  uint64_t prefix = 0;
  const std::size_t n = std::min<std::size_t>(record.size(), 8);
  for (std::size_t i = 0; i < n; ++i) prefix |= uint64_t{static_cast<unsigned char>(record[i])} << (56 - 8 * i);
  return prefix;
}

}  // namespace

struct ExternalSorter::Entry {
  uint64_t prefix;
  const char* bytes;
  std::size_t size;
  std::string_view view() const { return {bytes, size}; }
  bool operator<(const Entry& other) const {
    return prefix != other.prefix ? prefix < other.prefix : view() < other.view();
  }
};

// A sorted run on disk, read from its beginning.
class ExternalSorter::Run {
 public:
  explicit Run(const std::string& folder) : spool_(std::size_t{1} << 20, folder), reader_(spool_) {}
  void append(std::string_view record) {
    spool_.append_value(static_cast<uint32_t>(record.size()));
    spool_.append(record);
  }
  bool advance() {
    uint32_t size = 0;
    if (!reader_.next_value(size)) return false;
    const std::string_view record = reader_.next(size);
    current_.assign(record);
    return true;
  }
  const std::string& current() const { return current_; }

 private:
  Spool spool_;
  Spool::Reader reader_;
  std::string current_;
};

ExternalSorter::ExternalSorter(SpillSettings settings) : settings_(std::move(settings)) {}
ExternalSorter::~ExternalSorter() = default;
ExternalSorter::ExternalSorter(ExternalSorter&&) noexcept = default;
ExternalSorter& ExternalSorter::operator=(ExternalSorter&&) noexcept = default;

void ExternalSorter::add(std::string_view record) {
  if (kept_bytes_ + kept_.capacity() * sizeof(Entry) + record.size() > settings_.memory && !kept_.empty()) write_run();
  if (blocks_.empty() || record.size() > block_left_) {  // also an empty record has its place in a block
    block_size_ = std::max(std::min(std::max(first_block, block_size_ * 2), largest_block), record.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_size_));
    block_left_ = block_size_;
    kept_bytes_ += block_size_;
  }
  char* place = blocks_.back().get() + (block_size_ - block_left_);
  std::memcpy(place, record.data(), record.size());
  block_left_ -= record.size();
  kept_.push_back({prefix_of(record), place, record.size()});
  ++n_;
}

void ExternalSorter::sort_kept() { std::sort(kept_.begin(), kept_.end()); }

void ExternalSorter::write_run() {
  sort_kept();
  runs_.push_back(std::make_unique<Run>(settings_.folder));
  for (const Entry& e : kept_) runs_.back()->append(e.view());
  kept_.clear();
  blocks_.clear();
  block_left_ = block_size_ = kept_bytes_ = 0;
}

bool ExternalSorter::later(std::size_t a, std::size_t b) const {
  const int order = runs_[a]->current().compare(runs_[b]->current());
  return order != 0 ? order > 0 : a > b;
}

void ExternalSorter::begin_reading() {
  reading_ = true;
  if (runs_.empty()) {
    sort_kept();
    return;
  }
  if (!kept_.empty()) write_run();
  kept_.shrink_to_fit();
  for (std::size_t i = 0; i < runs_.size(); ++i)
    if (runs_[i]->advance()) heap_.push_back(i);
  std::make_heap(heap_.begin(), heap_.end(), [this](std::size_t a, std::size_t b) { return later(a, b); });
}

bool ExternalSorter::next(std::string_view& record) {
  const auto order = [this](std::size_t a, std::size_t b) { return later(a, b); };
  if (!reading_) {
    begin_reading();
  } else if (!runs_.empty() && !heap_.empty()) {  // the run that gave the last record moves on
    std::pop_heap(heap_.begin(), heap_.end(), order);
    if (runs_[heap_.back()]->advance()) std::push_heap(heap_.begin(), heap_.end(), order);
    else heap_.pop_back();
  }
  if (runs_.empty()) {
    if (at_ == kept_.size()) return false;
    record = kept_[at_++].view();
    return true;
  }
  if (heap_.empty()) return false;
  record = runs_[heap_.front()]->current();
  return true;
}

}  // namespace docmill::linker
