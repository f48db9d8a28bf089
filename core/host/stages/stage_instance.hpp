// A stage of the plan brought to life: the memory behind docmill_setup, its model, its workers.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/stage_abi.h"
#include "host/diagnostics/diagnostics.hpp"
#include "host/documents/layer_check.hpp"
#include "host/plan/plan.hpp"
#include "host/stages/resource_store.hpp"
#include "host/stages/stage_result_store.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {

// An output that a stage opened in `create`, as a path under OUT/records.
struct OpenedOutput {
  uint32_t kind = 0;   // DOCMILL_OUTPUT_FILE, DOCMILL_OUTPUT_FOLDER
  std::string name;    // "documents.jsonl", "markdown"
  std::string suffix;  // of the files in a folder
  Compression compression = Compression::none;
};

// A resource as the manifest names it.
struct UsedResource {
  std::string option, name, sha256;
  uint64_t size = 0;
};

// Where lines about stages go. May be called from any thread.
using LogSink = std::function<void(uint32_t level, std::string_view stage, std::string_view message)>;

class StageInstance {
 public:
  // Creates the model. Mistakes go to `diagnostics`; ready() tells whether there is a model. The plan, the store and
  // the sink's captures must outlive the instance.
  StageInstance(const Plan& plan, std::size_t index, ResourceStore& store, const LogSink& log, Diagnostics& diagnostics)
      : StageInstance(plan, plan.stages[index], static_cast<int>(index), store, log, diagnostics) {}
  // A reader of the plan: it has a model, options and resources, and none of what is said of layers and outputs.
  static std::unique_ptr<StageInstance> of_reader(const Plan& plan, std::size_t index, ResourceStore& store,
                                                  const LogSink& log, Diagnostics& diagnostics) {
    return std::unique_ptr<StageInstance>(new StageInstance(plan, plan.readers[index], -1, store, log, diagnostics));
  }
  ~StageInstance();
  StageInstance(const StageInstance&) = delete;
  StageInstance& operator=(const StageInstance&) = delete;

  bool ready() const { return created_; }
  // From now on nothing of the stage is called in this process: its model is not destroyed either.
  void leave_to_others();
  const PlannedStage& planned() const { return planned_; }
  int index() const { return index_; }  // in the plan; -1: a reader
  const docmill_stage& table() const { return *planned_.declaration.table; }
  const void* model() const { return model_; }
  const std::vector<OpenedOutput>& outputs() const { return outputs_; }
  const std::vector<UsedResource>& used_resources() const { return used_; }
  // What `put` must hand over for each provided port.
  const std::vector<LayerShape>& shapes() const { return shapes_; }
  // Slot of the text below each provided port; no_slot for none.
  const std::vector<int>& overs() const { return overs_; }
  const Plan& plan() const { return plan_; }

  // Results of this stage are looked for and kept in `store`, which must outlive its calls. Before the first call.
  void remember_in(StageResultStore& store);
  StageResultStore* stage_results() const { return stage_results_; }  // null: nothing is remembered
  const Digest& identity() const { return identity_; }                // with answers: stage_identity()

 private:
  StageInstance(const Plan& plan, const PlannedStage& planned, int index, ResourceStore& store, const LogSink& log,
                Diagnostics& diagnostics);
  struct Setup;  // the ABI's struct and what it points to
  void fill_values(ResourceStore& store);
  void fill_catalogue();
  void create();
  static void on_log(const docmill_setup*, uint32_t, docmill_str) noexcept;
  static void on_diagnose(const docmill_setup*, uint32_t, docmill_str, uint32_t, uint32_t, uint32_t,
                          docmill_str) noexcept;
  static uint32_t on_open_output(const docmill_setup*, uint32_t, docmill_str, docmill_str) noexcept;
  Place place_of(std::string_view option, uint32_t item) const;

  const Plan& plan_;
  const PlannedStage& planned_;
  int index_;
  const LogSink& log_;
  Diagnostics* diagnostics_;  // null once created
  std::unique_ptr<Setup> setup_;
  std::vector<OpenedOutput> outputs_;
  std::string first_output_;  // what the stage calls its first output
  std::vector<UsedResource> used_;
  std::vector<LayerShape> shapes_;
  std::vector<int> overs_;
  void* model_ = nullptr;
  StageResultStore* stage_results_ = nullptr;
  Digest identity_{};
  bool created_ = false;
  bool is_left_ = false;
};

}  // namespace docmill::host
