// The run of one shard.
#include <fmt/format.h>

#include <chrono>

#include "host/input/chunks.hpp"
#include "host/output/work_folder.hpp"
#include "host/run/carrying.hpp"
#include "host/run/finishing.hpp"
#include "host/run/pipeline_json.hpp"
#include "host/run/range_reader.hpp"
#include "host/run/reading.hpp"
#include "host/run/settling.hpp"
#include "host/run/shard.hpp"
#include "host/run/spool.hpp"
#include "host/run/timings.hpp"
#include "host/run/workshop.hpp"
#include "host/support/seal.hpp"

namespace docmill::host {
namespace {

// What settling is to a whole run: documents into the spool, chunks into the journal.
class Spooling {
 public:
  Spooling(const Mill& mill, bool with_layers, OutputFile& spool, Journal& journal, const RunObserver& observer,
           Ending& ending, uint64_t n_before)
      : mill_(mill),
        with_layers_(with_layers),
        spool_(spool),
        observer_(observer),
        ending_(ending),
        n_documents_(n_before),
        book_([&spool, &journal](ChunkLine& line) {
          Result<FileRange> range = spool.end_range();
          if (!range.ok()) return range.status();
          line.ranges = {range.value()};
          return journal.add(line);
        }) {}

  void settle(Batch& batch) {
    if (ending_.has_ended()) return;
    if (Status s = book_.enter(batch); !s.ok()) return ending_.end_with(std::move(s));
    for (Document* d : batch.pointers) {
      tell(observer_, mill_.plan, *d);
      text_.clear();
      append_document(text_, mill_.plan, *d, batch.emitted, with_layers_);
      if (Status s = spool_.append(text_); !s.ok()) return ending_.end_with(std::move(s));
      book_.add(row_of(*d, mill_.plan.stages.size()));
      ++n_documents_;
      if (d->ends_run)
        return ending_.end_with(
            {Trouble::stage, fmt::format("the run ends at this failure (on-error = \"stop\"); the "
                                         "last: {}: {}: {}",
                                         d->source.id, mill_.stage_names[d->error.stage], d->error.message)});
    }
  }
  Status finish(InputPosition end, std::vector<ReadFile> files) {
    if (Status s = book_.leave(end, std::move(files)); !s.ok()) return s;
    return book_.write(ChunkLine::Kind::end, end);
  }
  uint64_t n_documents() const { return n_documents_; }

 private:
  const Mill& mill_;
  const bool with_layers_;
  OutputFile& spool_;
  const RunObserver& observer_;
  Ending& ending_;
  uint64_t n_documents_;
  ChunkBook book_;
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

std::string shard_json(const Mill& mill, ShardChoice choice, const InputList& inputs, const std::string& recipe,
                       uint64_t documents, const WrittenFile& journal, const OutputFile& spool) {
  using namespace manifest;
  rapidjson::StringBuffer buffer;
  Writer w(buffer);
  w.SetIndent(' ', 1);
  w.StartObject();
  member(w, "format", shard_format);
  member(w, "shard", choice.shard);
  member(w, "of", choice.of);
  member(w, "list", list_digest(inputs));
  member(w, "documents", documents);
  member(w, "spool_sha256", spool.sha256());
  member(w, "journal_sha256", journal.sha256);
  w.Key("not_read");
  w.StartArray();
  for (const std::string& name : inputs.not_read) string(w, name);
  w.EndArray();
  member(w, "skipped", inputs.skipped);
  w.Key("origin");
  write_origin(w, mill, std::nullopt);
  member(w, "recipe", recipe);
  w.EndObject();
  return sealed(finished(buffer));
}

Status refusal(const Mill& mill, const RunSettings& settings, const InputList& inputs) {
  if (!mill.plan.file.to) return {Trouble::usage, "nowhere to write: give [output] to, or --output"};
  if (reads_standard_input(inputs)) return {Trouble::usage, "standard input cannot be read by shards; name files"};
  if (settings.limit)
    return {Trouble::usage, "--limit counts documents from the first one, which a shard does not see; leave one out"};
  return {};
}

}  // namespace

Result<RunSummary> run_shard(Mill& mill, ShardChoice choice, const RunSettings& settings, const RunObserver& observer,
                             const std::atomic<bool>& stop, Diagnostics& diagnostics) {
  const auto started = std::chrono::steady_clock::now();
  const InputList inputs = list_inputs(mill.plan.file, diagnostics, settings.handling.shuffle);
  if (diagnostics.has_errors()) return Status(Trouble::usage, "the input cannot be read");
  if (Status s = refusal(mill, settings, inputs); !s.ok()) return s;
  const std::string recipe = recipe_json(mill);
  JournalHead head{recipe_digest(recipe), list_digest(inputs), std::nullopt, {spool_name}};
  const Result<OutputPlaces> places = places_of(mill.plan.file.to->resolved());
  if (!places.ok()) return places.status();
  const std::filesystem::path folder = shard_folder(places.value().shards.path, choice);
  RunSummary summary;
  summary.threads = threads_of(settings);
  summary.output = shard_folder(places.value().shards.shown, choice);
  summary.not_read = inputs.not_read;
  summary.stages.resize(mill.stages.size());
  summary.worked.resize(mill.stages.size());
  if (settings.resume) {
    const Result<ShardFacts> done = read_shard(summary.output);
    if (done.ok() && done.value().recipe == recipe && done.value().list == head.list) {
      summary.resumed = summary.counts.documents = done.value().documents;
      return summary;
    }
  }

  Result<std::unique_ptr<WorkFolder>> opened = WorkFolder::open(summary.output);
  if (!opened.ok()) return opened.status();
  WorkFolder& place = *opened.value();
  SpoolCheckpoint from;
  if (settings.resume) {
    JournalReader before;
    if (before.open(place.file(journal_name)))
      if (Status s = same_run(place, before.head(), head, recipe); !s.ok()) return s;
    from = find_spool_checkpoint(place);
  }
  if (!from.next) {
    tell_of_unfinished(observer, place, head, recipe, true);
    if (Status s = place.empty(); !s.ok()) return s;
    if (Status s = place.keep_note(recipe); !s.ok()) return s;
  }
  OutputFile spool = from.next
                         ? OutputFile(place.file(spool_name), place.shown(spool_name), Compression::zstd, from.spool)
                         : OutputFile(place.file(spool_name), place.shown(spool_name), Compression::zstd);
  if (Status s = spool.append({}); !s.ok()) return s;
  Result<std::unique_ptr<Journal>> journal =
      from.next ? Journal::go_on(place, from.journal) : Journal::begin(place, head);
  if (!journal.ok()) return journal.status();

  InputRange range = range_of(inputs, share_of_shard(n_chunks(inputs), choice.shard, choice.of));
  if (from.next) range.begin = *from.next;
  Ending ending(stop);
  Workshop workshop(mill, inputs, settings, ending);
  Reading reading(mill, inputs, range, std::nullopt, settings.handling);
  Spooling spooling(mill, workshop.has_serial(), spool, *journal.value(), observer, ending, from.documents);
  Progress progress;
  Steps steps;
  steps.reader = &reading;
  steps.settler = &spooling;
  steps.read = [&](Batch& batch) { return reading.read(batch); };
  steps.work = [&](Batch& batch) { workshop.work(batch); };
  steps.settle = [&](Batch& batch) {
    spooling.settle(batch);
    progress.counts.documents = spooling.n_documents();
    progress.bytes_read = reading.bytes_read();
    if (observer.on_progress && !ending.has_ended()) observer.on_progress(progress);
  };
  if (!from.finished) {
    carry(steps, summary.threads, ending);
    if (!ending.status().ok()) return ending.status();
    if (ending.is_interrupted())
      return Status(Trouble::stage,
                    fmt::format("interrupted after {} documents; the same command with --resume goes on",
                                spooling.n_documents()));
    if (Status s = spooling.finish(reading.end(), reading.last_files()); !s.ok()) return s;
  }
  if (Status s = spool.close(); !s.ok()) return s;
  Result<WrittenFile> closed = journal.value()->close();
  if (!closed.ok()) return closed.status();
  const std::string facts = shard_json(mill, choice, inputs, recipe, spooling.n_documents(), closed.value(), spool);
  if (Status s = place.write("shard.json", facts); !s.ok()) return s;
  if (Status s = place.sync(false); !s.ok()) return s;
  if (Status s = place.take_place(); !s.ok()) return s;
  std::error_code error;  // of a shard that was run before nobody wants the results
  std::filesystem::remove_all(folder.string() + ".previous", error);

  summary.worked = workshop.counts();
  summary.counts.documents = spooling.n_documents();
  summary.resumed = from.documents;
  summary.bytes_read = reading.bytes_read();
  summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return summary;
}

}  // namespace docmill::host
