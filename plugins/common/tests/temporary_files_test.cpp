#include "temporary_files/temporary_files.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

TEST_CASE("temporary files: what is written can be read again, and each is its own") {
  const docmill::TemporaryFiles files(2);
  REQUIRE(files.size() == 2);
  CHECK(::pwrite(files.descriptor(0), "first", 5, 0) == 5);
  CHECK(::pwrite(files.descriptor(1), "other", 5, 0) == 5);
  std::string read(5, ' ');
  CHECK(::pread(files.descriptor(0), read.data(), 5, 0) == 5);
  CHECK(read == "first");
}

TEST_CASE("temporary files: where there is no folder for them, the sentence says what to do") {
  const char* set = std::getenv("TMPDIR");
  const std::string before = set != nullptr ? set : "";
  setenv("TMPDIR", "/nowhere/at all", 1);
  CHECK_THROWS_WITH(
      docmill::TemporaryFiles(1),
      "no temporary file can be made: TMPDIR names no folder; set it to one with room for what is written");
  if (set != nullptr) setenv("TMPDIR", before.c_str(), 1);
  else unsetenv("TMPDIR");
}
