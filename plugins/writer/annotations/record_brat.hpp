// brat standoff: the text as it is in NAME.txt, and NAME.ann beside it with a line for each span (T), what it means (N)
// and its score (a note, #). Offsets are code points, as brat's Python counts.
//
// A line of the .ann cannot hold a line break or a tab: a span over one is written in parts, "0 5;6 10", its words
// joined by spaces, as brat does itself. A span of no length, or of breaks only, cannot be written and is left out.
#pragma once

#include <string>

#include "annotations/annotations.hpp"

namespace docmill::writer {

// Immutable; shared by all threads.
class BratDocument {
 public:
  explicit BratDocument(AnnotatedText text) : text_(std::move(text)) {}
  // The content of NAME.txt; false: the document lacks the text, and neither file is to be written.
  bool append_text(Document document, std::string& out) const;
  // Appends the content of NAME.ann. Throws std::runtime_error for a document that cannot be written.
  void append(Document document, Positions& positions, std::string& out, Outflow outflow = {}) const;

 private:
  AnnotatedText text_;
};

// A type that brat takes: letters, digits, _ and - of ASCII; every other byte becomes _. "_" for an empty one.
std::string brat_type(std::string_view type);

}  // namespace docmill::writer
