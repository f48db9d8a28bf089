// A pipeline as it was used: every default filled in, plugins and resources by hash. Written into run.json and, with
// the same members, into NAME.lock and the fingerprint of a run; read again, so that a run, a lock and another run can
// be compared.
//
//   {"name":NAME,"summary":TEXT,
//    "input":{"fields":{"id":..,"text":..,"html":..},"encoding":..,...,"skip":[..],"limit":N},     keys of [input]
//    "run":{"max-failures":..},                                                                    keys of [run]
//    "readers":[..],                  with the members of a stage and the key "files"; absent where there are none
//    "stages":[{"name":NAME,"use":ID,"version":V,"schedule":"pure"|"ordered"|"external",
//               "plugin":{"file":NAME,"sha256":HASH,"sdk":..,"compiler":..,"source":HASH or null,
//                         "brings":{SONAME:BUILD-ID,..}},
//               "when":..,"on-error":..,"allow":[..],"in":{..},"out":{..},"split-by":..,           keys of the stage
//               "requires":[LAYER,..],"provides":[LAYER,..],                                       unique names
//               "file":..,"compress":..,                                                           keys of the stage
//               "options":{NAME:VALUE,..},                                                         all of them
//               "resources":[{"option":NAME,"name":FILE,"size":N,"sha256":HASH},..],
//               "documents":{"processed":N,"skipped":N,"dropped":N,"failed":N,"kept":N}},..]}      in run.json only
//
// Members stand in this order; "limit", "max-spans" and "split-by" only where they were said. A reader takes other keys
// of [input], [run] and stages as they are.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docmill/base/json_writer.hpp"
#include "host/formats/json_object.hpp"

namespace docmill::host {

// Members of an object whose values may be anything, in their order; each value is JSON text without white space.
class JsonMembers {
 public:
  void add(std::string name, std::string json) { members_.emplace_back(std::move(name), std::move(json)); }
  void erase(std::string_view name);
  // Null where there is none.
  const std::string* find(std::string_view name) const;
  bool contains(std::string_view name) const { return find(name) != nullptr; }
  // "" where there is none.
  const std::string& at(std::string_view name) const;
  std::size_t size() const { return members_.size(); }
  auto begin() const { return members_.begin(); }
  auto end() const { return members_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> members_;
};

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
  JsonMembers settings;                         // host keys: when, on-error, allow, in, out, split-by, file, compress
  JsonMembers options;                          // every option
  std::vector<std::string> required, provided;  // unique names of layers
  std::vector<ResourceRecord> resources;        // in the order of the options
  std::optional<StageTotals> documents;         // in run.json
};

struct PipelineRecord {
  std::string name, summary;
  JsonMembers input;                 // keys of [input]; those of a table inside as "fields.id"
  JsonMembers run;                   // keys of [run], likewise
  std::vector<StageRecord> readers;  // [[reader]]: with the members of a stage
  std::vector<StageRecord> stages;

  // A stage or reader by its name; null: there is none.
  const StageRecord* find(const std::string& stage) const;
  // The stage that provides the layer (by unique name; of alternatives the one named `by`, a credit); null: none.
  const StageRecord* provider_of(const std::string& layer, const std::string& by) const;
};

// As a value of a larger document.
void write_pipeline_record(JsonWriter& w, const PipelineRecord& pipeline);
// Reads it again. Mistakes go where `object` keeps them.
PipelineRecord read_pipeline_record(const JsonObject& object);

// The parts of it that stand alone elsewhere: tables of keys, and the list of stages.
void write_members(JsonWriter& w, const JsonMembers& members);
JsonMembers read_members(const JsonObject& object);
void write_stage_records(JsonWriter& w, const std::vector<StageRecord>& stages);
std::vector<StageRecord> read_stage_records(const JsonObject& object, const char* key);

// The object "brings" of a plugin or program.
std::map<std::string, std::string> read_brings(const JsonObject& object);

}  // namespace docmill::host
