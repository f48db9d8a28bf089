#include "host/run/run.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

#include "host/input/chunks.hpp"
#include "host/run/carrying.hpp"
#include "host/run/checkpoint.hpp"
#include "host/run/finishing.hpp"
#include "host/run/pipeline_json.hpp"
#include "host/run/reading.hpp"
#include "host/run/settling.hpp"
#include "host/run/workshop.hpp"

namespace docmill::host {
namespace {

// Where the run begins: at the start, or behind what a killed one has done.
Result<Checkpoint> prepare(WorkFolder& place, const Mill& mill, const JournalHead& head, bool resume, bool ordered,
                           const RunObserver& observer, std::unique_ptr<Ledger>& ledger) {
  const std::string recipe = recipe_json(mill);
  if (resume) {
    JournalReader journal;
    if (journal.open(place.file(journal_name))) {
      if (Status s = same_run(place, journal.head(), head, recipe); !s.ok()) return s;
      Result<Checkpoint> found = find_checkpoint(place, mill.plan, *ledger);
      // What an ORDERED stage remembers of the documents so far is lost: they must come by once more.
      if (!found.ok() || (found.value().begun && (!ordered || found.value().finished))) return found;
      ledger = std::make_unique<Ledger>(mill.plan);
    }
  }
  tell_of_unfinished(observer, place, head, recipe, !ordered);
  if (Status s = place.empty(); !s.ok()) return s;
  if (Status s = place.keep_note(recipe); !s.ok()) return s;
  return Checkpoint{};
}

}  // namespace

bool in_sample(const Digest& raw, double share) {
  // The last eight bytes of the digest, as a number below 2^64, are even over that range.
  uint64_t number = 0;
  for (std::size_t i = raw.size() - 8; i < raw.size(); ++i) number = number << 8 | raw[i];
  return share >= 1 || static_cast<double>(number) < share * 18446744073709551616.0;
}

unsigned threads_of(const RunSettings& settings) {
  return settings.threads != 0 ? settings.threads : std::max(1u, std::thread::hardware_concurrency());
}

Result<RunSummary> run_mill(Mill& mill, const RunSettings& settings, const RunObserver& observer,
                            const std::atomic<bool>& stop, Diagnostics& diagnostics) {
  const auto started = std::chrono::steady_clock::now();
  const PipelineFile& file = mill.plan.file;
  const InputList inputs = list_inputs(file, diagnostics, settings.handling.shuffle);
  if (diagnostics.has_errors()) return Status(Trouble::usage, "the input cannot be read");
  if (!file.to) return Status(Trouble::usage, "nowhere to write: give [output] to, or --output");
  if (settings.resume && reads_standard_input(inputs))
    return Status(Trouble::usage, "--resume cannot go on with standard input, which cannot be read again");

  Result<std::unique_ptr<WorkFolder>> place = WorkFolder::open(file.to->resolved());
  if (!place.ok()) return place.status();
  Ending ending(stop);
  Workshop workshop(mill, inputs, settings, ending);
  auto counted = std::make_unique<Ledger>(mill.plan);
  JournalHead head{recipe_digest(recipe_json(mill)), list_digest(inputs), settings.limit, {}};
  Result<Checkpoint> begin =
      prepare(*place.value(), mill, head, settings.resume, workshop.has_serial(), observer, counted);
  if (!begin.ok()) return begin.status();
  const Checkpoint& from = begin.value();
  Ledger& ledger = *counted;
  const uint64_t resumed = ledger.counts().documents;

  Result<Outputs> outputs = open_outputs(mill, std::move(place.value()), std::move(head), from);
  if (!outputs.ok()) return outputs.status();
  OutputFolder& output = *outputs.value().folder;
  Settling settling(mill, workshop, output, *outputs.value().journal, ledger, observer, ending,
                    settings.sample.has_value());
  if (!from.begun)
    if (Status s = settling.begin(); !s.ok()) return s;

  std::optional<uint64_t> left = settings.limit;
  if (left) *left -= std::min(*left, resumed);
  const std::unique_ptr<KeptResults> kept =
      settings.keep && !settings.sample ? KeptResults::open(output.path(), outputs.value().head.recipe, mill) : nullptr;
  Reading reading(mill, inputs, {from.next, std::nullopt}, left, settings.handling, kept.get());
  Progress progress;
  for (std::size_t i = 0; i < inputs.files.size(); ++i)
    progress.bytes_total += inputs.files.has_problem(i) ? 0 : inputs.files.size_of(i);
  Steps steps;
  steps.reader = &reading;
  steps.settler = &settling;
  steps.read = [&](Batch& batch) { return reading.read(batch); };
  steps.work = [&](Batch& batch) { workshop.work(batch); };
  steps.settle = [&](Batch& batch) {
    settling.settle(batch);
    progress.counts = ledger.counts();
    progress.bytes_read = reading.bytes_read();
    if (observer.on_progress && !ending.has_ended()) observer.on_progress(progress);
  };
  if (!from.finished) {
    carry(steps, threads_of(settings), ending);
    if (Status s = reason_to_stop(ending, ledger, output); !s.ok()) {
      (void)output.close_outputs();  // what there is stays readable in OUT.partial
      return s;
    }
    if (Status s = settling.finish(reading.end(), reading.last_files()); !s.ok()) return s;
  }

  RunSummary summary;
  summary.worked = workshop.counts();
  summary.list = outputs.value().head.list;
  summary.limit = settings.limit;
  summary.not_read = inputs.not_read;
  summary.skipped = inputs.skipped;
  summary.outputs = inputs.outputs;
  summary.resumed = resumed;
  summary.taken_over = kept ? kept->n_kept() : 0;
  summary.bytes_read = reading.bytes_read();
  summary.threads = threads_of(settings);
  return finish_run(mill, ledger, outputs.value(), started, std::move(summary));
}

}  // namespace docmill::host
