// The stages of a run at work in processes of their own, which get cut documents and give back what settling needs.
// What comes of a document is what would come of it in this process; a stage that does not survive a document costs
// that document alone.
//
// A worker that dies leaves a mark in shared memory: the stage, and the document that it was most likely at. That one
// is tried alone in a fresh worker, the others in another (halves, where there is no mark; see attempts.hpp). The one
// that kills alone is then worked on once more, with that stage failing on it in words instead of being called: so its
// line in the index is that of any other failure, `on-error` means the same, and stages behind have their turn. Of a
// document that is split it is the part that is tried alone; each time the worker splits the document anew.
// Where it does not get the same parts then, the document fails as a whole.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "host/isolation/launcher.hpp"
#include "host/run/attempts.hpp"
#include "host/run/batch.hpp"
#include "host/run/capsule.hpp"
#include "host/run/flat_bytes.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/run.hpp"
#include "host/run/stop_reason.hpp"
#include "host/stages/stage_call.hpp"

namespace docmill::host {

class StageService;

// Why worker processes of the pipeline have no sandbox; empty: they have one.
std::string reason_for_no_sandbox(const Plan& plan);

class IsolatedStages {
 public:
  // All must outlive it. Before outputs are opened and threads begun. The status tells why it cannot be.
  static Result<std::unique_ptr<IsolatedStages>> start(PreparedPipeline& prepared, const InputList& inputs,
                                                       const RunSettings& settings, StopReason& stop_reason,
                                                       bool has_serial);
  ~IsolatedStages();

  // As StageExecutor has them, with the same rules for threads.
  void work(Batch& batch);
  void work_in_order(Batch& batch);
  Status outside(StageCaller::Moment moment, const TakeOutside& take);
  std::vector<StageCounts> counts();

  // The one document of the batch once, in a fresh worker: how a stage does not survive it, or nothing and what came of
  // it. Nothing as well when the run has to stop.
  std::optional<Death> try_alone(Batch& batch);

 private:
  struct Task;
  IsolatedStages(PreparedPipeline& prepared, const InputList& inputs, StopReason& stop_reason, bool has_serial);
  void work_on(Task& task, const Attempt& attempt);
  bool take_reply(Task& task, const std::vector<Share>& shares, std::string_view reply);
  bool take_share(Task& task, const Share& share, flat::Reader& in) const;
  bool has_same_parts(const Document& before, const Document& again) const;
  static void fail_as_unsteady(Task& task, std::size_t document);
  static std::string request_for(const Batch& batch, const std::vector<Share>& shares);
  static void point_to(Task& task, std::size_t document);
  static ForeignPlace ended_at(const Exchange& exchange);
  Death death_of(const Exchange& exchange) const;
  void doom(Task& task, const Share& share, const Death& death);
  bool ends_run(const Exchange& exchange, bool was_fresh);
  std::string take_outside(std::string_view question);
  bool ask_serial(const std::string& request, Exchange& exchange);
  void take_counts(std::string_view bytes);
  Exchange ask(WorkerProcess& worker, const std::string& request);
  std::unique_ptr<WorkerProcess> worker(bool fresh);
  uint32_t n_outputs() const;
  // Those of the stages, and the record of what they were told, where there is one.
  uint32_t n_emitted_outputs() const;
  int stage_named(const std::string& name) const;

  PreparedPipeline& prepared_;
  const InputList& inputs_;
  StopReason& stop_reason_;
  const bool has_serial_;
  Capsules capsules_;
  std::unique_ptr<StageService> service_;
  std::unique_ptr<Launcher> launcher_;
  Pool<WorkerProcess> idle_;
  std::unique_ptr<WorkerProcess> serial_;  // the one in which stages remember
  std::mutex mutex_;                       // of what follows
  std::vector<StageCounts> counts_;
  const TakeOutside* outside_ = nullptr;  // while `serial_` begins, finishes or ends
};

}  // namespace docmill::host
