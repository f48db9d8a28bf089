#include "sentences/sentence_splitter.hpp"

#include <doctest/doctest.h>

#include <string>

#include "docmill/base/utf8.hpp"

using namespace docmill::sentences;
using Texts = std::vector<std::string>;

namespace {

Texts split(std::string_view text, std::string_view language = "", std::size_t limit = 0) {
  static SentenceSplitter splitter;  // used again by every case, as a worker does
  std::vector<Sentence> sentences;
  splitter.split(text, language, limit, sentences);
  Texts result;
  for (const Sentence& s : sentences) result.emplace_back(text.substr(s.start, s.end - s.start));
  return result;
}

}  // namespace

TEST_CASE("sentences come without the space around them") {
  CHECK(split("  One is here. Two is there!  Is three? ") == Texts{"One is here.", "Two is there!", "Is three?"});
}

TEST_CASE("an empty text has no sentences") {
  CHECK(split("").empty());
  CHECK(split(" \n\t\n ").empty());
  CHECK(split("... --- !!!").empty());
}

TEST_CASE("abbreviations and initials do not cut") {
  const Texts expected{"Mr. Smith met Dr. J. K. Brown at No. 5, e.g. in spring.", "They talked."};
  for (const char* language : {"", "en", "fr", "sw"}) {
    CAPTURE(language);
    CHECK(split("Mr. Smith met Dr. J. K. Brown at No. 5, e.g. in spring. They talked.", language) == expected);
  }
}

TEST_CASE("a country with dots ends a sentence when the next one begins") {
  CHECK(split("He lives in the U.S. The house is big.", "en") == Texts{"He lives in the U.S.", "The house is big."});
  CHECK(split("The U.S. Army came. It left.", "en") == Texts{"The U.S. Army came.", "It left."});
}

TEST_CASE("a German date does not cut") {
  CHECK(split("Am 3. Mai kam Prof. Dr. Lange, z. B. mit dem Zug. Er blieb.", "de") ==
        Texts{"Am 3. Mai kam Prof. Dr. Lange, z. B. mit dem Zug.", "Er blieb."});
}

TEST_CASE("a number with a point is one number") {
  CHECK(split("It costs 3.5 dollars. Sales grew.", "en") == Texts{"It costs 3.5 dollars.", "Sales grew."});
}

TEST_CASE("Chinese and Japanese need no space") {
  CHECK(split("这是芯片。它很快！是吗？是的。", "zh-Hans") == Texts{"这是芯片。", "它很快！", "是吗？", "是的。"});
  CHECK(split("これは本です。「そうです。」と言った。", "ja").front() == "これは本です。");
}

TEST_CASE("Arabic, Greek, Hindi and Russian marks cut") {
  CHECK(split("هل هذا جديد؟ نعم هذا جديد.", "ar").size() == 2);
  CHECK(split("Τι είναι αυτό; Είναι ένα τσιπ.", "el") == Texts{"Τι είναι αυτό;", "Είναι ένα τσιπ."});
  CHECK(split("यह नया है। वह पुराना है।", "hi") == Texts{"यह नया है।", "वह पुराना है।"});
  CHECK(split("Завод открыт в г. Москва. Он новый.", "ru") == Texts{"Завод открыт в г. Москва.", "Он новый."});
}

TEST_CASE("a semicolon does not cut outside Greek") { CHECK(split("This is one; and it goes on.", "en").size() == 1); }

TEST_CASE("heading lines are left out") {
  CHECK(split("A new chip\n\nThe chip is fast. It is small.\n\nWhat comes next\nMore will come.", "en") ==
        Texts{"The chip is fast.", "It is small.", "More will come."});
}

TEST_CASE("a text of headings alone keeps them") {
  CHECK(split("A new chip\nAnother chip", "en") == Texts{"A new chip", "Another chip"});
}

TEST_CASE("a question as heading is a sentence") {
  CHECK(split("Is it fast?\nIt is.", "en") == Texts{"Is it fast?", "It is."});
}

TEST_CASE("the end of a paragraph without a stop is kept after other sentences") {
  CHECK(split("It is fast. And small\nNext one here is good.", "en") ==
        Texts{"It is fast.", "And small", "Next one here is good."});
}

TEST_CASE("a wrapped line goes on") {
  CHECK(split("The chip that was shown\nyesterday is fast. It is\nsmall too.", "en") ==
        Texts{"The chip that was shown\nyesterday is fast.", "It is\nsmall too."});
}

TEST_CASE("a blank line ends what is before it") {
  const Texts s =
      split("The chip that was shown here by all of the people who had made it\n\nyesterday is fast.", "en");
  CHECK(s.size() == 2);
}

TEST_CASE("CR LF is one line end") { CHECK(split("The chip that was shown\r\nyesterday is fast.", "en").size() == 1); }

TEST_CASE("the limit ends the work") {
  CHECK(split("One is here. Two is here. Three is here.", "en", 2) == Texts{"One is here.", "Two is here."});
  CHECK(split("One is here.", "en", 2).size() == 1);
}

TEST_CASE("the language is the primary subtag") {
  CHECK(primary_language("zh-Hans-CN") == "zh");
  CHECK(primary_language("en") == "en");
  CHECK(primary_language("und") == "");
  CHECK(primary_language("") == "");
}

TEST_CASE("sentences are in order, do not overlap and lie on code point borders") {
  const std::string text =
      "Ä b. Ö d! „Ü f?“ 這是。那是！\nΑ β; x\xF0\x9F\x98\x80 y. \xF0\x9F\x98\x80. \xE2\x80\xA8 Z z. a\u0301. B.";
  SentenceSplitter splitter;
  std::vector<Sentence> sentences;
  for (const char* language : {"", "de", "el", "zh", "xx", "not a tag"}) {
    splitter.split(text, language, 0, sentences);
    uint32_t end = 0;
    for (const Sentence& s : sentences) {
      CHECK(s.start >= end);
      CHECK(s.end > s.start);
      CHECK(docmill::utf8::is_border(text, s.start));
      CHECK(docmill::utf8::is_border(text, s.end));
      end = s.end;
    }
    CHECK(end <= text.size());
  }
}

TEST_CASE("NUL and controls do no harm") {
  const std::string text("One\0 two. Three\x01 four.\x7F", 24);
  CHECK(split(text, "en").size() == 2);
}

TEST_CASE("a moved splitter still works") {
  SentenceSplitter first;
  std::vector<Sentence> sentences;
  first.split("One is here. Two.", "en", 0, sentences);
  SentenceSplitter second(std::move(first));
  second.split("One is here. Two is. Three is.", "en", 0, sentences);
  CHECK(sentences.size() == 3);
}

TEST_CASE("a long run of abbreviations takes linear time") {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "Mr. ";
  CHECK(split(text, "en").size() == 1);
}
