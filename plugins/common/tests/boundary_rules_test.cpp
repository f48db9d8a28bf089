#include "sentences/boundary_rules.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace docmill::sentences;

namespace {

// Does the sentence go on over the marks at the end of `before`?
bool is_false_break(std::string_view before, std::string_view after, std::string_view language) {
  const BoundaryRules rules(language);
  const std::string text = std::string(before) + " " + std::string(after);
  std::size_t at = before.size();
  while (at > 0 && (before[at - 1] == '.' || before[at - 1] == '!' || before[at - 1] == '?')) --at;
  return rules.end_of(text, 0, read_marks(text, at, rules.local_marks(), 0)) == BoundaryRules::no_end;
}

}  // namespace

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
  CHECK(is_false_break("Mr.", "", "en"));  // nothing follows on the line
}
