#include "words/content_words.hpp"

#include <doctest/doctest.h>

#include "words/function_words.hpp"

using namespace docmill::words;

namespace {

bool is_function_word(std::string_view word, std::string_view language) { return FunctionWords(language).holds(word); }

std::vector<WordHash> words(std::string_view sentence, std::string_view language = "en") {
  std::string scratch;
  std::vector<WordHash> result;
  add_content_words(sentence, FunctionWords(language), scratch, result);
  return result;
}

}  // namespace

TEST_CASE("short words and function words are left out") {
  CHECK(words("The chip is very much for that memory") == words("chip memory"));
  CHECK(words("the of and a is").empty());
}

TEST_CASE("case makes no difference") {
  CHECK(words("Memory MEMORY memory").size() == 3);
  CHECK(words("Memory") == words("memory"));
  CHECK(words("ΜΝΉΜΗ", "el") == words("μνήμη", "el"));
  CHECK(words("ПАМЯТЬ", "ru") == words("память", "ru"));
}

TEST_CASE("model numbers and capitals count although they are short") {
  CHECK(words("H100").size() == 1);
  CHECK(words("GPU").size() == 1);
  CHECK(words("gpu").empty());
}

TEST_CASE("a number alone does not count") { CHECK(words("2024 500 3.5").empty()); }

TEST_CASE("function words belong to a language") {
  CHECK(words("nicht", "de").empty());
  CHECK(words("nicht", "en").size() == 1);
  CHECK(has_function_words("de"));
  CHECK_FALSE(has_function_words("xx"));
}

TEST_CASE("every function word is found in its list, and no other") {
  for (const char* w : {"about", "yourself", "your", "yours", "which", "would", "against", "also"}) {
    CAPTURE(w);
    CHECK(is_function_word(w, "en") == (std::string_view(w) != "yourself"));
  }
  for (const char* w : {"", " ", "abou", "aboutt", "chip", "b", "zzz", "über"}) {
    CAPTURE(w);
    CHECK_FALSE(is_function_word(w, "en"));
  }
  CHECK(is_function_word("über", "de"));
  CHECK(is_function_word("aber", "de"));
  CHECK(is_function_word("щоб", "uk"));
  CHECK(is_function_word("через", "uk"));
}

TEST_CASE("Chinese is taken in pairs of neighbours") {
  CHECK(words("新芯片", "zh").size() == 2);
  CHECK(words("新芯片", "zh")[1] == words("芯片", "zh")[0]);
  CHECK(words("新，芯", "zh").empty());
}

TEST_CASE("hiragana is left out, Han beside it stays") {
  CHECK(words("これはです", "ja").empty());
  CHECK(words("半導体は", "ja").size() == 2);
}

TEST_CASE("Latin inside Chinese is a word of its own") { CHECK(words("用GPU训练", "zh").size() == 2); }

TEST_CASE("marks belong to their letters") {
  CHECK(words("हिन्दी", "hi").size() == 1);
  CHECK(words("cafe\u0301teria").size() == 1);
}

TEST_CASE("empty and odd texts have no words") {
  CHECK(words("").empty());
  CHECK(words("-- !!! \xF0\x9F\x98\x80").empty());
  CHECK(words(std::string_view("\0\0", 2)).empty());
}
