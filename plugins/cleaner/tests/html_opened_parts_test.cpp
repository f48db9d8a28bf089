// Hidden parts that the reader can open where they stand.
#include "page.hpp"

namespace {

// Question and answer behind one another `times` times, each pair in `open` and `close`.
std::string questions(int times, const std::string& open, const std::string& label, const std::string& hidden,
                      const std::string& answer, const std::string& close) {
  std::string html;
  for (int n = 1; n <= times; ++n)
    html += open + label + "Question " + std::to_string(n) + " about the hall?" + hidden + answer + " It is answer " +
            std::to_string(n) + " of the office in the town.</div>" + close;
  return html;
}
const std::string answer =
    "Whoever wants to see the new hall may write to the office of the foundry, which leads people through it on the "
    "first day of each month.";

}  // namespace

TEST_CASE("answers that scripts open stay, in whatever elements, when several of one kind stand behind seen lines") {
  for (const std::string hidden :
       {"</div><div hidden>", "</div><div style='visibility: hidden' class=x1>", "</h3><div style='display:none'>",
        "</span><div class=body hidden>", "<div hidden>"}) {
    CAPTURE(hidden);
    const std::string tag = hidden[1] == '/' ? "<" + hidden.substr(2, hidden.find('>') - 1) : "";
    const CleanedPage r = page_with("<div>" + questions(4, "<div class=q>", tag, hidden, answer, "</div>") + "</div>");
    CHECK(r.has("answer 1 of"));
    CHECK(r.has("answer 4 of"));
  }
}

TEST_CASE("one hidden part, tips of a few words, dialogs and lists of links stay hidden") {
  const std::string label = "<div>", hidden = "</div><div hidden>";
  CHECK_FALSE(page_with(questions(2, "<div class=q>", label, hidden, answer, "</div>")).has("answer 2 of"));
  CHECK_FALSE(page_with(questions(4, "<div class=q>", label, hidden, "Ask them.", "</div>")).has("answer 2 of"));
  CHECK_FALSE(page_with(questions(4, "<div class=q>", label, "</div><div class=modal hidden>", answer, "</div>"))
                  .has("answer 2 of"));
  CHECK_FALSE(
      page_with(questions(4, "<div class=q>", label, "</div><div hidden><a href=/x>" + answer + "</a>", "", "</div>"))
          .has("answer 2 of"));
}

TEST_CASE("panels of tabs are text also where nothing in them is a sentence") {
  const CleanedPage r = page_with(
      "<div role=tablist><button role=tab>Hall</button><button role=tab>Wall</button></div>"
      "<div role=tabpanel><h3>The hall in figures</h3><ul><li>Forty metres long and twenty wide</li><li>Nine furnaces "
      "below the roof</li></ul></div>"
      "<div role=tabpanel hidden><h3>The wall in figures</h3><ul><li>Six metres high along the river</li><li>Paid for "
      "by the town and the owners</li></ul></div>",
      {}, model_by_words(1, 5000, 5000));
  CHECK(r.has("The wall in figures"));
  CHECK(r.has("Six metres high"));
  CHECK(r.has("Paid for by the town"));
}
