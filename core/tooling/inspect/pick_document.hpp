// Finding one document: of a [[test]], or by what a user says.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "docmill/base/status.hpp"
#include "host/input/input.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct PickedDocument {
  InputFile file;
  RawDocument raw;
  std::optional<std::string> id;  // instead of its own
  // Its file in the list of the pipeline's input; nothing when it is not from there.
  std::optional<uint32_t> file_number;
  uint32_t part = 0;  // of the document, from 1; 0: it itself
};

// The document of a test. The status is a sentence.
Result<PickedDocument> document_of(const PipelineTest& test, const PreparedPipeline& prepared);

// `said` is an id of a document among the input of the pipeline (with #N behind it where documents are split: of its
// part), FILE or FILE:LINE as the input calls it, or the path
// (with :LINE) of any other file. In this order: the first that fits.
Result<PickedDocument> find_document(const std::string& said, const PreparedPipeline& prepared);

// Reads the documents that stand before this one in the input of the pipeline, in their order.
void each_before(const PickedDocument& document, const PreparedPipeline& prepared,
                 const std::function<void(const InputFile&, RawDocument&)>& f);

}  // namespace docmill::tooling
