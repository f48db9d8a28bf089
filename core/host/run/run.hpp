// A run: every document through every stage, in input order, in bounded memory.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/input/input.hpp"
#include "host/output/output_file.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/run_state.hpp"
#include "host/stages/stage_call.hpp"
#include "host/support/sha256.hpp"

namespace docmill::host {

// How a run goes about its work, where nothing of it may show in a result. `verify --perturb` turns these knobs to
// prove that; every other run leaves them alone.
struct ExecutionSettings {
  std::size_t batch_documents = 32;
  uint64_t batch_bytes = uint64_t{256} << 10;
  // Not 0: folders are listed, and the documents of a batch handed to stages that are not ORDERED, in another order.
  uint64_t shuffle = 0;
  // Longest pause before a batch is worked on, so that batches end in another order than they began.
  uint32_t pause_microseconds = 0;
};

struct RunSettings {
  unsigned threads = 0;           // 0: as many as the machine has
  std::optional<uint64_t> limit;  // documents to read at most
  bool resume = false;            // go on with what a killed run has left in OUT.partial, if there is something
  // Take over from the OUT that is there what would come out the same (see previous_results.hpp).
  bool incremental = false;
  // Of the documents only this share (0 to 1), chosen by their content, and of the stages only those before the first
  // ORDERED one: enough to compare digests of layers, by `verify --sample`. Such a run is no whole run.
  std::optional<double> sample;
  ExecutionSettings execution;
};

// Does a sample of this share contain the document whose `raw` has this digest?
bool in_sample(const Digest& raw, double share);

struct Progress {
  RunCounts counts;
  uint64_t bytes_read = 0;   // of the files on the disk
  uint64_t bytes_total = 0;  // 0: not known (standard input)
};

// What a run tells while it goes on, always in input order. Called from the threads of the run, one at a time.
struct RunObserver {
  // A remark or failure of a document; `stage` is "input" where no stage said it.
  std::function<void(uint32_t level, std::string_view stage, std::string_view document, std::string_view code,
                     std::string_view message)>
      on_message;
  std::function<void(const Progress&)> on_progress;  // after each batch
  // A sentence about the run itself, before its first document.
  std::function<void(const std::string&)> on_notice;
};

struct RunSummary {
  RunCounts counts;
  std::vector<StageCounts> stages;  // by stage of the plan: what became of all documents
  std::vector<StageCounts> worked;  // by stage: what this process has done
  std::vector<WrittenFile> written;
  std::vector<NoteCount> notes;               // what was noted on how many documents
  std::string digest;                         // RFC 9162 root over the lines of the documents index, hexadecimal
  std::vector<std::string> not_reproducible;  // reasons; empty: the same input gives the same bytes
  std::string list;                           // list_digest() of the input
  std::optional<uint64_t> limit;
  std::vector<std::string> not_read;
  uint64_t skipped = 0;              // files, by `skip` globs
  std::vector<std::string> outputs;  // folders in the input that docmill wrote, and which are no input
  uint64_t taken_over = 0;           // documents whose results are those of the run before
  uint64_t resumed = 0;              // documents that a killed run had done
  uint64_t bytes_read = 0;
  double seconds = 0;
  unsigned threads = 0;
  std::filesystem::path output;
};

// Runs. `stop` ends the run early when it becomes true (a signal); what was written stays in OUT.partial. The status
// says why a run did not come to its end: Trouble::io, Trouble::stage. Mistakes in [input] go to the diagnostics.
Result<RunSummary> run_pipeline(PreparedPipeline& prepared, const RunSettings& settings, const RunObserver& observer,
                                const std::atomic<bool>& stop, Diagnostics& diagnostics);

}  // namespace docmill::host
