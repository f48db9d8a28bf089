// What becomes of the bodies of documents that the tests write, and what is said of those that are refused.
#pragma once

#include <cstdint>
#include <string>

#include "office_reader.hpp"
#include "support/office_files.hpp"

namespace docmill::office {

using docmill::test::docx_file;
using docmill::test::odt_file;

inline Document read_in_full(const std::string& bytes, uint64_t most = 1 << 20) { return read_document(bytes, most); }

inline std::string body_of_docx(const std::string& body) { return read_in_full(docx_file(body).whole()).body; }
inline std::string body_of_odt(const std::string& body) { return read_in_full(odt_file(body).whole()).body; }

inline std::string mistake_of(const std::string& bytes, uint64_t most = 1 << 20) {
  try {
    (void)read_in_full(bytes, most);
    return "-";
  } catch (const Mistake& m) {
    return m.code + ": " + m.message;
  }
}

inline std::string paragraph(const std::string& text, const std::string& properties = "") {
  return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") + "<w:r><w:t>" + text +
         "</w:t></w:r></w:p>";
}

}  // namespace docmill::office
