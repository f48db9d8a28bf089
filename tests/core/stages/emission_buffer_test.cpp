// What writers emitted comes back as it was, from wherever it is asked for, in memory that does not grow with it.
#include "host/stages/emission_buffer.hpp"

#include <doctest/doctest.h>

#include <random>

using docmill::Status;
using docmill::host::EmissionBuffer;

namespace {

std::string piece(std::size_t n, uint32_t seed) {
  std::string bytes;
  while (bytes.size() < n) bytes += "{\"start\":" + std::to_string(seed++ * 7919u) + ",\"text\":\"Nvidia\"},";
  bytes.resize(n);
  return bytes;
}

std::string copy(const EmissionBuffer& buffer, uint64_t offset, uint64_t size) {
  std::string out;
  buffer.copy_to(out, offset, size);
  return out;
}

}  // namespace

TEST_CASE("any stretch of what was appended comes back, packed or not") {
  EmissionBuffer buffer;
  std::string all;
  std::mt19937 random(1);
  for (uint32_t i = 0; all.size() < 24u << 20; ++i) {
    const std::string bytes = piece(1 + random() % (random() % 9 == 0 ? 3000000 : 70000), i);
    buffer.append(bytes);
    all += bytes;
  }
  REQUIRE(buffer.size() == all.size());
  CHECK(copy(buffer, 0, all.size()) == all);
  for (int i = 0; i < 300; ++i) {
    const uint64_t offset = random() % all.size();
    const uint64_t size = random() % std::min<uint64_t>(all.size() - offset + 1, i % 2 == 0 ? 100 : 5000000);
    CHECK(copy(buffer, offset, size) == all.substr(offset, size));
    if (const auto bytes = buffer.view(offset, size)) CHECK(*bytes == all.substr(offset, size));
  }
  CHECK(!buffer.view(0, 1));
  CHECK(buffer.view(all.size() - 1, 1) == all.substr(all.size() - 1));
}

TEST_CASE("what is cut off can be followed by something else, wherever the cut is") {
  for (const uint64_t keep : {0u, 1u, 1u << 20, (1u << 20) + 5u, 9u << 20, (11u << 20) + 17u, 12u << 20}) {
    EmissionBuffer buffer;
    std::string all = piece(12u << 20, 3);
    buffer.append(all);
    buffer.truncate(keep);
    REQUIRE(buffer.size() == keep);
    all.resize(keep);
    buffer.append("and so on");
    CHECK(copy(buffer, 0, buffer.size()) == all + "and so on");
  }
}

TEST_CASE("memory does not grow with records that say the same again and again") {
  EmissionBuffer buffer;
  for (uint32_t i = 0; i < 3200; ++i) buffer.append(piece(64 << 10, i));
  CHECK(buffer.size() == uint64_t{200} << 20);
  CHECK(buffer.memory() < (uint64_t{60} << 20));
  buffer.clear();
  CHECK(buffer.size() == 0);
  CHECK(buffer.memory() <= EmissionBuffer::unpacked_limit);
}

TEST_CASE("an empty stretch is handed over once, and a piece that is not taken ends it") {
  EmissionBuffer buffer;
  buffer.append(piece(10 << 20, 1));
  int n = 0;
  const auto count = [&](std::string_view) {
    ++n;
    return Status();
  };
  CHECK(buffer.read(5, 0, count).ok());
  CHECK(n == 1);
  const auto refuse = [&](std::string_view) {
    ++n;
    return Status(docmill::Trouble::io, "no space");
  };
  CHECK(buffer.read(0, buffer.size(), refuse).message() == "no space");
  CHECK(n == 2);
}
