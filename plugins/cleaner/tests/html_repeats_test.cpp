// What a page says twice stands once in the text.
#include <doctest/doctest.h>

#include "page.hpp"

namespace {

const std::string wall =
    "A wall of two metres will stand between the second hall and the gardens of the street, and the owners of the "
    "foundry will plant ivy along the whole of it.";
const std::string gate =
    "A gate of oak will open into the gardens twice a year, in spring and in autumn, for the children of the two "
    "schools on the other bank of the river.";

std::size_t times(const std::string& text, const std::string& words) {
  std::size_t n = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++n;
  return n;
}
std::string frame(const std::string& inside) { return "<div>" + inside + "</div>"; }
std::string p(const std::string& text) { return "<p>" + text + "</p>"; }
// With a model that takes nothing.
CleanedPage kept_with(const std::string& inside) { return page_with(inside, {}, model_by_words(1, 5000, 5000)); }

}  // namespace

TEST_CASE("a part for wide and one for narrow screens: the first stays, the other is listed") {
  const std::string part = frame("<h2>The wall</h2>" + p(wall) + p("It begins in May."));
  const CleanedPage page = page_with(part + "<hr>" + part);
  CHECK(times(page.text, wall) == 1);
  CHECK(times(page.text, "The wall") == 1);
  CHECK(times(page.text, "It begins in May.") == 1);
  CHECK(page.lists("repeat:said-before:"));
  CHECK(page.text.find("The wall") < page.text.find(wall));
}

TEST_CASE("spaces and line ends of the source do not make two texts of one") {
  std::string broken = wall;
  broken.replace(broken.find(" between"), 1, "\n      ");
  CHECK(times(page_with(frame(p(wall)) + frame(p(broken))).text, "ivy along") == 1);
}

TEST_CASE("what may well be said twice stays twice") {
  SUBCASE("short words beside other ones each time") {
    const CleanedPage page =
        kept_with(frame(p(wall) + p("It begins in May.")) + frame(p(gate) + p("It begins in May.")));
    CHECK(times(page.text, "It begins in May.") == 2);
  }
  SUBCASE("an answer under each post, with the same button under it") {
    const std::string post = frame(p("Thanks, that worked for me!") + "<a href=/reply>Reply</a>");
    const CleanedPage page = kept_with(p(wall) + post + p(gate) + post + p("And then: " + wall) + p("Or so: " + gate));
    CHECK(times(page.text, "that worked for me") == 2);
  }
  SUBCASE("a speaker who says the same again") {
    const std::string answer = frame("<p><b>Mr. Smith</b></p>" + p("Yes, I do."));
    const CleanedPage page = kept_with(p(gate) + answer + p("What of the " + wall) + answer + p(wall) + p(gate));
    CHECK(times(page.text, "Mr. Smith") == 2);
    CHECK(times(page.text, "Yes, I do.") == 2);
  }
  SUBCASE("cells, whatever element is in them") {
    const auto row = [](const std::string& name) {
      return "<tr><td><div>" + name + "</div></td><td><div>" + gate + "</div></td></tr>";
    };
    const CleanedPage page = kept_with(p(wall) + "<table>" + row("The foundry") + row("The mill") + "</table>" +
                                       p(wall + " So it is said."));
    CHECK(times(page.text, gate) == 2);
  }
  SUBCASE("a refrain beside itself") { CHECK(times(kept_with(frame(p(wall) + p(wall))).text, wall) == 2); }
  SUBCASE("code") {
    const std::string code =
        "<pre>fold the paper in two and cut it along the fold and fold the parts again and cut once more</pre>";
    CHECK(times(kept_with(p(wall) + frame(code) + p(gate) + frame(code)).text, "fold the paper") == 2);
  }
  SUBCASE("with cut = nothing all") {
    docmill::cleaner::Options options;
    options.cut = docmill::cleaner::Cut::nothing;
    const std::string part = frame(p(wall) + p(gate));
    CHECK(times(page_with(part + part, options).text, wall) == 2);
  }
}
