#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/office_bodies.hpp"

using namespace docmill::office;

TEST_CASE("docx: the code of a field is out where it ends, in its paragraph or a later one; else nothing is") {
  const auto mark = [](const std::string& type) { return "<w:r><w:fldChar w:fldCharType=\"" + type + "\"/></w:r>"; };
  const auto run = [](const std::string& text) { return "<w:r><w:t>" + text + "</w:t></w:r>"; };
  const auto in_paragraph = [](const std::string& runs) { return "<w:p>" + runs + "</w:p>"; };
  const std::string begin = mark("begin"), separate = mark("separate"), end = mark("end");
  const std::string index = begin + "<w:r><w:instrText> XE \"mill\" </w:instrText></w:r>";
  CHECK(body_of_docx(in_paragraph(run("before ") + index + run("AFTER")) + in_paragraph(run("next"))) ==
        "<p>before AFTER</p>\n<p>next</p>\n");
  CHECK(body_of_docx(in_paragraph(index + end + run("AFTER"))) == "<p>AFTER</p>\n");
  // One that does not end, among others that do, and a field in the code of another.
  CHECK(body_of_docx(in_paragraph(index + run("a ") + begin + run("no") + separate + run("b") + end + run(" c"))) ==
        "<p>a b c</p>\n");
  CHECK(body_of_docx(in_paragraph(begin + run("no") + begin + run("no") + separate + run("no") + end + run("no") +
                                  separate + run("a") + end + run("b"))) == "<p>ab</p>\n");
  // Over paragraphs; a field that begins in one never ends in another text.
  CHECK(body_of_docx(in_paragraph(run("a") + index) + in_paragraph(run("no")) +
                     in_paragraph(run("no") + separate + run("b")) + in_paragraph(run("c") + end + run("d"))) ==
        "<p>a</p>\n<p>b</p>\n<p>cd</p>\n");
  std::string many, expected = "<p>a</p>\n";
  for (int i = 0; i < 20; ++i) many += in_paragraph(run("kept")), expected += "<p>kept</p>\n";
  CHECK(body_of_docx(in_paragraph(run("a") + index) + many + in_paragraph(run("b") + end)) == expected + "<p>b</p>\n");
  CHECK(body_of_docx("<w:tbl><w:tr><w:tc>" + in_paragraph(index + run("a")) + "</w:tc><w:tc>" +
                     in_paragraph(run("b") + end) + "</w:tc></w:tr></w:tbl>") ==
        "<table>\n<tr><td>a</td><td>b</td></tr>\n</table>\n");
  // Its mark is hidden, was deleted, or stands in a paragraph that is passed over.
  CHECK(body_of_docx(in_paragraph(index + run("no") +
                                  "<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType=\"end\"/>"
                                  "</w:r>" +
                                  run("a"))) == "<p>a</p>\n");
  CHECK(body_of_docx(in_paragraph("<w:del>" + begin + "</w:del>" + run("a") + end)) == "<p>a</p>\n");
  CHECK(body_of_docx(in_paragraph(index).insert(5, "<w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>") +
                     in_paragraph(run("no") + separate + run("a") + end)) == "<p>a</p>\n");
  // In a note.
  docmill::test::ZipFile zip = docx_file("<w:p><w:r><w:t>x</w:t><w:endnoteReference w:id=\"1\"/></w:r></w:p>");
  zip.add("word/endnotes.xml", "<w:endnotes " + docmill::test::word_namespaces + "><w:endnote w:id=\"1\">" +
                                   in_paragraph(begin + run("no") + separate + run("yes") + end + index + run("!")) +
                                   "</w:endnote></w:endnotes>");
  CHECK(read_in_full(zip.whole()).notes == std::vector<std::string>{"<p>yes!</p>\n"});
}
