#include "tooling/report/source_reader.hpp"

#include "host/support/sha256.hpp"

namespace docmill::tooling {

Result<std::unique_ptr<SourceReader>> SourceReader::open(const PreparedPipeline& prepared) {
  Diagnostics diagnostics;
  InputList inputs = list_inputs(prepared.plan.file, diagnostics);
  for (const Diagnostic& d : diagnostics.all())
    if (d.severity == Severity::error) return Status(Trouble::usage, d.message);
  return std::unique_ptr<SourceReader>(new SourceReader(prepared, std::move(inputs)));
}

SourceReader::SourceReader(const PreparedPipeline& prepared, InputList inputs)
    : inputs_(std::move(inputs)),
      reader_(inputs_, prepared.plan.file.max_document, prepared.plan.file.stdin_format, {}, open_readers(prepared)),
      parser_(parse_settings(prepared)) {}

// A document that stands behind the entry waits for the next one.
bool SourceReader::read_to(const IndexEntry& entry) {
  for (;; has_raw_ = false) {
    if (!has_raw_) has_raw_ = reader_.next(raw_);
    if (!has_raw_) return false;
    file_ = inputs_.files[raw_.file];
    if (file_.name > entry.source) return false;
    if (file_.name == entry.source && raw_.line == entry.line.value_or(0)) return true;
  }
}

const SourceDocument* SourceReader::read(const IndexEntry& entry) {
  if (!read_to(entry)) return nullptr;
  has_raw_ = false;
  parser_.parse(file_, raw_, source_);
  if (source_.problem || to_hex(sha256(source_.raw)) != entry.sha256) return nullptr;
  return &source_;
}

}  // namespace docmill::tooling
