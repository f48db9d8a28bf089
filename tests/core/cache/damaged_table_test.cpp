// The file of kept results, damaged in every way that comes to mind: what is found is what was kept, or nothing is
// found and the file is begun anew. Never an end of docmill, never another result.
#include <doctest/doctest.h>

#include <cstring>

#include "support/mutation.hpp"
#include "support/temp_folder.hpp"
#include "tooling/cache/stage_result_table.hpp"

using namespace docmill;
using namespace docmill::host;
using namespace docmill::tooling;
using docmill::test::TempFolder;

namespace {

constexpr int n_results = 60;

Digest digest_of(int i) { return sha256("key " + std::to_string(i)); }
std::string result_of(int i) { return std::string(static_cast<std::size_t>(i) * 37, static_cast<char>('a' + i % 26)); }

// A file with results; its bytes.
std::string good_file(const TempFolder& temp) {
  {
    auto table = StageResultTable::open(temp / "good.sqlite", 1 << 20, TableSharing::several_machines);
    REQUIRE(table.ok());
    for (int i = 0; i < n_results; ++i) table.value()->insert(digest_of(i), result_of(i));
  }
  return docmill::test::read_file(temp / "good.sqlite");
}

// How many of the results are found; each must be what was kept.
int found_in(const TempFolder& temp, const std::string& bytes) {
  for (const char* suffix : {"", "-journal"}) std::filesystem::remove(temp / ("t.sqlite" + std::string(suffix)));
  temp.write("t.sqlite", bytes);
  auto table = StageResultTable::open(temp / "t.sqlite", 1 << 20, TableSharing::several_machines);
  if (!table.ok()) {
    CHECK(table.status().message().starts_with((temp / "t.sqlite").string() + ": cannot be used: "));
    return 0;
  }
  int n_found = 0;
  std::string out;
  for (int i = 0; i < n_results; ++i) {
    if (!table.value()->find(digest_of(i), out)) continue;
    ++n_found;
    CHECK(out == result_of(i));
  }
  table.value()->insert(sha256("new"), "new");
  (void)table.value()->facts();
  (void)table.value()->clear();
  return n_found;
}

}  // namespace

TEST_CASE("a damaged file of results gives what was kept or nothing") {
  const TempFolder temp;
  const std::vector<std::string> good = {good_file(temp)};
  CHECK(found_in(temp, good[0]) == n_results);
  CHECK(found_in(temp, "") == 0);
  CHECK(found_in(temp, good[0].substr(0, good[0].size() / 2)) < n_results);
  std::mt19937 random(59);
  for (int i = 0; i < 60; ++i) (void)found_in(temp, docmill::test::mutation(good, random));
}
