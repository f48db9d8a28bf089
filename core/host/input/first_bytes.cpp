#include "host/input/first_bytes.hpp"

#include <algorithm>
#include <array>
#include <atomic>

#include "host/input/disk_file.hpp"
#include "host/input/unpack.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t most_of_beginning = 4096;         // bytes that are looked at
constexpr uint64_t most_of_packed = uint64_t{1} << 20;  // bytes of the disk that are unpacked for them
constexpr std::size_t piece_of_disk = std::size_t{16} << 10;

}  // namespace

Beginning beginning_of(const std::filesystem::path& path, Packing packing) {
  std::atomic<uint64_t> n_read{0};
  DiskFile disk(n_read);
  Beginning beginning;
  if ((beginning.problem = disk.open(path))) return beginning;
  Unpacker unpacker;
  unpacker.start(packing);
  std::array<char, piece_of_disk> piece{};
  std::string& taken = beginning.bytes;
  while (taken.size() < most_of_beginning && disk.offset() < most_of_packed) {
    const std::size_t n = disk.read(piece.data(), piece.size());
    unpacker.feed({piece.data(), n});
    // No further than it must: a piece of the disk may hold a thousand times as much, unpacked.
    while (taken.size() < most_of_beginning) {
      const std::string_view bytes = unpacker.next();
      if (bytes.empty()) break;
      taken += bytes.substr(0, most_of_beginning - taken.size());
    }
    if (n == 0 || unpacker.problem()) break;
  }
  beginning.problem = disk.problem();
  return beginning;
}

bool begins_with_one(std::string_view beginning, const std::vector<std::pair<uint32_t, std::string>>& first_bytes) {
  return std::any_of(first_bytes.begin(), first_bytes.end(), [&](const auto& wanted) {
    return wanted.first <= beginning.size() && beginning.substr(wanted.first).starts_with(wanted.second);
  });
}

}  // namespace docmill::host
