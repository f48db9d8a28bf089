// What a book says of itself and its chapters, and what is said of broken ones.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "epub_book.hpp"
#include "support/epub_files.hpp"

using namespace docmill::epub;
namespace zip = docmill::zip;

namespace {

Book book_of(const std::string& bytes) { return read_book(zip::ZipFile(bytes)); }

std::string mistake_of(const std::string& bytes) {
  try {
    (void)book_of(bytes);
    return "-";
  } catch (const BookMistake& m) {
    return m.code + ": " + m.what();
  }
}

}  // namespace

TEST_CASE("epub: chapters in the order of reading; cover, contents and what stands beside the order are none") {
  const Book book = book_of(docmill::test::epub_file().whole());
  CHECK(book.title == "A book");
  CHECK(book.author == "A. Writer");
  CHECK(book.language == "en");
  CHECK(book.identifier == "urn:isbn:1");
  REQUIRE(book.chapters.size() == 5);
  std::string chapters;
  for (const Chapter& c : book.chapters) chapters += c.path + (c.code.empty() ? "" : "=" + c.code) + " ";
  CHECK(chapters ==
        "OEBPS/cover.xhtml=cover OEBPS/nav.xhtml=contents OEBPS/text/b b.xhtml OEBPS/text/a.xhtml "
        "OEBPS/notes.xhtml=not-linear ");
}

TEST_CASE("epub: who wrote a book, and when it came out, among others who are named and other dates") {
  const auto of = [](const std::string& metadata) {
    docmill::test::ZipFile zip;
    zip.add("META-INF/container.xml", "<container><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>");
    zip.add(
        "p.opf",
        "<package xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:opf=\"http://www.idpf.org/2007/opf\"><metadata>" +
            metadata +
            "</metadata><manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>"
            "</manifest><spine><itemref idref=\"a\"/></spine></package>");
    zip.add("a.xhtml", "<p>x</p>");
    return book_of(zip.whole());
  };
  const Book two =
      of("<dc:title>\n A book\n</dc:title><dc:creator opf:role=\"trl\">T</dc:creator><dc:creator opf:role=\"aut\">A"
         "</dc:creator><dc:date opf:event=\"modification\">2024</dc:date><dc:date>1999</dc:date>");
  CHECK(two.title == "A book");
  CHECK(two.author == "A");
  CHECK(two.date == "1999");
  CHECK(of("<dc:creator id=\"t\">T</dc:creator><meta refines=\"#t\" property=\"role\">trl</meta><dc:creator id=\"a\">A"
           "</dc:creator>")
            .author == "A");
  CHECK(of("<dc:creator opf:role=\"trl\">T</dc:creator>").author == "T");
}

TEST_CASE("epub: encrypted chapters are known, fonts that are made unreadable do not matter") {
  const auto encryption = [](const std::string& algorithm, const std::string& uri) {
    return "<encryption xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" "
           "xmlns:e=\"http://www.w3.org/2001/04/xmlenc#\"><e:EncryptedData><e:EncryptionMethod Algorithm=\"" +
           algorithm + "\"/><e:CipherData><e:CipherReference URI=\"" + uri +
           "\"/></e:CipherData></e:EncryptedData></encryption>";
  };
  docmill::test::ZipFile drm = docmill::test::epub_file();
  drm.add("META-INF/encryption.xml", encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/text/a.xhtml"));
  CHECK(book_of(drm.whole()).chapters[3].is_encrypted);
  CHECK_FALSE(book_of(drm.whole()).chapters[2].is_encrypted);
  docmill::test::ZipFile fonts = docmill::test::epub_file();
  fonts.add("META-INF/encryption.xml", encryption("http://www.idpf.org/2008/embedding", "OEBPS/text/a.xhtml"));
  CHECK_FALSE(book_of(fonts.whole()).chapters[3].is_encrypted);
}

TEST_CASE("epub: files are found by their address, and by what is written where only that names one") {
  const std::string head = "<container><rootfiles><rootfile full-path=\"";
  const std::string package =
      "<package><manifest><item id=\"a\" href=\"ch%201.xhtml\" media-type=\"application/xhtml+xml\"/>"
      "<item id=\"b\" href=\"../ch%202.xhtml#top\" media-type=\"application/xhtml+xml\"/></manifest>"
      "<spine><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>";
  for (const auto& [path, name] : std::vector<std::pair<std::string, std::string>>{
           {"a/my%20book.opf", "a/my book.opf"}, {"./a/book.opf", "a/book.opf"}, {"a/100%25.opf", "a/100%25.opf"}}) {
    docmill::test::ZipFile zip;
    zip.add("META-INF/container.xml", head + path + "\"/></rootfiles></container>");
    zip.add(name, package).add("a/ch%201.xhtml", docmill::test::xhtml("<p>One.</p>"));
    zip.add("ch 2.xhtml", docmill::test::xhtml("<p>Two.</p>"));
    const Book book = book_of(zip.whole());
    REQUIRE(book.chapters.size() == 2);
    CHECK(book.chapters[0].path == "a/ch%201.xhtml");
    CHECK(book.chapters[1].path == "ch 2.xhtml");
  }
}

TEST_CASE("epub: files whose names are written otherwise than the book has them; blanks before a declaration") {
  docmill::test::ZipFile zip;
  zip.add("meta-inf/container.xml",
          "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>");
  zip.add("oebps\\Book.opf",
          "\r\n<?xml version=\"1.0\"?><package><manifest><item id=\"a\" href=\"one.xhtml\" "
          "media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>");
  zip.add("oebps\\One.xhtml", docmill::test::xhtml("<p>One.</p>"));
  const std::string bytes = zip.whole();
  const Book book = book_of(bytes);
  REQUIRE(book.chapters.size() == 1);
  CHECK(book.chapters[0].path == "OEBPS/one.xhtml");
  CHECK(zip::ZipFile(bytes).find(book.chapters[0].path) != nullptr);
}

TEST_CASE("epub: what only the written reference names is known as encrypted, and by the guide") {
  docmill::test::ZipFile zip;
  zip.add("META-INF/container.xml", "<container><rootfiles><rootfile full-path=\"a/b.opf\"/></rootfiles></container>");
  zip.add(
      "META-INF/encryption.xml",
      "<encryption><EncryptedData><CipherData><CipherReference URI=\"a/ch%201.xhtml\"/></CipherData></EncryptedData>"
      "</encryption>");
  zip.add("a/b.opf",
          "<package><manifest><item id=\"a\" href=\"ch%201.xhtml\" media-type=\"application/xhtml+xml\"/>"
          "<item id=\"b\" href=\"the%20list.xhtml\" media-type=\"application/xhtml+xml\"/>"
          "<item id=\"c\" href=\"./../x%20y.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>"
          "<spine><itemref idref=\"a\"/><itemref idref=\"b\"/><itemref idref=\"c\"/></spine>"
          "<guide><reference type=\"toc\" href=\"the%20list.xhtml#top\"/></guide></package>");
  for (const char* name : {"a/ch%201.xhtml", "a/the%20list.xhtml", "x%20y.xhtml"})
    zip.add(name, docmill::test::xhtml("<p>Words.</p>"));
  const Book book = book_of(zip.whole());
  REQUIRE(book.chapters.size() == 3);
  CHECK(book.chapters[0].is_encrypted);
  CHECK_FALSE(book.chapters[1].is_encrypted);
  CHECK(book.chapters[1].code == "contents");
  CHECK(book.chapters[2].path == "x%20y.xhtml");
}

TEST_CASE("epub: a chapter that the order of reading names again is passed over") {
  std::string package = docmill::test::usual_package;
  package.replace(package.find("<itemref idref=\"nobody\"/>"), 25, "<itemref idref=\"b\"/><itemref idref=\"a\"/>");
  std::vector<std::string> codes;
  for (const Chapter& chapter : book_of(docmill::test::epub_file(package).whole()).chapters)
    codes.push_back(chapter.path.substr(chapter.path.rfind('/') + 1) + " " + chapter.code);
  CHECK(codes == std::vector<std::string>{"cover.xhtml cover", "nav.xhtml contents", "b b.xhtml ", "a.xhtml ",
                                          "b b.xhtml repeated", "a.xhtml repeated", "notes.xhtml not-linear"});
}

TEST_CASE("epub: references within the book") {
  CHECK(resolved("OEBPS/", "text/a.xhtml#p3") == "OEBPS/text/a.xhtml");
  CHECK(resolved("OEBPS/x/", "../a%20b.xhtml") == "OEBPS/a b.xhtml");
  CHECK(resolved("OEBPS/", "/top.xhtml") == "top.xhtml");
  CHECK(resolved("", "../../up.xhtml") == "up.xhtml");
  CHECK(resolved("", "100%") == "100%");
}

TEST_CASE("epub: the encoding of XML") {
  CHECK(charset_of_xml("<html>") == "utf-8");
  CHECK(charset_of_xml("<?xml version='1.0' encoding='ISO-8859-1'?><html>") == "iso-8859-1");
  CHECK(charset_of_xml("<?xml version=\"1.0\"?><html>") == "utf-8");
  CHECK(charset_of_xml("<?xml encoding=\"\n\"?>") == "utf-8");
  CHECK(charset_of_xml("\xEF\xBB\xBF<html>").empty());
  CHECK(charset_of_xml("").compare("utf-8") == 0);
}

TEST_CASE("epub: one sentence for each mistake") {
  CHECK(mistake_of("a text") == "cut-off: the file ends before its directory, or is no e-book; fetch it again");
  docmill::test::ZipFile other;
  other.add("a.txt", "x");
  CHECK(mistake_of(other.whole()) == "damaged: its part META-INF/container.xml is missing; fetch the book again");
  docmill::test::ZipFile empty;
  empty.add("META-INF/container.xml", "<container/>");
  CHECK(mistake_of(empty.whole()) == "damaged: its part META-INF/container.xml names no book; fetch the book again");
  CHECK(mistake_of(docmill::test::epub_file("<package/>").whole()) ==
        "damaged: its part OEBPS/book.opf names no chapters; fetch the book again");
}

TEST_CASE("epub: a book with any byte changed or missing is read or refused") {
  const std::string whole = docmill::test::epub_file().whole();
  for (std::size_t at = 0; at < whole.size(); at += 3) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x41);
    (void)mistake_of(bytes);
    CHECK(mistake_of(whole.substr(0, at)) != "-");
  }
}
