// An e-book (EPUB 2 and 3): what it says of itself, and its chapters in the order in which they are read.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "zip/zip_file.hpp"

namespace docmill::epub {

struct Chapter {
  std::string path;  // in the file
  std::string code;  // "cover", "contents", ...: it is passed over; empty: it is read
  bool is_encrypted = false;
};

struct Book {
  std::string title, author, language, publisher, date, identifier;
  std::vector<Chapter> chapters;
};

// Why a file is no book that can be read: a sentence, under a code.
struct BookMistake : std::runtime_error {
  BookMistake(std::string why, const std::string& message) : std::runtime_error(message), code(std::move(why)) {}
  std::string code;
};

// Throws BookMistake.
Book read_book(const zip::ZipFile& file);

// "text/../a%20b.xhtml#x" in "OEBPS/" is "OEBPS/a b.xhtml".
std::string resolved(std::string_view folder, std::string_view reference);
// The encoding that an XML declaration names, in lower case; "utf-8" where it names none, as XML has it; empty with a
// byte order mark, which says it itself.
std::string charset_of_xml(std::string_view bytes);

}  // namespace docmill::epub
