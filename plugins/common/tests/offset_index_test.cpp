// Offset indexes against counting from the start.
#include "offsets/offset_index.hpp"

#include <doctest/doctest.h>

#include "docmill/base/utf8.hpp"
#include "support/random_text.hpp"

using docmill::OffsetIndex;
using docmill::Unit;

namespace {

uint32_t naive_units(std::string_view text, Unit unit) {
  if (unit == Unit::byte) return static_cast<uint32_t>(text.size());
  uint32_t n = 0;
  for (std::size_t at = 0; at < text.size(); ++n) {
    if (docmill::utf8::next(text, at) >= 0x10000 && unit == Unit::utf16) ++n;
  }
  return n;
}

uint32_t at(std::string_view text, Unit unit, uint32_t byte) {
  OffsetIndex index;
  index.reset(text, unit);
  return index.at(byte);
}

}  // namespace

TEST_CASE("units have names that read back") {
  for (const Unit unit : {Unit::codepoint, Unit::byte, Unit::utf16}) {
    CHECK(docmill::unit_named(docmill::name_of(unit)) == unit);
  }
}

TEST_CASE("in ASCII every unit is a byte") {
  const std::string text(1000, 'x');
  for (const Unit unit : {Unit::codepoint, Unit::byte, Unit::utf16}) {
    for (const uint32_t byte : {0u, 1u, 63u, 64u, 65u, 999u, 1000u}) CHECK(at(text, unit, byte) == byte);
  }
}

TEST_CASE("one character of each length") {
  const std::string_view text = "aé光😀z";  // 1 + 2 + 3 + 4 + 1 bytes
  CHECK(at(text, Unit::codepoint, 1) == 1);
  CHECK(at(text, Unit::codepoint, 3) == 2);
  CHECK(at(text, Unit::codepoint, 6) == 3);
  CHECK(at(text, Unit::codepoint, 10) == 4);
  CHECK(at(text, Unit::codepoint, 11) == 5);
  CHECK(at(text, Unit::utf16, 6) == 3);
  CHECK(at(text, Unit::utf16, 10) == 5);
  CHECK(at(text, Unit::utf16, 11) == 6);
  CHECK(at(text, Unit::byte, 10) == 10);
}

TEST_CASE("an empty text has one place") {
  for (const Unit unit : {Unit::codepoint, Unit::byte, Unit::utf16}) CHECK(at("", unit, 0) == 0);
}

TEST_CASE("the end of a text of whole blocks is a place") {
  std::string text(60, 'x');
  text += "é é";  // 65 bytes; not whole
  CHECK(at(text, Unit::codepoint, 65) == 63);
  text = std::string(62, 'x') + "é";  // one block
  CHECK(at(text, Unit::codepoint, 64) == 63);
  text += std::string(62, 'y') + "é";  // two
  CHECK(at(text, Unit::codepoint, 128) == 126);
  CHECK(at(text, Unit::codepoint, 64) == 63);
}

TEST_CASE("ASCII in front of the first other character is not counted twice") {
  std::string text(130, 'x');
  text += "光";
  text += std::string(130, 'y');
  for (uint32_t byte = 0; byte <= 130; ++byte) REQUIRE(at(text, Unit::codepoint, byte) == byte);
  for (uint32_t byte = 133; byte <= 263; ++byte) REQUIRE(at(text, Unit::codepoint, byte) == byte - 2);
}

TEST_CASE("on random text every border agrees with counting from the start, in every unit") {
  std::mt19937 random(64);
  OffsetIndex index;  // one for all: it must forget
  for (int round = 0; round < 60; ++round) {
    const std::string text = std::string(random() % 200, 'a') + docmill::test::random_text(random, random() % 200);
    for (const Unit unit : {Unit::codepoint, Unit::byte, Unit::utf16}) {
      index.reset(text, unit);
      REQUIRE(docmill::count_units(text, unit) == naive_units(text, unit));
      for (uint32_t byte = 0; byte <= text.size(); ++byte) {
        if (!docmill::utf8::is_border(text, byte)) continue;
        REQUIRE(index.at(byte) == naive_units(std::string_view(text).substr(0, byte), unit));
      }
    }
  }
}

TEST_CASE("what at() counts, byte_at() finds again, and nothing else is found") {
  std::mt19937 random(65);
  OffsetIndex index;
  for (int round = 0; round < 60; ++round) {
    const std::string text = std::string(random() % 200, 'a') + docmill::test::random_text(random, random() % 200);
    for (const Unit unit : {Unit::codepoint, Unit::byte, Unit::utf16}) {
      index.reset(text, unit);
      const uint32_t all = docmill::count_units(text, unit);
      std::vector<std::optional<uint32_t>> expected(all + 3);
      for (uint32_t byte = 0; byte <= text.size(); ++byte)
        if (docmill::utf8::is_border(text, byte)) expected[index.at(byte)] = byte;
      for (uint32_t units = 0; units < expected.size(); ++units) REQUIRE(index.byte_at(units) == expected[units]);
      REQUIRE(index.byte_at(uint64_t{1} << 40) == std::nullopt);
    }
  }
}
