// The run of one shard.
#include <fmt/format.h>

#include <chrono>

#include "docmill/base/printable.hpp"
#include "host/input/chunks.hpp"
#include "host/output/work_folder.hpp"
#include "host/run/committer.hpp"
#include "host/run/document_source.hpp"
#include "host/run/document_steps.hpp"
#include "host/run/finishing.hpp"
#include "host/run/index_entry.hpp"
#include "host/run/other_readers.hpp"
#include "host/run/range_reader.hpp"
#include "host/run/spool.hpp"
#include "host/run/stage_executor.hpp"
#include "host/run/used_pipeline.hpp"
#include "tooling/shards/shard.hpp"

namespace docmill::tooling {
namespace {

// What the committer is to a whole run: documents into the spool, chunks into the journal.
class SpoolWriter {
 public:
  SpoolWriter(const PreparedPipeline& prepared, bool with_layers, OutputFile& spool, Journal& journal,
              const RunObserver& observer, StopReason& stop_reason, uint64_t n_before)
      : prepared_(prepared),
        with_layers_(with_layers),
        spool_(spool),
        observer_(observer),
        stop_reason_(stop_reason),
        n_documents_(n_before),
        chunks_([&spool, &journal](ChunkLine& line) {
          Result<FileRange> range = spool.end_range();
          if (!range.ok()) return range.status();
          line.ranges = {range.value()};
          return journal.add(line);
        }) {}

  void commit(Batch& batch) {
    if (stop_reason_.has_stopped()) return;
    if (Status s = chunks_.enter(batch); !s.ok()) return stop_reason_.stop_with(std::move(s));
    for (Document* d : batch.pointers) {
      tell(observer_, prepared_.plan, *d);
      text_.clear();
      append_document(text_, prepared_.plan, *d, batch.emitted, with_layers_);
      if (Status s = spool_.append(text_); !s.ok()) return stop_reason_.stop_with(std::move(s));
      chunks_.add(row_of(*d, prepared_.plan.stages.size()));
      ++n_documents_;
      if (d->ends_run)
        return stop_reason_.stop_with(
            {Trouble::stage, fmt::format("the run ends at this failure (on-error = \"stop\"); the "
                                         "last: {}: {}: {}",
                                         printable(spoken_name(d->source)), prepared_.stage_names[d->error.stage],
                                         printable(d->error.message))});
    }
  }
  Status finish(InputPosition end, std::vector<ReadFile> files) {
    if (Status s = chunks_.leave(end, std::move(files)); !s.ok()) return s;
    return chunks_.write(ChunkLine::Kind::end, end);
  }
  // Only how many there are: what became of them is the merge's to say.
  RunCounts counts() const {
    RunCounts counts;
    counts.documents = n_documents_;
    return counts;
  }

 private:
  const PreparedPipeline& prepared_;
  const bool with_layers_;
  OutputFile& spool_;
  const RunObserver& observer_;
  StopReason& stop_reason_;
  uint64_t n_documents_;
  ChunkWriter chunks_;
  std::string text_;
};

struct SpoolCheckpoint {
  uint64_t spool = 0, journal = 0, documents = 0;
  std::optional<InputPosition> next;  // nothing: begin anew
  bool finished = false;
};

SpoolCheckpoint find_spool_checkpoint(const WorkFolder& place) {
  SpoolCheckpoint found;
  JournalReader journal;
  if (!journal.open(place.file(journal_name)) || journal.head().names != std::vector<std::string>{spool_name})
    return found;
  RangeReader spool(place.file(spool_name));
  ChunkLine line;
  std::string bytes;
  while (!found.finished && journal.next(line) && spool.next(line.ranges[0], bytes)) {
    found.spool += line.ranges[0].size;
    found.journal = journal.offset();
    found.documents += line.rows.size();
    found.next = line.next;
    found.finished = line.kind == ChunkLine::Kind::end;
  }
  return found;
}

Status refusal(const PreparedPipeline& prepared, const RunSettings& settings, const InputList& inputs) {
  if (!prepared.plan.file.to) return {Trouble::usage, "nowhere to write: give [output] to, or --output"};
  if (reads_standard_input(inputs)) return {Trouble::usage, "standard input cannot be read by shards; name files"};
  if (settings.limit)
    return {Trouble::usage, "--limit counts documents from the first one, which a shard does not see; leave one out"};
  return {};
}

}  // namespace

Result<RunSummary> run_shard(PreparedPipeline& prepared, ShardChoice choice, const RunSettings& settings,
                             const RunObserver& observer, const std::atomic<bool>& stop, Diagnostics& diagnostics) {
  const auto started = std::chrono::steady_clock::now();
  const InputList inputs =
      list_inputs(prepared.plan.file, diagnostics, settings.execution.shuffle, other_readers(prepared));
  if (diagnostics.has_errors()) return Status(Trouble::usage, "the input cannot be read");
  warn_of_no_input(prepared.plan.file, inputs, {}, diagnostics);
  if (Status s = refusal(prepared, settings, inputs); !s.ok()) return s;
  const std::string fingerprint = fingerprint_text(prepared);
  JournalHead head{fingerprint_digest(fingerprint), list_digest(inputs), std::nullopt, {spool_name}};
  const Result<OutputPlaces> places = places_of(prepared.plan.file.to->resolved());
  if (!places.ok()) return places.status();
  const std::filesystem::path folder = shard_folder(places.value().shards.path, choice);
  RunSummary summary;
  summary.threads = threads_of(settings);
  summary.output = shard_folder(places.value().shards.shown, choice);
  summary.not_read = inputs.not_read;
  summary.stages.resize(prepared.stages.size());
  summary.worked.resize(prepared.stages.size());
  if (settings.resume) {
    const Result<ShardFacts> done = read_shard(summary.output);
    if (done.ok() && done.value().fingerprint == fingerprint && done.value().list == head.list) {
      summary.resumed = summary.counts.documents = done.value().documents;
      return summary;
    }
  }

  Result<std::unique_ptr<WorkFolder>> opened = WorkFolder::open(summary.output);
  if (!opened.ok()) return opened.status();
  WorkFolder& place = *opened.value();
  SpoolCheckpoint from;
  if (settings.resume) {
    if (const Result<bool> same = holds_same_run(place, head, fingerprint); !same.ok()) return same.status();
    from = find_spool_checkpoint(place);
  }
  if (!from.next)
    if (Status s = begin_anew(observer, place, head, fingerprint, true); !s.ok()) return s;
  OutputFile spool = from.next
                         ? OutputFile(place.file(spool_name), place.shown(spool_name), Compression::zstd, from.spool)
                         : OutputFile(place.file(spool_name), place.shown(spool_name), Compression::zstd);
  if (Status s = spool.append({}); !s.ok()) return s;
  Result<std::unique_ptr<Journal>> journal =
      from.next ? Journal::go_on(place, from.journal) : Journal::begin(place, head);
  if (!journal.ok()) return journal.status();

  InputRange range = range_of(inputs, share_of_shard(n_chunks(inputs), choice.shard, choice.of));
  if (from.next) range.begin = *from.next;
  StopReason stop_reason(stop);
  StageExecutor executor(prepared, inputs, settings, stop_reason);
  if (Status s = executor.isolate_if_asked(); !s.ok()) return s;
  DocumentSource document_source(prepared, inputs, range, std::nullopt, settings.execution);
  SpoolWriter spool_writer(prepared, executor.has_serial(), spool, *journal.value(), observer, stop_reason,
                           from.documents);
  if (!from.finished) {
    const auto work = [&](Batch& batch) { executor.work(batch); };
    run_batches(document_steps(document_source, work, spool_writer, observer, stop_reason), summary.threads,
                stop_reason);
    if (!stop_reason.status().ok()) return stop_reason.status();
    if (stop_reason.is_interrupted())
      return Status(Trouble::stage,
                    fmt::format("interrupted after {} documents; the same command with --resume goes on",
                                spool_writer.counts().documents));
    if (Status s = spool_writer.finish(document_source.end(), document_source.last_files()); !s.ok()) return s;
  }
  if (Status s = spool.close(place.unsynced()); !s.ok()) return s;
  Result<WrittenFile> closed = journal.value()->close(place.unsynced());
  if (!closed.ok()) return closed.status();
  const ShardFacts facts{choice,
                         head.list,
                         spool_writer.counts().documents,
                         spool.sha256(),
                         closed.value().sha256,
                         inputs.not_read,
                         inputs.skipped,
                         origin_of(prepared),
                         fingerprint};
  if (Status s = place.write("shard.json", shard_facts_text(facts)); !s.ok()) return s;
  if (Status s = place.sync(false); !s.ok()) return s;
  if (Status s = place.take_place(); !s.ok()) return s;
  std::error_code error;  // of a shard that was run before nobody wants the results
  std::filesystem::remove_all(folder.string() + ".previous", error);

  summary.worked = executor.counts();
  summary.counts.documents = spool_writer.counts().documents;
  summary.resumed = from.documents;
  summary.bytes_read = document_source.bytes_read();
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return summary;
}

}  // namespace docmill::tooling
