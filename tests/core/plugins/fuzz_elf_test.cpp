// The fuzz target over its saved corpus and mutations of it; and what is refused, in words.
#include "fuzz/fuzz_elf.cpp"

#include <doctest/doctest.h>
#include <elf.h>

#include <cstddef>
#include <cstring>
#include <fstream>

#include "support/corpus.hpp"
#include "support/mutation.hpp"

using docmill::host::preflight_elf;

namespace {

void run(const std::string& input) {
  docmill::host::test::fuzz_elf(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

template <class T>
std::string with(std::string bytes, std::size_t at, T value) {
  std::memcpy(bytes.data() + at, &value, sizeof value);
  return bytes;
}

// A library of headers and two notes, the ABI and the source; of this machine, as this program is.
std::string small_library() {
  Elf64_Ehdr here{};
  std::ifstream("/proc/self/exe", std::ios::binary).read(reinterpret_cast<char*>(&here), sizeof here);
  return with(docmill::test::fuzz_corpus("elf").back(), offsetof(Elf64_Ehdr, e_machine), here.e_machine);
}

}  // namespace

TEST_CASE("plugin files made of anything") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("elf");
  REQUIRE(inputs.size() >= 3);
  for (const std::string& input : inputs) run(input);
  std::mt19937 random(37);
  for (int i = 0; i < 20000; ++i) run(docmill::test::mutation(inputs, random));
}

TEST_CASE("a place so far behind that it comes round again is behind the end") {
  const std::string good = small_library();
  REQUIRE_MESSAGE(preflight_elf(good).ok(), preflight_elf(good).status().message());
  CHECK(preflight_elf(good).value().source == std::string(64, 'a'));
  constexpr uint64_t round = UINT64_MAX - 8;
  const auto why = [](const std::string& bytes) { return preflight_elf(bytes).status().message(); };
  CHECK(why(with(good, offsetof(Elf64_Ehdr, e_shoff), round)) == "a truncated ELF file");
  CHECK(why(with(good, offsetof(Elf64_Ehdr, e_phoff), round)) == "a truncated ELF file");
}

TEST_CASE("a source that is no hash is none: it would stand in locks and runs") {
  std::string bytes = small_library();
  const std::size_t at = bytes.find(std::string(64, 'a'));
  REQUIRE(at != std::string::npos);
  for (const char c : {'"', '\n', '\xFF', 'A'}) {
    bytes[at] = c;
    REQUIRE(preflight_elf(bytes).ok());
    CHECK(preflight_elf(bytes).value().source.empty());
    CHECK(docmill::host::source_note_of(bytes).empty());
  }
}
