#include "docmill/base/printable.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace docmill;

TEST_CASE("printable: what steers a terminal is written out") {
  CHECK(printable("plain ä 漢 😀") == "plain ä 漢 😀");
  CHECK(printable("\x1b[31m") == "\\u001b[31m");
  CHECK(printable("a\nb\tc\rd") == "a\\nb\\tc\\u000dd");
  CHECK(printable("a\nb\tc\rd", Lines::keep) == "a\nb\tc\\u000dd");
  CHECK(printable("\x7F\xC2\x80\xC2\x9F\xC2\xA0") == "\\u007f\\u0080\\u009f\xC2\xA0");
  CHECK(printable("\xD8\x9C\xE2\x80\x8E\xE2\x80\x8F\xE2\x80\xAE\xE2\x81\xA9") == "\\u061c\\u200e\\u200f\\u202e\\u2069");
  CHECK(printable("\xE2\x80\xA8\xEF\xBB\xBF\xEF\xBF\xB9") == "\\u2028\\ufeff\\ufff9");
  CHECK(printable("\xF3\xA0\x81\x81") == "\\udb40\\udc41");                    // U+E0041, a tag
  CHECK(printable("\xE2\x80\x8D\xE2\x80\x8C") == "\xE2\x80\x8D\xE2\x80\x8C");  // joiners make emoji and Persian
  CHECK(printable("\x9B\xE4\xBD.") == "\\x9b\\xe4\\xbd.");
  CHECK(printable("") == "");
}

TEST_CASE("printable: JSON stays what it says") {
  CHECK(printable_json("{\"a\":\"\x7F\xC2\x9B\xE2\x80\xAE\",\n\t\"b\":1}\n") ==
        "{\"a\":\"\\u007f\\u009b\\u202e\",\n\t\"b\":1}\n");
  CHECK(printable_json("\"\x9B\"") == "\"\\ufffd\"");
}

TEST_CASE("printable: of any bytes comes UTF-8 without anything hidden, and the same again from it") {
  std::mt19937 random(11);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes(random() % 12, '\0');
    for (char& c : bytes)
      c = static_cast<char>(random() % 3 == 0 ? "\xC2\x9B\xE2\x80\xAE\x1B"[random() % 6] : random());
    const std::string shown = printable(bytes);
    REQUIRE(utf8::is_valid(shown));
    for (std::size_t at = 0; at < shown.size();) REQUIRE_FALSE(is_hidden(utf8::next(shown, at)));
    REQUIRE(printable(shown) == shown);
  }
}
