// From shards to the one output folder.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <iterator>

#include "host/run/carrying.hpp"
#include "host/run/finishing.hpp"
#include "host/run/pipeline_json.hpp"
#include "host/run/range_reader.hpp"
#include "host/run/recipe_differences.hpp"
#include "host/run/settling.hpp"
#include "host/run/shard.hpp"
#include "host/run/spool.hpp"
#include "host/run/workshop.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t batch_documents = 32;
constexpr uint64_t batch_bytes = uint64_t{256} << 10;

// The documents of all shards, batch by batch, as a reader of the input would give them.
class SpoolReading {
 public:
  SpoolReading(const ShardSurvey& survey, Ending& ending) : survey_(survey), ending_(ending) {}

  // Fills the batch with documents that restore() then brings back.
  bool read(Batch& batch) {
    while (rest_.empty())
      if (!next_chunk()) return false;
    batch.chunk = line_.chunk;
    batch.part = part_;
    batch.files = std::move(files_);
    files_.clear();
    while (!rest_.empty() && batch.size < batch_documents && batch.bytes < batch_bytes) {
      SpooledPlace place;
      if (!look_at_document(rest_, place)) return damaged();
      if (batch.size == 0) batch.at = {place.file, place.offset};
      batch.next().bytes = rest_.substr(0, place.size);
      rest_.remove_prefix(place.size);
      batch.bytes += place.size;
    }
    return true;
  }
  InputPosition end() const { return line_.next; }
  std::vector<ReadFile> last_files() {
    take_files();
    return std::move(files_);
  }
  uint64_t bytes_read() const { return bytes_read_; }

 private:
  bool damaged() {
    ending_.end_with({Trouble::io, fmt::format("{}: is damaged; run the shard again",
                                               (survey_.shards[shard_ - 1].folder / spool_name).string())});
    return false;
  }
  // Those of the line that is done.
  void take_files() {
    files_.insert(files_.end(), std::make_move_iterator(line_.files.begin()),
                  std::make_move_iterator(line_.files.end()));
    line_.files.clear();
  }
  bool next_shard() {
    if (shard_ == survey_.shards.size()) return false;
    const std::filesystem::path& folder = survey_.shards[shard_++].folder;
    journal_ = std::make_unique<JournalReader>();
    spool_ = std::make_unique<RangeReader>(folder / spool_name);
    return journal_->open(folder / journal_name) || damaged();
  }
  bool next_chunk() {
    take_files();
    if (!journal_ || line_.kind == ChunkLine::Kind::end) {
      if (!next_shard()) return false;
    }
    if (!journal_->next(line_)) return damaged();
    if (!spool_->next(line_.ranges[0], packed_) || !unpack(packed_, Packing::zstd, text_)) return damaged();
    bytes_read_ += packed_.size();
    rest_ = text_;
    ++part_;
    return true;
  }

  const ShardSurvey& survey_;
  Ending& ending_;
  std::size_t shard_ = 0;  // the next one
  std::unique_ptr<JournalReader> journal_;
  std::unique_ptr<RangeReader> spool_;
  ChunkLine line_;
  uint64_t part_ = 0;  // a line is one
  std::string packed_, text_;
  std::string_view rest_;  // of text_
  std::vector<ReadFile> files_;
  uint64_t bytes_read_ = 0;
};

void restore(Batch& batch, const Plan& plan, Ending& ending) {
  for (std::size_t i = 0; i < batch.size; ++i) {
    if (!restore_document(batch.raw[i]->bytes, plan, *batch.documents[i], batch.emitted))
      return ending.end_with({Trouble::io,
                              "a document of a shard is damaged; docmill verify tells more, or run the "
                              "shards again"});
    batch.pointers.push_back(batch.documents[i].get());
  }
}

}  // namespace

Result<RunSummary> merge_shards(Mill& mill, const ShardSurvey& survey, const RunSettings& settings,
                                const RunObserver& observer, const std::atomic<bool>& stop) {
  const auto started = std::chrono::steady_clock::now();
  const ShardFacts& first = survey.shards.front();
  const std::string recipe = recipe_json(mill);
  if (recipe != first.recipe)
    return Status(Trouble::usage, fmt::format("the pipeline is not what it was when the shards were run: {}; run them "
                                              "again",
                                              fmt::join(recipe_differences(first.recipe, recipe), "; ")));
  Result<std::unique_ptr<WorkFolder>> place = WorkFolder::open(mill.plan.file.to->resolved());
  if (!place.ok()) return place.status();
  const JournalHead head{recipe_digest(recipe), first.list, std::nullopt, {}};
  tell_of_unfinished(observer, *place.value(), head, recipe, false);
  if (Status s = place.value()->empty(); !s.ok()) return s;
  if (Status s = place.value()->keep_note(recipe); !s.ok()) return s;
  Result<Outputs> outputs = open_outputs(mill, std::move(place.value()), head, Checkpoint{});
  if (!outputs.ok()) return outputs.status();

  Ending ending(stop);
  const InputList no_inputs;
  Workshop workshop(mill, no_inputs, settings, ending);
  Ledger ledger(mill.plan);
  Settling settling(mill, workshop, *outputs.value().folder, *outputs.value().journal, ledger, observer, ending);
  if (Status s = settling.begin(); !s.ok()) return s;
  SpoolReading reading(survey, ending);
  Progress progress;
  Steps steps;
  steps.reader = &reading;
  steps.settler = &settling;
  steps.read = [&](Batch& batch) { return reading.read(batch); };
  steps.work = [&](Batch& batch) { restore(batch, mill.plan, ending); };
  steps.settle = [&](Batch& batch) {
    settling.settle(batch);
    progress.counts = ledger.counts();
    if (observer.on_progress && !ending.has_ended()) observer.on_progress(progress);
  };
  carry(steps, threads_of(settings), ending);
  if (!ending.status().ok()) return ending.status();
  if (ending.is_interrupted())
    return Status(Trouble::stage, "interrupted; the shards are as they were, and the same command merges them");
  if (Status s = settling.finish(reading.end(), reading.last_files()); !s.ok()) return s;

  RunSummary summary;
  summary.worked = workshop.counts();
  summary.list = first.list;
  summary.not_read = first.not_read;
  summary.skipped = first.skipped;
  summary.bytes_read = reading.bytes_read();
  summary.threads = threads_of(settings);
  return finish_run(mill, ledger, outputs.value(), started, std::move(summary));
}

}  // namespace docmill::host
