// What a reader may declare as the first bytes of its files, and that one of ABI 1.1 has no such member.
#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <string>

#include "host/plugins/stage_table.hpp"

using docmill::host::read_reader_table;

namespace {

struct Declared {
  docmill_first_bytes begin{sizeof(docmill_first_bytes), 0, {"%PDF-", 5}};
  std::array<const docmill_first_bytes*, 2> begins{&begin, nullptr};
  std::array<const char*, 2> suffixes{".x", nullptr};
  docmill_reader table{};

  Declared() {
    table.size = sizeof table;
    table.id = "some";
    table.version = "1.0.0";
    table.summary = "reads something";
    table.create = [](const docmill_reader*, const docmill_setup*, void**) noexcept -> int32_t { return 0; };
    table.open = [](const void*, docmill_source*, void**) noexcept -> int32_t { return 0; };
    table.next = [](void*, docmill_source*, docmill_cut*) noexcept -> int32_t { return 0; };
    table.close = table.end = table.destroy = [](void*) noexcept {};
    table.begin = [](const void*, void**) noexcept -> int32_t { return 0; };
    table.decode = [](void*, const docmill_cut*, docmill_record*) noexcept -> int32_t { return 0; };
    table.suffixes = suffixes.data();
    table.first_bytes = begins.data();
  }
  Declared(const Declared&) = delete;
  std::string mistake() const { return read_reader_table(table).status().message(); }
};

}  // namespace

TEST_CASE("first bytes are copied, and need no suffix beside them") {
  Declared declared;
  const auto read = read_reader_table(declared.table);
  REQUIRE(read.ok());
  REQUIRE(read.value().first_bytes.size() == 1);
  CHECK(read.value().first_bytes[0].bytes == "%PDF-");
  declared.suffixes[0] = nullptr;
  CHECK(read_reader_table(declared.table).ok());
  declared.begins[0] = nullptr;
  CHECK(read_reader_table(declared.table).ok());
}

TEST_CASE("a reader of ABI 1.1 ends before them: nothing is read there, and it has a suffix") {
  Declared declared;
  declared.table.size = offsetof(docmill_reader, first_bytes);
  declared.table.first_bytes = reinterpret_cast<const docmill_first_bytes* const*>(8);  // not the reader's
  const auto read = read_reader_table(declared.table);
  REQUIRE(read.ok());
  CHECK(read.value().first_bytes.empty());
  declared.suffixes[0] = nullptr;
  CHECK(declared.mistake() == "reader 'some': it has no suffix");
}

TEST_CASE("first bytes that cannot be are refused") {
  Declared declared;
  declared.begin.bytes.size = 1;
  CHECK(declared.mistake() == "reader 'some': one of its first bytes has not 2 to 256 bytes");
  declared.begin.bytes = {nullptr, 5};
  CHECK(declared.mistake() == "reader 'some': one of its first bytes has not 2 to 256 bytes");
  declared.begin.bytes = {"%PDF-", 5};
  declared.begin.offset = 4092;
  CHECK(declared.mistake() == "reader 'some': one of its first bytes ends behind byte 4096");
  declared.begin.offset = UINT32_MAX;
  CHECK(declared.mistake() == "reader 'some': one of its first bytes ends behind byte 4096");
  declared.begin.offset = 4091;
  CHECK(declared.mistake().empty());
  declared.begin.size = 8;
  CHECK(declared.mistake() == "reader 'some': one of its first bytes is too short a struct");
}
