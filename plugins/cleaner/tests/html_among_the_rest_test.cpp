// Short blocks among others of an article that stay.
#include "page.hpp"

namespace {

// Blocks of four words and more stay, others are doubted and not sure to go.
const docmill::cleaner::BlockModel& doubting() {
  static const docmill::cleaner::BlockModel model = model_by_words(4, -2000, 3000);
  return model;
}

CleanedPage page(const std::string& inside, const std::string& around = "div") {
  return clean_page("<body><h1>The foundry</h1><div>" + as_paragraphs(page_text) + "<" + around + ">" + inside + "</" +
                        around + "></div></body>",
                    {}, doubting());
}

// The same with the paragraphs and what is asked for in one element, prose behind it or not.
CleanedPage beside_prose(const std::string& inside, bool prose_behind = false) {
  return clean_page("<body><h1>The foundry</h1><div>" + as_paragraphs(page_text) + inside +
                        (prose_behind ? as_paragraphs(page_text) : "") + "</div></body>",
                    {}, doubting());
}

}  // namespace

TEST_CASE(
    "a short sentence beside the prose of the article stays, a label and one that says what noise says does not") {
  CHECK(beside_prose("<p class=step>Light the furnace.</p>").has("Light the furnace."));
  CHECK(beside_prose("<p class=step>\u00b7 one furnace</p>").has("one furnace"));
  CHECK_FALSE(beside_prose("<p class=step>Light the furnace</p>").has("Light the furnace"));
  CHECK_FALSE(page("<p class=step>Light the furnace.</p>").has("Light the furnace."));
  CHECK_FALSE(beside_prose("<p class=step>Share this</p>").has("Share this"));
  CHECK_FALSE(beside_prose("<p class=step><a href=/x>More news</a></p>").has("More news"));
}

TEST_CASE("a list of few words behind the prose of the article stays, also under a heading and in lists within it") {
  CHECK(beside_prose("<ul><li>Coke is dear</li><li>Sand is not</li></ul>").has("Coke is dear\nSand is not"));
  CHECK(beside_prose("<h2>The cost</h2><ul><li>Coke</li><li>Sand<ul><li>green</li><li>dry</li></ul></li></ul>")
            .has("The cost\n\nCoke\nSand\ngreen\ndry"));
  CHECK_FALSE(beside_prose("<ul><li>Print</li><li>Share this</li></ul>").has("Print"));
  CHECK_FALSE(page("<ul><li>Coke is dear</li><li>Sand is not</li></ul>").has("Coke"));
}

TEST_CASE("a note of a handbook stays with its title and its list, one with something to press does not") {
  const auto with_note = [](const std::string& note) {
    return clean_page(
        "<body><h1>The foundry</h1><div><div><div>" + as_paragraphs(page_text) + note + "</div></div></div></body>", {},
        doubting());
  };
  const std::string text =
      "<p class=admonition-title>Note</p><p>Sand is wet.</p><ul><li>Turn it</li><li>Wait</li></ul>";
  CHECK(with_note("<div class='admonition note'>" + text + "</div>").has("Note\n\nSand is wet.\n\nTurn it\nWait"));
  CHECK(with_note("<details><summary>Of sand</summary><p>It is wet.</p></details>").has("Of sand\n\nIt is wet."));
  CHECK_FALSE(with_note("<div class=box>" + text + "</div>").has("Sand is wet."));
  CHECK_FALSE(with_note("<div class='admonition note'>" + text + "<button>Got it</button></div>").has("Sand is wet."));
}

TEST_CASE("lines of one kind amid prose go together") {
  const std::string kept = "<div><div class=n>1</div><div class=step>Warm the bowl until it glows.</div></div>";
  const std::string doubted = "<div><div class=n>2</div><div class=step>Pour it.</div></div>";
  const std::string wide = as_paragraphs(page_text);
  CHECK(beside_prose("<div>" + kept + doubted + "</div>", true).has("Pour it."));
  CHECK_FALSE(beside_prose("<div>" + kept + doubted + "</div>").has("Pour it."));
  CHECK_FALSE(beside_prose("<div>" + doubted + doubted + "</div>", true).has("Pour it."));
}

TEST_CASE("a short sentence right behind what opens it stays") {
  const std::string question = "<button aria-expanded=false aria-controls=c1>Can I take my own sand along?</button>";
  CHECK(page(question + "<div id=c1 class=collapse><div>Yes, always.</div></div>").has("Yes, always."));
  CHECK_FALSE(page("<div>Can I take my own sand along?</div><div>Yes, always.</div>").has("Yes, always."));
}
