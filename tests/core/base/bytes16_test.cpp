// Comparisons of sixteen bytes against comparisons of one.
#include "docmill/base/bytes16.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace {

namespace bytes16 = docmill::bytes16;

std::array<uint8_t, bytes16::size> array_of(bytes16::Bytes bytes) {
  std::array<uint8_t, bytes16::size> array;
  std::memcpy(array.data(), &bytes, array.size());
  return array;
}

}  // namespace

TEST_CASE("sixteen bytes are compared as unsigned numbers") {
  for (int value = 0; value < 256; ++value) {
    const bytes16::Bytes bytes = bytes16::load(std::string(bytes16::size, static_cast<char>(value)).data());
    const auto holds = [&](bytes16::Bytes result) {
      const auto array = array_of(result);
      for (const uint8_t byte : array) REQUIRE(byte == array.front());
      return array.front() == 0xFF ? 1 : array.front() == 0 ? 0 : -1;
    };
    CAPTURE(value);
    CHECK(holds(bytes16::is(bytes, 'a')) == (value == 'a'));
    CHECK(holds(bytes16::is(bytes, '\xC3')) == (value == 0xC3));
    CHECK(holds(bytes16::is_below(bytes, ' ')) == (value < ' '));
    CHECK(holds(bytes16::is_below(bytes, '\x90')) == (value < 0x90));
    CHECK(holds(bytes16::is_between(bytes, '[', '`')) == (value >= '[' && value <= '`'));
    CHECK(holds(bytes16::is_between(bytes, '\x80', '\xFF')) == (value >= 0x80));
  }
}

TEST_CASE("the first byte that is found") {
  CHECK(bytes16::first(bytes16::Bytes{}) == bytes16::size);
  CHECK(!bytes16::any(bytes16::Bytes{}));
  for (std::size_t at = 0; at < bytes16::size; ++at) {
    for (std::size_t later = at; later < bytes16::size; ++later) {
      std::string text(bytes16::size, 'a');
      text[at] = text[later] = '\xFF';
      const bytes16::Bytes found = bytes16::is(bytes16::load(text.data()), '\xFF');
      CHECK(bytes16::first(found) == at);
      CHECK(bytes16::any(found));
    }
  }
}
