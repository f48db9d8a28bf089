// E-books that the tests write.
#pragma once

#include <string>

#include "support/zip_files.hpp"

namespace docmill::test {

inline std::string xhtml(const std::string& body) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<html "
         "xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title>"
         "</head><body>" +
         body + "</body></html>";
}

inline const std::string usual_package =
    "<package xmlns=\"http://www.idpf.org/2007/opf\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><metadata>"
    "<dc:title>A book</dc:title><dc:creator>A. Writer</dc:creator><dc:language>en</dc:language>"
    "<dc:identifier>urn:isbn:1</dc:identifier></metadata><manifest>"
    "<item id=\"a\" href=\"text/a.xhtml\" media-type=\"application/xhtml+xml\"/>"
    "<item id=\"b\" href=\"text/b%20b.xhtml\" media-type=\"application/xhtml+xml\"/>"
    "<item id=\"n\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"scripted nav\"/>"
    "<item id=\"c\" href=\"cover.xhtml\" media-type=\"application/xhtml+xml\"/>"
    "<item id=\"f\" href=\"notes.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"c\"/>"
    "<itemref idref=\"n\"/><itemref idref=\"b\"/><itemref idref=\"a\"/><itemref idref=\"nobody\"/>"
    "<itemref idref=\"f\" linear=\"no\"/></spine><guide><reference type=\"cover\" "
    "href=\"cover.xhtml\"/></guide></package>";

inline ZipFile epub_file(const std::string& package = usual_package) {
  ZipFile zip;
  zip.add({"mimetype", "application/epub+zip", false});
  zip.add("META-INF/container.xml",
          "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile "
          "full-path=\"OEBPS/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>");
  zip.add("OEBPS/book.opf", package);
  zip.add("OEBPS/cover.xhtml", xhtml("<p>Cover</p>"));
  zip.add("OEBPS/nav.xhtml", xhtml("<p>Contents</p>"));
  zip.add("OEBPS/text/a.xhtml", xhtml("<h1>Second</h1><p>Caf\xC3\xA9.</p>"));
  zip.add("OEBPS/text/b b.xhtml", xhtml("<h1>First</h1><p>It begins.</p>"));
  zip.add("OEBPS/notes.xhtml", xhtml("<p>Notes</p>"));
  return zip;
}

}  // namespace docmill::test
