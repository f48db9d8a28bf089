// The reader `epub` as a struct of the SDK: a document for each chapter of an e-book.
#pragma once

#include <docmill/sdk/reader.hpp>
#include <memory>
#include <optional>
#include <string>

#include "epub_book.hpp"

namespace docmill::epub {

struct EpubReader {
  static constexpr ReaderInfo info{"epub", "1.0.0", "chapters of e-books (EPUB)"};
  static constexpr auto suffixes = docmill::suffixes(".epub");
  static constexpr auto first_bytes = docmill::first_bytes(docmill::bytes_at(30, "mimetypeapplication/epub+zip"));
  static constexpr auto metadata = docmill::metadata(
      field::string("title", "of the book"), field::string("author", "of the book, the first that is named"),
      field::string("language", "of the book: a tag like en-GB"), field::string("publisher", "of the book"),
      field::string("date", "when the book came out, as it says"),
      field::string("identifier", "of the book: ISBN, UUID"), field::string("entry", "the chapter's name in the file"),
      field::integer("chapter", "its number in the order of reading, from 1"));

  // A book that is open: it is held whole.
  struct OpenBook {
    explicit OpenBook(std::string_view file) : bytes(file), zip(bytes), to_skip(bytes.size()) {}
    const std::string bytes;
    const zip::ZipFile zip;
    uint64_t to_skip;  // bytes of the file that are not passed over yet
    Book book;
    std::size_t at = 0;  // chapter
    std::string record;  // that came out last
  };
  struct Cursor {
    std::unique_ptr<OpenBook> book;
    bool is_done = false;
  };

  void next(Cursor& cursor, Source& file, Cut& cut) const;
  void decode(detail::Nothing&, CutRecord in, Record& out) const;

 private:
  bool open(Cursor& cursor, Source& file, Cut& cut) const;
  void cut_chapter(OpenBook& open, Source& file, Cut& cut) const;
};

}  // namespace docmill::epub
