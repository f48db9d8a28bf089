// TEI P5: a header, the text as paragraphs (a line each), spans as <rs> around their words.
//
// https://tei-c.org/release/doc/tei-p5-doc/en/html/. What cannot stand inside the text, since it crosses another span
// or the end of a line, is empty, or lies deeper than deepest_span, stands behind it as <span from="…" to="…">, with
// places as TEI's string-index counts them: characters within a paragraph.
#pragma once

#include <string>
#include <vector>

#include "annotations/annotations.hpp"

namespace docmill::writer {

// Parsers refuse documents that nest without end (libxml2 at 256).
inline constexpr std::size_t deepest_span = 32;

// Immutable; shared by all threads.
class TeiDocument {
 public:
  TeiDocument(AnnotatedText text, const Catalogue& catalogue);
  // Appends one document; nothing when it lacks the text. Throws std::runtime_error for a document that cannot be
  // written.
  void append(Document document, Positions& positions, std::string& out, Outflow outflow = {}) const;

 private:
  void append_header(Document document, std::string& out) const;

  AnnotatedText text_;
  std::optional<AttributeKey> language_, title_, byline_, date_, site_, url_;
};

// Appends text with & < > " escaped, and a carriage return as a reference. XML has no word for most control characters,
// U+FFFE and U+FFFF: each becomes U+FFFD, so that places stay.
void append_xml(std::string& out, std::string_view text);

}  // namespace docmill::writer
