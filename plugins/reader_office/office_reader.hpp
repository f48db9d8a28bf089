// The reader `office` as a struct of the SDK: the texts of word processors. A file is one document.
#pragma once

#include <docmill/sdk/reader.hpp>
#include <string>
#include <string_view>

#include "office_document.hpp"

namespace docmill::office {

struct OfficeReader {
  static constexpr ReaderInfo info{"office", "1.0.0", "documents of word processors (DOCX, ODT) as simple HTML"};
  static constexpr auto suffixes = docmill::suffixes(".docx", ".docm", ".odt");
  // The first entry of the zip, as Word, LibreOffice and pandoc write it.
  static constexpr auto first_bytes = docmill::first_bytes(
      docmill::bytes_at(30, "[Content_Types].xml"), docmill::bytes_at(30, "_rels/.rels"),
      docmill::bytes_at(30, "word/"), docmill::bytes_at(30, "mimetypeapplication/vnd.oasis.opendocument.text"));
  static constexpr auto metadata = docmill::metadata(
      field::string("title", "as the document's properties say it"), field::string("author", "who wrote it first"),
      field::string("created", "when, as it is written there"), field::string("modified", "when it was changed last"),
      field::string("language", "as the document says it: a tag like en-GB"));

  struct Cursor {
    bool is_done = false;
    std::string record;
  };

  void next(Cursor& cursor, Source& file, Cut& cut) const;
  void decode(detail::Nothing&, CutRecord in, Record& out) const;
};

// Throws Mistake. `bytes`: the whole file; `most`: bytes of HTML that it may become.
Document read_document(std::string_view bytes, uint64_t most);

}  // namespace docmill::office
