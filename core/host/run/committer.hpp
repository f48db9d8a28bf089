// The last step: documents in input order into the run state, the outputs, the index and the journal. Not for several
// threads.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "host/formats/documents_index.hpp"
#include "host/output/output_folder.hpp"
#include "host/run/batch.hpp"
#include "host/run/journal.hpp"
#include "host/run/run_state.hpp"
#include "host/run/run_summary.hpp"
#include "host/run/stop_reason.hpp"
#include "host/stages/stage_call.hpp"

namespace docmill::host {

// Lines of a journal as parts of chunks end: collects rows and files, knows when a part is over.
class ChunkWriter {
 public:
  // Called with the finished line but its ranges.
  using Write = std::function<Status(ChunkLine&)>;
  explicit ChunkWriter(Write write) : write_(std::move(write)) {}

  // Before the rows of a batch: ends the line before, if this batch is of another part.
  Status enter(Batch& batch);
  void add(DocumentRow row) { line_.rows.push_back(std::move(row)); }
  // Behind the last batch: ends the open chunk. `next` and `files` as if a batch came.
  Status leave(InputPosition next, std::vector<ReadFile> files);
  // A line of another kind; it takes the files that no chunk has.
  Status write(ChunkLine::Kind kind, InputPosition next);

 private:
  void take(std::vector<ReadFile>& files);
  Write write_;
  ChunkLine line_;
  uint64_t part_ = 0;
  bool open_ = false;
};

DocumentRow row_of(const Document& d, std::size_t n_stages);

// What the committer asks of the stages, at its place in the order of documents.
struct OrderedStages {
  std::function<void(Batch&)> work;  // those that must see documents in input order
  // begin, finish or end of all of them
  std::function<Status(StageCaller::Moment, const TakeOutside&)> outside;
};

class Committer {
 public:
  // All must outlive it. The run state and journal may come from a run that is gone on with.
  Committer(const Plan& plan, OrderedStages stages, OutputFolder& output, Journal& journal, RunState& run_state,
            const RunObserver& observer, StopReason& stop_reason, bool is_sample = false);

  // What stands before the first document.
  Status begin();
  // The stages that must see documents in order, then everything else.
  void commit(Batch& batch);
  // What stands after the last document. `files`: those that ended behind the last batch.
  Status finish(InputPosition end, std::vector<ReadFile> files);
  const RunCounts& counts() const { return run_state_.counts(); }

 private:
  Status emit(StageCaller::Moment moment);
  Status write(Document& d, const Batch& batch);
  Status write_emissions(const Document& d, const Batch& batch);
  Status write_gathered(uint32_t output, const Batch& batch);
  Status write_gathered(const Batch& batch);

  const Plan& plan_;
  const OrderedStages stages_;
  OutputFolder& output_;
  RunState& run_state_;
  const RunObserver& observer_;
  StopReason& stop_reason_;
  const bool is_sample_;  // then ordered stages have no finish, and no number of failures ends it
  ChunkWriter chunks_;
  // Of files, by output: what stands in the buffer of the batch one behind the other leaves together.
  struct Gathered {
    uint64_t offset = 0, size = 0;
  };
  std::vector<Gathered> gathered_;
  IndexEntry entry_;
  std::string line_, failure_;
};

// Says what has not been told yet of a document: its notes and failures.
void tell(const RunObserver& observer, const Plan& plan, const Document& d);

}  // namespace docmill::host
