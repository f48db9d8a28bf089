// PDF files for tests, written by hand: pages of text in Helvetica.
#pragma once

#include <string>
#include <vector>

namespace docmill::test {

struct PdfText {
  double left = 72, top = 72, size = 10;  // points from the upper left corner of a page of 595 by 842
  std::string text;                       // ASCII without ( ) and backslashes
};

struct PdfExtras {
  std::string info = "<< /Title (Of mills) /Author (A. Miller) >>";
  std::string encrypt;  // dictionary
};

inline std::string pdf_of(const std::vector<std::vector<PdfText>>& pages, const PdfExtras& extras = {}) {
  std::vector<std::string> objects(3);  // 1: catalog, 2: pages, 3: font
  objects[0] = "<< /Type /Catalog /Pages 2 0 R >>";
  objects[2] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
  std::string kids;
  for (const auto& page : pages) {
    std::string content = "BT\n";
    for (const PdfText& t : page)
      content += "/F1 " + std::to_string(t.size) + " Tf 1 0 0 1 " + std::to_string(t.left) + " " +
                 std::to_string(842 - t.top) + " Tm (" + t.text + ") Tj\n";
    content += "ET\n";
    const std::string number = std::to_string(objects.size() + 1), next = std::to_string(objects.size() + 2);
    kids += number + " 0 R ";
    objects.push_back(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
        "/Contents " +
        next + " 0 R >>");
    objects.push_back("<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content + "endstream");
  }
  objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages.size()) + " >>";
  objects.push_back(extras.info);
  std::string file = "%PDF-1.4\n";
  std::string table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string offset = std::to_string(file.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string size = std::to_string(objects.size() + 1), begin = std::to_string(file.size());
  return file + "xref\n0 " + size + "\n" + table + "trailer\n<< /Size " + size + " /Root 1 0 R /Info " +
         std::to_string(objects.size()) + " 0 R " + (extras.encrypt.empty() ? "" : "/Encrypt " + extras.encrypt) +
         " /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] >>\nstartxref\n" + begin +
         "\n%%EOF\n";
}

}  // namespace docmill::test
