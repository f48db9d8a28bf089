// What a document of a word processor becomes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "xml_tree/xml_tree.hpp"
#include "zip/zip_file.hpp"

namespace docmill::office {

struct Properties {
  std::string title, author, created, modified, language;
};

struct Document {
  std::string body;                // HTML
  std::vector<std::string> notes;  // footnotes and endnotes, HTML
  Properties properties;
  bool has_objects = false;  // embedded ones, which are left out
  bool has_macros = false;
};

// A part that is needed cannot be read: a sentence, under a code.
struct Mistake {
  std::string code, message;
};

// Does a paragraph style of that name say that a paragraph is code ("Source Code", "HTML Preformatted")?
bool is_code_style(std::string_view name);

// Bytes of HTML that a document may still become. Counted is what takes few bytes in the file and many in the page: a
// formula each time that it is named, blanks and cells that a number asks for. The rest is about as long as its XML.
class Room {
 public:
  explicit Room(uint64_t most) : most_(most), left_(most) {}
  // Throws Mistake where so many are not left.
  void take(uint64_t n);

 private:
  uint64_t most_, left_;
};

// The parts of a document, read on demand. Entries of a zip file may share their bytes, so all parts together have a
// limit, too: one that goes beyond it cannot be read.
class Parts {
 public:
  explicit Parts(std::string_view bytes, uint64_t most_unpacked = uint64_t{512} << 20)
      : zip_(bytes), left_(most_unpacked) {}

  bool is_whole() const { return zip_.is_whole(); }
  bool has(std::string_view name) const { return zip_.find(name) != nullptr; }
  // Of any below a folder?
  bool has_below(std::string_view folder) const;
  // A part as XML; nothing where it is not there or cannot be read. A mistake in what comes behind `throws` as Mistake
  // when the part is `is_needed`.
  std::optional<xml::Node> xml_of(std::string_view name, bool is_needed = false) const;

 private:
  zip::ZipFile zip_;
  mutable uint64_t left_;  // bytes that may still be unpacked
};

// Throw Mistake.
Document read_docx(const Parts& parts, std::string_view main_part, Room& room);
Document read_odt(const Parts& parts, Room& room);

}  // namespace docmill::office
