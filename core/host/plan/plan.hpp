// A pipeline bound to its plugins: every layer has a slot, every port of every stage is tied to one, every option has
// its value. Made before a document is read; all that can be wrong without reading one is found here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/condition.hpp"
#include "host/pipeline/option_check.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/plugins/plugin_library.hpp"
#include "host/plugins/plugin_search.hpp"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::host {

inline constexpr int no_slot = -1;

// Slots of the layers that the host provides.
// `makers` is for stages that read every layer, and only where a layer has several providers: no other sees it.
enum HostSlot {
  slot_raw = 0,
  slot_source,
  slot_id,
  slot_format,
  slot_metadata,
  slot_place,
  slot_errors,
  slot_makers,
  n_host_slots
};

struct PlannedLayer {
  std::string name;  // in this pipeline
  // What those who see every layer call it: the name, or "text@cleaner" once a later stage took the name `text`.
  std::string unique_name;
  LayerKind kind = LayerKind::text;  // as read: never rewrite
  bool is_rewrite = false;
  bool has_label = true, has_value = true, has_score = true;
  std::vector<FieldDeclaration> fields;
  int over = no_slot;       // spans, rewrites: the slot of the text below
  std::vector<int> stages;  // who provides it; empty: the host; several: alternatives, each with its `when`
  std::string provider;     // credit() of the stage; of alternatives "A or B"; "host"
  bool has_alternatives() const { return stages.size() > 1; }
  std::string summary;
};

struct PlannedStage {
  StageEntry entry;
  StageDeclaration declaration;  // with the ports of the pipeline filled in
  const PluginLibrary* library = nullptr;
  std::vector<OptionValue> options;
  std::vector<int> inputs;   // slot for each required port (reads_all: for each layer there is), or no_slot
  std::vector<int> outputs;  // slot for each provided port; no_slot: switched off by its option
  std::vector<int> needed;   // slots without which the stage is skipped for a document
  std::optional<Condition> when;
  bool serial = false;  // ORDERED, or after one that is: one worker, input order
  // A spans layer that it provides: behind it a document with such spans ends, and each of them goes on as a document
  // of its own. no_slot but for the one that Plan::splitter names.
  int split_by = no_slot;

  const std::string& name() const { return entry.name.value; }
  // Who made a layer, for people and records: "cleaner 1.0.0"; with the name in the pipeline where that is another one,
  // "summarise (process 1.0.0)".
  std::string credit() const;
};

struct Plan {
  PipelineFile file;
  std::vector<PlannedLayer> layers;  // by slot: the host's, then in pipeline order
  std::vector<PlannedStage> stages;
  std::vector<PlannedStage> readers;  // of the pipeline's [[reader]] tables; without ports
  bool load_failed = false;           // a stage could not be found or loaded (exit code 3)
  // The stage behind which documents are split; there is one at most, and no serial one before it.
  std::optional<std::size_t> splitter;

  // Readers, then stages: all that a plugin is loaded for.
  std::vector<const PlannedStage*> all() const;
  // Slot of a layer by name or unique name as it stands at the end of the pipeline; no_slot when there is none.
  int find_layer(const std::string& name) const;
  // The text of which parts are cut; no_slot where nothing is split.
  int split_text() const;
  // Does a part take this layer over from its document: the cut text, spans over it, and what is said of the document
  // as a whole?
  bool is_inherited(std::size_t slot) const;
};

// Loads the plugins, checks options, binds layers; says every mistake. The plan is usable only without errors. With
// `names_program` the hash of the program will be asked for (see try_plugins()).
Plan make_plan(PipelineFile file, const PluginSearch& search, Diagnostics& diagnostics, bool names_program = false);

}  // namespace docmill::host
