#include "host/output/unsynced_files.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <exception>
#include <thread>
#include <utility>

#include "host/output/output_file.hpp"

namespace docmill::host {

UnsyncedFiles::~UnsyncedFiles() {
  for (const File& file : files_) ::close(file.descriptor);
}

void UnsyncedFiles::add(int file, std::string shown, uint64_t size) {
  files_.push_back({file, std::move(shown), size});
}

void UnsyncedFiles::sync_one(File& file) {
  if (::fsync(file.descriptor) != 0) file.error = errno;
  if (::close(file.descriptor) != 0 && file.error == 0) file.error = errno;
}

void UnsyncedFiles::sync_at_once() {
  constexpr std::size_t most_threads = 4;
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < files_.size(); i = next++) sync_one(files_[i]);
  };
  std::vector<std::thread> others;
  try {
    others.reserve(most_threads);
    while (others.size() + 1 < std::min(files_.size(), most_threads)) others.emplace_back(work);
  } catch (const std::exception&) {  // this one goes through all of them
  }
  work();
  for (std::thread& other : others) other.join();
}

Status UnsyncedFiles::sync(bool at_once) {
  if (at_once && files_.size() > 1) sync_at_once();
  else std::for_each(files_.begin(), files_.end(), sync_one);
  const std::vector<File> synced = std::exchange(files_, {});
  for (const File& file : synced)
    if (file.error != 0) return {Trouble::io, write_error(file.shown, file.error, file.size)};
  return {};
}

}  // namespace docmill::host
