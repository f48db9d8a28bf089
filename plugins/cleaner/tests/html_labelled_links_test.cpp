// Lines amid the prose of an article that lead to another one.
#include "page.hpp"

TEST_CASE("a label and a link between two paragraphs of prose lead to another article") {
  const auto page = [](const std::string& line) {
    return clean_page("<body><main><h1>The foundry</h1>" + as_paragraphs(page_text) + line +
                      as_paragraphs("The last hall will be built of brick, as the first was, and nobody knows when "
                                    "that will be, as the river is high.") +
                      "</main></body>");
  };
  for (const char* line : {"<p><strong>Lue my\u00f6s:</strong> <a href=/x>Hirvi palaa taas pohjoiseen</a></p>",
                           "<p>&gt;&gt; Compare: <a href=/x>Two kilns for a small hall</a></p>",
                           "<p><b>Elsewhere |</b> <em><a href=/x>Two kilns for a small hall</a></em></p>"}) {
    CAPTURE(line);
    CHECK(page(line).text == page("").text);
  }
  for (const char* line : {"<p>The report says: <a href=/x>two kilns are enough for the hall</a>.</p>",
                           "<p>Of the hall: <a href=/x>a plan of the kilns</a> and its roof</p>"}) {
    CAPTURE(line);
    CHECK_FALSE(page(line).lists("labelled-link"));
  }
}
