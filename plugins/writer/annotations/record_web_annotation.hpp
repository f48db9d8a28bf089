// W3C Web Annotation (Recommendation of 23 February 2017) as JSON-LD: an AnnotationPage for each document, with an
// Annotation for each span. The target is the document's text, chosen by TextPositionSelector (code points) and by
// TextQuoteSelector with some words before and after; bodies are the label (tagging), what the span means (identifying)
// and its name (describing). The score is itsrdf:taConfidence, which the context of the page introduces.
#pragma once

#include <string>

#include "annotations/annotations.hpp"

namespace docmill::writer {

// Code points of `prefix` and `suffix`.
inline constexpr uint32_t quoted_surroundings = 32;

// Immutable; shared by all threads.
class WebAnnotationPage {
 public:
  explicit WebAnnotationPage(AnnotatedText text) : text_(std::move(text)) {}
  // Appends the page and a line end; nothing when the document lacks the text. Throws std::runtime_error for a document
  // that cannot be written.
  void append(Document document, Positions& positions, std::string& out, Outflow outflow = {}) const;

 private:
  AnnotatedText text_;
};

}  // namespace docmill::writer
