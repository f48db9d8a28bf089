// The program's hash is that of its file, whether it was computed alone or beside others.
#include "host/support/program_hash.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

using namespace docmill::host;

TEST_CASE("the program is hashed beside others, in parts, and they are hashed as ever") {
  std::ifstream program("/proc/self/exe", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(program)), std::istreambuf_iterator<char>());
  const std::string_view part = std::string_view(bytes).substr(0, 100'000);
  for (int i = 0; i < 4; ++i) {
    Sha256Lanes hashes;
    Digest first, second, third;
    hashes.add(first, "abc");
    hashes.add(second, part);
    hashes.add(third, bytes);
    if (i % 2 == 0) begin_program_beside(hashes);
    else finish_program_beside(hashes);
    CHECK(to_hex(first) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(second == sha256(part));
    CHECK(third == sha256(bytes));
    if (i % 2 != 0) CHECK(program_sha256() == to_hex(sha256(bytes)));
  }
}
