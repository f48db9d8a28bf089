#include "html/parser.hpp"

#include <doctest/doctest.h>

#include "text_edits/character_references.hpp"

using namespace docmill::cleaner;

namespace {

// The tree in brackets: (p "text" (b "text")).
std::string shape(const std::string& source, HtmlLimits limits = {}) {
  HtmlTree tree;
  parse_html(source, limits, tree);
  std::string out;
  std::vector<uint32_t> ends;
  for (uint32_t i = 1; i < tree.nodes.size(); ++i) {
    while (!ends.empty() && ends.back() <= i) {
      out += ")";
      ends.pop_back();
    }
    const HtmlNode& n = tree.nodes[i];
    CHECK(n.start <= n.end);
    CHECK(n.end <= source.size());
    CHECK(n.subtree_end > i);
    CHECK(n.parent < i);
    if (n.tag == Tag::text) {
      out += "'" + source.substr(n.start, n.end - n.start) + "'";
    } else {
      std::size_t e = n.start + 1;
      if (source[e] == '/') ++e;  // </br>
      std::size_t stop = e;
      while (stop < n.end && source[stop] != ' ' && source[stop] != '>' && source[stop] != '/') ++stop;
      out += "(" + source.substr(e, stop - e);
      ends.push_back(n.subtree_end);
    }
  }
  for (std::size_t k = 0; k < ends.size(); ++k) out += ")";
  return out;
}

AttributeName name_of(std::string_view attribute) { return known_attribute(attribute).name; }

std::string decoded(std::string_view text) {
  std::string out;
  decode_character_references(text, out);
  return out;
}

}  // namespace

TEST_CASE("elements nest and know their texts") { CHECK(shape("<div>a<b>c</b>d</div>e") == "(div'a'(b'c')'d')'e'"); }

TEST_CASE("a paragraph ends where a block begins") {
  CHECK(shape("<p>a<p>b<div>c</div>") == "(p'a')(p'b')(div'c')");
  CHECK(shape("<p>a<b>b</b>c</p>d") == "(p'a'(b'b')'c')'d'");
}

TEST_CASE("list items, definitions, cells and rows end where the next begins") {
  CHECK(shape("<ul><li>a<li>b</ul>c") == "(ul(li'a')(li'b'))'c'");
  CHECK(shape("<ul><li>a<ul><li>b</ul><li>c</ul>") == "(ul(li'a'(ul(li'b')))(li'c'))");
  CHECK(shape("<dl><dt>a<dd>b<dt>c</dl>") == "(dl(dt'a')(dd'b')(dt'c'))");
  CHECK(shape("<table><tr><td>a<td>b<tr><td>c</table>d") == "(table(tr(td'a')(td'b'))(tr(td'c')))'d'");
}

TEST_CASE("end tags without a start are passed over") {
  CHECK(shape("a</div>b</p>c</b>d") == "'a''b''c''d'");
  CHECK(shape("<div>a</span>b</div>") == "(div'a''b')");
}

TEST_CASE("the end of a heading ends any other, and so does the start of one") {
  CHECK(shape("<h2>a</h3>b") == "(h2'a')'b'");
  CHECK(shape("<h2>a<h3>b</h3>c") == "(h2'a')(h3'b')'c'");
  CHECK(shape("a</h2>b") == "'a''b'");
}

TEST_CASE("the end of an item does not leave the list inside of it") {
  CHECK(shape("<ul><li>a<ul>b</li>c</ul>d</ul>") == "(ul(li'a'(ul'b''c')'d'))");
}

TEST_CASE("a button holds what is in it, not what comes behind") {
  CHECK(shape("<div><button>a</div>b") == "(div(button'a'))'b'");
  CHECK(shape("<p><button>a</p>b") == "(p(button'a''b'))");
  CHECK(shape("<button>a<button>b") == "(button'a')(button'b')");
}

TEST_CASE("an end tag does not leave its cell, nor an inline one its block") {
  CHECK(shape("<div><table><tr><td>a</div>b</td></tr></table></div>") == "(div(table(tr(td'a''b'))))");
  CHECK(shape("<b><p>a</b>b</p>c") == "(b(p'a''b')'c')");
}

TEST_CASE("void elements have no content") { CHECK(shape("a<br>b<img src=x>c<hr/>d") == "'a'(br)'b'(img)'c'(hr)'d'"); }

TEST_CASE("script, style and title hold raw text") {
  CHECK(shape("<script>if (a<b) '</p>'</script>x") == "(script'if (a<b) '</p>'')'x'");
  CHECK(shape("<title>a <b> c</TITLE>x") == "(title'a <b> c')'x'");
  CHECK(shape("<style>p{}") == "(style'p{}')");
}

TEST_CASE("comments, doctype, processing instructions and CDATA are no text") {
  CHECK(shape("<!doctype html>a<!-- <p> -->b<?php x ?>c<!-->f") == "'a''b''c''f'");
  CHECK(shape("<svg><![CDATA[ d > ]]></svg>e") == "(svg)'e'");
  // In HTML it is a comment up to the next ">": a page that forgets the end is not lost.
  CHECK(shape("a<![CDATA[<b>c") == "'a''c'");
  CHECK(shape("a<!-- never ends <p>b") == "'a'");
}

TEST_CASE("a bare less-than sign is text") { CHECK(shape("a < b <3 c") == "'a ''< b ''<3 c'"); }

TEST_CASE("a tag that the file ends in is dropped") { CHECK(shape("a<p class='x") == "'a'"); }

TEST_CASE("quotes in attributes hide the end of the tag") {
  CHECK(shape("<p title='a>b'>c") == "(p'c')");
  CHECK(shape("<p title=a\"b>c") == "(p'c')");
}

TEST_CASE("what belongs in the body leaves the head") {
  CHECK(shape("<html><head><title>t</title><p>a") == "(head(title't'))(p'a')");
  CHECK(shape("<head><meta x>text") == "(head(meta))'text'");
}

TEST_CASE("text knows whether a link is open") {
  HtmlTree tree;
  parse_html("a<a href=x>b<i>c</i></a>d", {}, tree);
  std::string links;
  for (const HtmlNode& n : tree.nodes)
    if (n.tag == Tag::text) links += n.in_link ? '1' : '0';
  CHECK(links == "0110");
}

TEST_CASE("elements of svg may close themselves") {
  CHECK(shape("<svg><path d='x'/><g/></svg>a") == "(svg(path)(g))'a'");
  CHECK(shape("<svg><path d='x'><p>a</p>b") == "(svg(path))(p'a')'b'");
  CHECK(shape("<svg><foreignObject><p>a</p></foreignObject></svg>b") == "(svg(foreignObject(p'a')))'b'");
}

TEST_CASE("deep nesting is cut at the limit, and the text stays") {
  HtmlLimits limits;
  limits.depth = 20;
  std::string source;
  for (int i = 0; i < 100000; ++i) source += "<div>";
  source += "deep";
  for (int i = 0; i < 100000; ++i) source += "</div>";
  source += "after";
  HtmlTree tree;
  parse_html(source, limits, tree);
  CHECK(tree.too_deep);
  CHECK(tree.nodes.size() < 30);
  CHECK(tree.nodes.back().parent == 0);
}

TEST_CASE("the number of nodes is cut at the limit") {
  HtmlLimits limits;
  limits.nodes = 100;
  std::string source;
  for (int i = 0; i < 10000; ++i) source += "<p>x";
  HtmlTree tree;
  parse_html(source, limits, tree);
  CHECK(tree.too_many);
  CHECK(tree.nodes.size() <= 200);
}

TEST_CASE("hostile pages take linear time") {
  std::string siblings, attributes = "<p ", ends, opens, quotes = "<p a=";
  for (int i = 0; i < 200000; ++i) {
    siblings += "<b>x";
    attributes += "a=b ";
    ends += "</x>";
    opens += "<x>";
    quotes += "\" ";
  }
  for (const std::string& source : {siblings, attributes + ">", opens + ends, opens + siblings + ends, quotes,
                                    std::string(1000000, '<'), std::string(1000000, '&'), opens + "<table>" + ends}) {
    HtmlTree tree;
    parse_html(source, {}, tree);
    CHECK(tree.nodes.size() <= 4000000);
  }
}

TEST_CASE("attributes are found by name, whatever their quotes") {
  const std::string source = "<p ID=one class = \"two  three\" data-x='4&amp;5' checked title=six/>";
  HtmlTree tree;
  parse_html(source, {}, tree);
  std::string value;
  CHECK((attribute(source, tree, 1, AttributeName::id, value) && value == "one"));
  CHECK((attribute(source, tree, 1, AttributeName::class_, value) && value == "two  three"));
  CHECK((rare_attribute(source, tree, 1, "data-x", value) && value == "4&5"));
  CHECK((rare_attribute(source, tree, 1, "checked", value) && value.empty()));
  CHECK((attribute(source, tree, 1, AttributeName::title, value) && value == "six/"));
  CHECK_FALSE(attribute(source, tree, 1, AttributeName::href, value));
  CHECK_FALSE(rare_attribute(source, tree, 1, "href", value));
}

TEST_CASE("every name that is told apart is known in whatever case, and no other") {
  CHECK(name_of("class") == AttributeName::class_);
  CHECK(name_of("HREF") == AttributeName::href);
  CHECK(known_attribute("href").small);
  CHECK_FALSE(known_attribute("hRef").small);
  CHECK(name_of("data-bs-toggle") == AttributeName::data_bs_toggle);
  CHECK(name_of("type") == AttributeName::type);
  CHECK(name_of("data-publish-time") == AttributeName::day);
  for (const std::string_view other : {"", "c", "classs", "klass", "data-updated-time", "data-time-zone", "Data-time",
                                       "a-name-that-is-longer-than-all-that-are-known"})
    CHECK(name_of(other) == AttributeName::other);
}

// Where tags end and what their attributes are, as two passes of the plainest kind find it.
TEST_CASE("one pass over a tag finds what two passes find, whatever is in it") {
  const auto end_of_tag = [](const std::string& page) {
    std::size_t i = page.find_first_of(" \n/>", 1);
    for (; i < page.size() && page[i] != '>'; ++i) {
      if (page[i] != '"' && page[i] != '\'') continue;
      const std::size_t before = page.find_last_not_of(" \n", i - 1);
      if (page[before] != '=') continue;
      i = page.find(page[i], i + 1);
      if (i == std::string::npos) return i;
    }
    return i < page.size() ? i + 1 : std::string::npos;
  };
  constexpr std::string_view pieces[] = {" ", "\n", "/", "=", "\"", "'", ">", "a", "id", "class=", "=\"", "\"", "é"};
  uint32_t random = 1;
  for (int round = 0; round < 20000; ++round) {
    std::string page = "<p";
    for (int k = 0; k < 14; ++k) {
      random = random * 1664525u + 1013904223u;
      page += pieces[(random >> 16) % std::size(pieces)];
    }
    CAPTURE(page);
    HtmlTree tree;
    parse_html(page, {}, tree);
    const std::size_t end = end_of_tag(page);
    if (end == std::string::npos) {
      CHECK(tree.nodes.size() == 1);
      continue;
    }
    REQUIRE(tree.nodes.size() >= 2);
    CHECK(tree.nodes[1].end == end);
    std::vector<std::string> found, wanted;
    for (const HtmlAttribute& a : tree.attributes_of(1))
      found.push_back(std::to_string(static_cast<int>(a.name)) + std::string(a.value(page)));
    for_each_attribute(std::string_view(page).substr(0, end), 200, [&](std::string_view name, std::string_view value) {
      if (name_of(name) != AttributeName::other)
        wanted.push_back(std::to_string(static_cast<int>(name_of(name))) + std::string(value));
    });
    CHECK(found == wanted);
  }
}

TEST_CASE("character references by name, with and without a semicolon") {
  CHECK(decoded("a &amp; b &lt;&gt; &copy; &eacute;&nbsp;&hellip;") == "a & b <> \u00a9 \u00e9\u00a0\u2026");
  CHECK(decoded("&ampx &copy2024 &notit; &notin;") == "&x \u00a92024 \u00acit; \u2209");
  CHECK(decoded("&NotEqualTilde;") == "\u2242\u0338");
  CHECK(decoded("&CounterClockwiseContourIntegral;") == "\u2233");
}

TEST_CASE("character references by number") {
  CHECK(decoded("&#65;&#x42;&#X43&#8217;") == "ABC\u2019");
  CHECK(decoded("&#146;&#150;") == "\u2019\u2013");  // Windows-1252, as browsers read it
  CHECK(decoded("&#0;&#xD800;&#1114112;&#99999999999999;") == "\ufffd\ufffd\ufffd\ufffd");
}

TEST_CASE("what is no reference stays as it is") {
  for (const char* text : {"&", "a & b", "&;", "&#;", "&#x;", "&unknown;", "&a", "AT&T"}) CHECK(decoded(text) == text);
}
