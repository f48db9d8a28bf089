// The reader `pdf` as a struct of the SDK: a file is one document of simple HTML.
#pragma once

#include <cstdint>
#include <docmill/sdk/reader.hpp>
#include <memory>
#include <string>

#include "pdf_tool.hpp"

namespace docmill::pdf {

struct PdfReader {
  static constexpr ReaderInfo info{"pdf", "1.0.0", "PDF as simple HTML, by poppler's pdftotext", starts_programs};
  static constexpr auto suffixes = docmill::suffixes(".pdf");
  static constexpr auto first_bytes = docmill::first_bytes(docmill::bytes_at(0, "%PDF-"));
  static constexpr auto metadata = docmill::metadata(
      field::string("title", "as the PDF's properties say it"), field::string("author", "likewise"),
      field::string("created", "likewise, as 2024-05-01T12:00:00+02"), field::integer("pages", "how many it has"),
      field::string("made_by", "version and build of the program that read it"));

  struct Config {
    docmill::Resource program;
    std::string version;
    uint32_t max_pages = 2000;
    uint16_t max_seconds = 60;
    uint64_t max_memory = uint64_t{2} << 30;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::program>("program", "\"/usr/bin/pdftotext\"",
                                        "poppler's pdftotext (poppler-utils): hashed, and run as hashed"),
      docmill::option<&Config::version>("version", "\"\"",
                                        "the version of it that is wanted, like 22.12.0; empty is any"),
      docmill::option<&Config::max_pages>("max-pages", "2000", "pages of a PDF, at most").between(1, 1'000'000),
      docmill::option<&Config::max_seconds>("max-seconds", "60", "processor time for a PDF, in seconds, at most")
          .between(1, 3600),
      docmill::option<&Config::max_memory>("max-memory", "2147483648", "bytes of memory for a PDF, at most")
          .between(1 << 26, 1e12));

  PdfReader(const Config& config, const Setup& setup);

  struct Cursor {
    bool is_done = false;
    std::string record;  // that came out
  };

  void next(Cursor& cursor, Source& file, Cut& cut) const;
  void decode(detail::Nothing&, CutRecord in, Record& out) const;

 private:
  std::unique_ptr<const PdfTool> tool_;
};

}  // namespace docmill::pdf
