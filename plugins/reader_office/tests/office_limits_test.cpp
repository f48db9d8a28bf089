// What takes few bytes in a document and many in the page that it becomes.
#include <doctest/doctest.h>

#include <string>

#include "tests/office_bodies.hpp"

using namespace docmill::office;

TEST_CASE("odt: a part is read once, however many objects name it, and each time it counts for the limit of the text") {
  const std::string begin = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><!--";
  const std::string math =
      begin + std::string(1 << 20, '.') + "--><mtext>" + std::string(1000, 'x') + "</mtext></math>";
  const std::string object = "<draw:frame><draw:object xlink:href=\"./O\"/></draw:frame>";
  std::string paragraphs, expected;
  for (int i = 0; i < 100; ++i) paragraphs += "<text:p>" + object + "</text:p>";
  for (int i = 0; i < 100; ++i) expected += "<p>" + std::string(1000, 'x') + "</p>\n";
  const std::string whole = odt_file(paragraphs).add("O/content.xml", math).whole();
  Room room(100'000);
  CHECK(read_odt(Parts(whole, 2 << 20), room).body == expected);
  CHECK(mistake_of(whole, 100'000) == "-");
  CHECK(mistake_of(whole, 99'999) ==
        "too-large: its text is over the limit of 99999 bytes; split it or raise [input] max-document");
  // Parts that are not one have a limit together: the first is read, the second is an object that is left out.
  const std::string two = odt_file("<text:p>a " + object +
                                   "</text:p><text:p><draw:frame><draw:object "
                                   "xlink:href=\"./P\"/></draw:frame></text:p>")
                              .add("O/content.xml", math)
                              .add("P/content.xml", math)
                              .whole();
  Room enough(1 << 20);
  const Document document = read_odt(Parts(two, 3 << 19), enough);
  CHECK(document.body == "<p>a " + std::string(1000, 'x') + "</p>\n");
  CHECK(document.has_objects);
}

TEST_CASE("docx and odt: blanks and cells that a number asks for count for the limit of the text") {
  const std::string blanks = odt_file("<text:p>a<text:s text:c=\"1000\"/>b<text:s text:c=\"999\"/>c</text:p>").whole();
  CHECK(mistake_of(blanks, 1999) == "-");
  CHECK(mistake_of(blanks, 1998).starts_with("too-large: "));
  const std::string cells = docx_file("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"63\"/></w:tcPr>" +
                                      paragraph("a") + "</w:tc></w:tr></w:tbl>")
                                .whole();
  CHECK(mistake_of(cells, 63 * 9) == "-");
  CHECK(mistake_of(cells, 63 * 9 - 1).starts_with("too-large: "));
}
