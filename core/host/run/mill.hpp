// A pipeline ready to run: the plan, the resources and the created stages. `check` ends here, `run` goes on.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/plan/plan.hpp"
#include "host/replay/answer_record.hpp"
#include "host/replay/replay.hpp"
#include "host/stages/resource_store.hpp"
#include "host/stages/stage_instance.hpp"

namespace docmill::host {

// What the command line may say beside the file.
struct PipelineRequest {
  std::filesystem::path path;
  std::vector<Override> overrides;
  std::vector<std::string> inputs;  // --input: instead of [input] from
  std::string output;               // --output: instead of [output] to
  bool expands = false;             // in inputs and output `~` and ${NAME} are what expand_path() makes of them
};

struct Mill {
  PipelineRequest request;  // what it was made from; inputs are said in full where the environment is part of them
  PluginSearch search;
  Plan plan;
  ResourceStore resources;
  LogSink log;
  std::vector<std::unique_ptr<StageInstance>> stages;  // empty when there were errors before
  std::vector<std::string> stage_names;
  std::vector<uint32_t> first_output;  // by stage: number of its output 0 in the run

  // What EXTERNAL stages answer is recorded: by stage, null for the others; and the number of the output for it.
  std::vector<std::unique_ptr<AnswerRecord>> records;
  std::vector<std::unique_ptr<AnswerStore>> replays;  // by stage; null: the world is asked
  std::optional<uint32_t> answers_output;

  bool created = false;      // every stage has its model
  bool load_failed = false;  // a stage could not be loaded or created
};

// Reads, plans and creates; says every mistake. The diagnostics tell whether the mill can run.
std::unique_ptr<Mill> make_mill(const PipelineRequest& request, const PluginSearch& search, LogSink log,
                                Diagnostics& diagnostics);

// Whether a stage of the mill asks for a cache (`cache = true`).
bool wants_cache(const Mill& mill);
// Gives those stages the cache, which must outlive the run.
void use_cache(Mill& mill, AnswerStore& cache);
// EXTERNAL stages are not called: they answer as in that run. It must outlive the run.
void use_replay(Mill& mill, Replay& replay);

}  // namespace docmill::host
