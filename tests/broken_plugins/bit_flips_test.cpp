// Copies of a right plugin with one bit flipped, each given to `docmill describe`, `check` and, where that lets it
// pass, `plan` and `run --isolate`: whatever the bit does, docmill comes to an end of its own, with a sentence where
// something is wrong. DOCMILL_BIT_FLIPS=2000 tries more of them than the suite has time for.
#include <doctest/doctest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace {

using docmill::test::ProgramResult;
using docmill::test::read_file;
using docmill::test::run_docmill;
using docmill::test::TempFolder;

// xorshift: the same flips in every run.
struct Flips {
  uint64_t state = 2463534242u;
  uint64_t next() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
  }
};

struct Bench {
  TempFolder folder;
  const std::string good = read_file(DOCMILL_PLUGIN_DIR "/summarizer_stub.so");
  Bench() {
    for (int i = 0; i < 3; ++i)
      folder.write("in/" + std::to_string(i) + ".txt",
                   "Rain is expected in the north. It will be cold. Take a coat.\n");
    folder.write(
        "p.toml",
        "[input]\nfrom = [\"in\"]\n[output]\nto = \"out\"\n[run]\nmax-seconds = 5\nisolation = \"process\"\n"
        "[[stage]]\nuse = \"summarizer-stub\"\nplugin = \"stub.so\"\nin = { text = \"source\" }\n[[stage]]\nuse "
        "= \"writer\"\n");
    folder.write("stub.so", good);
  }
  void flip(uint64_t bit) const {
    std::string bytes = good;
    bytes[bit / 8] = static_cast<char>(static_cast<unsigned char>(bytes[bit / 8]) ^ (1u << (bit % 8)));
    std::filesystem::remove(folder / "stub.so");  // another file: the one before may still be mapped
    folder.write("stub.so", bytes);
  }
  ProgramResult look(const char* command, const char* at = "p.toml") const {
    return run_docmill({command, at}, {folder.path(), {}, ""});
  }
  ProgramResult run() const { return run_docmill({"run", "p.toml", "--quiet"}, {folder.path(), {}, ""}); }
  std::string records() const { return read_file(folder / "out/records/documents.jsonl"); }
};

bool has_ended_the_host(const ProgramResult& result) {
  return result.status < 0 || result.status >= 126 || result.err.find("ended the program") != std::string::npos;
}

struct Counts {
  int refused = 0, listed = 0, stopped = 0, right = 0, wrong = 0, hosts_ended = 0;
};

void watch(const ProgramResult& result, Counts& counts) {
  if (has_ended_the_host(result)) ++counts.hosts_ended;
  CHECK_MESSAGE(!has_ended_the_host(result), result.status, result.err);
}

void try_one(const Bench& bench, const std::string& expected, Counts& counts) {
  watch(bench.look("describe", "./stub.so"), counts);
  const ProgramResult checked = bench.look("check");
  watch(checked, counts);
  if (checked.status != 0) {
    CHECK(!checked.err.empty());
    ++counts.refused;
    return;
  }
  watch(bench.look("plan"), counts);
  const ProgramResult ran = bench.run();
  watch(ran, counts);
  if (ran.status != 0) {
    CHECK(!ran.err.empty());
    ++counts.stopped;
  } else if (!read_file(bench.folder / "out/failures.jsonl").empty()) {
    ++counts.listed;
  } else {
    ++(bench.records() == expected ? counts.right : counts.wrong);
  }
}

}  // namespace

TEST_CASE("no single flipped bit in a plugin ends docmill") {
  const Bench bench;
  REQUIRE(bench.look("check").status == 0);
  REQUIRE(bench.run().status == 0);
  const std::string expected = bench.records();
  const char* wanted = std::getenv("DOCMILL_BIT_FLIPS");
  const int n = wanted != nullptr ? std::atoi(wanted) : 40;
  Flips flips;
  Counts counts;
  for (int i = 0; i < n; ++i) {
    const uint64_t bit = flips.next() % (bench.good.size() * 8);
    CAPTURE(bit);
    bench.flip(bit);
    try_one(bench, expected, counts);
  }
  CHECK(counts.hosts_ended == 0);
  CHECK(counts.refused + counts.listed + counts.stopped + counts.right + counts.wrong + counts.hosts_ended >= n);
  if (wanted != nullptr)
    MESSAGE(n, " flips: ", counts.refused, " refused, ", counts.stopped, " stopped the run with a sentence, ",
            counts.listed, " failed on documents by name, ", counts.right, " ran right, ", counts.wrong,
            " gave another result, ", counts.hosts_ended, " ended docmill");
}
