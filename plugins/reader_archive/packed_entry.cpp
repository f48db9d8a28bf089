#include "packed_entry.hpp"

#include "zip/zip_bytes.hpp"

namespace docmill::archive {
namespace {

constexpr std::size_t head_size = 16;  // method, has a checksum, checksum, sizes of name and time

void append_number(std::string& out, uint64_t value, int n) {
  for (; n > 0; --n, value >>= 8) out += static_cast<char>(value & 0xFF);
}

}  // namespace

void write_entry(const PackedEntry& entry, std::string& out) {
  out.clear();
  out.reserve(head_size + entry.name.size() + entry.modified.size() + entry.packed.size());
  append_number(out, entry.method, 2);
  append_number(out, entry.checksum ? 1 : 0, 2);
  append_number(out, entry.checksum.value_or(0), 4);
  append_number(out, entry.name.size(), 4);
  append_number(out, entry.modified.size(), 4);
  ((out += entry.name) += entry.modified) += entry.packed;
}

std::optional<PackedEntry> read_entry(std::string_view bytes) {
  if (bytes.size() < head_size) return std::nullopt;
  PackedEntry entry;
  entry.method = zip::two_at(bytes, 0);
  if (zip::two_at(bytes, 2) != 0) entry.checksum = zip::four_at(bytes, 4);
  const std::size_t name = zip::four_at(bytes, 8), modified = zip::four_at(bytes, 12);
  const std::string_view rest = bytes.substr(head_size);
  if (name > rest.size() || modified > rest.size() - name) return std::nullopt;
  entry.name = rest.substr(0, name);
  entry.modified = rest.substr(name, modified);
  entry.packed = rest.substr(name + modified);
  return entry;
}

}  // namespace docmill::archive
