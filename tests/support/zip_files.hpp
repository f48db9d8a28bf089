// Zip files that the tests write themselves, good ones and all kinds of bad ones.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <vector>

#include "support/deflated.hpp"

namespace docmill::test {

struct ZipEntry {
  std::string name, content;
  bool is_deflated = true;
  bool sizes_follow = false;  // as programs write that cannot go back
  uint16_t flags = 0;         // more of them: 1 is encrypted
  int method = -1;            // another one than the data have
  bool is_checksum_wrong = false;
};

inline std::string little(uint64_t value, int n) {
  std::string out;
  for (; n > 0; --n, value >>= 8) out += static_cast<char>(value & 0xFF);
  return out;
}

// An archive, from entry to entry, and the directory at its end.
class ZipFile {
 public:
  ZipFile& add(const ZipEntry& e) {
    const std::string packed = e.is_deflated ? deflated(e.content, DeflateWrapping::none) : e.content;
    const auto crc = static_cast<uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(e.content.data()), static_cast<uInt>(e.content.size())));
    const uint32_t checksum = e.is_checksum_wrong ? crc ^ 1 : crc;
    const auto flags = static_cast<uint16_t>(e.flags | (e.sizes_follow ? 8 : 0));
    const int method = e.method >= 0 ? e.method : e.is_deflated ? 8 : 0;
    const std::string sizes = little(checksum, 4) + little(packed.size(), 4) + little(e.content.size(), 4);
    const std::string common = little(20, 2) + little(flags, 2) + little(static_cast<uint64_t>(method), 2) +
                               little(0x1883, 2) + little(0x5C22, 2);  // 2026-01-02T03:04:06
    begins.push_back(bytes.size());
    directory_ += "PK\x01\x02" + little(20, 2) + common + sizes + little(e.name.size(), 2) + little(0, 12) +
                  little(bytes.size(), 4) + e.name;
    bytes += "PK\x03\x04" + common + (e.sizes_follow ? little(0, 12) : sizes) + little(e.name.size(), 2) +
             little(0, 2) + e.name + packed;
    if (e.sizes_follow) bytes += "PK\x07\x08" + sizes;
    return *this;
  }
  ZipFile& add(const std::string& name, const std::string& content) { return add({name, content}); }

  std::string whole() const {
    const std::string n = little(begins.size(), 2);
    return bytes + directory_ + "PK\x05\x06" + little(0, 4) + n + n + little(directory_.size(), 4) +
           little(bytes.size(), 4) + little(0, 2);
  }

  std::string bytes;                // the entries
  std::vector<std::size_t> begins;  // of each, in them

 private:
  std::string directory_;
};

}  // namespace docmill::test
