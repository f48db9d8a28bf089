#include "host/plan/plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "host/pipeline/path_text.hpp"
#include "host/pipeline/words.hpp"
#include "host/plan/layer_binder.hpp"
#include "host/plan/split_binder.hpp"
#include "host/plan/stage_file.hpp"
#include "host/plugins/plugin_trial.hpp"

namespace docmill::host {
namespace {

class Planner {
 public:
  Planner(Plan& plan, const PluginSearch& search, Diagnostics& diagnostics)
      : plan_(plan), search_(search), diagnostics_(diagnostics) {}

  void run(bool names_program) {
    try_all(names_program);
    for (StageEntry& entry : plan_.file.readers) {
      const std::size_t n_before = plan_.readers.size();
      add(entry, true, plan_.readers);
      // A reader takes the files of its suffixes when the pipeline says nothing else. In `file`, by which inputs are
      // listed.
      if (plan_.readers.size() != n_before && entry.files.empty()) take_files(entry, plan_.readers.back().declaration);
    }
    for (const StageEntry& entry : plan_.file.stages) add(entry, false, plan_.stages);
    // Layers are bound only when every stage is there: a missing one would make every later one look wrong.
    if (plan_.load_failed || plan_.stages.size() != plan_.file.stages.size()) return;
    LayerBinder binder(plan_, diagnostics_);
    for (std::size_t i = 0; i < plan_.stages.size(); ++i) {
      binder.bind(i);
      check_allowed(plan_.stages[i]);
    }
    binder.finish();
    mark_serial();
    bind_splits(plan_, diagnostics_);
  }

 private:
  // Not where only certain files may be loaded, or copies of them: what is refused must not run, in a child neither.
  void try_all(bool names_program) const {
    if (!search_.copies.empty() || !search_.pins.empty()) return;
    Diagnostics unheard;
    std::vector<std::filesystem::path> files;
    const auto add = [&](const StageEntry& entry, bool is_reader) {
      if (entry.use.value.empty()) return;
      if (const auto found = file_of_stage(entry, search_, unheard, is_reader)) files.push_back(found->path);
    };
    for (const StageEntry& entry : plan_.file.readers) add(entry, true);
    for (const StageEntry& entry : plan_.file.stages) add(entry, false);
    try_plugins(files, names_program);
  }

  void take_files(StageEntry& entry, const StageDeclaration& reader) {
    entry.suffixes = reader.suffixes;
    for (const FirstBytes& begin : reader.first_bytes) entry.first_bytes.emplace_back(begin.offset, begin.bytes);
    if (entry.suffixes.empty())
      diagnostics_.error(entry.use.place,
                         fmt::format("which files the reader '{}' takes is for the pipeline to say", reader.id),
                         {"write files = [\"**/*.abc\"] below it"});
  }

  void add(const StageEntry& entry, bool is_reader, std::vector<PlannedStage>& to) {
    if (entry.use.value.empty()) return;  // reported by the reader of the file
    const PluginLibrary* library = find_library(entry, is_reader);
    if (library == nullptr) {
      plan_.load_failed = true;
      return;
    }
    const StageDeclaration* declaration =
        is_reader ? library->find_reader(entry.use.value) : library->find(entry.use.value);
    if (declaration == nullptr) {
      std::vector<std::string> ids;
      for (const StageDeclaration& s : is_reader ? library->readers : library->stages) ids.push_back(s.id);
      diagnostics_.error(
          entry.use.place,
          fmt::format("{} holds no {} '{}'{}", library->path.filename().string(), is_reader ? "reader" : "stage",
                      entry.use.value, stage_suggestion(entry.use.value, ids)),
          {ids.empty() ? fmt::format("it holds no {} at all", is_reader ? "reader" : "stage")
                       : fmt::format("it holds: {}", fmt::join(ids, ", "))});
      plan_.load_failed = true;
      return;
    }
    PlannedStage stage;
    stage.entry = entry;
    stage.declaration = *declaration;
    stage.library = library;
    stage.options = check_options(*declaration, entry, library->path.parent_path(), diagnostics_);
    to.push_back(std::move(stage));
  }

  const PluginLibrary* find_library(const StageEntry& entry, bool is_reader) {
    const std::optional<StageFile> found = file_of_stage(entry, search_, diagnostics_, is_reader);
    if (!found) return nullptr;
    const auto& [file, place] = *found;
    const auto pin = search_.pins.find(entry.name.value);
    const Result<const PluginLibrary*> loaded =
        load_plugin(file, search_.copies, pin == search_.pins.end() ? nullptr : &pin->second);
    if (loaded.ok()) return loaded.value();
    std::string message = loaded.status().message();
    if (entry.plugin && message.starts_with(file.string()))
      message.replace(0, file.string().size(), entry.plugin->text);
    diagnostics_.error(place, std::move(message));
    return nullptr;
  }

  void check_allowed(const PlannedStage& stage) {
    if (stage.declaration.schedule != Schedule::external) return;
    for (const Located<std::string>& allowed : stage.entry.allow)
      if (allowed.value == "external") return;
    if (stage.declaration.ports_from_pipeline)
      diagnostics_.error(
          stage.entry.place,
          fmt::format("'{}' is not said to be pure, so the run cannot promise the same bytes", stage.name()),
          {"write pure = true if it depends on nothing but its layers and options, else allow = [\"external\"]"});
    else
      diagnostics_.error(stage.entry.place,
                         fmt::format("'{}' depends on the world outside the documents (it is EXTERNAL), so the run "
                                     "cannot promise the same bytes",
                                     stage.name()),
                         {"if you want that, write allow = [\"external\"]"});
  }

  void mark_serial() {
    bool serial = false;
    for (PlannedStage& stage : plan_.stages) {
      serial = serial || stage.declaration.schedule == Schedule::ordered;
      stage.serial = serial;
    }
  }

  Plan& plan_;
  const PluginSearch& search_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<StageFile> file_of_stage(const StageEntry& entry, const PluginSearch& search, Diagnostics& diagnostics,
                                       bool is_reader) {
  if (const auto given = search.files.find(entry.name.value); given != search.files.end())
    return StageFile{given->second, entry.use.place};
  if (entry.plugin) {
    WrittenPath plugin = *entry.plugin;
    if (!expand_path(plugin, diagnostics)) return std::nullopt;
    return StageFile{plugin.resolved(), plugin.place};
  }
  std::filesystem::path file = is_reader ? search.file_of_reader(entry.use.value) : search.file_of(entry.use.value);
  if (!file.empty()) return StageFile{std::move(file), entry.use.place};
  const std::vector<std::string> known = is_reader ? search.known_readers() : search.known_stages();
  const bool is_other =
      is_reader ? !search.file_of(entry.use.value).empty() : !search.file_of_reader(entry.use.value).empty();
  diagnostics.error(entry.use.place,
                    fmt::format("no plugin has a {} '{}'{}", is_reader ? "reader" : "stage", entry.use.value,
                                is_other ? fmt::format("; it is a {0}: write [[{0}]]", is_reader ? "stage" : "reader")
                                         : stage_suggestion(entry.use.value, known)),
                    search.describe());
  return std::nullopt;
}

std::string PlannedStage::credit() const { return stage_credit(name(), declaration.id, declaration.version); }

std::vector<const PlannedStage*> Plan::all() const {
  std::vector<const PlannedStage*> list;
  for (const std::vector<PlannedStage>* some : {&readers, &stages})
    for (const PlannedStage& one : *some) list.push_back(&one);
  return list;
}

int Plan::find_layer(const std::string& name) const {
  for (std::size_t i = layers.size(); i-- > 0;)
    if (layers[i].unique_name == name || layers[i].name == name) return static_cast<int>(i);
  return no_slot;
}

Plan make_plan(PipelineFile file, const PluginSearch& search, Diagnostics& diagnostics, bool names_program) {
  Plan plan;
  plan.file = std::move(file);
  Planner(plan, search, diagnostics).run(names_program);
  return plan;
}

}  // namespace docmill::host
