// What a span's pieces become together is what they are one by one.
#include "records/row_text.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <random>
#include <vector>

using docmill::writer::PaddedKey;
using docmill::writer::RowText;

TEST_CASE("a string of any length is escaped wherever it must be") {
  for (std::size_t size : {0u, 1u, 7u, 8u, 9u, 15u, 16u, 17u, 31u, 32u, 33u, 50u, 1021u, 1022u, 1023u, 5000u}) {
    for (std::size_t at = 0; at <= std::min<std::size_t>(size, 50); ++at) {
      for (const char c : {'a', '"', '\\', '\n', '\x01', '\x1F', ' ', '\x7F', '\xC3'}) {
        std::string text(size, 'x');
        if (at < size) text[size - 1 - at] = c;
        std::string out = "[", expected = "[";
        RowText row(out);
        row.string(text);
        CHECK(row.flush() == out);
        docmill::append_json_string(expected, text);
        REQUIRE(out == expected);
      }
    }
  }
}

TEST_CASE("pieces of all kinds, many and long, come in their order") {
  std::mt19937 random(4);
  std::vector<PaddedKey> keys;
  std::vector<std::string> names;
  for (const std::size_t size : {1u, 8u, 15u, 16u, 17u, 200u, 1024u, 1025u, 3000u}) {
    names.push_back(std::string(size, static_cast<char>('a' + names.size())));
    keys.emplace_back(names.back());
  }
  std::string out, expected;
  RowText row(out);
  for (int i = 0; i < 20000; ++i) {
    const std::size_t which = random() % 50 == 0 ? random() % keys.size() : random() % 5;
    const std::string text(random() % (random() % 50 == 0 ? 4000 : 60), random() % 9 == 0 ? '"' : 'z');
    const double number = static_cast<double>(random()) / 1000;
    const int64_t integer = static_cast<int64_t>(random()) - (int64_t{1} << 31);
    row.key(keys[which]);
    row.string(text);
    row.literal("},{");
    row.integer(integer);
    row.number(number);
    expected += names[which];
    docmill::append_json_string(expected, text);
    expected += "},{";
    docmill::append_json_integer(expected, integer);
    docmill::append_json_number(expected, number);
    if (random() % 100 != 0) continue;
    // What is appended to the string itself stands behind all that came before.
    row.flush() += "...";
    expected += "...";
  }
  row.flush();
  CHECK(out == expected);
}

TEST_CASE("integers of any number of digits") {
  const auto check = [](auto number) {
    std::string out;
    RowText row(out);
    row.integer(number);
    CHECK(row.flush() == std::to_string(number));
  };
  for (uint32_t number = 0; number < 10'000; ++number) check(number);
  for (uint64_t power = 1; power <= 10'000'000'000'000'000'000u / 10; power *= 10) {
    for (const uint64_t number : {power * 10 - 1, power * 10, power * 10 + 1, power * 9 + power / 7}) {
      check(number);
      if (number <= INT64_MAX) check(static_cast<int64_t>(number)), check(-static_cast<int64_t>(number));
      if (number <= UINT32_MAX) check(static_cast<uint32_t>(number));
    }
  }
  check(UINT32_MAX), check(UINT64_MAX), check(INT64_MIN);
}

TEST_CASE("numbers with few digits have the form of all numbers") {
  std::mt19937_64 random(6);
  const auto check = [](double number) {
    std::string out, expected;
    RowText row(out);
    row.number(number);
    row.flush();
    docmill::append_json_number(expected, number);
    REQUIRE(out == expected);
  };
  for (uint32_t i = 0; i < 200'000; ++i) check(i / 10'000.0);
  for (const double number : {0.0, -0.0, -0.5, 1e-4, 1e-5, 0.00005, 99999.9999, 1e5, 1e16, 0.1 + 0.2, 1.0 / 3, 5e-324})
    check(number), check(std::nextafter(number, 1)), check(std::nextafter(number, -1));
  for (int i = 0; i < 200'000; ++i) {
    const double number = static_cast<double>(random() % 1'000'000'000) / 10'000;
    check(number), check(std::nextafter(number, 0)), check(number / 1000), check(std::bit_cast<double>(random()));
  }
}
