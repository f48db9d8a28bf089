// What differs between two finished runs: documents, the stages at which they part, contents, counts, causes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct LayerDifference {
  std::string layer;
  std::vector<std::string> lines;  // for people, see show_layer_difference()
};

struct ChangedDocument {
  std::string id;
  std::string before, after;            // places: "FILE" or "FILE:LINE"
  std::string stage;                    // the first at which it parts; "input": its bytes are others
  std::string what;                     // "text", or "written -> failed (CODE: MESSAGE)"
  std::vector<LayerDifference> layers;  // of every layer that differs; empty without records
};

struct PartingStage {
  std::string stage;
  uint64_t documents = 0;           // that part here first
  std::vector<std::string> layers;  // the first layer that differs, of all of them
  std::vector<std::string> causes;  // from the manifests
};

struct ValueDifference {
  std::string layer, value;  // value as JSON text would have it, without quotation marks
  uint64_t before = 0, after = 0;
};

struct RunDifference {
  uint64_t before = 0, after = 0;  // documents
  uint64_t same = 0, moved = 0;    // moved: the same elsewhere; counted among `same`
  uint64_t changed = 0, added = 0, removed = 0;
  std::vector<std::string> causes;           // all that differs between the manifests
  std::vector<PartingStage> stages;          // in pipeline order, "input" first
  std::vector<ChangedDocument> documents;    // the first of each stage
  std::vector<std::string> added_documents;  // the first ones, "ID (PLACE)"
  std::vector<std::string> removed_documents;
  std::vector<ValueDifference> values;  // of each layer the largest differences first
  bool has_records = false;             // both runs left records: without, contents and values are not known
  bool none() const { return changed == 0 && added == 0 && removed == 0; }
};

struct DiffSettings {
  std::size_t documents = 3;  // shown of each stage
  std::size_t lines = 8;      // of each layer
  std::size_t values = 20;    // of each layer
};

// Documents are paired by id (of several with one id the first with the first); one that moved to another file has not
// changed. Memory: the ids of the first run and eight bytes for each of its layers, the distinct values of spans.
Result<RunDifference> diff_runs(const std::filesystem::path& before, const std::filesystem::path& after,
                                const DiffSettings& settings);

// ---- two layers of one run

struct LayerPair {
  std::string id;
  double distance = 0;
  std::vector<std::string> lines;
};

struct LayersDifference {
  uint64_t documents = 0, same = 0, different = 0;
  uint64_t absent = 0;  // of which one or both have no such layer; not counted otherwise
  double mean = 0;      // distance over all that have both
  std::vector<LayerPair> worst;
};

// Compares two layers of every record. The status tells when the run left no records, or has no such layer.
Result<LayersDifference> diff_layers(const std::filesystem::path& folder, const std::string& first,
                                     const std::string& second, std::size_t worst, std::size_t lines);

}  // namespace docmill::tooling
