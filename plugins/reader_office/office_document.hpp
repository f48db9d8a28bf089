// What a document of a word processor becomes.
#pragma once

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

// The parts of a document, read on demand.
class Parts {
 public:
  explicit Parts(std::string_view bytes) : zip_(bytes) {}

  bool is_whole() const { return zip_.is_whole(); }
  bool has(std::string_view name) const { return zip_.find(name) != nullptr; }
  // Of any below a folder?
  bool has_below(std::string_view folder) const;
  // Its bytes, at most `most`; empty where it cannot be read.
  std::string read(std::string_view name) const;
  // A part as XML; nothing where it is not there or cannot be read. A mistake in what comes behind `throws` as Mistake
  // when the part is `is_needed`.
  std::optional<xml::Node> xml_of(std::string_view name, bool is_needed = false) const;

 private:
  zip::ZipFile zip_;
};

// Throw Mistake.
Document read_docx(const Parts& parts, std::string_view main_part);
Document read_odt(const Parts& parts);

}  // namespace docmill::office
