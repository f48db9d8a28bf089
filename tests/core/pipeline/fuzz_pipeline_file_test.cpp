// The body that the fuzzer drives, over its corpus and over mutations of it: the two cannot drift apart.
#include "fuzz/fuzz_pipeline_file.cpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "support/corpus.hpp"

namespace {

void run(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

// One of: a byte changed, a piece cut out, a piece doubled, two texts spliced, a sign of TOML put in.
std::string mutated(const std::vector<std::string>& texts, std::mt19937& random) {
  static const std::string signs[] = {"[",    "]",   "[[",   "{", "}",   "\"",       "'",           "\"\"\"",
                                      "=",    ".",   ",",    "#", "\n",  "\\",       "(",           ")",
                                      "and ", "in ", "null", "-", "1e9", "\xC3\xA9", "\xE4\xB8\xAD"};
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
  std::string text = texts[below(texts.size())];
  for (std::size_t edits = 1 + below(4); edits > 0; --edits) {
    const std::size_t at = below(text.size() + 1), length = below(std::min<std::size_t>(40, text.size() - at + 1));
    switch (below(5)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(random());
        break;
      case 1: text.erase(at, length); break;
      case 2: text.insert(at, text.substr(at, length)); break;
      case 3: text = text.substr(0, at) + texts[below(texts.size())]; break;
      default: text.insert(at, signs[below(std::size(signs))]);
    }
  }
  return text;
}

}  // namespace

TEST_CASE("the fuzz body runs over its corpus") {
  const std::vector<std::string> texts = docmill::test::fuzz_corpus("pipeline_file");
  REQUIRE(texts.size() >= 5);
  for (const std::string& text : texts) run(text);
}

TEST_CASE("the fuzz body runs over mutations of its corpus") {
  const std::vector<std::string> texts = docmill::test::fuzz_corpus("pipeline_file");
  std::mt19937 random(20240229);
  for (int i = 0; i < 4000; ++i) run(mutated(texts, random));
}

TEST_CASE("hostile nesting is refused before it reaches the parser") {
  const auto many = [](std::string_view part, std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += part;
    return text;
  };
  for (const char* part : {"[", "{", "a.", "a={", "a=[", "a = [{ b.c.d.e = ", "not ", "(", "[a.b.c]\n", "[[stage]]\n",
                           "\"", "'''", "--set", "a=1\n", "a.b=1\n", "[a\n"}) {
    run(many(part, 100000 / std::string_view(part).size()));
    run("x = " + many(part, 1000));
  }
}
