// CoNLL-U: a line for each word or mark, sentences apart, what spans mean in the last column.
//
// https://universaldependencies.org/format.html; spans are mentions as CorefUD writes them
// (https://ufal.mff.cuni.cz/corefud), with the fields that the line `# global.Entity` names; white space between words
// is kept as UDPipe keeps it (SpaceAfter, SpacesAfter, SpacesBefore), places as TokenRange, in code points of the text.
// docmill does not know lemmas, parts of speech or syntax: those columns are `_`, for others to fill in.
#pragma once

#include <string>
#include <vector>

#include "annotations/annotations.hpp"
#include "annotations/conllu_words.hpp"

namespace docmill::writer {

// Immutable; shared by all threads.
class ConllUDocument {
 public:
  // The language of a document, which its sentences are cut by, is `language.tag` where the pipeline has it.
  ConllUDocument(AnnotatedText text, const Catalogue& catalogue)
      : text_(std::move(text)), language_(catalogue.find_string("language", "tag")) {}
  // Appends one document; nothing when it lacks the text. A span takes in every word that it touches; one that goes
  // over several sentences is written as parts of one mention, one that touches no word is left out. Throws
  // std::runtime_error for a document that cannot be written.
  void append(Document document, Positions& positions, ConllUWords& words, std::string& out,
              Outflow outflow = {}) const;

 private:
  AnnotatedText text_;
  std::optional<AttributeKey> language_;
};

}  // namespace docmill::writer
