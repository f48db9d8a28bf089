// CRC-32 (IEEE 802.3, as in gzip): zlib's, and four times as fast where the processor multiplies without carries.
#pragma once

#include <cstdint>
#include <string_view>

namespace docmill::host {

// The checksum of what `before` is the checksum of, and of the bytes behind it; 0: of nothing. Any thread.
uint32_t crc32_behind(uint32_t before, std::string_view bytes);

}  // namespace docmill::host
