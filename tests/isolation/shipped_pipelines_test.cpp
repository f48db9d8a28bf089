// Isolation shows in no byte: every shipped pipeline writes the same folder with it and without.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "support/records.hpp"
#include "support/run_program.hpp"

using namespace docmill::test;

namespace {

std::string run(const std::filesystem::path& pipeline, const TempFolder& temp, const std::string& out,
                std::vector<std::string> more) {
  std::vector<std::string> arguments = {"run", pipeline.string(), "--quiet", "--output", (temp / out).string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const ProgramResult result = run_docmill(arguments);
  REQUIRE_MESSAGE(result.status == 0, result.err);
  return folder_content(temp / out);
}

}  // namespace

TEST_CASE("every shipped pipeline writes the same bytes with worker processes and without, on two threads") {
  int n = 0;
  for (const auto& entry : std::filesystem::directory_iterator(DOCMILL_SOURCE_DIR "/pipelines")) {
    if (entry.path().extension() != ".toml") continue;
    CAPTURE(entry.path());
    const TempFolder temp;
    const std::string here = run(entry.path(), temp, "here", {"--threads", "2"});
    CHECK(run(entry.path(), temp, "isolated", {"--threads", "2", "--isolate"}) == here);
    ++n;
  }
  CHECK(n >= 8);
}
