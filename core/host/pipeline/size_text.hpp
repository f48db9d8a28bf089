// Sizes as people write them: 1024, "32 MiB", "10 MB", "1 GiB".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace docmill::host {

// Bytes of "32 MiB": digits, spaces, and B, KB, MB, GB (powers of 1000), KiB, MiB, GiB (powers of 1024) or nothing.
// Case counts, as mb may mean bits. Nothing when it is written otherwise or passes 64 bits.
std::optional<uint64_t> parse_size(std::string_view text);

// The shortest exact form, powers of 1024 first: "32 MiB", "10 MB", "1025 B". parse_size gives the same number back.
std::string size_text(uint64_t bytes);

}  // namespace docmill::host
