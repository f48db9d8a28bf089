// The fuzz target over its saved corpus and mutations of it; and what a damaged worker could say.
#include "fuzz/fuzz_worker_reply.cpp"

#include <doctest/doctest.h>

#include <functional>

#include "support/corpus.hpp"
#include "support/mutation.hpp"

using namespace docmill::host;

namespace {

void make_small(Document& d) {
  d.reset(test::small_plan().layers.size());
  d.file = test::small_place.file;
  d.offset = test::small_place.offset;
  d.source.id = "a";
  d.source.file = "a.txt";
  d.outcome = Outcome::written;
  d.marks = "ps";
  d.notes.push_back({0, DOCMILL_LEVEL_WARNING, "odd", "a note"});
}

// Is it taken, after a change?
bool is_taken(const std::function<void(Document&)>& change) {
  Document d, taken;
  make_small(d);
  EmissionBuffer emitted, emitted_again;
  emitted.append("bytes");
  d.emissions.push_back({1, 0, 5});
  change(d);
  std::string reply;
  put_result(reply, test::small_plan(), d, emitted, false);
  flat::Reader in(reply);
  return take_result(in, test::small_plan(), test::small_place, taken, emitted_again) && in.is_used_up() &&
         taken.marks == d.marks && taken.notes[0].level == DOCMILL_LEVEL_WARNING;
}

}  // namespace

TEST_CASE("whatever a worker process says is a document that can be, or none") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("worker_reply");
  REQUIRE(inputs.size() >= 5);
  const auto run = [](const std::string& input) {
    test::fuzz_worker_reply(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  };
  for (const std::string& input : inputs)
    for (const char head : {'0', '1', '2', '3'}) run(head + input.substr(1));
  std::mt19937 random(43);
  for (int i = 0; i < 10000; ++i) run(docmill::test::mutation(inputs, random));
}

TEST_CASE("a reply is of the document that was asked for, with marks and outputs that there are") {
  CHECK(is_taken([](Document&) {}));
  CHECK_FALSE(is_taken([](Document& d) { ++d.file; }));
  CHECK_FALSE(is_taken([](Document& d) { --d.offset; }));
  CHECK_FALSE(is_taken([](Document& d) { d.part = 1; }));
  CHECK_FALSE(is_taken([](Document& d) { d.marks = "psp"; }));
  CHECK_FALSE(is_taken([](Document& d) { d.marks = "p\""; }));
  CHECK_FALSE(is_taken([](Document& d) { d.emissions[0].output = 2; }));
  CHECK_FALSE(is_taken([](Document& d) { d.source.id = "\xFF"; }));
}
