#include "own_lines.hpp"

#include <doctest/doctest.h>

#include <string>

#include "our_model.hpp"

using namespace docmill::language;

// The floors are a little below what was reached; of the first 410 lines the half that is held back was not looked at.
TEST_CASE("lines of our own get the language that a reader would name") {
  const auto lines = read_own_lines(DOCMILL_OWN_LINES);
  REQUIRE(lines.size() >= 300);
  const Tagger tagger({}, our_model());
  struct Floor {
    const char* kind;
    int seen, held_back;  // per cent
  };
  for (const Floor& floor : {Floor{"", 88, 88}, Floor{"greeting", 92, 92}, Floor{"upper", 90, 90},
                             Floor{"heading", 90, 90}, Floor{"close", 85, 85}, Floor{"switch", 90, 90},
                             Floor{"around", 90, 80}, Floor{"und", 90, 85}, Floor{"romanised", 68, 68}}) {
    for (const bool held_back : {false, true}) {
      const OwnScore score = score_own_lines(lines, tagger, floor.kind, held_back);
      CAPTURE(std::string(floor.kind));
      CAPTURE(held_back);
      CAPTURE(score.right);
      CAPTURE(score.all);
      CHECK(score.right * 100 >= score.all * (held_back ? floor.held_back : floor.seen));
    }
  }
}

// Most get their language; what nothing here knows (Telugu in Latin letters) must not be called another one surely.
TEST_CASE("text in letters that are not its own is not surely another language") {
  const Tagger tagger({}, our_model());
  TaggedText tagged;
  int all = 0, sure_and_wrong = 0;
  for (const OwnLine& line : read_own_lines(DOCMILL_OWN_LINES)) {
    if (line.kind != "romanised") continue;
    tagger.tag(line.text, tagged);
    const double score = tagged.document.score;
    ++all;
    sure_and_wrong += !is_right(line, tagger.tags().primary(tagged.document.language), score) && score >= 0.6;
  }
  CHECK(all >= 120);
  CHECK(sure_and_wrong * 25 <= all);
}
