// What is done in a child first, and how its end is told.
#include "host/isolation/trial.hpp"

#include <doctest/doctest.h>
#include <signal.h>

#include <csignal>

#include "host/guard/foreign_call.hpp"

using namespace docmill::host;

TEST_CASE("a trial that ignores the end of its processor time is told as one that had used it up") {
  const auto death = try_in_child(
      [] {
        std::signal(SIGXCPU, SIG_IGN);
        for (volatile bool forever = true; forever;) {
        }
      },
      {1, 0});
  REQUIRE(death);
  CHECK(death->deed == "used more than 1 s of processor time");
}

TEST_CASE("a trial that is killed before its processor time is used up is told as that") {
  const auto death = try_in_child([] { ::raise(SIGKILL); }, {20, 120});
  REQUIRE(death);
  CHECK(death->deed == "was killed (SIGKILL, also sent by a system that has no memory left)");
}

TEST_CASE("an end is told by what is known of it") {
  CHECK(deed_of_signal(SIGSEGV) == "crashed (SIGSEGV)");
  CHECK(deed_of_signal(SIGSEGV, EndCause::full_stack) == "used up its stack (SIGSEGV)");
  CHECK(deed_of_signal(SIGABRT, EndCause::no_memory) == "ran out of memory (SIGABRT)");
  CHECK(deed_of_signal(SIGXCPU) == "used up its processor time (SIGXCPU, the limit of ulimit -t)");
  CHECK(deed_of_signal(SIGPROF) == "was ended by a timer (SIGPROF)");
  CHECK(deed_of_signal(SIGTERM) == "was ended by a signal (SIGTERM)");
  CHECK(deed_of(3 << 8) == "ended the process by exit(3)");
}
