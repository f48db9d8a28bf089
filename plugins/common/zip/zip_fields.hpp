// What local headers and the central directory of a zip file say alike.
#pragma once

#include <cstddef>
#include <string_view>

#include "zip/zip_entry.hpp"

namespace docmill::zip {

// Fills an entry from the run of fields that begins with the flags (APPNOTE 4.4.4), at `at`: flags, method, time, date,
// checksum, both sizes.
void read_fields(std::string_view header, std::size_t at, Entry& entry);
// What the extra fields add: sizes above 4 GiB, the time in UTC. `extra`: all of them.
void read_extra(std::string_view extra, Entry& entry);

}  // namespace docmill::zip
