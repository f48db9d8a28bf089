// What becomes of the paragraphs, lists, tables and notes of a document, and what is said of broken ones.
#include <doctest/doctest.h>

#include <string>

#include "html_builder.hpp"
#include "tests/office_bodies.hpp"

using namespace docmill::office;

namespace {

std::string item(int level, const std::string& text) {
  return paragraph(text, "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"2\"/></w:numPr>");
}

}  // namespace

TEST_CASE("docx: headings by style, by a style based on one, and by level") {
  CHECK(body_of_docx(paragraph("One", "<w:pStyle w:val=\"berschrift1\"/>") +
                     paragraph("Two", "<w:pStyle w:val=\"Own\"/>") + paragraph("Three", "<w:outlineLvl w:val=\"2\"/>") +
                     paragraph("Text") + paragraph("")) == "<h1>One</h1>\n<h1>Two</h1>\n<h3>Three</h3>\n<p>Text</p>\n");
}

TEST_CASE("docx: emphasis, links, breaks, and what HTML would take for its own") {
  CHECK(body_of_docx("<w:p><w:r><w:t>a &lt;b&gt; &amp; </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r><w:r>"
                     "<w:rPr><w:b w:val=\"0\"/><w:i/></w:rPr><w:t>it</w:t><w:br/><w:t>al</w:t></w:r></w:p>") ==
        "<p>a &lt;b&gt; &amp; <strong>bold</strong><em>it</em><br><em>al</em></p>\n");
  CHECK(body_of_docx("<w:p><w:hyperlink r:id=\"r7\"><w:r><w:t>there</w:t></w:r></w:hyperlink><w:hyperlink "
                     "w:anchor=\"x\"><w:r><w:t> here</w:t></w:r></w:hyperlink></w:p>") ==
        "<p><a href=\"https://example.org/?a=1&amp;b=2\">there</a> here</p>\n");
}

TEST_CASE("docx: a paragraph whose end was deleted goes on in the next one, where there is one") {
  const auto paragraph = [](const char* said, const char* end) {
    return "<w:p><w:pPr><w:rPr>" + std::string(end) + "</w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">" + said +
           "</w:t></w:r></w:p>";
  };
  const std::string first = paragraph("The mill ", "<w:del w:id=\"1\"/>"), second = paragraph("grinds.", "");
  CHECK(body_of_docx(first + second + second) == "<p>The mill grinds.</p>\n<p>grinds.</p>\n");
  CHECK(body_of_docx(first + first + paragraph("x", "<w:moveFrom/>") + second) ==
        "<p>The mill The mill xgrinds.</p>\n");
  CHECK(body_of_docx(first + "<w:bookmarkEnd w:id=\"2\"/><w:commentRangeEnd w:id=\"3\"/>" + second) ==
        "<p>The mill grinds.</p>\n");
  CHECK(body_of_docx(first) == "<p>The mill </p>\n");
  const std::string table = body_of_docx(first + "<w:tbl><w:tr><w:tc>" + first + "</w:tc></w:tr></w:tbl>" + second);
  CHECK(table.starts_with("<p>The mill </p>\n<table>"));
  CHECK(table.ends_with("</table>\n<p>grinds.</p>\n"));
}

TEST_CASE("docx: what was deleted, moved away or hidden, field codes and contents are out; what was inserted is in") {
  CHECK(
      body_of_docx("<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
                   "<w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden"
                   "</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>" +
                   paragraph("Chapter 1 ... 7", "<w:pStyle w:val=\"TOC1\"/>")) == "<p>new</p>\n");
}

TEST_CASE("docx: equations are text in one line, without what was deleted from them") {
  const auto r = [](const std::string& text) { return "<m:r><m:rPr/><w:rPr/><m:t>" + text + "</m:t></m:r>"; };
  const auto in = [](const std::string& tag, const std::string& inside) {
    return "<m:" + tag + ">" + inside + "</m:" + tag + ">";
  };
  const auto text_of = [&](const std::string& math) {
    const std::string body = body_of_docx("<w:p><w:r><w:t>is </w:t></w:r>" + in("oMath", math) + "</w:p>");
    REQUIRE(body.starts_with("<p>is "));
    return body.substr(6, body.size() - 6 - 5);
  };
  const std::string sum = r("a") + r("+") + r("b");
  CHECK(text_of(in("sSup", in("sSupPr", in("ctrlPr", "")) + in("e", r("x")) + in("sup", r("2")))) == "x^2");
  CHECK(text_of(in("sSub", in("e", r("x")) + in("sub", r("n-1")))) == "x_(n-1)");
  CHECK(text_of(in("sSubSup", in("e", sum) + in("sub", r("i")) + in("sup", r("10")))) == "(a+b)_i^10");
  CHECK(text_of(in("f", in("num", sum) + in("den", r("c")))) == "(a+b)/c");
  CHECK(text_of(in("rad", in("deg", "") + in("e", sum))) == "\xE2\x88\x9A(a+b)");
  CHECK(text_of(in("rad", in("deg", r("3")) + in("e", r("\xCF\x80")))) == "3 \xE2\x88\x9A\xCF\x80");
  CHECK(text_of(r("f") + in("d", in("e", r("x")) + in("e", r("y")))) == "f(x|y)");
  CHECK(text_of(in("d", in("dPr", "<m:begChr m:val=\"[\"/><m:endChr m:val=\"\"/>") + in("e", r("x")))) == "[x");
  CHECK(text_of(in("nary", in("naryPr", "<m:chr m:val=\"S\"/>") + in("sub", r("i=1")) + in("sup", r("n")) +
                               in("e", r("i")))) == "S_(i=1)^n i");
  CHECK(text_of(in("func", in("fName", r("sin")) + in("e", r("x")))) == "sin x");
  CHECK(text_of(in("m", in("mr", in("e", r("1")) + in("e", r("2"))) + in("mr", in("e", r("3")) + in("e", r("4"))))) ==
        "1 2; 3 4");
  CHECK(text_of(in("func", in("fName", in("limLow", in("e", r("lim")) + in("lim", r("x\xE2\x86\x92"
                                                                                    "0")))) +
                               in("e", r("f")))) ==
        "lim_(x\xE2\x86\x92"
        "0) f");
  CHECK(text_of(in("limUpp", in("e", r("=")) + in("lim", r("def")))) == "=^def");
  CHECK(text_of(in("limUpp", in("e", r("x")) + in("lim", r("~")))) == "x\u0303");
  CHECK(text_of(in("acc", in("e", r("x")))) == "x\u0302");
  CHECK(text_of(in("acc", in("accPr", "<m:chr m:val=\"\u20D7\"/>") + in("e", r("AB")))) == "(AB)\u20D7");
  CHECK(text_of(in("acc", in("accPr", "<m:chr m:val=\"\u23DE\"/>") + in("e", r("AB")))) == "AB");
  CHECK(text_of(in("bar", in("barPr", "<m:pos m:val=\"top\"/>") + in("e", sum))) == "(a+b)\u0305");
  CHECK(text_of(in("bar", in("e", r("x")))) == "x\u0332");
  CHECK(text_of(in("sPre", in("sub", r("6")) + in("sup", r("14")) + in("e", r("C")))) == "_6^14 C");
  CHECK(text_of(in("d", in("e", in("f", in("fPr", "<m:type m:val=\"noBar\"/>") + in("num", r("n")) +
                                            in("den", r("k")))))) == "(n\xC2\xA6k)");
  CHECK(text_of("<mc:AlternateContent><mc:Choice>" + r("q") + "</mc:Choice><mc:Fallback>" + r("q") +
                "</mc:Fallback></mc:AlternateContent>") == "q");
  // A sign is one character, though it comes again with each part.
  CHECK(text_of(in("d", in("dPr", "<m:sepChr m:val=\"\xE2\x88\xA3;;;;\"/><m:begChr m:val=\"[[\"/>") + in("e", r("x")) +
                            in("e", r("y")) + in("e", r("z")))) == "[x\xE2\x88\xA3y\xE2\x88\xA3z)");
  CHECK(text_of(r("a") + "<w:del>" + r("b") + "</w:del>" + in("box", in("e", r("&lt;c")))) == "a&lt;c");
  CHECK(body_of_docx("<w:p>" + in("oMathPara", in("oMath", r("y"))) + "</w:p>") == "<p>y</p>\n");
}

TEST_CASE("docx: lists within lists") {
  CHECK(body_of_docx(item(0, "a") + item(1, "b") + item(1, "c") + item(0, "d") + paragraph("e")) ==
        "<ol><li>a<ul><li>b</li>\n<li>c</li></ul>\n</li>\n<li>d</li></ol>\n<p>e</p>\n");
  CHECK(body_of_docx(item(1, "deep at once")) == "<ul><li><ul><li>deep at once</li></ul>\n</li></ul>\n");
}

TEST_CASE("docx: tables, text boxes, notes") {
  CHECK(body_of_docx("<w:tbl><w:tr><w:tc>" + paragraph("a") + "</w:tc><w:tc>" + paragraph("b") + paragraph("c") +
                     "</w:tc></w:tr></w:tbl>") ==
        "<table>\n<tr><td>a</td><td><p>b</p>\n<p>c</p>\n</td></tr>\n</table>\n");
  CHECK(body_of_docx(
            "<w:p><w:r><w:t>x</w:t><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>" + paragraph("boxed") +
            "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + paragraph("boxed") +
            "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>") == "<p>x</p>\n<p>boxed</p>\n");
  const Document d = read_in_full(
      docx_file("<w:p><w:r><w:t>x</w:t><w:footnoteReference w:id=\"3\"/><w:footnoteReference w:id=\"9\"/></w:r></w:p>")
          .whole());
  CHECK(d.body == "<p>x<sup>[1]</sup></p>\n");
  REQUIRE(d.notes.size() == 1);
  CHECK(d.notes[0] == "<p>The note.</p>\n");
  CHECK(html_page("T", "en", d.body, d.notes) ==
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>T</title></head>\n<body><article>\n"
        "<p>x<sup>[1]</sup></p>\n<hr>\n<p>[1] The note.</p>\n</article></body></html>\n");
}

TEST_CASE("docx and odt: properties") {
  const Properties p = read_in_full(docx_file(paragraph("x")).whole()).properties;
  CHECK(p.title == "A title & more");
  CHECK(p.author == "A. Writer");
  CHECK(p.created == "2026-01-02T03:04:05Z");
  CHECK(p.language == "en-GB");
  const Properties q = read_in_full(odt_file("<text:p>x</text:p>").whole()).properties;
  CHECK(q.title == "An ODT");
  CHECK(q.author == "B. Writer");
  CHECK(q.language == "de-AT");
}

TEST_CASE("odt: headings, emphasis, blanks, links, notes") {
  CHECK(body_of_odt("<text:p text:style-name=\"P1\">Title</text:p><text:h text:outline-level=\"2\">Two</text:h>"
                    "<text:p>a<text:s text:c=\"2\"/>b <text:span text:style-name=\"T1\">bold</text:span> <text:a "
                    "xlink:href=\"https://example.org/\">there</text:a><text:line-break/>on</text:p>") ==
        "<h1>Title</h1>\n<h2>Two</h2>\n<p>a  b <strong>bold </strong><a "
        "href=\"https://example.org/\">there</a><br>on</p>\n");
  const Document d =
      read_in_full(odt_file("<text:p>x<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                            "<text:p>Note.</text:p></text:note-body></text:note></text:p>")
                       .whole());
  CHECK(d.body == "<p>x<sup>[1]</sup></p>\n");
  CHECK(d.notes == std::vector<std::string>{"<p>Note.</p>\n"});
}

TEST_CASE("odt: lists and tables; what was deleted, remarks and contents are out") {
  CHECK(body_of_odt(
            "<text:list text:style-name=\"L1\"><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b"
            "</text:p></text:list-item></text:list></text:list-item></text:list>") ==
        "<ol><li>a<ul><li>b</li></ul>\n</li></ol>\n");
  CHECK(body_of_odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes><text:table-of-content><text:index-body><text:p>Chapter 1"
            "</text:p></text:index-body></text:table-of-content><text:p>x<office:annotation><text:p>a remark"
            "</text:p></office:annotation></text:p>") == "<p>x</p>\n");
  CHECK(
      body_of_odt(
          "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>a</text:p>"
          "</table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows></table:table>") ==
      "<table>\n<tr><th>a</th><th></th></tr>\n</table>\n");
}

TEST_CASE("odt: shapes, groups and frames hang on their paragraph; hidden sections and paragraphs are out") {
  CHECK(body_of_odt("<text:p>a<draw:g><draw:custom-shape><text:p>shape</text:p></draw:custom-shape></draw:g> b</text:p>"
                    "<draw:frame><draw:text-box><text:p>of the page</text:p></draw:text-box></draw:frame>") ==
        "<p>a b</p>\n<p>shape</p>\n<p>of the page</p>\n");
  CHECK(body_of_odt("<text:section text:display=\"none\"><text:p>no</text:p></text:section><text:section><text:p>yes"
                    "</text:p></text:section><text:p text:style-name=\"P3\">no</text:p><text:p><text:hidden-paragraph "
                    "text:is-hidden=\"true\"/>no</text:p><text:p>x<text:script>no()</text:script></text:p>") ==
        "<p>yes</p>\n<p>x</p>\n");
}

TEST_CASE("odt: equations, in the object or in a part of their own") {
  const std::string ns = " xmlns=\"http://www.w3.org/1998/Math/MathML\"";
  const auto text_of = [&](const std::string& math) {
    const std::string body = body_of_odt("<text:p>is <draw:frame><draw:object><math" + ns + ">" + math +
                                         "</math></draw:object></draw:frame></text:p>");
    REQUIRE(body.starts_with("<p>is "));
    return body.substr(6, body.size() - 6 - 5);
  };
  const std::string x = "<mi>x</mi>", n = "<mi>n</mi>", two = "<mn>2</mn>",
                    sum = "<mrow>" + x + "<mo>+</mo>" + n + "</mrow>";
  CHECK(text_of("<msup>" + x + two + "</msup>") == "x^2");
  CHECK(text_of("<semantics><mrow><mfrac>\n" + sum + "\n" + two + "</mfrac><mo> = </mo><msqrt>" + x + n +
                "</msqrt></mrow><annotation>{x+n} over 2</annotation></semantics>") == "(x+n)/2=\u221Axn");
  CHECK(text_of("<munderover><mo>\u2211</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow>" + n +
                "</munderover><mi>i</mi>") == "\u2211_(i=1)^n i");
  CHECK(text_of("<mrow><munder><mo>lim</mo><mrow>" + x +
                "<mo>\u2192</mo><mn>0</mn></mrow></munder><mi>sin</mi></mrow>" + x) == "lim_(x\u21920) sin x");
  CHECK(text_of(two + "<mi>sin</mi><mo>(</mo>" + x + "<mo>)</mo>") == "2 sin(x)");
  CHECK(text_of("<mi>f</mi><mo>\u2061</mo>" + x) == "fx");
  CHECK(text_of("<mover>" + x + "<mo>^</mo></mover>") == "x\u0302");
  CHECK(text_of("<mover>" + sum + "<mo>\u00AF</mo></mover>") == "(x+n)\u0305");
  CHECK(text_of("<mover><mo>=</mo><mtext>def</mtext></mover>") == "=^def");
  CHECK(text_of("<mfenced open=\"[\" close=\"\" separators=\"\u2223;\">" + x + n + "</mfenced>") == "[x\u2223n");
  CHECK(text_of("<mtable><mtr><mtd>" + x + "</mtd><mtd>" + two + "</mtd></mtr><mtr><mtd>" + n +
                "</mtd></mtr></mtable>") == "x 2; n");
  CHECK(text_of("<mfrac linethickness=\"0\">" + n + two + "</mfrac>") == "n\u00A62");
  for (const char* const none : {"0pt", "0em", " 0.0 in", "0mm", "0%"})
    CHECK(text_of(std::string("<mfrac linethickness=\"") + none + "\">" + n + two + "</mfrac>") == "n\u00A62");
  for (const char* const some : {"", "thin", "medium", "thick", "0.5pt", "10%", "1", ".2em", "none"})
    CHECK(text_of(std::string("<mfrac linethickness=\"") + some + "\">" + n + two + "</mfrac>") == "n/2");
  CHECK(text_of("<mroot>" + x + "<mn>3</mn></mroot>") == "3 \u221Ax");
  CHECK(text_of("<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>") == "_6^14 C");
  docmill::test::ZipFile zip = odt_file(
      "<text:p>a <draw:frame><draw:object xlink:href=\"./Object 1\"/></draw:frame> b</text:p><text:p><draw:frame>"
      "<draw:object xlink:href=\"Chart/\"/></draw:frame></text:p>");
  zip.add("Object 1/content.xml", "<math" + ns + "><msub>" + x + n + "</msub></math>");
  zip.add("Chart/content.xml", "<chart/>");
  const Document document = read_in_full(zip.whole());
  CHECK(document.body == "<p>a x_n b</p>\n");
  CHECK(document.has_objects);
}

TEST_CASE("docx and odt: code keeps its lines and blanks; what stands before and behind it does not become code") {
  const auto code = [](const std::string& text) { return paragraph(text, "<w:pStyle w:val=\"SourceCode\"/>"); };
  CHECK(body_of_docx(paragraph("a") + code("def f():") + code("    return 1") + code("") + code("f()") + code("") +
                     paragraph("b")) == "<p>a</p>\n<pre>def f():\n    return 1\n\nf()</pre>\n<p>b</p>\n");
  CHECK(body_of_odt("<text:p text:style-name=\"P2\">if x:</text:p><text:p text:style-name=\"P2\"><text:s text:c=\"4\"/>"
                    "y<text:line-break/><text:tab/>z</text:p><text:p>b</text:p>") ==
        "<pre>if x:\n    y<br>\tz</pre>\n<p>b</p>\n");
  CHECK(is_code_style("HTML Preformatted"));
  CHECK(is_code_style("Source_20_Code"));
  CHECK_FALSE(is_code_style("Dress Code"));
}

TEST_CASE("docx and odt: more paragraphs of an item stay in it; two lists are two") {
  const std::string more = paragraph("more", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr>");
  CHECK(body_of_docx(item(0, "a") + more + item(0, "b")) == "<ol><li>a<p>more</p>\n</li>\n<li>b</li></ol>\n");
  CHECK(body_of_docx(more) == "<p>more</p>\n");
  const auto list = [](const std::string& attributes, const std::string& inside) {
    return "<text:list text:style-name=\"L1\"" + attributes + "><text:list-item>" + inside +
           "</text:list-item></text:list>";
  };
  CHECK(body_of_odt(list("", "<text:p>a</text:p><text:p>more</text:p><text:p text:style-name=\"P2\">code</text:p>")) ==
        "<ol><li>a<p>more</p>\n<pre>code</pre>\n</li></ol>\n");
  CHECK(body_of_odt(list("", "<text:p>a</text:p>") + list("", "<text:p>b</text:p>")) ==
        "<ol><li>a</li></ol>\n<ol><li>b</li></ol>\n");
  CHECK(body_of_odt(list("", "<text:p>a</text:p>") + list(" text:continue-numbering=\"true\"", "<text:p>b</text:p>")) ==
        "<ol><li>a</li>\n<li>b</li></ol>\n");
}

TEST_CASE("docx and odt: raised and lowered letters, by the letters and by their style") {
  const auto run = [](const std::string& properties, const std::string& text) {
    return "<w:r><w:rPr>" + properties + "</w:rPr><w:t>" + text + "</w:t></w:r>";
  };
  CHECK(body_of_docx("<w:p>" + run("", "10") + run("<w:vertAlign w:val=\"superscript\"/>", "6") + run("<w:b/>", "H") +
                     run("<w:b/><w:vertAlign w:val=\"subscript\"/>", "2") + run("<w:rStyle w:val=\"Power2\"/>", "n") +
                     "</w:p>") == "<p>10<sup>6</sup><strong>H<sub>2</sub></strong><sup>n</sup></p>\n");
  CHECK(body_of_odt("<text:p>H<text:span text:style-name=\"T2\">2</text:span>O</text:p>") == "<p>H<sub>2</sub>O</p>\n");
}

TEST_CASE("docx: ruby, symbols, fields, placeholders, hidden styles and contents") {
  CHECK(body_of_docx("<w:p><w:r><w:ruby><w:rt><w:r><w:t>kana</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>kanji</w:t></w:r>"
                     "</w:rubyBase></w:ruby></w:r><w:r><w:t> on</w:t></w:r></w:p>") == "<p>kanji on</p>\n");
  const auto symbol = [](const std::string& font, const std::string& number) {
    return body_of_docx("<w:p><w:r><w:t>5 </w:t><w:sym w:font=\"" + font + "\" w:char=\"" + number +
                        "\"/><w:t>m</w:t></w:r></w:p>");
  };
  CHECK(symbol("Symbol", "F06D") == "<p>5 \u03BCm</p>\n");
  CHECK(symbol("Symbol", "00B3") == "<p>5 \u2265m</p>\n");
  CHECK(symbol("Arial", "2122") == "<p>5 \u2122m</p>\n");
  CHECK(symbol("Wingdings", "F0E0") == "<p>5 m</p>\n");
  CHECK(symbol("Arial", "D800") == "<p>5 m</p>\n");
  CHECK(symbol("Arial", "x") == "<p>5 m</p>\n");
  const std::string begin = "<w:r><w:fldChar w:fldCharType=\"", end = "\"/></w:r>";
  CHECK(body_of_docx("<w:p>" + begin + "begin" + end + "<w:r><w:instrText>INDEX</w:instrText><w:tab/></w:r>" + begin +
                     "separate" + end + "<w:r><w:t>shown</w:t></w:r>" + begin + "end" + end +
                     "<w:r><w:t> too</w:t></w:r></w:p>" + paragraph("next")) == "<p>shown too</p>\n<p>next</p>\n");
  CHECK(body_of_docx("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj>"
                     "</w:sdtPr><w:sdtContent>" +
                     paragraph("1 One 7") + "</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>" +
                     "<w:sdtContent>" + paragraph("Click here") + "</w:sdtContent></w:sdt>" +
                     paragraph("Contents", "<w:pStyle w:val=\"TOCHeading\"/>") + paragraph("text")) == "<p>text</p>\n");
  CHECK(body_of_docx("<w:p><w:pPr><w:pStyle w:val=\"Quiet\"/></w:pPr><w:r><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish "
                     "w:val=\"0\"/></w:rPr><w:t>yes</w:t></w:r></w:p><w:p><w:r><w:rPr><w:rStyle w:val=\"Quiet\"/>"
                     "</w:rPr><w:t>no</w:t></w:r></w:p>") == "<p>yes</p>\n");
}

TEST_CASE("docx: cells that go over several columns keep those behind them in theirs; heads of tables") {
  const auto cell = [](const std::string& properties, const std::string& text) {
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraph(text) + "</w:tc>";
  };
  CHECK(body_of_docx("<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("<w:gridSpan w:val=\"2\"/>", "wide") +
                     cell("", "c") +
                     "</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/><w:tblHeader w:val=\"0\"/></w:trPr>" +
                     cell("", "b") + cell("<w:gridSpan w:val=\"x\"/>", "c") + "</w:tr></w:tbl>") ==
        "<table>\n<tr><th>wide</th><th></th><th>c</th></tr>\n<tr><td></td><td>b</td><td>c</td></tr>\n</table>\n");
}

TEST_CASE("office: one sentence for each mistake") {
  CHECK(mistake_of("a text") == "no-document: it is neither DOCX nor ODT; take it off the files of this [[reader]]");
  CHECK(mistake_of("") == "no-document: it is neither DOCX nor ODT; take it off the files of this [[reader]]");
  const std::string compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  CHECK(mistake_of(compound + std::string(600, 'x')) ==
        "old-format: it is a document of an old Word (.doc); save it as .docx first");
  CHECK(mistake_of(compound + std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32)) ==
        "encrypted: the document is encrypted; save it without a password first");
  CHECK(mistake_of(odt_file("",
                            "<manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/>"
                            "</manifest:file-entry>")
                       .whole()) == "encrypted: the document is encrypted; save it without a password first");
  const std::string whole = docx_file(paragraph("x")).whole();
  CHECK(mistake_of(whole.substr(0, whole.size() - 30)) ==
        "cut-off: the file ends before its directory; fetch or save it again");
  CHECK(mistake_of(docx_file("<w:p>").whole()).starts_with("damaged: its part word/document.xml is no XML near byte "));
  docmill::test::ZipFile sheet;
  sheet.add("xl/workbook.xml", "<x/>");
  CHECK(mistake_of(sheet.whole()) ==
        "no-document: it is neither DOCX nor ODT; take it off the files of this [[reader]]");
  docmill::test::ZipFile entities;
  entities.add("word/document.xml", "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>");
  CHECK(mistake_of(entities.whole()) ==
        "damaged: its part word/document.xml declares entities, which are not read; fetch or save the file again");
  docmill::test::ZipFile deep;
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += "<a>";
  deep.add("word/document.xml", nested);
  CHECK(mistake_of(deep.whole()) ==
        "damaged: its part word/document.xml is nested deeper than 200 elements; fetch or save the file again");
}

TEST_CASE("office: a document with any byte changed or missing is read or refused") {
  const std::string whole = docx_file(item(0, "a") + paragraph("b")).whole();
  int n_read = 0;
  for (std::size_t at = 0; at < whole.size(); at += 3) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x41);
    n_read += mistake_of(bytes) == "-" ? 1 : 0;
    CHECK(mistake_of(whole.substr(0, at)) != "-");
  }
  CHECK(n_read > 0);
}
