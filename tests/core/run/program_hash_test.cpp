// The program's hash is that of its file, whether it was computed alone or beside others.
#include "host/support/program_hash.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

using namespace docmill::host;

TEST_CASE("the program is hashed beside others, once, and they are hashed as ever") {
  std::ifstream program("/proc/self/exe", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(program)), std::istreambuf_iterator<char>());
  for (int i = 0; i < 2; ++i) {
    Sha256Pairs pairs;
    ProgramAmong among(pairs);
    Digest first, second;
    pairs.add(first, "abc");
    pairs.add(second, bytes);
    pairs.finish();
    among.keep();
    CHECK(to_hex(first) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(program_sha256() == to_hex(sha256(bytes)));
    CHECK(second == sha256(bytes));
  }
}
