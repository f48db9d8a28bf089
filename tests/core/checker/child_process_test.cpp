// A child may end in any way; what it said before is kept.
#include "checker/child_process.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

using namespace docmill::checker;

namespace {

ChildEnd run(const std::function<void(ChildReport&)>& body, unsigned cpu_seconds = 30) {
  return run_in_child(body, cpu_seconds);
}

}  // namespace

TEST_CASE("what a child says comes back in order, also what holds NUL") {
  const ChildEnd end = run([](ChildReport& report) {
    report.add({'F', "id", std::string("a\0b", 3)});
    report.add({'S', "", ""});
    report.at("somewhere");
  });
  CHECK(end.trouble == "");
  CHECK(end.where == "somewhere");
  REQUIRE(end.records.size() == 2);
  CHECK(end.records[0] == Record{'F', "id", std::string("a\0b", 3)});
  CHECK(end.records[1] == Record{'S', "", ""});
}

TEST_CASE("a child that says too much loses the rest and nothing else") {
  const ChildEnd end = run([](ChildReport& report) {
    for (int i = 0; i < 100000; ++i) report.add({'F', "id", std::string(10000, 'x')});
  });
  CHECK(end.trouble == "");
  CHECK(end.records.size() > 50);
  CHECK(end.records.size() < 200);
}

TEST_CASE("a crash, an exit and an exception are told apart, with the last place") {
  CHECK(run([](ChildReport&) { std::raise(SIGABRT); }).trouble == "ended by signal 6 (Aborted)");
  CHECK(run([](ChildReport&) { std::raise(SIGSEGV); }).trouble == "ended by signal 11 (Segmentation fault)");
  CHECK(run([](ChildReport&) { ::_exit(7); }).trouble == "ended with exit status 7");
  CHECK(run([](ChildReport&) { ::_exit(0); }).trouble == "ended by exit()");
  CHECK(run([](ChildReport&) { throw std::runtime_error("thrown"); }).trouble == "thrown");
  const ChildEnd end = run([](ChildReport& report) {
    report.at("the third document");
    std::raise(SIGABRT);
  });
  CHECK(end.where == "the third document");
}

TEST_CASE("a child that computes for ever is stopped by its processor time") {
  const ChildEnd end = run(
      [](ChildReport& report) {
        report.at("a loop");
        for (volatile unsigned i = 0;;) i = i + 1;  // a signed one is at its end within the second
      },
      1);
  CHECK(end.trouble == "was stopped: it used 1 s of processor time");
  CHECK(end.where == "a loop");
}

TEST_CASE("what a child prints is caught") {
  const ChildEnd end = run([](ChildReport&) {
    std::puts("to standard output");
    std::fflush(stdout);
    std::fputs("to standard error\n", stderr);
  });
  CHECK(end.said == "to standard output\nto standard error\n");
}

TEST_CASE("without a child the same records come back") {
  const ChildEnd end = run_here([](ChildReport& report) {
    report.add({'F', "id", "text"});
    throw std::runtime_error("thrown");
  });
  CHECK(end.records == std::vector<Record>{{'F', "id", "text"}});
  CHECK(end.trouble == "thrown");
}
