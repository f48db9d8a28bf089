// An entry on its way from the thread that cuts to one that decodes: what is known of it, and its bytes as they are
// packed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace docmill::archive {

struct PackedEntry {
  std::string_view name;      // as it stands in the archive, any bytes
  std::string_view modified;  // "2026-01-02T03:04:05Z", or empty
  uint16_t method = 0;        // of zip; what comes out of other archives is stored
  std::optional<uint32_t> checksum;
  std::string_view packed;
};

// Bytes that one takes beside those of its name, its time and its content.
inline constexpr std::size_t entry_overhead = 32;

// Over `out`.
void write_entry(const PackedEntry& entry, std::string& out);
// Views `bytes`; nothing when they were not written by write_entry().
std::optional<PackedEntry> read_entry(std::string_view bytes);

}  // namespace docmill::archive
