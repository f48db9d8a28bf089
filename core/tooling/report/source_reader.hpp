// The sources of a run's documents, read again beside its index.
#pragma once

#include <memory>

#include "docmill/base/status.hpp"
#include "host/formats/documents_index.hpp"
#include "host/input/input.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

class SourceReader {
 public:
  // The pipeline must outlive it. The status: its input cannot be listed.
  static Result<std::unique_ptr<SourceReader>> open(const PreparedPipeline& prepared);
  // The document of that line of the index; null when the input does not have it any more, byte for byte. Lines in the
  // order of the index. Valid until the next call.
  const SourceDocument* read(const IndexEntry& entry);

 private:
  explicit SourceReader(const PreparedPipeline& prepared, InputList inputs);
  bool read_to(const IndexEntry& entry);

  InputList inputs_;
  InputReader reader_;
  DocumentParser parser_;
  RawDocument raw_;
  InputFile file_;
  SourceDocument source_;
  bool has_raw_ = false;
};

}  // namespace docmill::tooling
