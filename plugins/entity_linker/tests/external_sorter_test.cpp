// Spools and the sorter: what comes back is what went in, in memory and on disk.
#include <doctest/doctest.h>
#include <malloc.h>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "compile/external_sorter.hpp"

using namespace docmill::linker;

namespace {

std::vector<std::string> sorted(const std::vector<std::string>& records, std::size_t memory) {
  ExternalSorter sorter({memory, "/tmp"});
  for (const std::string& r : records) sorter.add(r);
  std::vector<std::string> out;
  for (std::string_view r; sorter.next(r);) out.emplace_back(r);
  return out;
}

std::size_t memory_in_use() {
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

std::vector<std::string> random_records(std::size_t n) {
  std::mt19937 random(7);
  std::vector<std::string> records(n);
  for (std::string& r : records) {
    r.resize(random() % 20);
    for (char& c : r) c = static_cast<char>(random() % 4 == 0 ? random() % 256 : 'a');
  }
  return records;
}

}  // namespace

TEST_CASE("records come out in the order of their bytes, with any memory") {
  std::vector<std::string> records = random_records(3000);
  std::vector<std::string> expected = records;
  std::sort(expected.begin(), expected.end());
  for (const std::size_t memory : {SIZE_MAX, std::size_t{1} << 16, std::size_t{9000}, std::size_t{1}})
    CHECK(sorted(records, memory) == expected);
}

TEST_CASE("what lies on the disk is not in memory too, in however many runs") {
  constexpr std::size_t record_size = 40000, n = 500, most = std::size_t{4} << 20;  // bytes; 20 MB in all
  ExternalSorter sorter({std::size_t{1} << 18, "/tmp"});
  const std::size_t before = memory_in_use();
  for (std::size_t i = 0; i < n; ++i)
    sorter.add(std::to_string(100 + i * 7 % n) + std::string(record_size, static_cast<char>('a' + i % 26)));
  CHECK(memory_in_use() < before + most);
  std::size_t count = 0;
  std::string last;
  for (std::string_view record; sorter.next(record); ++count) {
    CHECK(last < record.substr(0, 3));
    last.assign(record.substr(0, 3));
    CHECK(memory_in_use() < before + most);
  }
  CHECK(count == n);
}

TEST_CASE("nothing sorted is nothing") { CHECK(sorted({}, 1).empty()); }

TEST_CASE("big-endian numbers sort as numbers and come back") {
  std::string record;
  append_big_endian(record, 0x0102030405u, 5);
  CHECK(record == std::string("\x01\x02\x03\x04\x05"));
  CHECK(read_big_endian(record, 0, 5) == 0x0102030405u);
}

TEST_CASE("a spool gives back what was appended, in pieces of any size") {
  std::string all;
  Spool spool(1000, "/tmp");
  for (int i = 0; i < 5000; ++i) {
    const std::string piece = std::to_string(i * 7919);
    all += piece;
    spool.append(piece);
  }
  CHECK(spool.size() == all.size());
  for (const std::size_t size : {std::size_t{1}, std::size_t{999}, std::size_t{300000}}) {
    Spool::Reader reader(spool);
    std::string back;
    for (std::string_view piece = reader.next(size); !piece.empty(); piece = reader.next(size)) back += piece;
    CHECK(back == all);
  }
}

TEST_CASE("a folder that cannot be written to is named") {
  Spool spool(1, "/no/such/folder");
  CHECK_THROWS_WITH_AS(
      spool.append("ab"),
      "temporary files in /no/such/folder: No such file or directory; name another folder with --temporary",
      std::runtime_error);
}
