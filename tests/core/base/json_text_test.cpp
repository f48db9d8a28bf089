// JSON text against expectations written by hand, a naive version, and reading numbers back.
#include "docmill/base/json_text.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <charconv>
#include <limits>
#include <random>

namespace {

std::string string_of(std::string_view s) {
  std::string out;
  docmill::append_json_string(out, s);
  return out;
}
std::string number_of(double x) {
  std::string out;
  docmill::append_json_number(out, x);
  return out;
}
template <class T>
std::string integer_of(T x) {
  std::string out;
  docmill::append_json_integer(out, x);
  return out;
}

// One byte at a time, from the table in RFC 8259, section 7.
std::string naive_string(std::string_view s) {
  const char* hex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : s) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"') out += "\\\"";
    else if (c == '\\') out += "\\\\";
    else if (byte == 8) out += "\\b";
    else if (byte == 9) out += "\\t";
    else if (byte == 10) out += "\\n";
    else if (byte == 12) out += "\\f";
    else if (byte == 13) out += "\\r";
    else if (byte < 32) out += std::string("\\u00") + hex[byte / 16] + hex[byte % 16];
    else out += c;
  }
  return out + '"';
}

}  // namespace

TEST_CASE("plain text stands as it is between quotation marks") {
  CHECK(string_of("") == "\"\"");
  CHECK(string_of("a") == "\"a\"");
  CHECK(string_of("exactly8") == "\"exactly8\"");
  CHECK(string_of("more than eight bytes, all of them clean") == "\"more than eight bytes, all of them clean\"");
}

TEST_CASE("quotation mark and backslash are escaped, the slash is not") {
  CHECK(string_of("say \"yes\"") == R"("say \"yes\"")");
  CHECK(string_of("C:\\chips") == R"("C:\\chips")");
  CHECK(string_of("a/b") == R"("a/b")");
}

TEST_CASE("controls take the short form where there is one") {
  CHECK(string_of("\b\f\n\r\t") == R"("\b\f\n\r\t")");
  CHECK(string_of(std::string_view("\0", 1)) == R"("\u0000")");
  CHECK(string_of("\x01\x0b\x1f") == R"("\u0001\u000b\u001f")");
  CHECK(string_of("\x1b[0m") == R"("\u001b[0m")");
  CHECK(string_of("\x7f") == "\"\x7f\"");
}

TEST_CASE("UTF-8 of every length is passed through, line separators too") {
  CHECK(string_of("é") == "\"é\"");
  CHECK(string_of("光刻机") == "\"光刻机\"");
  CHECK(string_of("😀") == "\"😀\"");
  CHECK(string_of("\u2028\u2029") == "\"\u2028\u2029\"");
}

TEST_CASE("every single byte at every place in a word is escaped as the naive version does") {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < 20; ++at) {
      std::string s(20, 'x');
      s[at] = static_cast<char>(byte);
      REQUIRE(string_of(s) == naive_string(s));
    }
  }
}

TEST_CASE("random strings, dense in bytes that need care, agree with the naive version") {
  std::mt19937 random(8259);
  const std::string_view dense("\"\\\n\t\x01 ab\x7f\xc3\xa9!#[]", 16);
  for (int round = 0; round < 2000; ++round) {
    std::string s;
    const std::size_t size = random() % 70;
    for (std::size_t i = 0; i < size; ++i) {
      s += random() % 4 == 0 ? dense[random() % dense.size()] : static_cast<char>(random() % 256);
    }
    REQUIRE(string_of(s) == naive_string(s));
  }
}

TEST_CASE("strings are appended: what stood before stays") {
  std::string out = "{";
  docmill::append_json_string(out, "k");
  docmill::append_json_escaped(out, "\n");
  CHECK(out == "{\"k\"\\n");
}

TEST_CASE("an empty view without data is an empty string") { CHECK(string_of(std::string_view()) == "\"\""); }

TEST_CASE("integers keep every digit") {
  CHECK(integer_of(0) == "0");
  CHECK(integer_of(-1) == "-1");
  CHECK(integer_of(std::numeric_limits<int64_t>::min()) == "-9223372036854775808");
  CHECK(integer_of(std::numeric_limits<int64_t>::max()) == "9223372036854775807");
  CHECK(integer_of(std::numeric_limits<uint64_t>::max()) == "18446744073709551615");
  CHECK(integer_of(uint32_t{4294967295u}) == "4294967295");
}

TEST_CASE("booleans are words") {
  std::string out;
  docmill::append_json_boolean(out, true);
  docmill::append_json_boolean(out, false);
  CHECK(out == "truefalse");
}

TEST_CASE("whole numbers keep a point") {
  CHECK(number_of(1) == "1.0");
  CHECK(number_of(0) == "0.0");
  CHECK(number_of(-3) == "-3.0");
  CHECK(number_of(100000) == "100000.0");
  CHECK(number_of(9007199254740992.0) == "9007199254740992.0");
}

TEST_CASE("fractions have as few digits as read back") {
  CHECK(number_of(0.97) == "0.97");
  CHECK(number_of(0.1 + 0.2) == "0.30000000000000004");
  CHECK(number_of(1.0 / 3) == "0.3333333333333333");
  CHECK(number_of(-2.5) == "-2.5");
}

TEST_CASE("scientific notation begins at 1e16 and below 0.0001") {
  CHECK(number_of(1e15) == "1000000000000000.0");
  CHECK(number_of(1e16) == "1e+16");
  CHECK(number_of(1.5e300) == "1.5e+300");
  CHECK(number_of(0.0001) == "0.0001");
  CHECK(number_of(0.00001) == "1e-05");
  CHECK(number_of(-1.25e-7) == "-1.25e-07");
  CHECK(number_of(5e-324) == "5e-324");
  CHECK(number_of(std::numeric_limits<double>::max()) == "1.7976931348623157e+308");
}

TEST_CASE("there is one zero") { CHECK(number_of(-0.0) == "0.0"); }

TEST_CASE("what is not finite becomes null") {
  CHECK(number_of(std::numeric_limits<double>::infinity()) == "null");
  CHECK(number_of(-std::numeric_limits<double>::infinity()) == "null");
  CHECK(number_of(std::numeric_limits<double>::quiet_NaN()) == "null");
}

TEST_CASE("random doubles read back as the same bits and carry a point or an exponent") {
  std::mt19937_64 random(754);
  for (int round = 0; round < 20000; ++round) {
    // Half of them any bits, half of ordinary size.
    const double any = std::bit_cast<double>(random());
    const double ordinary = static_cast<double>(static_cast<int64_t>(random() % 2000000) - 1000000) / 1024;
    const double x = round % 2 == 0 ? any : ordinary;
    if (!std::isfinite(x)) continue;
    const std::string text = number_of(x);
    double back = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), back);
    REQUIRE(result.ptr == text.data() + text.size());
    REQUIRE(back == x);
    REQUIRE(text.find_first_of(".e") != std::string::npos);
    REQUIRE(text.size() <= 24);
  }
}
