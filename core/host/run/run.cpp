#include "host/run/run.hpp"

#include <algorithm>
#include <chrono>
#include <memory>

#include "host/input/chunks.hpp"
#include "host/run/checkpoint.hpp"
#include "host/run/committer.hpp"
#include "host/run/document_source.hpp"
#include "host/run/document_steps.hpp"
#include "host/run/finishing.hpp"
#include "host/run/other_readers.hpp"
#include "host/run/stage_executor.hpp"
#include "host/run/used_pipeline.hpp"

namespace docmill::host {
namespace {

// Where the run begins: at the start, or behind what a killed one has done.
Result<Checkpoint> prepare(WorkFolder& place, const PreparedPipeline& prepared, const JournalHead& head,
                           const RunSettings& settings, bool ordered, const RunObserver& observer,
                           std::unique_ptr<RunState>& run_state) {
  const std::string fingerprint = fingerprint_text(prepared);
  if (settings.resume) {
    const Result<bool> can_go_on = holds_same_run(place, head, fingerprint);
    if (!can_go_on.ok()) return can_go_on.status();
    if (can_go_on.value()) {
      Result<Checkpoint> found = find_checkpoint(place, prepared.plan, *run_state);
      // What an ORDERED stage remembers of the documents so far is lost: they must come by once more.
      if (!found.ok() || (found.value().begun && (!ordered || found.value().finished))) return found;
      run_state = std::make_unique<RunState>(prepared.plan);
    } else if (!settings.incremental) {
      tell_of_ended(observer, place);
    }
  }
  if (Status s = begin_anew(observer, place, head, fingerprint, !ordered); !s.ok()) return s;
  return Checkpoint{};
}

// Bytes on the disk.
uint64_t size_of(const InputList& inputs) {
  uint64_t size = 0;
  for (std::size_t i = 0; i < inputs.files.size(); ++i)
    size += inputs.files.has_problem(i) ? 0 : inputs.files.size_of(i);
  return size;
}

}  // namespace

bool in_sample(const Digest& raw, double share) {
  // The last eight bytes of the digest, as a number below 2^64, are even over that range.
  uint64_t number = 0;
  for (std::size_t i = raw.size() - 8; i < raw.size(); ++i) number = number << 8 | raw[i];
  return share >= 1 || static_cast<double>(number) < share * 18446744073709551616.0;
}

Result<RunSummary> run_pipeline(PreparedPipeline& prepared, const RunSettings& settings, const RunObserver& observer,
                                const std::atomic<bool>& stop, Diagnostics& diagnostics) {
  const auto started = std::chrono::steady_clock::now();
  const PipelineFile& file = prepared.plan.file;
  const InputList inputs = list_inputs(file, diagnostics, settings.execution.shuffle, other_readers(prepared));
  if (diagnostics.has_errors()) return Status(Trouble::usage, "the input cannot be read");
  warn_of_no_input(file, inputs, {}, diagnostics);
  if (!file.to) return Status(Trouble::usage, "nowhere to write: give [output] to, or --output");
  if (settings.resume && reads_standard_input(inputs))
    return Status(Trouble::usage, "--resume cannot go on with standard input, which cannot be read again");

  Result<std::unique_ptr<WorkFolder>> place = WorkFolder::open(file.to->resolved());
  if (!place.ok()) return place.status();
  StopReason stop_reason(stop);
  StageExecutor executor(prepared, inputs, settings, stop_reason);
  if (Status s = executor.isolate_if_asked(); !s.ok()) return s;
  executor.hash_document_files();
  auto counted = std::make_unique<RunState>(prepared.plan);
  JournalHead head{fingerprint_digest(fingerprint_text(prepared)), list_digest(inputs), settings.limit, {}};
  Result<Checkpoint> begin =
      prepare(*place.value(), prepared, head, settings, executor.has_serial(), observer, counted);
  if (!begin.ok()) return begin.status();
  const Checkpoint& from = begin.value();
  RunState& run_state = *counted;
  const uint64_t resumed = run_state.counts().documents, resumed_parts = run_state.counts().parts;

  Result<Outputs> outputs = open_outputs(prepared, std::move(place.value()), std::move(head), from);
  if (!outputs.ok()) return outputs.status();
  OutputFolder& output = *outputs.value().folder;
  Committer committer(prepared.plan, in_order(executor), output, *outputs.value().journal, run_state, observer,
                      stop_reason, settings.sample.has_value());
  if (!from.begun)
    if (Status s = committer.begin(); !s.ok()) return s;

  std::optional<uint64_t> left = settings.limit;
  if (left) *left -= std::min(*left, resumed - resumed_parts);
  const std::unique_ptr<PreviousResults> previous =
      settings.incremental && !settings.sample
          ? PreviousResults::open(output.path(), outputs.value().head.fingerprint, prepared)
          : nullptr;
  DocumentSource document_source(prepared, inputs, {from.next, std::nullopt}, left, settings.execution, previous.get());
  if (!from.finished) {
    const auto work = [&](Batch& batch) { executor.work(batch); };
    run_batches(document_steps(document_source, work, committer, observer, stop_reason, size_of(inputs)),
                threads_of(settings), stop_reason);
    if (Status s = reason_to_stop(stop_reason, run_state, output); !s.ok()) {
      if (output.close_outputs().ok()) (void)output.place().sync(false);  // what there is stays readable in OUT.partial
      return s;
    }
    if (Status s = committer.finish(document_source.end(), document_source.last_files()); !s.ok()) return s;
  }

  RunSummary summary;
  summary.worked = executor.counts();
  summary.list = outputs.value().head.list;
  summary.limit = settings.limit;
  summary.not_read = inputs.not_read;
  summary.skipped = inputs.skipped;
  for (const auto& [what, n] : document_source.passed_over())
    summary.passed_over[{prepared.plan.readers[what.first - std::size_t{1}].name(), what.second}] = n;
  summary.outputs = inputs.outputs;
  summary.resumed = resumed;
  summary.taken_over = previous ? previous->n_taken() : 0;
  summary.bytes_read = document_source.bytes_read();
  summary.threads = threads_of(settings);
  return finish_run(prepared, run_state, outputs.value(), started, std::move(summary));
}

}  // namespace docmill::host
