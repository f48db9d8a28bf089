// The ends of a run that a whole one, a shard and a merge have in common: going on or beginning anew, opening the
// outputs, the manifest, taking the place.
#pragma once

#include <chrono>
#include <memory>

#include "host/output/output_folder.hpp"
#include "host/run/checkpoint.hpp"
#include "host/run/committer.hpp"
#include "host/run/journal.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/run_settings.hpp"
#include "host/run/run_state.hpp"
#include "host/run/run_summary.hpp"
#include "host/run/stage_executor.hpp"
#include "host/run/stop_reason.hpp"

namespace docmill::host {

// The executor's part that the committer asks for; the executor must outlive it.
OrderedStages in_order(StageExecutor& executor);

struct Outputs {
  std::unique_ptr<OutputFolder> folder;
  std::unique_ptr<Journal> journal;
  JournalHead head;
};

// Opens what the stages write, and the journal with `head` (its names are filled in), behind the checkpoint.
Result<Outputs> open_outputs(const PreparedPipeline& prepared, std::unique_ptr<WorkFolder> place, JournalHead head,
                             const Checkpoint& from);

// Why the run does not come to its end; ok when it does.
Status reason_to_stop(const StopReason& stop_reason, const RunState& run_state, const OutputFolder& output);

// Closes the outputs, writes run.json, timings.json and the lists of hashes, and takes the place of OUT. The summary
// comes with what only the caller knows and goes with the rest.
Result<RunSummary> finish_run(const PreparedPipeline& prepared, const RunState& run_state, Outputs& outputs,
                              std::chrono::steady_clock::time_point started, RunSummary summary);

// Does the folder hold what a run has left that did not come to its end, with which this one can go on? Trouble::usage
// with a sentence that lists what differs, when it is another run's. The fingerprint of the one before is the note in
// the folder.
Result<bool> holds_same_run(const WorkFolder& place, const JournalHead& now, const std::string& fingerprint);

// Where there is nothing to go on with, and OUT is there: says that its documents are worked on once more.
void tell_of_ended(const RunObserver& observer, const WorkFolder& place);

// Empties the folder, and leaves the fingerprint there as its note. Tells first what that throws away: the documents of
// a run that did not come to its end. `could_resume`: --resume would have gone on with them, were they of this run.
Status begin_anew(const RunObserver& observer, WorkFolder& place, const JournalHead& now,
                  const std::string& fingerprint, bool could_resume);

bool reads_standard_input(const InputList& inputs);
unsigned threads_of(const RunSettings& settings);

}  // namespace docmill::host
