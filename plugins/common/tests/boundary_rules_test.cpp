#include "sentences/boundary_rules.hpp"

#include <doctest/doctest.h>

using namespace docmill::sentences;

TEST_CASE("an initial does not end a sentence") {
  CHECK(is_false_break("It was written by J.", "K. Rowling in a cafe.", "en"));
  CHECK(is_false_break("John F.", "Kennedy spoke.", "en"));
  CHECK(is_false_break("Роман А.", "Иванова вышел.", "ru"));
}

TEST_CASE("a capital letter before a word that begins sentences ends one") {
  CHECK_FALSE(is_false_break("We went on with plan B.", "The rest is known.", "en"));
  CHECK_FALSE(is_false_break("She is taller than I.", "He is not.", "en"));
}

TEST_CASE("titles and examples never end a sentence") {
  for (const char* before : {"Then Mr.", "Then Mrs.", "asked Dr.", "by Prof.", "(Dr.", "some fruit, e.g.",
                             "that is, i.e.", "Das ist z.B.", "город г.", "Ο κ.", "vs."}) {
    CAPTURE(before);
    CHECK(is_false_break(before, "Smith came.", ""));
  }
}

TEST_CASE("a known word inside another is not that word") {
  CHECK_FALSE(is_false_break("We met at the farm.", "Smith came.", "en"));
  CHECK_FALSE(is_false_break("He bought a new sofaDr.", "Smith came.", "en"));
}

TEST_CASE("some abbreviations go before numbers only") {
  CHECK(is_false_break("See No.", "5 of the list.", "en"));
  CHECK(is_false_break("See Fig.", "12 below.", "en"));
  CHECK(is_false_break("On Jan.", "3 they met.", "en"));
  CHECK_FALSE(is_false_break("The answer was no.", "He left.", "en"));
}

TEST_CASE("letters with dots end a sentence before a word that begins sentences") {
  CHECK(is_false_break("It is built in the U.S.", "Army labs.", "en"));
  CHECK_FALSE(is_false_break("It is built in the U.S.", "The plant is new.", "en"));
  CHECK_FALSE(is_false_break("They came at 5 p.m.", "In the evening they left.", "en"));
  CHECK_FALSE(is_false_break("They came at 5 p.m.", "“In the evening they left.”", "en"));
}

TEST_CASE("ordinals with a dot are of some languages") {
  CHECK(is_false_break("Das Werk wurde am 3.", "Mai eröffnet.", "de"));
  CHECK(is_false_break("Dne 12.", "Května.", "cs"));
  CHECK_FALSE(is_false_break("They have 12.", "More will come.", "en"));
  CHECK_FALSE(is_false_break("Das war 1998.", "Dann kam mehr.", "de"));
}

TEST_CASE("other marks and an ellipsis are left as they are") {
  CHECK_FALSE(is_false_break("Really, Mr?", "Smith came.", "en"));
  CHECK_FALSE(is_false_break("And then J...", "Kennedy spoke.", "en"));
  CHECK_FALSE(is_false_break("", "Smith", "en"));
  CHECK_FALSE(is_false_break("Mr.", "", "en"));
}

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
