// Validity many bytes at a time against a code point at a time.
#include "docmill/base/utf8.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

namespace utf8 = docmill::utf8;

namespace {

std::size_t first_invalid(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t n = utf8::valid_length(text, i);
    if (n == 0) return i;
    i += n;
  }
  return std::string_view::npos;
}

std::string text_of(std::size_t size, unsigned kinds, std::mt19937& random) {
  constexpr char32_t last[] = {0x7F, 0x7FF, 0xD7FF, 0x10FFFF};
  std::string text;
  while (text.size() < size) {
    const unsigned kind = random() % 4;
    char32_t c = (kinds >> kind & 1) != 0 ? random() % (last[kind] + 1) : 'a';
    if (c >= 0xD800 && c <= 0xDFFF) c = 0xFFFD;
    utf8::append(text, c);
  }
  return text;
}

}  // namespace

TEST_CASE("utf-8: the first byte that is not valid, of texts of all kinds with a byte changed") {
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string text = text_of(random() % 700, random() % 16, random);
    REQUIRE(utf8::find_invalid(text) == std::string_view::npos);
    if (text.empty()) continue;
    text[random() % text.size()] = static_cast<char>(random() % 256);
    REQUIRE(utf8::find_invalid(text) == first_invalid(text));
    text.resize(random() % text.size() + 1);
    REQUIRE(utf8::find_invalid(text) == first_invalid(text));
  }
}

TEST_CASE("utf-8: every pair and every head of three bytes, at every place of a block") {
  for (std::size_t place = 253; place < 322; ++place) {
    for (unsigned pair = 0x8000; pair < 0x10000; ++pair) {
      if (place % 16 != 0 && place % 64 < 60 && pair % 7 != 0) continue;  // some of the many
      std::string text(400, 'a');
      text[place] = static_cast<char>(pair >> 8);
      text[place + 1] = static_cast<char>(pair & 0xFF);
      text[place + 2] = static_cast<char>(pair % 3 == 0 ? 'a' : 0x80 | pair % 64);
      text[place + 3] = static_cast<char>(pair % 5 == 0 ? 'a' : 0x80 | pair % 61);
      REQUIRE(utf8::find_invalid(text) == first_invalid(text));
    }
  }
}
