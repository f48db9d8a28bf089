#include "host/run/mill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "host/input/input.hpp"
#include "host/pipeline/path_text.hpp"

namespace docmill::host {
namespace {

void apply_request(const PipelineRequest& request, PipelineFile& file) {
  // Paths stay relative to the working folder, so that messages name them as they were typed.
  const auto on_command_line = [](const std::string& text, const char* flag) {
    return WrittenPath{text, ".", {std::make_shared<SourceText>(SourceText{flag, text}), 0, 0}};
  };
  if (!request.inputs.empty()) {
    file.from.clear();
    for (const std::string& input : request.inputs) file.from.push_back(on_command_line(input, "--input"));
  }
  if (!request.output.empty()) file.to = on_command_line(request.output, "--output");
}

// What a variable stood for must be known when the run is asked for again.
void expand_paths(PipelineRequest& request, PipelineFile& file, Diagnostics& diagnostics) {
  const bool from_is_literal = !request.inputs.empty() && !request.expands;
  bool any = false;
  if (!from_is_literal)
    std::erase_if(file.from, [&](WrittenPath& path) {
      const bool is_right = expand_path(path, diagnostics);
      any = any || path.is_expanded;
      return !is_right;
    });
  if (any) {
    request.inputs.clear();
    for (const WrittenPath& path : file.from) request.inputs.push_back(path.resolved().string());
  }
  if (file.to && (request.output.empty() || request.expands)) expand_path(*file.to, diagnostics);
}

// A path under records/ belongs to one stage. A folder may be opened by it several times, for files with different
// suffixes beside each other.
void check_outputs(Mill& mill, Diagnostics& diagnostics) {
  struct Owner {
    const StageInstance* stage;
    std::set<std::string> suffixes;  // of a folder
  };
  std::map<std::string, Owner> owners;
  std::set<std::pair<const StageInstance*, std::string>> told;
  uint32_t n_outputs = 0;
  for (const auto& stage : mill.stages) {
    mill.first_output.push_back(n_outputs);
    for (const OpenedOutput& output : stage->outputs()) {
      ++n_outputs;
      Owner& owner = owners.try_emplace(output.name, Owner{nullptr, {}}).first->second;
      const bool is_folder = output.kind == DOCMILL_OUTPUT_FOLDER;
      const bool beside = owner.stage == stage.get() && is_folder && !owner.suffixes.empty();
      if (owner.stage == nullptr || beside) {
        owner.stage = stage.get();
        if (!is_folder || owner.suffixes.insert(output.suffix).second) continue;
      }
      if (!told.emplace(stage.get(), output.name).second) continue;
      const std::string& other = owner.stage->planned().name();
      diagnostics.error(stage->planned().entry.place,
                        fmt::format("'{}' would write records/{}, which '{}' writes already", stage->planned().name(),
                                    output.name, other),
                        {"give one of them another name: file = \"...\""});
    }
  }
  if (n_outputs == 0 && mill.created)
    diagnostics.warning({mill.plan.file.source, 0, 0},
                        "no stage writes anything; add a [[stage]] with use = \"writer\" at the end");
}

bool is_cached(const StageInstance& stage) {
  const std::optional<Located<bool>>& cache = stage.planned().entry.cache;
  return cache && cache->value;
}

// Only a function of the document can be remembered, and only what goes into layers.
void check_caches(const Mill& mill, Diagnostics& diagnostics) {
  for (const auto& stage : mill.stages) {
    if (!is_cached(*stage)) continue;
    const PlannedStage& planned = stage->planned();
    const char* why = nullptr;
    if (planned.declaration.schedule == Schedule::ordered) why = "depends on the documents before";
    else if (!stage->outputs().empty()) why = "writes, and what it writes is not kept";
    else if (planned.declaration.reads_all) why = "reads every layer there is";
    if (why != nullptr)
      diagnostics.error(
          planned.entry.cache->place,
          fmt::format("'{}' {}, so its results cannot be cached; leave out 'cache'", planned.name(), why));
  }
}

bool is_external(const StageInstance& stage) { return stage.planned().declaration.schedule == Schedule::external; }

// Records stand behind the outputs of the stages. A stage that writes is called all the same: what it writes is no
// answer.
void record_external_stages(Mill& mill) {
  mill.records.resize(mill.stages.size());
  mill.replays.resize(mill.stages.size());
  uint32_t n_outputs = 0;
  for (const auto& stage : mill.stages) {
    n_outputs += static_cast<uint32_t>(stage->outputs().size());
    if (!is_external(*stage) || !stage->outputs().empty()) continue;
    auto& record = mill.records[static_cast<std::size_t>(stage->index())];
    record = std::make_unique<AnswerRecord>(stage->index());
    stage->remember_in(*record);
  }
  if (std::any_of(mill.records.begin(), mill.records.end(), [](const auto& r) { return r != nullptr; }))
    mill.answers_output = n_outputs;
}

}  // namespace

std::unique_ptr<Mill> make_mill(const PipelineRequest& request, const PluginSearch& search, LogSink log,
                                Diagnostics& diagnostics) {
  auto mill = std::make_unique<Mill>();
  mill->request = request;
  mill->search = search;
  mill->log = std::move(log);
  PipelineFile file = read_pipeline_file(request.path, request.overrides, diagnostics);
  apply_request(request, file);
  expand_paths(mill->request, file, diagnostics);
  if (const auto why = check_encoding_name(file.encoding.value)) diagnostics.error(file.encoding.place, *why);
  mill->plan = make_plan(std::move(file), search, diagnostics);
  mill->load_failed = mill->plan.load_failed;
  if (!diagnostics.has_errors()) {
    mill->created = true;
    for (std::size_t i = 0; i < mill->plan.stages.size(); ++i) {
      mill->stage_names.push_back(mill->plan.stages[i].name());
      mill->stages.push_back(std::make_unique<StageInstance>(mill->plan, i, mill->resources, mill->log, diagnostics));
      if (!mill->stages.back()->ready()) mill->created = false;
    }
    mill->load_failed = !mill->created;
    check_outputs(*mill, diagnostics);
    check_caches(*mill, diagnostics);
    if (!diagnostics.has_errors()) record_external_stages(*mill);
  }
  diagnostics.sort();
  return mill;
}

bool wants_cache(const Mill& mill) {
  return std::any_of(mill.stages.begin(), mill.stages.end(), [](const auto& stage) { return is_cached(*stage); });
}

void use_cache(Mill& mill, AnswerStore& cache) {
  for (const auto& stage : mill.stages) {
    if (!is_cached(*stage)) continue;
    if (const auto& record = mill.records[static_cast<std::size_t>(stage->index())]) record->look_in(cache);
    else stage->remember_in(cache);
  }
}

void use_replay(Mill& mill, Replay& replay) {
  for (std::size_t i = 0; i < mill.stages.size(); ++i) {
    if (!mill.records[i]) continue;
    mill.replays[i] = replay.of_stage(mill.stage_names[i]);
    mill.records[i]->look_in(*mill.replays[i]);
  }
}

}  // namespace docmill::host
