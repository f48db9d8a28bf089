#include <doctest/doctest.h>

#include <csignal>
#include <stdexcept>
#include <string>

#include "processes/filter_run.hpp"

namespace {

using namespace docmill::process;

// A script of the shell as a filter.
struct Script {
  explicit Script(const std::string& text) {
    settings.executable = "/bin/sh";
    settings.arguments = {"sh", "-c", text};
    settings.environment = {"PATH=/usr/bin:/bin"};
    settings.folder = "/";
  }
  FilterResult run(std::string_view input = {}) {
    out.clear();
    return run_filter(launcher, settings, input, limits, [&](std::string_view piece) {
      out += piece;
      return out.size() < wanted;
    });
  }

  Launcher launcher;
  LaunchSettings settings;
  FilterLimits limits;
  std::string out;
  std::size_t wanted = ~std::size_t{0};
};

}  // namespace

TEST_CASE("a filter gets all of its input and gives all of its output") {
  std::string input;
  for (int i = 0; i < 300'000; ++i) input += "line " + std::to_string(i) + "\n";
  Script copy("cat; echo done >&2");
  const FilterResult result = copy.run(input);
  CHECK(result.how == FilterEnd::ended);
  CHECK(result.status == 0);
  CHECK(copy.out == input);
  CHECK(result.messages == "done\n");
  CHECK(copy.run({}).status == 0);
  CHECK(copy.out.empty());
}

TEST_CASE("a filter may end before it has read its input, with a status or by a signal") {
  const std::string input(1 << 20, 'x');
  Script refuses("echo no >&2; exit 3");
  const FilterResult result = refuses.run(input);
  CHECK(result.how == FilterEnd::ended);
  CHECK(result.status == 3);
  CHECK(result.end == "with status 3");
  CHECK(result.messages == "no\n");
  Script dies("kill -SEGV $$");
  const FilterResult dead = dies.run(input);
  CHECK(dead.how == FilterEnd::killed_by_signal);
  CHECK(dead.signal == SIGSEGV);
}

TEST_CASE("limits: output, what is wanted, time, processor time") {
  Script endless("while echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; do :; done");
  endless.limits.most_output = 100'000;
  CHECK(endless.run().how == FilterEnd::too_much_output);
  CHECK(endless.out.size() == 100'000);
  endless.limits.most_output = 0;
  endless.wanted = 1000;
  CHECK(endless.run().how == FilterEnd::stopped);
  Script sleeps("sleep 1000 & wait");
  sleeps.limits.milliseconds = 50;
  CHECK(sleeps.run().how == FilterEnd::out_of_time);
  Script busy("while :; do :; done");
  busy.settings.processor_seconds = 1;
  const FilterResult ended = busy.run();
  CHECK(ended.how == FilterEnd::killed_by_signal);
  CHECK((ended.signal == SIGXCPU || ended.signal == SIGKILL));
}

TEST_CASE("of many messages the first and the last whole lines are kept") {
  const auto lines = [](int from, int to) {
    std::string out;
    for (int i = from; i <= to; ++i) out += "sentence " + std::to_string(i) + "\n";
    return out;
  };
  Script talks("i=1000; while [ $i -le $LAST ]; do echo sentence $i >&2; i=$((i+1)); done");
  for (const int last : {1500, 1584, 3000}) {  // lines of 14 bytes: 292 are whole in 4096
    CAPTURE(last);
    talks.settings.environment = {"LAST=" + std::to_string(last)};
    CHECK(talks.run().messages == (last < 1585 ? lines(1000, last) : lines(1000, 1291) + lines(last - 291, last)));
  }
  Script one_line("head -c 20000 /dev/zero | tr '\\0' x >&2");
  CHECK(one_line.run().messages == std::string(4096, 'x') + "\n" + std::string(4096, 'x'));
}

TEST_CASE("a program that is not there is told of, and an exception of the taker ends the filter") {
  Script nothing("");
  nothing.settings.executable = "/nowhere/at-all";
  CHECK_THROWS_WITH_AS(nothing.run(), "'/nowhere/at-all' cannot be executed: No such file or directory",
                       std::runtime_error);
  Script says("echo word; sleep 1000");
  CHECK_THROWS_AS(run_filter(says.launcher, says.settings, {}, {},
                             [](std::string_view) -> bool { throw std::runtime_error("enough"); }),
                  std::runtime_error);
}
