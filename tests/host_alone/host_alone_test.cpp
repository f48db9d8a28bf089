// A program of thirty lines that links the host alone gives what docmill gives, and carries nothing of the tooling.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::test;

namespace {

const std::filesystem::path source = DOCMILL_SOURCE_DIR;

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::set<std::string> files_below(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) names.insert(entry.path().lexically_relative(folder).string());
  return names;
}

}  // namespace

TEST_CASE("the example runs a shipped pipeline, with the bytes of docmill run") {
  const TempFolder temp;
  const std::string pipeline = source / "pipelines/articles.toml";
  const ProgramResult example = run_program({RUN_A_PIPELINE, pipeline, temp / "example", DOCMILL_PLUGIN_DIR});
  REQUIRE_MESSAGE(example.status == 0, example.err);
  CHECK(example.err == "");
  REQUIRE(run_docmill({"run", pipeline, "--output", temp / "docmill", "--quiet"}).status == 0);

  const std::set<std::string> names = files_below(temp / "docmill");
  CHECK(files_below(temp / "example") == names);
  CHECK(names.size() > 5);
  for (const std::string& name : names) {
    CAPTURE(name);
    // These say which program ran, and for how long.
    if (name == "run.json" || name == "SHA256SUMS" || name == "timings.json" || name == "chunks.jsonl") continue;
    CHECK(contents(temp / "example" / name) == contents(temp / "docmill" / name));
  }
}

TEST_CASE("the example says a user's mistake as docmill does") {
  const TempFolder temp;
  temp.write("p.toml", "[input]\nfrom = [\"a.txt\"]\n[[stage]]\nuse = \"cleanr\"\n");
  const ProgramResult example = run_program({RUN_A_PIPELINE, temp / "p.toml", temp / "out", DOCMILL_PLUGIN_DIR});
  CHECK(example.status == 1);
  CHECK(example.err.find("p.toml:4:7: ") != std::string::npos);
  CHECK(example.err.find("cleaner") != std::string::npos);
}

TEST_CASE("nothing of the tooling is in it") {
  const std::string program = contents(RUN_A_PIPELINE);
  REQUIRE(program.size() > 100000);
  for (const char* library : {"libsqlite3", "libarchive", "docmill7tooling"}) {
    CAPTURE(library);
    CHECK(program.find(library) == std::string::npos);
  }
  const std::string whole = contents(DOCMILL_PROGRAM);
  CHECK(whole.find("libsqlite3") != std::string::npos);  // so the search finds what is there
}
