#include <fmt/format.h>

#include "checker/captured_output.hpp"
#include "checker/checks/checks.hpp"
#include "checker/checks/fixture.hpp"

namespace docmill::checker {
namespace {

struct Traces {
  std::string said;
  int threads = 0, files = 0;  // more than before
};

// The second life counts: what the process needs once (a locale's file, a table of data) is there after the first.
Traces traces_of_a_life(CheckContext& context, const StageUnderTest& stage) {
  whole_life(context, stage);
  Traces traces;
  CapturedOutput captured;
  const int threads = count_threads(), files = count_files();
  whole_life(context, stage);
  traces.threads = count_threads() - threads;
  traces.files = count_files() - files;
  traces.said = captured.stop();
  return traces;
}

}  // namespace

void life_no_thread(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& stage) {
    if (const int n = traces_of_a_life(context, stage).threads; n != 0)
      context.fail(fmt::format("{} thread{} more after destroy", n, n == 1 ? "" : "s"));
  });
}

void life_no_output(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& stage) {
    if (const std::string said = traces_of_a_life(context, stage).said; !said.empty())
      context.fail(fmt::format("it prints \"{}\"", said.substr(0, 200)));
  });
}

void life_no_open_file(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& stage) {
    if (const int n = traces_of_a_life(context, stage).files; n != 0)
      context.fail(fmt::format("{} open file{} more after destroy", n, n == 1 ? "" : "s"));
  });
}

void life_begin_and_end(CheckContext& context) {
  context.for_each_stage([&](const StageUnderTest& stage) {
    const Model one(stage), other(stage);
    need(one);
    need(other);
    if (one.table().begin == nullptr && one.table().end == nullptr) return context.skip("it has neither begin nor end");
    for (const auto& [name, function] : {std::pair("begin", one.table().begin), std::pair("end", one.table().end)}) {
      if (function == nullptr) continue;
      const DocumentResult first = call_outside(context, one, function);
      if (!(call_outside(context, other, function) == first))
        context.fail(fmt::format("{} gives something else for a second model made alike", name));
      const Fixture fixture = small_fixture(one);
      run(Worker(one), fixture.documents, 4);
      if (!(call_outside(context, one, function) == first))
        context.fail(fmt::format("{} gives something else the second time, after documents", name));
    }
  });
}

}  // namespace docmill::checker
