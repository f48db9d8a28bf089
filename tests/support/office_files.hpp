// Documents of word processors that the tests write: the parts that matter, in own words.
#pragma once

#include <string>

#include "support/zip_files.hpp"

namespace docmill::test {

inline const std::string word_namespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" "
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\"";

// A DOCX with this in its body, and styles, lists, links, notes and properties beside it.
inline ZipFile docx_file(const std::string& body) {
  ZipFile zip;
  zip.add(
      "_rels/.rels",
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" "
      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
      "Target=\"word/document.xml\"/></Relationships>");
  zip.add("word/document.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document " + word_namespaces +
                                   "><w:body>" + body + "</w:body></w:document>");
  zip.add(
      "word/styles.xml",
      "<w:styles " + word_namespaces +
          "><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault></w:docDefaults>"
          "<w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>"
          "<w:style w:styleId=\"Own\"><w:name w:val=\"My heading\"/><w:basedOn w:val=\"berschrift1\"/></w:style>"
          "<w:style w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/></w:style><w:style w:styleId=\"TOCHeading\"><w:name "
          "w:val=\"TOC Heading\"/><w:basedOn w:val=\"berschrift1\"/></w:style><w:style w:styleId=\"SourceCode\">"
          "<w:name w:val=\"Source Code\"/></w:style><w:style w:styleId=\"Quiet\"><w:name w:val=\"Quiet\"/><w:rPr>"
          "<w:vanish/></w:rPr></w:style><w:style w:styleId=\"Power\"><w:name w:val=\"Power\"/><w:rPr><w:vertAlign "
          "w:val=\"superscript\"/></w:rPr></w:style><w:style w:styleId=\"Power2\"><w:name w:val=\"Power 2\"/>"
          "<w:basedOn w:val=\"Power\"/></w:style></w:styles>");
  zip.add("word/numbering.xml",
          "<w:numbering " + word_namespaces +
              "><w:abstractNum w:abstractNumId=\"5\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/></w:lvl><w:lvl "
              "w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum><w:abstractNum "
              "w:abstractNumId=\"6\"><w:lvl "
              "w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\" \"/></w:lvl></w:abstractNum><w:num "
              "w:numId=\"2\"><w:abstractNumId w:val=\"5\"/></w:num><w:num w:numId=\"3\"><w:abstractNumId "
              "w:val=\"6\"/></w:num></w:numbering>");
  zip.add(
      "word/_rels/document.xml.rels",
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r7\" "
      "TargetMode=\"External\" Target=\"https://example.org/?a=1&amp;b=2\"/></Relationships>");
  zip.add("word/footnotes.xml",
          "<w:footnotes " + word_namespaces +
              "><w:footnote w:id=\"0\" w:type=\"separator\"/><w:footnote w:id=\"3\"><w:p><w:r><w:t>"
              "The note.</w:t></w:r></w:p></w:footnote></w:footnotes>");
  zip.add("docProps/core.xml", "<p " + word_namespaces +
                                   "><dc:title>A title &amp; more</dc:title><dc:creator>A. Writer</dc:creator>"
                                   "<dcterms:created>2026-01-02T03:04:05Z</dcterms:created></p>");
  return zip;
}

inline const std::string odt_namespaces =
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
    "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
    "xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "
    "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "
    "xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
    "xmlns:math=\"http://www.w3.org/1998/Math/MathML\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

inline ZipFile odt_file(const std::string& body, const std::string& manifest = "") {
  ZipFile zip;
  zip.add({"mimetype", "application/vnd.oasis.opendocument.text", false});
  zip.add(
      "content.xml",
      "<office:document-content " + odt_namespaces +
          "><office:automatic-styles><style:style style:name=\"T1\" style:family=\"text\"><style:text-properties "
          "fo:font-weight=\"bold\"/></style:style><style:style style:name=\"T2\" style:family=\"text\">"
          "<style:text-properties style:text-position=\"sub 58%\"/></style:style><style:style style:name=\"P1\" "
          "style:family=\"paragraph\" style:parent-style-name=\"Title\"/><style:style style:name=\"P2\" "
          "style:family=\"paragraph\" style:parent-style-name=\"Preformatted_20_Text\"/><style:style "
          "style:name=\"P3\" style:family=\"paragraph\"><style:text-properties text:display=\"none\"/></style:style>"
          "<text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\"/>"
          "<text:list-level-style-bullet text:level=\"2\"/>\n</text:list-style>"
          "</office:automatic-styles><office:body><office:text>" +
          body + "</office:text></office:body></office:document-content>");
  zip.add("meta.xml",
          "<office:document-meta " + odt_namespaces +
              "><office:meta><dc:title>An ODT</dc:title><meta:initial-creator>B. Writer"
              "</meta:initial-creator><dc:language>de-AT</dc:language></office:meta></office:document-meta>");
  if (!manifest.empty())
    zip.add("META-INF/manifest.xml", "<manifest:manifest " + odt_namespaces + ">" + manifest + "</manifest:manifest>");
  return zip;
}

}  // namespace docmill::test
