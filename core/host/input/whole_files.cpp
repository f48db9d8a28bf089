#include "host/input/whole_files.hpp"

#include <algorithm>
#include <utility>

#include "host/input/file_problem.hpp"

namespace docmill::host {

bool WholeFiles::is_one(const InputFile& file) {
  return !file.problem && file.reader == 0 && file.packing == Packing::none && file.format != InputFormat::jsonl &&
         file.path != "-";
}

WholeFile& WholeFiles::read(std::size_t number, std::size_t end) {
  if (next_ == n_read_ || read_[next_].number != number) read_some(number, end);
  return read_[next_++];
}

void WholeFiles::read_some(std::size_t number, std::size_t end) {
  n_read_ = next_ = 0;
  uint64_t bytes = 0;
  for (std::size_t i = number; i < std::max(end, number + 1) && n_read_ < most_at_once; ++i) {
    if (i != number && bytes + files_.size_of(i) > most_bytes_at_once) break;
    const InputFile file = files_[i];
    if (!is_one(file)) break;
    WholeFile& one = read_[n_read_++];
    one.number = i;
    read_one(file, one);
    bytes += one.bytes.size();
    if (one.sha256) hashes_.add(*one.sha256, one.bytes);
  }
  hashes_.finish();
  // What broke off has no bytes, though it was hashed as far as it went.
  for (std::size_t i = 0; i < n_read_; ++i)
    if (read_[i].problem) read_[i].bytes.clear();
}

// As much of the file as it had when it was opened. By way of a block, which stays in the processor's caches: a string
// writes zeros to all that it grows by, which takes longer.
void WholeFiles::read_all(std::string& bytes) {
  const std::size_t size = disk_.size();
  bytes.reserve(size);
  while (bytes.size() < size) {
    const std::size_t n = disk_.read_unhashed(block_.get(), std::min(block_size, size - bytes.size()));
    if (n == 0) return;
    bytes.append(block_.get(), n);
  }
}

void WholeFiles::read_one(const InputFile& file, WholeFile& out) {
  out.bytes.clear();
  out.sha256.reset();
  out.size_read = 0;
  out.problem = disk_.open(file.path);
  if (out.problem) return;
  if (disk_.size() > limit_) {
    out.problem = too_large(disk_.size(), limit_);
  } else {
    read_all(out.bytes);
    out.size_read = out.bytes.size();
    if (disk_.problem()) out.problem = disk_.problem();
    else if (out.bytes.size() < disk_.size()) out.problem = changed_while_read();
    else if (out.bytes.empty()) out.problem = empty_file();
  }
  bool is_complete = false;
  if (std::optional<Problem> changed = disk_.finish_unhashed(is_complete)) out.problem = std::move(changed);
  if (is_complete) out.sha256.emplace();
}

}  // namespace docmill::host
