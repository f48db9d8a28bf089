// Web archives that the tests write themselves.
#pragma once

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/deflated.hpp"

namespace docmill::test {

// A member of a packed archive.
inline std::string gzip_member(const std::string& plain) { return gzipped(plain); }

// A record with its block and the two line ends behind it.
inline std::string warc_record(const std::string& type, const std::string& id, const std::string& content_type,
                               const std::string& block, const std::string& more = "") {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Record-ID: <urn:uuid:" + id +
         ">\r\nWARC-Date: 2026-01-02T03:04:05Z\r\nWARC-Target-URI: https://example.org/" + id + "\r\n" + more +
         "Content-Type: " + content_type + "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block +
         "\r\n\r\n";
}

inline std::string wet_record(const std::string& id, const std::string& text) {
  return warc_record("conversion", id, "text/plain", text);
}

inline std::string response_record(const std::string& id, const std::string& head, const std::string& body) {
  return warc_record("response", id, "application/http; msgtype=response", "HTTP/1.1 " + head + "\r\n\r\n" + body);
}

// Text that packs badly, so that a few records fill a chunk; the same for the same number.
inline std::string noise(uint64_t number, std::size_t n_words) {
  std::string out;
  uint64_t state = number * 6364136223846793005u + 1442695040888963407u;
  for (std::size_t i = 0; i < n_words; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    for (uint64_t bits = state >> 20, k = 0; k < 7; ++k, bits /= 26) out += static_cast<char>('a' + bits % 26);
    out += i % 12 == 11 ? ".\n" : " ";
  }
  return out;
}

// Records in gzip members of their own, of which some are damaged.
inline std::string packed_records(int n, const std::vector<int>& damaged = {}) {
  std::string file = gzip_member(warc_record("warcinfo", "info", "application/warc-fields", "software: a test\r\n"));
  for (int i = 0; i < n; ++i) {
    std::string member = gzip_member(wet_record("r" + std::to_string(i), noise(static_cast<uint64_t>(i), 300)));
    if (std::find(damaged.begin(), damaged.end(), i) != damaged.end()) {
      const std::size_t at = 20 + static_cast<std::size_t>(i) * 7 % (member.size() - 30);
      member[at] = static_cast<char>(member[at] ^ 0x55);
    }
    file += member;
  }
  return file;
}

}  // namespace docmill::test
