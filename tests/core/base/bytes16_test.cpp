// Comparisons of sixteen bytes against comparisons of one.
#include "docmill/base/bytes16.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <random>
#include <string>

#include "docmill/base/wide_vectors.hpp"

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

namespace {

DOCMILL_FOR_WIDE_VECTORS uint32_t bits_by_wide_vectors(const char* at) {
  docmill::bytes32::Bytes bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return docmill::bytes32::high_bits(bytes);
}

}  // namespace

TEST_CASE("the bits of bytes are the same with and without an instruction, and with vectors of either width") {
  if (!docmill::has_wide_vectors) MESSAGE("this processor has no vectors of 32 bytes");
  std::mt19937 random(5);
  for (int round = 0; round < 2000; ++round) {
    std::array<char, 2 * bytes16::size> text;
    uint32_t expected = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<uint8_t>(random());
      text[i] = static_cast<char>(byte);
      expected |= static_cast<uint32_t>(byte >> 7) << i;
    }
    for (std::size_t half = 0; half < 2; ++half) {
      const bytes16::Bytes bytes = bytes16::load(text.data() + half * bytes16::size);
      const uint32_t of_half = expected >> (half * bytes16::size) & 0xFFFF;
      REQUIRE(bytes16::high_bits(bytes) == of_half);
      REQUIRE(bytes16::high_bits_by_halves(bytes) == of_half);
      REQUIRE(bytes16::any(bytes) == (of_half != 0));
    }
    if (docmill::has_wide_vectors) REQUIRE(bits_by_wide_vectors(text.data()) == expected);
  }
}

TEST_CASE("bits of what a comparison gives, a vector of another type") {
  const bytes16::Bytes bytes = bytes16::load("a-b-c-d-e-f-g-h-");
  CHECK(bytes16::high_bits(bytes == '-') == 0xAAAA);
  CHECK(bytes16::first(bytes == '-') == 1);
  CHECK(bytes16::any(bytes == '-'));
  CHECK_FALSE(bytes16::any(bytes == 'z'));
}

namespace {

DOCMILL_FOR_WIDE_VECTORS void look_up_all(const uint8_t* table, const uint8_t* numbers, uint8_t* found) {
  docmill::bytes32::Bytes t, n;
  std::memcpy(&t, table, sizeof t);
  std::memcpy(&n, numbers, sizeof n);
  const docmill::bytes32::Bytes f = docmill::bytes32::look_up(t, n);
  std::memcpy(found, &f, sizeof f);
}

}  // namespace

TEST_CASE("bytes are looked up by the lower halves of numbers, those beyond ASCII nowhere") {
  if (!docmill::has_wide_vectors) return;
  std::array<uint8_t, 32> table, numbers, found;
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<uint8_t>(200 + i % 16);
  for (std::size_t first = 0; first < 256; first += numbers.size()) {
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<uint8_t>(first + i);
    look_up_all(table.data(), numbers.data(), found.data());
    for (std::size_t i = 0; i < found.size(); ++i) REQUIRE(found[i] == (first < 128 ? 200 + i % 16 : 0));
  }
}
