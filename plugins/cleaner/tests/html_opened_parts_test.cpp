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

TEST_CASE("a button that names what it opens opens no other part, unless its id is within that or nowhere") {
  const auto opened = [&](const std::string& ids, const std::string& part, const std::string& elsewhere) {
    const std::string pair = "<button aria-controls='" + ids + "'>May one see the hall?</button>";
    return page_with(elsewhere + pair + "<div hidden" + part + answer + "</div></div>").has("first day of each month");
  };
  CHECK(opened("a1", "><div id=a1>", ""));
  CHECK(opened("a1", "><div>", ""));
  CHECK(opened("b1 b2", "><div id=b2>", "<div id=b1>The wall</div>"));
  CHECK(opened("b1 b2", " id=b2><div>", "<div id=b1>The wall</div>"));
  CHECK_FALSE(opened("a1", "><div>", "<div id=a1>The wall</div>"));
  CHECK_FALSE(opened("b1\nb2", " id=b3><div>", "<div id=b2>The wall</div>"));
}

TEST_CASE("each of several ids that a button names is opened, wherever it stands") {
  for (const std::string names :
       {"aria-controls='b1 b2'", "aria-controls=\" b1\n b2\"", "data-target='#b1 #b2'", "data-bs-target=#b2"}) {
    CAPTURE(names);
    const CleanedPage r = page_with("<button " + names + ">May one see the hall?</button><p>On the first floor.</p>" +
                                    "<div id=b2 hidden><p>" + answer + "</p></div>");
    CHECK(r.has("first day of each month"));
  }
}

TEST_CASE("what a button opens about cookies that are baked is text") {
  const auto opened = [&](const std::string& name, const std::string& more) {
    return page_with("<button aria-controls=a1>How are they baked?</button><div id=a1 hidden class=" + name + "><p>" +
                     answer + "</p>" + more + "</div>")
        .has("first day of each month");
  };
  CHECK(opened("cookie-recipe", ""));
  CHECK(opened("recipe", ""));
  CHECK_FALSE(opened("cookie-recipe", "<button>Accept</button>"));
  CHECK_FALSE(opened("cookie-notice", ""));
  CHECK_FALSE(opened("cookies", ""));
}
