#include "sentences/headings.hpp"

#include <doctest/doctest.h>

using namespace docmill::sentences;

TEST_CASE("sentences end with the marks of their scripts") {
  for (const char* s :
       {"It works.", "Does it?", "It does!", "他来了。", "真的吗？", "好！", "هل هذا؟", "यह है।", "الطقس۔", "So on…",
        "“It works.”", "(It works.)", "It works.’", "「そうだ。」", "Բարև։", "ይህ ነው።", "ဟုတ်တယ်။"}) {
    CAPTURE(s);
    CHECK(ends_like_sentence(s, ""));
  }
}

TEST_CASE("what has no mark does not end like a sentence") {
  for (const char* s : {"", "A heading", "A list:", "one, two,", "他来了", "“quoted”", "---"}) {
    CAPTURE(s);
    CHECK_FALSE(ends_like_sentence(s, ""));
  }
}

TEST_CASE("the Greek question mark looks like a semicolon") {
  CHECK(ends_like_sentence("Τι είναι;", "el"));
  CHECK(ends_like_sentence("Τι είναι\u037E", ""));
  CHECK_FALSE(ends_like_sentence("This goes on;", "en"));
}

TEST_CASE("words are counted between white space") {
  CHECK(count_words("") == 0);
  CHECK(count_words("  -- ") == 0);
  CHECK(count_words("one two  three\nfour") == 4);
  CHECK(count_words("well-known don't") == 2);
}

TEST_CASE("two ideographs make a word") {
  CHECK(count_words("新芯片发布") == 3);
  CHECK(count_words("AI 芯片") == 2);
}

TEST_CASE("a short line without an end is a heading") {
  CHECK(looks_like_heading("What the chip can do", "en"));
  CHECK(looks_like_heading("芯片市场概况", "zh"));
  CHECK_FALSE(looks_like_heading("What can the chip do?", "en"));
  CHECK_FALSE(looks_like_heading("one two three four five six seven eight nine ten eleven twelve", "en"));
  CHECK(looks_like_heading("one two three four five six seven eight nine ten eleven", "en"));
}
