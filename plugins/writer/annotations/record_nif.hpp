// NIF 2.0 (NLP Interchange Format) in Turtle: a nif:Context for each document with its text, and a nif:Phrase for each
// span, named by RFC 5147 fragments (#char=START,END, in characters). What a span means is itsrdf:taIdentRef, its score
// itsrdf:taConfidence, its label dc:type.
#pragma once

#include <string>

#include "annotations/annotations.hpp"

namespace docmill::writer {

// Immutable; shared by all threads.
class NifGraph {
 public:
  explicit NifGraph(AnnotatedText text) : text_(std::move(text)) {}
  // The prefixes, for the head of the file.
  static std::string_view header();
  // Appends the triples of one document; nothing when it lacks the text. Throws std::runtime_error for a document that
  // cannot be written.
  void append(Document document, Positions& positions, std::string& out, Outflow outflow = {}) const;

 private:
  AnnotatedText text_;
};

// Appends a string literal of Turtle (section 6.4, STRING_LITERAL_QUOTE).
void append_turtle_string(std::string& out, std::string_view text);

}  // namespace docmill::writer
