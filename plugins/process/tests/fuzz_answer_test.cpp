// The fuzz target over its saved corpus and mutations of it.
#include "fuzz/fuzz_process_answer.cpp"

#include <doctest/doctest.h>

#include "support/corpus.hpp"
#include "support/mutation.hpp"

TEST_CASE("whatever a program says is read or refused in words") {
  const std::vector<std::string> inputs = docmill::test::fuzz_corpus("process_answer");
  REQUIRE(inputs.size() >= 5);
  const auto run = [](const std::string& input) {
    docmill::process::test::fuzz_process_answer(reinterpret_cast<const uint8_t*>(input.data()), input.size());
  };
  for (const std::string& input : inputs)
    for (const char head : {'0', '1', '2', '4', '5', '6'}) run(head + input.substr(1));
  std::mt19937 random(41);
  for (int i = 0; i < 10000; ++i) run(docmill::test::mutation(inputs, random));
}
