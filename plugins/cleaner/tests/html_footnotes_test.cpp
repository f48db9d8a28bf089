// Marks of notes in the text, and the notes.
#include "page.hpp"

TEST_CASE("a mark that leads to a note changes no number and no word") {
  const CleanedPage r = page_with(
      "<p>The hall was shut in 1964<a href=#footnote-1>1</a> and sold in 1966.<sup><a href=#f2>2</a></sup> Nobody bid "
      "for the rails<sup><a href=#f3>3</a></sup> of it, for 40,<sup><a href=#f4>14</a></sup> as the book says.</p>");
  CHECK(r.has("in 1964\u00b9 and sold in 1966.\u00b2 Nobody bid for the rails\u00b3 of it, for 40,\u00b9\u2074 as"));
}

TEST_CASE("numbers that lead elsewhere or touch nothing are no marks of notes") {
  const CleanedPage r = page_with(
      "<p>The owners of the hall count <a href=#f1>12</a> machines, ($<a href=#f1>5</a>) and the town counts "
      "only<a href=/list>9</a> of them, as chapter <sup><a href=#f1>3</a></sup> of the report says.</p>");
  CHECK(r.has("count 12 machines, ($5) and the town counts only9 of them, as chapter 3 of"));
}

TEST_CASE("notes with their number beside them stay") {
  const std::string text =
      "<p>The fare was two pence<a id=r1 href=#n1>1</a> in the first year and three<a id=r2 href=#n2>2</a> later.</p>";
  const std::string note = "The parish book has it so.", number = "<a id=n1 href=#r1>1</a>";
  for (const std::string& notes :
       {"<div class=footnote>" + number + "<div class=footnote-content><p>" + note + "</p></div></div>",
        "<div id=footnotes><div class=footdef><sup>" + number + "</sup> <div><p>" + note + "</p></div></div></div>",
        "<dl class=footnote><dt>" + number + "</dt><dd><p>" + note + "</p></dd></dl>",
        "<p class=fussnote><a href=#r1 id=n1>[1]</a> " + note + "</p>"})
    CHECK_MESSAGE(page_with(text + notes, {}, model_by_words(10, -1500, 1500)).has(note), notes);
  CHECK(!page_with("<div class=footnote><p>Small print here.</p></div>", {}, model_by_words(10, -1500, 1500))
             .has("Small print"));
}
