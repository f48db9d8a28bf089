// A pipeline ready to run: the plan, the resources and the created stages. `check` ends here, `run` goes on.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/input/input.hpp"
#include "host/plan/plan.hpp"
#include "host/run/recorded_results.hpp"
#include "host/stages/resource_store.hpp"
#include "host/stages/stage_instance.hpp"

namespace docmill::host {

// What the command line may say beside the file.
struct PipelineRequest {
  std::filesystem::path path;
  std::vector<Override> overrides;
  std::vector<std::string> inputs;  // --input: instead of [input] from
  std::string output;               // --output: instead of [output] to
  bool is_tried_first = false;      // stages are created in a child process first, so that none ends this one
  bool is_to_run = false;           // what is prepared will run: the hash of the program will be asked for
  bool expands = false;             // in inputs and output `~` and ${NAME} are what expand_path() makes of them
};

struct PreparedPipeline {
  PipelineRequest request;  // what it was made from; inputs are said in full where the environment is part of them
  PluginSearch search;
  Plan plan;
  ResourceStore resources;
  LogSink log;
  std::vector<std::unique_ptr<StageInstance>> readers;  // of the [[reader]] tables, in their order
  std::vector<std::unique_ptr<StageInstance>> stages;   // empty when there were errors before
  std::vector<std::string> stage_names;
  std::vector<uint32_t> first_output;  // by stage: number of its output 0 in the run

  // What EXTERNAL stages answer is recorded: by stage, null for the others; and the number of the output for it.
  std::vector<std::unique_ptr<ResultRecorder>> records;
  std::vector<std::unique_ptr<StageResultStore>> replays;  // by stage; null: the world is asked
  std::optional<uint32_t> recorded_output;

  std::set<int> stage_files;  // descriptors that stages have opened in `create`

  bool created = false;      // every stage has its model
  bool load_failed = false;  // a stage could not be loaded or created
};

// Reads, plans and creates; says every mistake. The diagnostics tell whether the prepared pipeline can run.
std::unique_ptr<PreparedPipeline> prepare_pipeline(const PipelineRequest& request, const PluginSearch& search,
                                                   LogSink log, Diagnostics& diagnostics);

// The readers of the prepared pipeline as the input calls them.
std::vector<OpenReader> open_readers(const PreparedPipeline& prepared);
// How its documents are parsed.
ParseSettings parse_settings(const PreparedPipeline& prepared);

// Whether a stage of the prepared pipeline asks for a cache (`cache = true`).
bool wants_cache(const PreparedPipeline& prepared);
// Gives those stages the cache, which must outlive the run.
void use_cache(PreparedPipeline& prepared, StageResultStore& cache);
// Where the results of a stage, given by its name in the pipeline, are.
using StoreOfStage = std::function<std::unique_ptr<StageResultStore>(const std::string& stage)>;
// EXTERNAL stages are not called: their results come from these stores.
void use_replay(PreparedPipeline& prepared, const StoreOfStage& store_of);

}  // namespace docmill::host
