// Pages whose article stands in JSON-LD alone, for scripts to show.
#include "main_content/json_ld_body.hpp"

#include <doctest/doctest.h>

#include "page.hpp"

using namespace docmill::cleaner;

namespace {

std::string written(const std::string& source) {
  EditList edits;
  write_json_string(source, 0, static_cast<uint32_t>(source.size()), {}, edits);
  CHECK(problem_with(source, edits) == "");
  std::string text;
  apply(source, edits, text);
  return text;
}

// `text` as a string of JSON, blank lines as its escapes.
std::string as_json(const std::string& text) {
  std::string json;
  for (const char c : text) {
    if (c == '\n') json += "\\n";
    else if (c == '"') json += "\\\"";
    else json += c;
  }
  return json;
}

std::string page(const std::string& body, const std::string& elements) {
  return "<html><head><title>The foundry</title><script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", "
         "\"headline\": \"The foundry\", \"articleBody\": \"" +
         as_json(body) + "\"}</script></head><body>" + elements + "</body></html>";
}

}  // namespace

TEST_CASE("an article that only JSON-LD has is the text, and what the elements hold is listed") {
  const CleanedPage r = clean_page(page(page_text, "<div id=\"app\"><p>Loading the story, please wait.</p></div>"));
  CHECK(r.text == page_text);
  CHECK(r.lists("Loading the story"));
  CHECK(r.article.title == "The foundry");
}

TEST_CASE("where elements have the article they are the text") {
  const CleanedPage r =
      clean_page(page("Something else. " + page_text, "<article>" + as_paragraphs(page_text) + "</article>"));
  CHECK(r.text == page_text);
}

TEST_CASE("escapes and references of a string are read") {
  CHECK(written(R"(He said \"no\" \/ yes\\no)") == R"(He said "no" / yes\no)");
  CHECK(written(R"(caf\u00e9 \ud83d\ude00 R&amp;D)") == "café 😀 R&D");
  CHECK(written(R"(one\ntwo\r\n\r\nthree\tfour)") == "one\n\ntwo\n\nthree four");
  CHECK(written(R"(odd \x \u12 \ud83d end)") == "odd \\x \\u12 \uFFFD end");
  CHECK(written("end \\") == "end \\");
}

TEST_CASE("a string is found by the member that has it and by what it says") {
  const std::string script = R"({"articleBody" : "other", "x": {"articleBody":"a\u00e9\"b"}})";
  CHECK(find_json_string(script, "articleBody", "aé\"b") == R"(a\u00e9\"b)");
  CHECK(find_json_string(script, "articleBody", "none") == "");
  CHECK(find_json_string(R"({"articleBody":)", "articleBody", "") == "");
}

TEST_CASE("markup within the string is read, however its brackets are written") {
  CHECK(written("<p>one</p>\\n<p class='x'>two <b>three</b><br/>four</p>") == "one\n\ntwo three\nfour");
  CHECK(written("&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;") == "one\n\ntwo");
  CHECK(written("\\u003cp\\u003eone\\u003c/p\\u003e\\u003ch2\\u003etwo\\u003c\\/h2\\u003e") == "one\n\ntwo");
  CHECK(written("a < b and 3 <4, c > d, <, <3") == "a < b and 3 <4, c > d, <, <3");
  CHECK(written("<p without an end") == "<p without an end");
}

TEST_CASE("brackets of prose within the string are no tags") {
  for (const char* text :
       {"Write to Ada <ada@x.org> today", "a vector<int> holds", "if a<b and c>d", "see <https://a.example/b>",
        "a<a@b.example>", "p <p (c=d)> q", "<b and <i>", "the <a/b> path", "an end </p of it> all", "</>", "<a"}) {
    CAPTURE(text);
    std::string escaped;
    for (const char* c = text; *c != 0; ++c)
      if (*c == '<') escaped += "\\u003c";
      else escaped += *c;
    std::string referred;
    for (const char* c = text; *c != 0; ++c)
      if (*c == '<') referred += "&lt;";
      else if (*c == '>') referred += "&gt;";
      else referred += *c;
    const std::string expected = std::string(text) == "<b and <i>" ? "<b and" : text;
    CHECK(written(text) == expected);
    CHECK(written(escaped) == expected);
    CHECK(written(referred) == text);
  }
}

TEST_CASE("references to brackets are for readers, unless the whole markup is escaped") {
  CHECK(written("Use &lt;div&gt; here") == "Use <div> here");
  CHECK(written("Use &lt;div&gt;&lt;/div&gt; or &lt;br&gt; here") == "Use <div></div> or <br> here");
  CHECK(written("<p>Use &lt;div&gt; here</p><p>&lt;b&gt;</p>") == "Use <div> here\n\n<b>");
  CHECK(written("One.&lt;br /&gt;&lt;br&gt;Two &lt;b&gt;three&lt;/b&gt; four") == "One.\nTwo three four");
  CHECK(written("&lt;p class=&quot;a&quot;&gt;one&lt;/p&gt;\\n&lt;p&gt;two&lt;/p&gt; ") == "one\n\ntwo");
}

TEST_CASE("the attributes of tags within the string go with them, whatever they hold") {
  CHECK(written("one <img alt=\\\"a > b &lt; c\\\" hidden data-x src='" + std::string(2000, 'x') + "'> two") ==
        "one two");
  CHECK(written("<P CLASS=x\\n>one</P\\n><mark>two</mark><o:p></o:p><H2 >three</H2>") == "one\n\ntwo\n\nthree");
}
