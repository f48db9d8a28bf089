#include "host/run/range_reader.hpp"

#include <zlib.h>

#include <algorithm>

#include "host/input/unpack.hpp"

namespace docmill::host {

bool RangeReader::next(const FileRange& range, std::string& bytes) {
  // Growing piece by piece: the size may come from a damaged journal.
  bytes.clear();
  constexpr uint64_t piece = uint64_t{1} << 20;
  while (bytes.size() < range.size) {
    const std::size_t before = bytes.size();
    const std::size_t n = static_cast<std::size_t>(std::min(piece, range.size - before));
    bytes.resize(before + n);
    if (!stream_.read(bytes.data() + before, static_cast<std::streamsize>(n))) return false;
  }
  return ::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()) == range.crc;
}

void RangeReader::skip(const FileRange& range) {
  stream_.seekg(static_cast<std::streamoff>(range.size), std::ios::cur);
}

bool unpack(std::string_view packed, Packing packing, std::string& out) {
  out.clear();
  if (packing == Packing::none) {
    out = packed;
    return true;
  }
  if (packed.empty()) return true;
  Unpacker unpacker;
  unpacker.start(packing);
  unpacker.feed(packed);
  for (bool ended = false;;) {
    const std::string_view bytes = unpacker.next();
    if (unpacker.problem()) return false;
    out += bytes;
    if (!bytes.empty()) continue;
    if (ended) return true;
    unpacker.end_of_file();
    ended = true;
  }
}

Packing packing_of(std::string_view name) {
  return name.ends_with(".gz") ? Packing::gzip : name.ends_with(".zst") ? Packing::zstd : Packing::none;
}

}  // namespace docmill::host
