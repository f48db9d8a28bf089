#include "host/run/finishing.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <thread>

#include "host/formats/fingerprint.hpp"
#include "host/output/sums.hpp"
#include "host/run/manifest_of_run.hpp"
#include "host/run/recorded_results.hpp"
#include "host/run/run_timings.hpp"
#include "host/run/used_pipeline.hpp"

namespace docmill::host {
namespace {

// All that was written, run.json too, as `cd OUT && sha256sum -c SHA256SUMS` reads it.
std::string output_sums(const RunSummary& summary, const WrittenFile& manifest) {
  std::vector<std::pair<std::string, std::string>> sums;
  for (const WrittenFile& file : summary.written)
    sums.emplace_back(file.files ? file.name.substr(0, file.name.size() - 1) + ".sha256" : file.name, file.sha256);
  sums.emplace_back(manifest.name, manifest.sha256);
  std::sort(sums.begin(), sums.end());
  sums.erase(std::unique(sums.begin(), sums.end()), sums.end());
  std::string text;
  for (const auto& [name, sum] : sums) append_sum(text, sum, name);
  return text;
}

// What could not be read to its end has neither size nor hash.
InputRecord input_record(const ReadFile& file) {
  if (file.digest.sha256.empty()) return {file.name, std::nullopt, std::nullopt};
  return {file.name, file.digest.size, file.digest.sha256};
}

// Trouble::usage with a sentence that lists what differs between the run that left `there` and the one that is to go
// on.
Status same_run(const WorkFolder& place, const JournalHead& there, const JournalHead& now,
                const std::string& fingerprint) {
  std::vector<std::string> differences;
  if (there.fingerprint != now.fingerprint) differences = fingerprint_differences(place.note(), fingerprint);
  if (there.fingerprint != now.fingerprint && differences.empty()) differences.emplace_back("the pipeline is another");
  if (there.list != now.list) differences.emplace_back("the list of input files is another");
  if (there.limit != now.limit) differences.emplace_back("--limit is another");
  if (differences.empty()) return {};
  return {Trouble::usage,
          fmt::format("{} is of another run, so it cannot be gone on with: {}; run without --resume to begin anew",
                      place.partial().shown, fmt::join(differences, "; "))};
}

// What is going to be thrown away: the documents of a run that did not come to its end.
void tell_of_unfinished(const RunObserver& observer, const WorkFolder& place, const JournalHead& now,
                        const std::string& fingerprint, bool could_resume) {
  JournalReader journal;
  if (!observer.on_notice || !journal.open(place.file(journal_name))) return;
  uint64_t n = 0;
  for (ChunkLine line; journal.next(line);) n += line.rows.size();
  if (n == 0) return;
  const std::string what = fmt::format(
      "{}: {} document{} that a run before had worked on without coming to its end {} "
      "thrown away",
      place.partial().shown, n, n == 1 ? "" : "s", n == 1 ? "is" : "are");
  if (!could_resume) return observer.on_notice(what);
  const Status same = same_run(place, journal.head(), now, fingerprint);
  if (same.ok()) return observer.on_notice(what + "; the same command with --resume goes on with such a run instead");
  observer.on_notice(what + "; they are of another run, with which this one could not go on");
}

}  // namespace

bool reads_standard_input(const InputList& inputs) {
  return std::any_of(inputs.files.begin(), inputs.files.end(), [](const InputFile& f) { return f.path == "-"; });
}

OrderedStages in_order(StageExecutor& executor) {
  return {[&executor](Batch& batch) { executor.work_in_order(batch); },
          [&executor](StageCaller::Moment moment, const TakeOutside& take) { return executor.outside(moment, take); }};
}

Result<Outputs> open_outputs(const PreparedPipeline& prepared, std::unique_ptr<WorkFolder> place, JournalHead head,
                             const Checkpoint& from) {
  Outputs outputs;
  Result<std::unique_ptr<OutputFolder>> folder =
      OutputFolder::begin(std::move(place), from.begun ? from.intact : std::vector<uint64_t>());
  if (!folder.ok()) return folder.status();
  outputs.folder = std::move(folder.value());
  for (const auto& stage : prepared.stages)
    for (const OpenedOutput& o : stage->outputs())
      if (Status s = o.kind == DOCMILL_OUTPUT_FILE ? outputs.folder->add_file(o.name, o.compression)
                                                   : outputs.folder->add_folder(o.name, o.suffix, o.compression);
          !s.ok())
        return s;
  if (prepared.recorded_output)
    if (Status s = outputs.folder->add_own_file(recorded_name, Compression::zstd); !s.ok()) return s;
  head.names = outputs.folder->names();
  WorkFolder& locked = outputs.folder->place();
  Result<std::unique_ptr<Journal>> journal =
      from.begun ? Journal::go_on(locked, from.journal) : Journal::begin(locked, head);
  if (!journal.ok()) return journal.status();
  outputs.journal = std::move(journal.value());
  outputs.head = std::move(head);
  return outputs;
}

Status reason_to_stop(const StopReason& stop_reason, const RunState& run_state, const OutputFolder& output) {
  if (!stop_reason.status().ok()) return stop_reason.status();
  if (stop_reason.is_interrupted())
    return {Trouble::stage,
            fmt::format("interrupted after {} documents; what is finished of them stands in {}, and the "
                        "same command with --resume goes on",
                        run_state.counts().documents, output.place().partial().shown)};
  return {};
}

Result<RunSummary> finish_run(const PreparedPipeline& prepared, const RunState& run_state, Outputs& outputs,
                              std::chrono::steady_clock::time_point started, RunSummary summary) {
  OutputFolder& output = *outputs.folder;
  if (Status s = prepared.resources.unchanged(); !s.ok()) return s;
  if (Status s = output.close_outputs(); !s.ok()) return s;
  Result<WrittenFile> journal = outputs.journal->close(output.place().unsynced());
  if (!journal.ok()) return journal.status();
  summary.written = output.written();
  summary.written.push_back(journal.value());
  std::sort(summary.written.begin(), summary.written.end(),
            [](const WrittenFile& a, const WrittenFile& b) { return a.name < b.name; });
  summary.counts = run_state.counts();
  summary.notes = run_state.notes();
  summary.stages = run_state.stages();
  summary.digest = run_state.digest();
  summary.output = output.place().out().shown;
  for (const PlannedStage& stage : prepared.plan.stages)
    if (stage.declaration.schedule == Schedule::external)
      summary.not_reproducible.push_back(fmt::format("'{}' depends on the world outside the documents", stage.name()));
  for (const std::string& what : run_state.lost_to())
    summary.not_reproducible.push_back("documents were lost to " + what);

  // From the journal: the run need not have kept them.
  const EachInput each_input = [&](const std::function<void(const InputRecord&)>& visit) {
    JournalReader reader;
    ChunkLine line;
    if (!reader.open(output.place().file(journal_name))) return;
    while (reader.next(line, LineRows::passed_over))
      for (const ReadFile& file : line.files) visit(input_record(file));
  };
  const Result<WrittenFile> manifest = output.write("run.json", [&](const WorkFolder::TakeText& take) {
    write_manifest(manifest_of(prepared, summary), each_input, take);
  });
  if (!manifest.ok()) return manifest.status();
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  if (Status s = output.write(sums_name, output_sums(summary, manifest.value())); !s.ok()) return s;
  if (Status s = output.write("timings.json", timings_text(timings_of(prepared, summary))); !s.ok()) return s;
  if (Status s = output.take_place(); !s.ok()) return s;
  return summary;
}

Result<bool> holds_same_run(const WorkFolder& place, const JournalHead& now, const std::string& fingerprint) {
  JournalReader journal;
  if (!journal.open(place.file(journal_name))) return false;
  if (Status s = same_run(place, journal.head(), now, fingerprint); !s.ok()) return s;
  return true;
}

void tell_of_ended(const RunObserver& observer, const WorkFolder& place) {
  if (!observer.on_notice || !is_finished_folder(place.out().path)) return;
  observer.on_notice(
      fmt::format("{}: the run that wrote it came to its end, so --resume has nothing to go on with: all "
                  "documents are worked on again (--keep takes over what has not changed)",
                  place.out().shown));
}

Status begin_anew(const RunObserver& observer, WorkFolder& place, const JournalHead& now,
                  const std::string& fingerprint, bool could_resume) {
  tell_of_unfinished(observer, place, now, fingerprint, could_resume);
  if (Status s = place.empty(); !s.ok()) return s;
  return place.write_note(fingerprint);
}

unsigned threads_of(const RunSettings& settings) {
  return settings.threads != 0 ? settings.threads : std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace docmill::host
