#include "compile/external_sorter.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace docmill::linker {
namespace {

constexpr std::size_t first_block = std::size_t{1} << 12, largest_block = std::size_t{1} << 24;
constexpr std::size_t least_ahead = std::size_t{1} << 16, most_ahead = std::size_t{1} << 18;  // bytes read at once
constexpr std::size_t least_runs = 8;  // that are merged at once, however little memory there is

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

// Appends runs to a file.
class ExternalSorter::Writer {
 public:
  explicit Writer(TemporaryFile& file) : file_(file) {}
  void add(std::string_view record) {
    const auto size = static_cast<uint32_t>(record.size());
    pending_.append(reinterpret_cast<const char*>(&size), sizeof size);
    pending_ += record;
    if (pending_.size() >= most_ahead) flush();
  }
  // Everything since the last run was ended.
  Run end_run() {
    flush();
    const uint64_t from = std::exchange(begin_, file_.size());
    return {from, begin_};
  }

 private:
  void flush() {
    file_.append(pending_);
    pending_.clear();
  }
  TemporaryFile& file_;
  uint64_t begin_ = file_.size();
  std::string pending_;
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
  if (!file_.open()) file_ = TemporaryFile(settings_.folder);
  Writer out(file_);
  for (const Entry& e : kept_) out.add(e.view());
  runs_.push_back(out.end_run());
  kept_.clear();
  blocks_.clear();
  block_left_ = block_size_ = kept_bytes_ = 0;
}

bool ExternalSorter::later(std::size_t a, std::size_t b) const {
  const int order = runs_[a].current.compare(runs_[b].current);
  return order != 0 ? order > 0 : a > b;
}

// Has the buffer of the run this many bytes more, perhaps after reading on?
bool ExternalSorter::fetch(Run& run, std::size_t size) const {
  if (run.buffer.size() - run.used >= size) return true;
  run.buffer.erase(0, std::exchange(run.used, 0));
  const std::size_t had = run.buffer.size();
  const auto want = static_cast<std::size_t>(std::min<uint64_t>(run.end - run.at, std::max(size - had, read_ahead_)));
  run.buffer.resize(had + want);
  run.buffer.resize(had + file_.read(run.at, run.buffer.data() + had, want));
  run.at += want;
  return run.buffer.size() >= size;
}

bool ExternalSorter::advance(Run& run) const {
  uint32_t size = 0;
  if (!fetch(run, sizeof size)) return false;
  std::memcpy(&size, run.buffer.data() + run.used, sizeof size);
  run.used += sizeof size;
  if (!fetch(run, size)) return false;
  run.current = std::string_view(run.buffer).substr(run.used, size);
  run.used += size;
  return true;
}

void ExternalSorter::begin_merging(std::size_t first, std::size_t n) {
  read_ahead_ = std::clamp(settings_.memory / n, least_ahead, most_ahead);
  for (std::size_t i = first; i < first + n; ++i)
    if (advance(runs_[i])) heap_.push_back(i);
  std::make_heap(heap_.begin(), heap_.end(), [this](std::size_t a, std::size_t b) { return later(a, b); });
}

void ExternalSorter::move_on() {
  const auto order = [this](std::size_t a, std::size_t b) { return later(a, b); };
  std::pop_heap(heap_.begin(), heap_.end(), order);
  Run& run = runs_[heap_.back()];
  if (advance(run)) return std::push_heap(heap_.begin(), heap_.end(), order);
  std::string().swap(run.buffer);
  heap_.pop_back();
}

// Until the memory holds a buffer for each run.
void ExternalSorter::merge_to_fewer() {
  const std::size_t most = std::max(least_runs, settings_.memory / least_ahead);
  while (runs_.size() > most) {
    TemporaryFile merged(settings_.folder);
    Writer out(merged);
    std::vector<Run> runs;
    for (std::size_t first = 0; first < runs_.size(); first += most) {
      begin_merging(first, std::min(most, runs_.size() - first));
      for (; !heap_.empty(); move_on()) out.add(runs_[heap_.front()].current);
      runs.push_back(out.end_run());
    }
    file_ = std::move(merged);
    runs_ = std::move(runs);
  }
}

void ExternalSorter::begin_reading() {
  reading_ = true;
  if (runs_.empty()) return sort_kept();
  if (!kept_.empty()) write_run();
  kept_.shrink_to_fit();
  merge_to_fewer();
  begin_merging(0, runs_.size());
}

bool ExternalSorter::next(std::string_view& record) {
  if (!reading_) begin_reading();
  else if (!heap_.empty()) move_on();
  if (runs_.empty()) {
    if (at_ == kept_.size()) return false;
    record = kept_[at_++].view();
    return true;
  }
  if (heap_.empty()) return false;
  record = runs_[heap_.front()].current;
  return true;
}

}  // namespace docmill::linker
