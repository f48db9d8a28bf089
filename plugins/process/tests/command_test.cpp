// The command line of the program, and the mistakes in it.
#include "programs/command.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "docmill/sdk/setup.hpp"
#include "programs/private_folder.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::process;
using docmill::test::read_file;

namespace {

const char* variable(const char* name) {
  const std::string_view n = name;
  if (n == "PATH") return "relative:/usr/bin:/bin";
  if (n == "SECRET") return "s3cr3t";
  return nullptr;
}

using Strings = std::vector<std::string>;

Command make(const Strings& command, const Strings& files = {}, const Strings& environment = {}) {
  std::vector<docmill::Resource> resources;
  for (const std::string& file : files) resources.push_back({file, "content of " + file, ""});
  return make_command(command, resources, environment, variable);
}

std::string mistake(const Strings& command, const Strings& files = {}, const Strings& environment = {}) {
  try {
    (void)make(command, files, environment);
    return {};
  } catch (const docmill::ConfigError& e) {
    return e.option + "[" + std::to_string(e.item) + "]: " + e.what();
  }
}

}  // namespace

TEST_CASE("a program on PATH; its own files go by their place in the private folder") {
  const Command command =
      make({"sh", "../scripts/sum.sh", "--model", "model.bin", "other.bin"}, {"../scripts/sum.sh", "model.bin"});
  CHECK((command.executable == "/usr/bin/sh" || command.executable == "/bin/sh"));
  CHECK(command.arguments == Strings{"sh", "scripts/sum.sh", "--model", "model.bin", "other.bin"});
  CHECK(command.files == Strings{"scripts/sum.sh", "model.bin"});
}

TEST_CASE("a file of the pipeline is the program itself") {
  CHECK(make({"./run.sh", "x"}, {"./run.sh"}).executable == "./run.sh");
  CHECK(make({"tools/run.sh"}, {"tools/run.sh"}).executable == "./tools/run.sh");
}

TEST_CASE("an absolute path") { CHECK(make({"/bin/sh"}).executable == "/bin/sh"); }

TEST_CASE("where a file lies in the private folder") {
  CHECK(place_in_folder("a.py") == "a.py");
  CHECK(place_in_folder("./a//b/../c.py") == "a/c.py");
  CHECK(place_in_folder("../../a.py") == "a.py");
  CHECK(place_in_folder("/etc/a.py") == "etc/a.py");
}

TEST_CASE("the environment: fixed but for what says where programs are, and what was asked for") {
  const Strings all = make({"sh"}, {}, {"SECRET", "NOT_SET", "TZ=Asia/Tokyo", "EMPTY="}).environment;
  CHECK(all == Strings{"PATH=relative:/usr/bin:/bin", "LC_ALL=C.UTF-8", "LANG=C.UTF-8", "PYTHONHASHSEED=0",
                       "PYTHONDONTWRITEBYTECODE=1", "SECRET=s3cr3t", "TZ=Asia/Tokyo", "EMPTY="});
}

TEST_CASE("mistakes") {
  CHECK(mistake({}) == "command[0]: it must name a program, as in command = [\"python3\", \"summarise.py\"]");
  CHECK(mistake({""}) == "command[0]: it must name a program, as in command = [\"python3\", \"summarise.py\"]");
  CHECK(mistake({"pyton3"}) == "command[0]: no program 'pyton3' on PATH (relative:/usr/bin:/bin)");
  CHECK(mistake({"python3 stage.py"}) ==
        "command[0]: no program 'python3 stage.py' on PATH; no shell takes it apart: each argument is an item of its "
        "own, as in [\"python3\", \"stage.py\"]");
  CHECK(mistake({"./run.sh"}) ==
        "command[0]: './run.sh' is a path beside the pipeline; name it in files as well: files = [\"./run.sh\"]");
  CHECK(mistake({"/bin/no-such"}) == "command[0]: '/bin/no-such' is no file that can be executed");
  CHECK(mistake({"/bin"}) == "command[0]: '/bin' is no file that can be executed");
  CHECK(mistake({"sh", std::string("a\0b", 3)}) == "command[1]: it holds a NUL");
  CHECK(mistake({"sh"}, {"a/x.py", "../a/x.py"}) ==
        "files[1]: '../a/x.py' and 'a/x.py' would be one file in the folder of the program; give one another name");
  CHECK(mistake({"sh"}, {"a", "../a/x.py"}) ==
        "files[1]: '../a/x.py' and 'a' would be one file in the folder of the program; give one another name");
  CHECK(mistake({"sh"}, {}, {"HOME", "=x"}) == "environment[1]: '=x' is no variable; write NAME or NAME=value");
}

TEST_CASE("the private folder holds the bytes, for this user alone, and goes") {
  std::filesystem::path path;
  {
    const PrivateFolder folder({{"a.py", "print(1)\n"}, {"deep/er/b.bin", std::string_view("\0\xff", 2)}});
    path = folder.path();
    CHECK(read_file(path / "a.py") == "print(1)\n");
    CHECK(read_file(path / "deep/er/b.bin") == std::string("\0\xff", 2));
    using std::filesystem::perms;
    CHECK(std::filesystem::status(path).permissions() == perms::owner_all);
    CHECK(std::filesystem::status(path / "a.py").permissions() == (perms::owner_read | perms::owner_exec));
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a private folder that cannot be leaves nothing and says why") {
  CHECK_THROWS_WITH(PrivateFolder({{"a", ""}, {"a", ""}}), doctest::Contains("/a: File exists"));
}
