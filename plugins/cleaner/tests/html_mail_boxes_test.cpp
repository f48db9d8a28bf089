// Boxes in which one subscribes, and parts about newsletters.
#include "page.hpp"

using namespace docmill::cleaner;

namespace {

const std::string sluice =
    "In the dry years the sluice stood open from May to the first frost, and the boys of both villages walked across "
    "the bed of the river to school.";
const std::string miller =
    "The last miller kept a tally of every sack on the door of the loft, and nobody has painted over it to this day.";

std::string article(const std::string& inside) {
  return "<html><body><main><article><h1>The sluice</h1>" + as_paragraphs(page_text) + inside + "<p>" + miller +
         "</p></article></main></body></html>";
}

}  // namespace

TEST_CASE("a part about newsletters stays where nothing in it takes an address") {
  const std::string text = "<h2>The newsletter of the weir</h2><p>" + sluice + "</p><p>" + miller + "</p>";
  CHECK(clean_page(article("<section id=newsletter>" + text + "</section>")).has(sluice));
  CHECK_FALSE(clean_page(article("<section id=newsletter>" + text + "<a href=/n>Subscribe</a></section>")).has(sluice));
  CHECK_FALSE(clean_page(article("<section id=newsletter>" + text + "<button>Join</button></section>")).has(sluice));
}

TEST_CASE("a box with a field for an address of mail is a newsletter, whatever type the field has") {
  const std::string words = "<h4>Of tides and weirs</h4><p>What happens on the river, each Friday.</p>";
  const auto box = [&](const std::string& field) {
    return clean_page(article("<div class=x>" + words + "<form><input " + field + "><button>Go</button></form></div>"));
  };
  CHECK_FALSE(box("type=EMAIL").has("each Friday"));
  CHECK_FALSE(box("type=text placeholder='Your e-mail'").has("each Friday"));
  CHECK_FALSE(box("placeholder='Email address'").has("each Friday"));
  CHECK(box("type=text placeholder='Search'").has("each Friday"));
}
