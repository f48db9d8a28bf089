// Finding one document: of a [[test]], or by what a user says.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "docmill/base/status.hpp"
#include "host/input/input.hpp"
#include "host/run/mill.hpp"

namespace docmill::host {

struct PickedDocument {
  InputFile file;
  RawDocument raw;
  std::optional<std::string> id;  // instead of its own
};

// The document of a test. The status is a sentence.
Result<PickedDocument> document_of(const PipelineTest& test, const Mill& mill);

// `said` is an id of a document among the input of the pipeline, FILE or FILE:LINE as the input calls it, or the path
// (with :LINE) of any other file. In this order: the first that fits.
Result<PickedDocument> find_document(const std::string& said, const Mill& mill);

}  // namespace docmill::host
