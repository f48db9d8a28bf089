// Going on with a run that died: what of it is whole, and the run state as it stood then.
#pragma once

#include <vector>

#include "docmill/base/status.hpp"
#include "host/output/work_folder.hpp"
#include "host/plan/plan.hpp"
#include "host/run/journal.hpp"
#include "host/run/run_state.hpp"

namespace docmill::host {

struct Checkpoint {
  bool begun = false;            // false: there is nothing to go on with
  bool finished = false;         // even what stands after the last document is there
  std::vector<uint64_t> intact;  // bytes of each file that stay
  uint64_t journal = 0;          // and of the journal
  InputPosition next;            // where reading goes on
};

// Finds the last chunk up to which every file is whole, and fills the empty state with the documents up to there.
// Reads all that stays once. The status: a document among them ends the run (max-failures is lower than it was), or the
// folder cannot be read.
Result<Checkpoint> find_checkpoint(const WorkFolder& place, const Plan& plan, RunState& run_state);

}  // namespace docmill::host
