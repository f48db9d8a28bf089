// A file that a reader is shown, from front to back, into a file of the machine.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <docmill/sdk/reader.hpp>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace docmill {

// Its size; nothing when it is above `most`, and then the rest is not unpacked. Throws std::runtime_error with a
// sentence: there is no room.
inline std::optional<uint64_t> copy_source(Source& file, int descriptor, uint64_t most) {
  uint64_t size = 0;
  for (;;) {
    std::string_view bytes = file.peek(1);
    if (bytes.empty()) return size;
    const uint64_t n = bytes.size();
    if (n > most - size) return std::nullopt;
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0)
        throw std::runtime_error(
            "there is no room for a copy of it in the folder for temporary files; set TMPDIR to a folder with room");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    size += n;
    file.skip(n);
  }
}

}  // namespace docmill
