// Programs that are given a file, good ones and bad ones. What is lost, and the sentence for it, hang on the program
// and not on how fast it is.
#include "record_lines.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "temporary_files/temporary_files.hpp"

using namespace docmill::process;

namespace {

struct Told {
  std::vector<std::string> lines, log;
  std::vector<uint64_t> too_long;
  std::string code, message;  // of trouble
};

constexpr std::size_t longest = 1000;

// A shell program over a file.
Told told_by(const std::string& program, const std::string& file, LineLimits limits = {}) {
  docmill::TemporaryFiles copy(1);
  REQUIRE(write(copy.descriptor(0), file.data(), file.size()) == static_cast<ssize_t>(file.size()));
  Launcher launcher;
  LaunchSettings settings;
  settings.executable = "/bin/sh";
  settings.arguments = {"sh", "-c", program};
  settings.environment = {"PATH=/usr/bin:/bin"};
  settings.folder = "/";
  limits.longest_line = longest;
  Told told;
  RecordLines lines(launcher, settings, copy.descriptor(0), file.size(), limits,
                    [&](uint32_t, std::string_view message) { told.log.emplace_back(message); });
  for (std::string line;;) {
    switch (lines.next(line)) {
      case RecordLines::Step::line: told.lines.push_back(line); continue;
      case RecordLines::Step::too_long: told.too_long.push_back(lines.too_long_size()); continue;
      case RecordLines::Step::end: return told;
      case RecordLines::Step::trouble:
        told.code = lines.code();
        told.message = lines.message();
        CHECK(lines.next(line) == RecordLines::Step::trouble);
        return told;
    }
  }
}

}  // namespace

TEST_CASE("a program that reads and writes at once: all of a file that no pipe holds, in order") {
  std::string file;
  for (int i = 0; i < 200'000; ++i) file += std::to_string(i) + "\n";
  const Told told = told_by("cat", file);
  CHECK(told.code.empty());
  REQUIRE(told.lines.size() == 200'000);
  CHECK(told.lines[0] == "0");
  CHECK(told.lines[199'999] == "199999");
}

TEST_CASE("a program that reads nothing, or not to the end, ends well all the same") {
  const std::string file(1'000'000, 'x');
  CHECK(told_by("echo one", file).lines == std::vector<std::string>{"one"});
  CHECK(told_by("head -c 3", file + "\n").code == "program-ended");  // "xxx" without a line end
  CHECK(told_by("exec <&-; echo one; echo two", file).lines.size() == 2);
  CHECK(told_by("true", "").lines.empty());
}

TEST_CASE("a program that crashes, fails or stops in a line: what it said before is there") {
  Told told = told_by("echo one; kill -SEGV $$", "x");
  CHECK(told.lines == std::vector<std::string>{"one"});
  CHECK(told.code == "program-ended");
  CHECK_MESSAGE(told.message.starts_with("the program ended by signal 11 (Segmentation fault)"), told.message);
  told = told_by("echo one; echo 'no such page' >&2; exit 3", "x");
  CHECK(told.lines.size() == 1);
  CHECK(told.message == "the program ended with status 3; it last said: 'no such page'");
  CHECK(told.log == std::vector<std::string>{"no such page"});
  told = told_by("echo one; printf '{\"text\":'", "x");
  CHECK(told.message == "the program ended in the middle of a line: '{\"text\":'");
}

TEST_CASE("a program that hangs is ended, and with it what it has started") {
  LineLimits limits;
  limits.milliseconds = 300;
  const Told told = told_by("sleep 600 & sleep 600", "x", limits);
  CHECK(told.code == "time-limit");
  CHECK(told.message ==
        "the program gave no record within 0.3 seconds, and was ended; raise time-limit if it needs longer");
  limits = {};
  limits.end_milliseconds = 300;
  const Told lingers = told_by("echo one; exec >&-; sleep 600", "x", limits);
  CHECK(lingers.code == "time-limit");
  CHECK(lingers.message == "the program closed its standard output and did not end; it was ended");
}

TEST_CASE("a program that says more than it may is ended; lines that are too long are passed over") {
  LineLimits limits;
  limits.most_output = 1 << 20;
  const Told told = told_by("yes", "x", limits);
  CHECK(told.code == "too-much-output");
  CHECK(told.message == "the program has said more than 1 MiB, which is 1000 times the file and more, and was ended");
  CHECK(told.lines.size() == (1u << 19));
  const Told endless = told_by("tr '\\0' x </dev/zero", "x", limits);  // a line without an end
  CHECK(endless.code == "too-much-output");
  CHECK(endless.lines.empty());
  const Told long_lines = told_by(
      "echo one; head -c 1001 /dev/zero | tr '\\0' x; echo; head -c 300000 /dev/zero | tr '\\0' x; echo; head -c 1000 "
      "/dev/zero | tr '\\0' x; echo; echo two",
      "x");
  CHECK(long_lines.code.empty());
  REQUIRE(long_lines.lines.size() == 3);
  CHECK(long_lines.lines[1] == std::string(1000, 'x'));
  CHECK(long_lines.lines[2] == "two");
  CHECK(long_lines.too_long == std::vector<uint64_t>{1001, 300'000});
}

TEST_CASE("what is taken hangs on the bytes and not on the pieces in which they come") {
  LineLimits limits;
  limits.most_output = 8;  // "one\n" and "two\n"
  CHECK(told_by("printf 'one\\ntwo\\n'", "x", limits).code.empty());
  for (const char* program :
       {"printf 'one\\ntwo\\nthree\\n'", "printf 'one\\ntwo\\n'; sleep 0.1; echo three; sleep 600",
        "printf 'one\\nt'; sleep 0.1; printf 'wo\\nthree\\n'; exit 3"}) {
    const Told told = told_by(program, "x", limits);
    CHECK(told.lines == std::vector<std::string>{"one", "two"});
    CHECK(told.code == "too-much-output");
  }
  for (const char* pause : {"", "sleep 0.1;"}) {
    const std::string wait = pause;
    const Told told = told_by("head -c 1000 /dev/zero | tr '\\0' x; printf '\\r';" + wait +
                                  "echo; head -c 2000 /dev/zero | tr '\\0' x; printf '\\r';" + wait + "echo",
                              "x");
    CHECK(told.code.empty());
    CHECK(told.lines == std::vector<std::string>{std::string(1000, 'x')});
    CHECK(told.too_long == std::vector<uint64_t>{2000});
  }
}

TEST_CASE("of a flood on standard error a thousand lines are told, and it holds nothing up") {
  const Told told = told_by("i=0; while [ $i -lt 5000 ]; do echo $i >&2; i=$((i + 1)); done; echo one", "x");
  CHECK(told.lines == std::vector<std::string>{"one"});
  REQUIRE(told.log.size() == 1001);
  CHECK(told.log[1000] == "the program has written 1000 lines to standard error; further ones are left out");
}
