// The capsule of a record that a stage did not survive.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "isolation/broken_run.hpp"
#include "web_archives.hpp"

using namespace docmill::test;

TEST_CASE("the capsule of a page that a stage did not survive replays, and asks for its reader") {
  const BrokenRun broken(0);
  broken.folder.write("in/pages.warc",
                      response_record("good", "200 OK\r\nContent-Type: text/plain", "Rain is expected.") +
                          response_record("bad", "200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip",
                                          gzip_member("There is POISON in this one.")));
  const std::string isolated = "[run]\nisolation = \"process\"\n";
  broken.write_pipeline(isolated + "[[reader]]\nuse = \"warc\"\n");
  const ProgramResult run = broken.run("exit");
  REQUIRE_MESSAGE(run.status == 0, run.err);
  const std::filesystem::path capsule = std::filesystem::directory_iterator(broken.folder / "out.capsules")->path();
  const auto replay = [&](const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"replay", capsule.string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_docmill(arguments, {broken.folder.path(), {}, ""});
  };
  ProgramResult result = replay();
  CHECK(result.status == 1);
  CHECK_MESSAGE(result.out == "urn:uuid:bad: 'breaker' ended its process by exit(0), as in the run\n",
                result.out << result.err);
  result = replay({"--set", "breaker.deed=none"});
  CHECK(result.status == 0);
  CHECK(result.out == "urn:uuid:bad: passes; in the run: 'breaker' ended its process by exit(0)\n");
  broken.write_pipeline(isolated);
  result = replay();
  CHECK(result.status == 2);
  CHECK_MESSAGE(result.err.find("the document came from the reader 'warc', and the pipeline has none of that name any "
                                "more; put [[reader]] name = \"warc\" back") != std::string::npos,
                result.err);
}
