// A resource that somebody writes into while the run goes on is noticed; one that is replaced was mapped as it was.
#include <doctest/doctest.h>

#include <filesystem>

#include "host/stages/resource_store.hpp"
#include "support/temp_folder.hpp"

using namespace docmill;
using namespace docmill::host;

TEST_CASE("files that stay as they are are fine, also when another takes their place") {
  const test::TempFolder temp;
  const std::filesystem::path file = temp.write("names.tsv", "one\n");
  ResourceStore store{std::filesystem::path()};
  const Result<const Resource*> resource = store.open(file);
  REQUIRE(resource.ok());
  CHECK(store.unchanged().ok());
  temp.write("other.tsv", "two, and longer\n");
  std::filesystem::rename(temp / "other.tsv", file);
  CHECK(store.unchanged().ok());
  CHECK(resource.value()->bytes == "one\n");
}

TEST_CASE("a file that was written into is told") {
  const test::TempFolder temp;
  const std::filesystem::path file = temp.write("names.tsv", "one\n");
  ResourceStore store{std::filesystem::path()};
  REQUIRE(store.open(file).ok());
  temp.write("names.tsv", "one\ntwo\n");
  const Status status = store.unchanged();
  CHECK(status.trouble() == Trouble::io);
  CHECK(status.message() == std::filesystem::canonical(file).string() +
                                ": was written into while the run went on, so nobody can say what the run has read; "
                                "the output folder stays as it was. Run again");
}
