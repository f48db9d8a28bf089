// What is done in a child first, and how its end is told.
#include "host/isolation/trial.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <future>
#include <new>
#include <thread>

#include "host/guard/foreign_call.hpp"

using namespace docmill::host;

TEST_CASE("a trial that ignores the end of its processor time is told as one that had used it up") {
  const auto death = try_in_child(
                         [] {
                           std::signal(SIGXCPU, SIG_IGN);
                           for (volatile bool forever = true; forever;) {
                           }
                         },
                         {1, 0})
                         .death;
  REQUIRE(death);
  CHECK(death->deed == "used more than 1 s of processor time");
}

TEST_CASE("a trial that is killed before its processor time is used up is told as that") {
  const auto death = try_in_child([] { ::raise(SIGKILL); }, {20, 120}).death;
  REQUIRE(death);
  CHECK(death->deed == "was killed (SIGKILL, also sent by a system that has no memory left)");
}

TEST_CASE("what is thrown meanwhile leaves no child behind") {
  CHECK_THROWS_AS(try_in_child([] {}, {}, [] { throw std::bad_alloc(); }), std::bad_alloc);
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
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

TEST_CASE("a trial that was survived is told from one that could not be made") {
  CHECK(try_in_child([] {}).was_survived());
  std::promise<void> end;
  std::thread other([&] { end.get_future().wait(); });
  const Trial none = try_in_child([] {});
  end.set_value();
  other.join();
  CHECK_FALSE(none.was_made);
  CHECK_FALSE(none.was_survived());
}
