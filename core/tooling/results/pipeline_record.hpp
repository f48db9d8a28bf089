// A pipeline as it was used: every default filled in, plugins and resources by hash. Written into run.json and, with
// the same members, into NAME.lock; read here, so that a run, a lock and another run can be compared.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host/formats/json_object.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// One plugin file, and what it brings in.
struct PluginRecord {
  std::string file;                           // name without folder
  std::string sha256;                         // of its bytes
  std::optional<std::string> source;          // SHA-256 over its source files, if it was built to say so
  std::string sdk, compiler;                  // as it says itself
  std::map<std::string, std::string> brings;  // soname -> build-id of every shared object below it ("": has none)
};

struct ResourceRecord {
  std::string option;  // of the stage, kebab-case
  std::string name;    // as written in the pipeline
  uint64_t size = 0;
  std::string sha256;
};

// Documents that met the stage in a run.
struct StageTotals {
  uint64_t processed = 0, skipped = 0, dropped = 0, failed = 0, kept = 0;
};

struct StageRecord {
  std::string name, use, version, schedule;
  PluginRecord plugin;
  std::map<std::string, std::string> settings;  // host keys: when, on-error, allow, in, out, file, compress; JSON text
  std::map<std::string, std::string> options;   // every option, JSON text
  std::vector<std::string> required, provided;  // unique names of layers
  std::vector<ResourceRecord> resources;        // in the order of the options
  std::optional<StageTotals> documents;         // in run.json
};

struct PipelineRecord {
  std::string name, summary;
  std::map<std::string, std::string> input;  // "fields.id", "encoding", ...; JSON text
  std::map<std::string, std::string> run;    // "max-failures", ...; JSON text
  std::vector<StageRecord> stages;

  const StageRecord* find(const std::string& stage) const;
  // The stage that provides the layer (by unique name; of alternatives the one named `by`, a credit); null: none.
  const StageRecord* provider_of(const std::string& layer, const std::string& by) const;
};

// Reads the object "pipeline" of run.json or of a lock. Mistakes go where `object` keeps them.
PipelineRecord read_pipeline_record(const JsonObject& object);

}  // namespace docmill::tooling
