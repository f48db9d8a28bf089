#include <doctest/doctest.h>

#include <string>

#include "zip/zip_entry.hpp"

using namespace docmill::zip;

namespace {

std::string bytes_of(uint64_t value, int n) {
  std::string out;
  for (; n > 0; --n, value >>= 8) out += static_cast<char>(value & 0xFF);
  return out;
}

std::string header(const std::string& name, const std::string& extra, uint64_t flags = 0, uint64_t size = 3) {
  return "PK\x03\x04" + bytes_of(20, 2) + bytes_of(flags, 2) + bytes_of(0, 2) + bytes_of(0x1883, 2) +
         bytes_of(0x5C22, 2) + bytes_of(7, 4) + bytes_of(size, 4) + bytes_of(size, 4) + bytes_of(name.size(), 2) +
         bytes_of(extra.size(), 2) + name + extra;
}

std::string unpacked(uint16_t method, const std::string& packed, Unpacked expected) {
  std::string out;
  CHECK(unpack(method, packed, std::nullopt, [&](std::string_view bytes) {
          out += bytes;
          return true;
        }) == expected);
  return out;
}

// "abc" three times, deflated.
const std::string abc("\x4B\x4C\x4A\x4E\x04\x23\x00", 7);

}  // namespace

TEST_CASE("zip: a local header") {
  const std::string bytes = header("a/b.txt", "");
  const auto entry = parse_local_header(bytes);
  REQUIRE(entry);
  CHECK(entry->name == "a/b.txt");
  CHECK(entry->size == 3);
  CHECK(entry->modified == "2026-01-02T03:04:06");
  CHECK_FALSE(entry->is_encrypted);
  CHECK(parse_local_header(header("a", "", 9))->is_encrypted);
  CHECK(parse_local_header(header("a", "", 8))->sizes_follow);
  CHECK(parse_local_header(header("a/", ""))->is_folder());
  const std::string whole = header("name", "");
  for (std::size_t n = 0; n < whole.size(); ++n) CHECK_FALSE(parse_local_header(whole.substr(0, n)));
  CHECK_FALSE(parse_local_header("XX" + whole.substr(2)));
}

TEST_CASE("zip: extra fields give sizes above 4 GiB and the time in UTC") {
  const std::string large = bytes_of(1, 2) + bytes_of(16, 2) + bytes_of(5'000'000'000, 8) + bytes_of(6'000'000'000, 8);
  const auto entry = parse_local_header(header("a", large, 0, 0xFFFFFFFF));
  REQUIRE(entry);
  CHECK(entry->size == 5'000'000'000);
  CHECK(entry->packed_size == 6'000'000'000);
  const std::string time = bytes_of(0x5455, 2) + bytes_of(5, 2) + "\x01" + bytes_of(0, 4);
  CHECK(parse_local_header(header("a", time))->modified == "1970-01-01T00:00:00Z");
  CHECK(parse_local_header(header("a", large.substr(0, 9)))->size == 3);  // a field that is longer than it can be
}

TEST_CASE("zip: times") {
  CHECK(time_of_unix(1767323046) == "2026-01-02T03:04:06Z");
  CHECK(time_of_unix(-1) == "1969-12-31T23:59:59Z");
  CHECK(time_of_unix(INT64_MIN).empty());
  CHECK(time_of_unix(INT64_MAX).empty());
}

TEST_CASE("zip: what stands behind data that did not say their size") {
  const std::string short_one = "PK\x07\x08" + bytes_of(7, 4) + bytes_of(100, 4) + bytes_of(200, 4);
  const std::string long_one = "PK\x07\x08" + bytes_of(7, 4) + bytes_of(100, 8) + bytes_of(200, 8);
  CHECK(parse_descriptor(short_one + "PK\x03\x04........", 100)->n_bytes == 16);
  CHECK(parse_descriptor(long_one + "PK\x03\x04", 100)->n_bytes == 24);
  CHECK(parse_descriptor(long_one, 100)->size == 200);
  CHECK(parse_descriptor(short_one.substr(4) + "PK\x01\x02", 100)->n_bytes == 12);
  CHECK(parse_descriptor(short_one, 100)->checksum == 7);
  CHECK_FALSE(parse_descriptor(short_one, 99));
  CHECK_FALSE(parse_descriptor("PK\x07\x08", 0));
  CHECK_FALSE(parse_descriptor("", 0));
}

TEST_CASE("zip: unpacking says what went wrong") {
  CHECK(unpacked(stored, "abc", Unpacked::whole) == "abc");
  CHECK(unpacked(deflated, abc, Unpacked::whole) == "abcabcabc");
  CHECK(unpacked(deflated, abc.substr(0, 4), Unpacked::cut_off).size() < 9);
  CHECK(unpacked(deflated, "\xFF\xFF\xFF", Unpacked::damaged).empty());
  CHECK(unpacked(deflated, "", Unpacked::cut_off).empty());
  CHECK(unpacked(14, abc, Unpacked::not_known).empty());
  CHECK(unpack(stored, "abc", 0x352441C2, [](std::string_view) { return true; }) == Unpacked::whole);
  CHECK(unpack(stored, "abd", 0x352441C2, [](std::string_view) { return true; }) == Unpacked::damaged);
  CHECK(unpack(stored, "abc", 1, [](std::string_view) { return false; }) == Unpacked::stopped);
  CHECK(name_of_method(14) == "lzma");
  CHECK(name_of_method(77) == "method 77");
}

TEST_CASE("zip: the end of deflated data is found however they come in") {
  for (std::size_t step = 1; step <= abc.size() + 3; ++step) {
    CAPTURE(step);
    const std::string bytes = abc + "behind it";
    EndOfDeflated data;
    auto state = EndOfDeflated::State::wants_more;
    while (state == EndOfDeflated::State::wants_more && data.n_packed() < bytes.size())
      state = data.feed(std::string_view(bytes).substr(data.n_packed(), step));
    CHECK(state == EndOfDeflated::State::ended);
    CHECK(data.n_packed() == abc.size());
    CHECK(data.n_unpacked() == 9);
  }
}
