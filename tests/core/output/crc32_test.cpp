// The checksum against zlib's.
#include "host/output/crc32.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

#include <string>

using docmill::host::crc32_behind;

namespace {

uint32_t expected(uint32_t before, std::string_view bytes) {
  return static_cast<uint32_t>(::crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

// Of no pattern, and the same every time.
std::string some_bytes(std::size_t n) {
  std::string bytes(n, '\0');
  uint32_t state = 1;
  for (char& c : bytes) c = static_cast<char>((state = state * 1664525u + 1013904223u) >> 24);
  return bytes;
}

}  // namespace

TEST_CASE("the published check value, and nothing") {
  CHECK(crc32_behind(0, "123456789") == 0xCBF43926u);
  CHECK(crc32_behind(0, "") == 0);
  CHECK(crc32_behind(7, "") == 7);
}

TEST_CASE(
    "stretches of every length, wherever they begin, behind nothing and "
    "behind others") {
  const std::string bytes = some_bytes(1200);
  for (std::size_t n = 0; n < 1100; ++n) {
    const std::string_view part = std::string_view(bytes).substr(n % 17, n);
    for (const uint32_t before : {0u, 1u, 0xFFFFFFFFu, 0xCBF43926u})
      REQUIRE_MESSAGE(crc32_behind(before, part) == expected(before, part), n);
  }
}

TEST_CASE("a long text in pieces has the checksum of the whole") {
  const std::string bytes = some_bytes(1'000'003);
  const uint32_t whole = expected(0, bytes);
  CHECK(crc32_behind(0, bytes) == whole);
  uint32_t crc = 0;
  for (std::size_t at = 0, n = 1; at < bytes.size(); at += n, n = n * 3 % 70'001)
    crc = crc32_behind(crc, std::string_view(bytes).substr(at, n));
  CHECK(crc == whole);
}
