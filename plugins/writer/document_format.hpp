// What a format does with a document: the outputs it asks for when the stage is created, and the bytes of each
// document.
#pragma once

#include <memory>
#include <string>

#include "annotations/conllu_words.hpp"
#include "catalogue/placed_spans.hpp"
#include "csv/record_csv.hpp"
#include "docmill/sdk/output.hpp"
#include "docmill/sdk/setup.hpp"
#include "markdown/record_markdown.hpp"
#include "writer_options.hpp"

namespace docmill::writer {

// What a worker keeps from one document to the next, whatever the format.
struct FormatScratch {
  explicit FormatScratch(uint32_t n_layers, Unit unit) : positions(n_layers, unit) {}
  std::string buffer, second;
  Positions positions;
  MarkdownPage::Scratch markdown;
  CsvTable::Scratch csv;
  ConllUWords words;
};

// Immutable after its constructor, which opens the outputs; shared by all threads.
class DocumentFormat {
 public:
  virtual ~DocumentFormat() = default;
  // What stands before all documents.
  virtual void begin(Output&) const {}
  // Emits one document. `scratch.buffer` is empty. Throws std::runtime_error for a document that cannot be written.
  virtual void write(Document document, FormatScratch& scratch, Output& out) const = 0;
};

// The format that the options name; they must have passed check_options. `catalogue`: with what `omit` leaves out gone.
std::unique_ptr<DocumentFormat> open_format(const WriterOptions& options, const Catalogue& catalogue,
                                            const Setup& setup);

}  // namespace docmill::writer
