// One document of a finished run as the run left it: its line in the index, and its record where a writer left some.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "docmill/base/status.hpp"
#include "json_parser/json_document.hpp"
#include "tooling/inspect/explain.hpp"
#include "tooling/namespace.hpp"
#include "tooling/results/find_in_index.hpp"

namespace docmill::tooling {

struct FinishedDocument {
  IndexEntry entry;
  uint64_t namesakes = 0;              // other documents with the same id
  std::optional<JsonDocument> record;  // nothing: it was not written, or its record has another id now
};

// `said`: an id, or FILE or FILE:LINE. The status (a sentence) tells when there is no such document, or when the run
// wrote it but left no records (a writer with format = "jsonl").
Result<FinishedDocument> find_finished(const std::filesystem::path& folder, const std::string& said);

// For a terminal: outcome, attributes, texts with what was found in them, counts of the spans. Everything foreign in it
// has been through printable().
std::string finished_text(const FinishedDocument& document, const ExplainStyle& style);

// One JSON object: {"id","source","line","outcome","stage","code","message","notes","record"}.
std::string finished_json(const FinishedDocument& document);

}  // namespace docmill::tooling
