// Captions that nothing names so.
#include "page.hpp"

using namespace docmill::cleaner;

namespace {

const std::string miller =
    "The last miller kept a tally of every sack on the door of the loft, and nobody has painted over it to this day.";

std::string article(const std::string& inside) {
  return "<html><body><main><article><h1>The sluice</h1>" + as_paragraphs(page_text) + inside + "<p>" + miller +
         "</p></article></main></body></html>";
}

}  // namespace

TEST_CASE("what names the owner of the picture before it is a caption") {
  const std::string words = "<em>The gates in spring. Photo: T. Ash</em>";
  CHECK_FALSE(clean_page(article("<p><img src=a.png><br>" + words + "</p>")).has("gates in spring"));
  CHECK_FALSE(clean_page(article("<div><img src=a.png><span>" + words + "</span></div>")).has("gates in spring"));
  Options keep;
  keep.keep_captions = true;
  CHECK(clean_page(article("<p><img src=a.png><br>" + words + "</p>"), keep).has("gates in spring"));
  CHECK(clean_page(article("<p><img src=a.png>The gates are shut in spring, when the ice goes.</p>")).has("in spring"));
}
