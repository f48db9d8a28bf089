#include "cld2_detector.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "alphabets.hpp"

using namespace docmill::language;

namespace {
const TagTable& table() {
  static const TagTable t;
  return t;
}
std::string detected(std::string_view text, const char* hint = nullptr) {
  return std::string(table().primary(detect(text, hint).language));
}
}  // namespace

TEST_CASE("the full tables answer") { CHECK(trouble_with_tables() == ""); }

TEST_CASE("sentences of languages that only the full tables know") {
  CHECK(detected("Ĉi tiu frazo estas skribita en la internacia lingvo, kiun multaj homoj lernas.") == "eo");
  CHECK(detected("Haec sententia lingua Latina scripta est, ut omnes homines eam legere possint.") == "la");
}

TEST_CASE("ordinary sentences") {
  CHECK(detected("The new factory makes more chips than all the older ones together.") == "en");
  CHECK(detected("Das neue Werk stellt mehr Chips her als alle älteren zusammen.") == "de");
  CHECK(detected("La nouvelle usine produit davantage de puces que toutes les anciennes réunies.") == "fr");
  CHECK(detected("Новый завод выпускает больше микросхем, чем все старые вместе взятые.") == "ru");
  CHECK(detected("Новий завод випускає більше мікросхем, ніж усі старі разом узяті.") == "uk");
}

TEST_CASE("what is refused gives no answer instead of an old one") {
  CHECK(detect(std::string_view("The new factory\0makes more chips", 32)).is_none());
  CHECK(detect("The new factory \x01 makes more chips").is_none());
  CHECK(detect("The new factory \xFF makes more chips").is_none());
}

TEST_CASE("no text gives no answer") {
  CHECK(detect("").is_none());
  CHECK(detect("123 456").is_none());
}

TEST_CASE("a text longer than what is looked at is cut between code points") {
  std::string text;
  while (text.size() < max_detected_bytes + 100) text += "Новый завод выпускает больше микросхем. ";
  for (int i = 0; i < 4; ++i) {
    CHECK(detected(text) == "ru");
    text.insert(text.begin(), 'x');
  }
}

TEST_CASE("a hint decides a doubtful text") {
  CHECK(detected("casa", "es") == "es");
  CHECK(detected("casa", "pt") == "pt");
}

TEST_CASE("letters speak against languages that do not have them") {
  const Alphabets alphabets(table());
  CHECK(alphabets.speak_against(table().find("sr"), "Життя за законом"));
  CHECK_FALSE(alphabets.speak_against(table().find("uk"), "Життя за законом – це мета її"));
  CHECK(alphabets.speak_against(table().find("en"), "straße"));
  CHECK_FALSE(alphabets.speak_against(table().find("de"), "Straße"));
  CHECK_FALSE(alphabets.speak_against(table().find("en"), "plain"));
  CHECK_FALSE(alphabets.speak_against(TagTable::none, "straße"));
}

TEST_CASE("one foreign name in a long text does not speak against its language") {
  const Alphabets alphabets(table());
  CHECK_FALSE(alphabets.speak_against(
      table().find("en"), "The café on the corner of the long street opened again after the winter, and many came."));
}

TEST_CASE("the alphabets that fit hold every letter") {
  const Alphabets alphabets(table());
  std::vector<LanguageNumber> fit;
  alphabets.that_fit("ß", fit);
  CHECK(std::find(fit.begin(), fit.end(), table().find("de")) != fit.end());
  CHECK(std::find(fit.begin(), fit.end(), table().find("fr")) == fit.end());
  alphabets.that_fit("їєґ", fit);
  REQUIRE(fit.size() >= 1);
  CHECK(fit[0] == table().find("uk"));
}

TEST_CASE("more short texts than there is room for push each other out") {
  GuessMemo memo;
  std::vector<std::string> texts;
  for (char a = 'a'; a <= 'z'; ++a)
    for (char b = 'a'; b <= 'z'; ++b)
      for (const char* end : {"en", "ung", "tion", "eau", "icz", "ozó", "ão", "ä", "ø", "ski"})
        texts.push_back(std::string{a, b} + end);
  std::vector<Guess> expected;
  for (const std::string& text : texts) expected.push_back(detect(text));
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const Guess guess = memo.detect(texts[i]);
      CAPTURE(texts[i]);
      REQUIRE(guess.language == expected[i].language);
      REQUIRE(guess.percent == expected[i].percent);
      REQUIRE(guess.fit == expected[i].fit);
    }
  }
}

TEST_CASE("what is remembered of short texts is what CLD2 says") {
  GuessMemo memo;
  for (int round = 0; round < 3; ++round) {
    for (const char* text :
         {"", "Mühle", "Das neue Werk", "The mill stands by the", "The new factory makes more chips"}) {
      const Guess expected = detect(text), guess = memo.detect(text);
      CHECK(guess.language == expected.language);
      CHECK(guess.percent == expected.percent);
      CHECK(guess.fit == expected.fit);
    }
  }
}
