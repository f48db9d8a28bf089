#include "host/run/prepared_pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "host/guard/last_words.hpp"
#include "host/input/input.hpp"
#include "host/isolation/launcher.hpp"
#include "host/isolation/trial.hpp"
#include "host/pipeline/path_text.hpp"
#include "host/support/first_memory.hpp"

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
void check_outputs(PreparedPipeline& prepared, Diagnostics& diagnostics) {
  struct Owner {
    const StageInstance* stage;
    std::set<std::string> suffixes;  // of a folder
  };
  std::map<std::string, Owner> owners;
  std::set<std::pair<const StageInstance*, std::string>> told;
  uint32_t n_outputs = 0;
  for (const auto& stage : prepared.stages) {
    prepared.first_output.push_back(n_outputs);
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
  if (n_outputs == 0 && prepared.created)
    diagnostics.warning({prepared.plan.file.source, 0, 0},
                        "no stage writes anything; add a [[stage]] with use = \"writer\" at the end");
}

bool is_cached(const StageInstance& stage) {
  const std::optional<Located<bool>>& cache = stage.planned().entry.cache;
  return cache && cache->value;
}

// Only a function of the document can be remembered, and only what goes into layers.
void check_caches(const PreparedPipeline& prepared, Diagnostics& diagnostics) {
  for (const auto& stage : prepared.stages) {
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
void record_external_stages(PreparedPipeline& prepared) {
  prepared.records.resize(prepared.stages.size());
  prepared.replays.resize(prepared.stages.size());
  uint32_t n_outputs = 0;
  for (const auto& stage : prepared.stages) {
    n_outputs += static_cast<uint32_t>(stage->outputs().size());
    if (!is_external(*stage) || !stage->outputs().empty()) continue;
    auto& record = prepared.records[static_cast<std::size_t>(stage->index())];
    record = std::make_unique<ResultRecorder>(stage->index());
    stage->remember_in(*record);
  }
  if (std::any_of(prepared.records.begin(), prepared.records.end(), [](const auto& r) { return r != nullptr; }))
    prepared.recorded_output = n_outputs;
}

// Everything that options of the plan name, at once, before the first stage asks for any of it.
void open_resources(PreparedPipeline& prepared) {
  std::vector<std::filesystem::path> paths;
  for (const PlannedStage* stage : prepared.plan.all())
    for (const OptionValue& option : stage->options)
      if (option.type == OptionType::file || option.type == OptionType::files)
        for (const OptionValue::Item& item : option.items) paths.push_back(item.path);
  prepared.resources.open_together(paths, prepared.request.is_to_run);
}

// Plan and stages; says every mistake.
void load_and_create(PreparedPipeline& prepared, PipelineFile file, Diagnostics& diagnostics) {
  prepared.plan = make_plan(std::move(file), prepared.search, diagnostics, prepared.request.is_to_run);
  prepared.load_failed = prepared.plan.load_failed;
  if (!diagnostics.has_errors()) {
    prepared.created = true;
    if (count_threads() == 1) take_first_memory_at_once();
    open_resources(prepared);
    const std::set<int> files_before = open_descriptors();
    for (std::size_t i = 0; i < prepared.plan.readers.size(); ++i) {
      prepared.readers.push_back(
          StageInstance::of_reader(prepared.plan, i, prepared.resources, prepared.log, diagnostics));
      if (!prepared.readers.back()->ready()) prepared.created = false;
    }
    for (std::size_t i = 0; i < prepared.plan.stages.size(); ++i) {
      prepared.stage_names.push_back(prepared.plan.stages[i].name());
      prepared.stages.push_back(
          std::make_unique<StageInstance>(prepared.plan, i, prepared.resources, prepared.log, diagnostics));
      if (!prepared.stages.back()->ready()) prepared.created = false;
    }
    for (const int file : open_descriptors())
      if (!files_before.contains(file)) prepared.stage_files.insert(file);
    prepared.load_failed = !prepared.created;
    check_outputs(prepared, diagnostics);
    check_caches(prepared, diagnostics);
    if (!diagnostics.has_errors()) record_external_stages(prepared);
  }
}

// Whether all that is left to do can be done without harm to this process; says what cannot.
bool survives_a_trial(PreparedPipeline& prepared, const PipelineFile& file, Diagnostics& diagnostics) {
  const std::optional<TrialDeath> death = try_in_child([&] {
                                            Diagnostics unheard;
                                            prepared.log = {};
                                            prepared.request.is_to_run = false;
                                            load_and_create(prepared, file, unheard);
                                            prepared.stages.clear();  // a model's end may be what is damaged
                                            prepared.readers.clear();
                                          }).death;
  if (!death) return true;
  Place place{file.source, 0, 0};
  const bool is_of_stage = death->work == ForeignWork::create || death->work == ForeignWork::destroy;
  for (const std::vector<StageEntry>* entries : {&file.readers, &file.stages})
    for (const StageEntry& entry : *entries)
      if (is_of_stage && entry.name.value == death->who) place = entry.place;
  diagnostics.error(place, sentence_of(*death));
  prepared.load_failed = true;
  return false;
}

}  // namespace

std::unique_ptr<PreparedPipeline> prepare_pipeline(const PipelineRequest& request, const PluginSearch& search,
                                                   LogSink log, Diagnostics& diagnostics) {
  auto prepared = std::make_unique<PreparedPipeline>();
  prepared->request = request;
  prepared->search = search;
  prepared->log = std::move(log);
  PipelineFile file = read_pipeline_file(request.path, request.overrides, diagnostics);
  apply_request(request, file);
  expand_paths(prepared->request, file, diagnostics);
  if (const auto why = check_encoding_name(file.encoding.value)) diagnostics.error(file.encoding.place, *why);
  // Creating is done twice then, once where it can do no harm; so loading is always (see load_plugin()).
  const bool is_tried = request.is_tried_first || file.isolation.by_process;
  const bool is_safe = !is_tried || survives_a_trial(*prepared, file, diagnostics);
  if (is_safe) {
    // What is damaged need not do the same twice: what it writes over may be another thing now.
    std::optional<CrashIsRefusal> refusal;
    if (is_tried) refusal.emplace();
    load_and_create(*prepared, std::move(file), diagnostics);
  }
  diagnostics.sort();
  return prepared;
}

std::vector<OpenReader> open_readers(const PreparedPipeline& prepared) {
  std::vector<OpenReader> readers;
  for (const auto& reader : prepared.readers) {
    const StageDeclaration& declared = reader->planned().declaration;
    readers.push_back({declared.reader, reader->model(), reader->planned().name(), declared.from_middle});
  }
  return readers;
}

ParseSettings parse_settings(const PreparedPipeline& prepared) {
  const PipelineFile& file = prepared.plan.file;
  return {file.fields, file.encoding.value, open_readers(prepared), file.max_document};
}

bool wants_cache(const PreparedPipeline& prepared) {
  return std::any_of(prepared.stages.begin(), prepared.stages.end(),
                     [](const auto& stage) { return is_cached(*stage); });
}

void use_cache(PreparedPipeline& prepared, StageResultStore& cache) {
  for (const auto& stage : prepared.stages) {
    if (!is_cached(*stage)) continue;
    if (const auto& record = prepared.records[static_cast<std::size_t>(stage->index())]) record->look_in(cache);
    else stage->remember_in(cache);
  }
}

void use_replay(PreparedPipeline& prepared, const StoreOfStage& store_of) {
  for (std::size_t i = 0; i < prepared.stages.size(); ++i) {
    if (!prepared.records[i]) continue;
    prepared.replays[i] = store_of(prepared.stage_names[i]);
    prepared.records[i]->look_in(*prepared.replays[i]);
  }
}

}  // namespace docmill::host
