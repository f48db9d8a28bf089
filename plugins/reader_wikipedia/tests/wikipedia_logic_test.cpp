// Wikitext and pages of dumps. What the reader does with whole files: tests/readers.
#include <doctest/doctest.h>

#include <string>

#include "dump_page.hpp"
#include "wikitext.hpp"

using namespace docmill::wikipedia;

namespace {

std::string markdown(const std::string& wikitext) {
  std::string out = plain_wikitext(wikitext, {{"Datei", "Kategorie"}}, Form::markdown);
  if (out.ends_with('\n')) out.pop_back();
  return out;
}
std::string text(const std::string& wikitext) {
  std::string out = plain_wikitext(wikitext, {{"Datei", "Kategorie"}}, Form::text);
  if (out.ends_with('\n')) out.pop_back();
  return out;
}

}  // namespace

TEST_CASE("links become what they show; files and categories go") {
  CHECK(text("A [[mill]], a [[water mill|mill by a river]], [[:File:x.png|a file]], [[mill (grinding)|]].") ==
        "A mill, a mill by a river, a file, mill.");
  CHECK(text("[[File:a.png|thumb|A [[mill]] {{x}}]]Text[[Kategorie:Mühle]] [[Datei:b.jpg]][[de:Mühle]].") == "Text .");
  CHECK(text("See [https://example.org the page] and [https://example.org].") == "See the page and .");
  CHECK(text("a [b] c ]] d") == "a [b] c ]] d");
}

TEST_CASE("templates and tables go, also within each other; a few templates are what they show") {
  CHECK(text("One{{a|{{b}}|c={{d|[[e]]}}}} two.") == "One two.");
  CHECK(text("One\n{| class=x\n| a || {{b|}}\n|-\n{|\n| inner\n|}\n|}\ntwo") == "One\n\ntwo");
  CHECK(text("A {{lang|fr|moulin}} of {{convert|5|km|mi}}.") == "A moulin of 5 km.");
  CHECK(text("{{Infobox\n| a = [[b}}\nText") == "Text");
  CHECK(text("Mill ({{lang-de|x}}, {{y}}) and (; born 1900).") == "Mill and (born 1900).");
  CHECK(text("{{never closed\nText") == "never closed\nText");
}

TEST_CASE("comments, references and other tags go; nowiki keeps its marks") {
  CHECK(text("One<!-- no --><ref name=\"a\">no</ref><ref name=b /> two<br/>three <small>four</small> 1 < 2.") ==
        "One two\nthree four 1 < 2.");
  CHECK(text("<nowiki>[[a|b]] ''c''</nowiki> and <code>x[[1]]</code>") == "[[a|b]] ''c'' and x[[1]]");
  CHECK(text("<math>x^2</math>E<gallery>\nFile:a.png\n</gallery>F&nbsp;G &amp; H &lt;") == "EF G & H <");
  CHECK(markdown("a &lt;b&gt; &amp; c") == "a &lt;b&gt; &amp; c");
  CHECK(text("<ref>never closed. Text") == "never closed. Text");
  CHECK(text("__NOTOC__One __x__") == "One __x__");
}

TEST_CASE("code of several lines keeps its lines and indents; raised digits are such characters") {
  const std::string code =
      "a\n<syntaxhighlight lang=\"c\">\nint f( ) {\n\n  return __LINE__ + [[x]];\n}\n</syntaxhighlight>\nb";
  CHECK(markdown(code) == "a\n\n```\nint f( ) {\n\n  return __LINE__ + [[x]];\n}\n```\n\nb");
  CHECK(text(code) == "a\n\nint f( ) {\n\n  return __LINE__ + [[x]];\n}\n\nb");
  CHECK(text("<pre>\n one\n  two</pre>\n== Next ==\nc") == " one\n  two\n\nNext\n\nc");
  CHECK(text("a <syntaxhighlight inline>x[[1]]</syntaxhighlight> b") == "a x[[1]] b");
  CHECK(text("<nowiki>\n* a\n* b</nowiki>") == "* a\n* b");
  CHECK(text("First<nowiki>\nsecond</nowiki> word, <code>\nx</code>.") == "First\nsecond word,\nx.");
  CHECK(markdown("a<pre>\nx</pre>b") == "a\n\n```\nx\n```\n\nb");
  CHECK(text("a<source>x = 1</source>b<pre>\n</pre>c") == "a\n\nx = 1\n\nb\nc");
  CHECK(markdown("<pre>\na\n```\nb</pre>\nc") == "````\na\n```\nb\n````\n\nc");
  CHECK(markdown("<pre>a ````` b\nc</pre>") == "``````\na ````` b\nc\n``````");
  CHECK(markdown("\x1C\n''One''\x0E\n\x1C\n* two\x1Bs") == "*One*\n\n- twos");
  for (std::size_t at = 0; at < 20; ++at) {
    std::string page = "One\ttwo three\r\nfour";
    const std::string clean = markdown(page);
    CHECK(markdown(page.insert(at, 1, '\x0F')) == clean);
  }
  CHECK(text("== H ==\n<pre>a\nb</pre>") == "H\n\na\nb");
  CHECK(text("10<sup>6</sup>, 10<sup>&minus;12</sup>, x<sup>n</sup>, <sup>2</sup> H<sub>2</sub>O<sup/>") ==
        "10\u2076, 10\u207B\u00B9\u00B2, xn, \u00B2 H2O");
}

TEST_CASE("more templates that are what they show; terms and what they mean in one line") {
  CHECK(text("{{circa|1900}}, {{frac|1|2}}, {{frac|4}}, {{frac|2|1|2}}, {{val|5|u=kg}}, {{ill|Foo|de}}, {{circa}}.") ==
        "c. 1900, 1/2, 1/4, 2 1/2, 5, Foo, .");
  CHECK(text("He said:\n{{quote|A [[mill]].|Author}}\nso") == "He said:\n\nA mill.\n\nso");
  CHECK(text("He said:\n{{Quote|text=NAMED [[mill]].|author=X}}\nso") == "He said:\n\nNAMED mill.\n\nso");
  CHECK(text("a{{blockquote|1=One = two.|2=X}}b{{Zitat|Text=Drei.|Autor=X}}c{{cquote|quote = Four.}}d{{quote|a=b}}") ==
        "a\n\nOne = two.\n\nb\n\nDrei.\n\nc\n\nFour.\n\nd");
  const std::string words = std::string(1000, 'x') + " ", much = words + words + words + "end.";
  CHECK(text("{{quote|" + much + "|X}}") == much);
  CHECK(
      text("a {{nowrap|1=b = c}} {{lang|fr|2=moulin}} {{lang|code=fr|text=pont}} {{abbr|1=d|2=e}} {{frac|2=3|1=2}}") ==
      "a b = c moulin pont d 2/3");
  CHECK(markdown("; Mill : A house.\n; Term") == "**Mill**\nA house.\n**Term**");
}

TEST_CASE("headings, lists, bold and italics") {
  const std::string page =
      "'''Mill''' is a ''house''.\n\n== History ==\nOld.\n=== Early ===\n\n* one\n** two\n# three\n\n;Term\n:said\n\n"
      "== References ==\n{{reflist}}\n== See also ==\n* [[Bridge]]\n== Last ==\n";
  CHECK(markdown(page) ==
        "**Mill** is a *house*.\n\n## History\n\nOld.\n\n### Early\n\n- one\n  - two\n1. three\n\n**Term**\nsaid\n\n## "
        "See "
        "also\n\n- Bridge");
  CHECK(
      text(page) ==
      "Mill is a house.\n\nHistory\n\nOld.\n\nEarly\n\n- one\n  - two\n- three\n\nTerm\nsaid\n\nSee also\n\n- Bridge");
  CHECK(text("== a = b ==\nx") == "a = b\n\nx");
  CHECK(text("1 = 1\n=\n==\nx") == "1 = 1\n=\n==\nx");
  CHECK(markdown("''''a''' '''''b'''''") == "'**a** ***b***");
}

TEST_CASE("time grows with the text, whatever it is") {
  for (const char* piece : {"{{", "[[", "{|\n", "}}", "]]", "<ref>", "<!--", "'''", "== ", "(", "[http://x ", "<a", "&",
                            ": {|", "(,", "__A", "-"}) {
    std::string many;
    for (int i = 0; i < 200'000; ++i) many += piece;
    CHECK(markdown(many).size() <= many.size() * 2);
  }
  const std::pair<const char*, const char*> pairs[] = {{"[[a|", "]]"},      {"{{lang|fr|", "}}"},
                                                       {"{{quote|", "}}"},  {"{{quote|text=", "}}"},
                                                       {"[http://x ", "]"}, {"{|\n", "|}"}};
  for (const auto& [open, close] : pairs) {
    std::string many;
    for (int i = 0; i < 100'000; ++i) many += open;
    many += std::string(400'000, 'x');
    for (int i = 0; i < 100'000; ++i) many += close;
    CHECK(markdown(many).size() <= many.size() * 2);
  }
}

TEST_CASE("pages of a dump") {
  const std::string page =
      "<page>\n<title>A &amp; "
      "B</title>\n<ns>0</ns>\n<id>7</id>\n<revision>\n<id>8</id>\n<timestamp>2026-01-02T03:04:05Z"
      "</timestamp>\n<model>wikitext</model>\n<text bytes=\"3\" xml:space=\"preserve\">old</text></revision>"
      "<revision><id>9</id><text xml:space=\"preserve\">&lt;b&gt; &quot;x&quot;</text></revision></page>";
  const DumpPage parsed = parse_page(page);
  CHECK(parsed.title == "A & B");
  CHECK(parsed.page_id == "7");
  CHECK(parsed.revision_id == "9");
  CHECK(parsed.text == "<b> \"x\"");
  CHECK(parse_page_head(page).name_space == "0");
  CHECK_FALSE(parse_page_head(page).is_redirect);
  CHECK(parse_page_head(page).has_text);
  CHECK_FALSE(parse_page_head("<page><ns>0</ns><revision><text bytes=\"0\" /></revision></page>").has_text);
  CHECK_FALSE(parse_page_head("<page><ns>0</ns><revision><text></text></revision></page>").has_text);
  CHECK(parse_page_head("<page><ns>4</ns><redirect title=\"x\" /><revision>").is_redirect);
  CHECK(parse_page("<page><text/></page>").text.empty());
  CHECK(parse_page("").title.empty());
  const SiteInfo site = parse_site_info(
      "<mediawiki><siteinfo><dbname>dewiki</dbname><base>https://de.wikipedia.org/wiki/Start</"
      "base><namespaces><namespace "
      "key=\"6\" case=\"first-letter\">Datei</namespace><namespace key=\"14\">Kategorie</namespace></namespaces>");
  CHECK(site.name == "dewiki");
  CHECK(site.file_names == std::vector<std::string>{"Datei"});
  CHECK(site.category_names == std::vector<std::string>{"Kategorie"});
  CHECK(url_of(site.base_url, "Mühle am Bach?") == "https://de.wikipedia.org/wiki/M%C3%BChle_am_Bach%3F");
  CHECK(url_of("", "x").empty());
}
