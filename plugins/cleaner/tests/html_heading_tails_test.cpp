// Signs, links and buttons in a heading that are no words of it.
#include "page.hpp"

namespace {

const std::string prose =
    "<p>The carpenters of the valley have built sledges for two hundred years, and they sell them to the towns "
    "below.</p>";

// A page whose second part has the heading.
CleanedPage with_heading(const std::string& heading) { return page_with(heading + prose); }

}  // namespace

TEST_CASE("what edits, copies or links to a heading is no word of it") {
  for (const char* tail :
       {"<span class=mw-editsection>[<a href='/e'>Bearbeiten</a><span> | </span><a href='/q'>Quelltext "
        "bearbeiten</a>]</span>",
        "<span>[<a href='/e'>edit</a>]</span>", " <small>[<a href='/e'>muuda</a>]</small>",
        " <a href='#x'>[Inhalt]</a>", " <a href='#top'>Back to top</a>", " <a href='#toc'>^ contents</a>",
        "<a href='#s'> &para;</a>", "<a href='#s'>##</a>", "<a href='#s'>&#35;</a>", "<a href='/page#s'>Copy link</a>",
        "<a href='#s'><svg><title>Link</title></svg>\u00b6</a>", "<a class='x permalink' href='/p'>Permalink</a>",
        " <button type=button>Copy link to this part</button>", " <button aria-expanded=true>Collapse</button>"}) {
    CAPTURE(tail);
    const CleanedPage r = with_heading("<h2 id=s>Sledge makers" + std::string(tail) + "</h2>");
    CHECK(r.has("\n\nSledge makers\n\n"));
  }
  CHECK(with_heading("<h2><span id=s>Sledge makers</span><a href='#s'>link</a></h2>").has("\n\nSledge makers\n\n"));
}

TEST_CASE("a link in brackets behind a heading is no text") {
  CHECK_FALSE(with_heading("<h2>Sledge makers</h2><span>[<a href='/e'>edit</a>]</span>").has("edit"));
  CHECK(with_heading("<h2>Sledge makers</h2><p>[<a href='/e'>edit</a>] is what one may do here</p>").has("edit"));
}

TEST_CASE("a heading that links to its own place, or back to the contents, is as sure as one without a link") {
  // Headings of links go.
  docmill::cleaner::BlockModel model;
  REQUIRE_FALSE(model.read("block\ttree\tlinks>=500\t3000 -6000\n"));
  const auto page = [&](const std::string& heading) {
    return page_with("<div>" + heading + "</div>" + as_paragraphs(page_text), {}, model);
  };
  CHECK(page("<h2 id=s><a href='#s'>Sledge makers</a></h2>").has("Sledge makers"));
  CHECK(page("<h2><a class=toc-backref href='#id3'>Sledge makers</a></h2>").has("Sledge makers"));
  CHECK_FALSE(page("<h2><a href='/s'>Sledge makers</a></h2>").has("Sledge makers"));
}

TEST_CASE("links and buttons that are the words of a heading stay") {
  for (const char* heading :
       {"<h2 id=s><a href='#s'>Sledge makers</a></h2>", "<h2 id=s><a class=headerlink href='#s'>Sledge makers</a></h2>",
        "<h2>Sledge <a href='/makers'>makers</a></h2>", "<h2>Sledge <a href='#makers'>makers</a></h2>",
        "<h2><span>[<a href='/s'>Sledge makers</a>]</span></h2>",
        "<h2><button aria-expanded=false>Sledge makers</button></h2>"}) {
    CAPTURE(heading);
    CHECK(!with_heading(heading).lists("not-seen"));
  }
  CHECK(with_heading("<h2><button aria-expanded=false>Sledge makers</button></h2>").has("Sledge makers"));
  CHECK(with_heading("<h3>FAQ: <button aria-expanded=true>Who makes the sledges?</button></h3>")
            .has("FAQ: Who makes the sledges?"));
}

TEST_CASE("what edits a part goes from the end of its heading as bare text, too") {
  for (const char* heading :
       {"<h2>Sledge makers [edit]</h2>", "<h2>Sledge makers[Bearbeiten | Quelltext bearbeiten]</h2>",
        "<h3>Sledge makers [ править | править код ]</h3>", "<h2>Sledge makers[編集]</h2>"}) {
    CAPTURE(heading);
    CHECK(with_heading(heading).has("\n\nSledge makers\n\n"));
  }
  CHECK(with_heading("<h2>Sledge makers [1904]</h2>").has("Sledge makers [1904]"));
}

TEST_CASE("between the words of a term and the mark that links to it, a bracketed link is none of them") {
  CHECK(page_with("<dl><dt id=f>open_chart(path)<a href='/code'><span>[source]</span></a><a class=headerlink "
                  "href='#f'>\u00b6</a></dt><dd>Opens the chart at the given path and checks its soundings.</dd></dl>",
                  {}, model_by_words(3, -2000, 5000))
            .has("open_chart(path)\n"));
}
