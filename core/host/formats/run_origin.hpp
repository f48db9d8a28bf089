// How a run was asked for, with the paths of the machine it ran on: enough to ask for the same run once more. The
// object "origin" of timings.json, shard.json and capsule.json; the one place that knows what it looks like.
//
//   {"pipeline":PATH,"set":[TEXT,..],"input":[PATH,..],"limit":N or null,"plugin_folders":[PATH,..]}
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "docmill/base/json_writer.hpp"
#include "host/formats/json_object.hpp"

namespace docmill::host {

struct RunOrigin {
  std::string pipeline;                     // absolute
  std::vector<std::string> sets;            // --set
  std::vector<std::string> inputs;          // --input, absolute or "-"; empty: what the pipeline says
  std::optional<uint64_t> limit;            // --limit
  std::vector<std::string> plugin_folders;  // where plugins were looked for, absolute
};

// As a value of a larger object.
void write_origin(JsonWriter& w, const RunOrigin& origin);
// Reads it again. Mistakes go where `origin` keeps them.
RunOrigin read_origin(const JsonObject& origin);

}  // namespace docmill::host
