// From shards to the one output folder.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <atomic>
#include <chrono>
#include <iterator>

#include "host/formats/fingerprint.hpp"
#include "host/run/committer.hpp"
#include "host/run/document_steps.hpp"
#include "host/run/finishing.hpp"
#include "host/run/range_reader.hpp"
#include "host/run/spool.hpp"
#include "host/run/stage_executor.hpp"
#include "host/run/used_pipeline.hpp"
#include "tooling/shards/shard.hpp"

namespace docmill::tooling {
namespace {

constexpr std::size_t batch_documents = 32;
constexpr uint64_t batch_bytes = uint64_t{256} << 10;

// The documents of all shards, batch by batch, as a reader of the input would give them.
class SpoolSource {
 public:
  SpoolSource(const ShardSurvey& survey, StopReason& stop_reason) : survey_(survey), stop_reason_(stop_reason) {}

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
  uint64_t bytes_read() const { return bytes_read_.load(std::memory_order_relaxed); }

 private:
  bool damaged() {
    stop_reason_.stop_with({Trouble::io, fmt::format("{}: is damaged; run the shard again",
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
    bytes_read_.fetch_add(packed_.size(), std::memory_order_relaxed);
    rest_ = text_;
    ++part_;
    return true;
  }

  const ShardSurvey& survey_;
  StopReason& stop_reason_;
  std::size_t shard_ = 0;  // the next one
  std::unique_ptr<JournalReader> journal_;
  std::unique_ptr<RangeReader> spool_;
  ChunkLine line_;
  uint64_t part_ = 0;  // a line is one
  std::string packed_, text_;
  std::string_view rest_;  // of text_
  std::vector<ReadFile> files_;
  std::atomic<uint64_t> bytes_read_{0};
};

void restore(Batch& batch, const Plan& plan, StopReason& stop_reason) {
  for (std::size_t i = 0; i < batch.size; ++i) {
    if (!restore_document(batch.raw[i]->bytes, plan, *batch.documents[i], batch.emitted))
      return stop_reason.stop_with({Trouble::io,
                                    "a document of a shard is damaged; docmill verify tells more, or run the "
                                    "shards again"});
    batch.pointers.push_back(batch.documents[i].get());
  }
}

}  // namespace

Result<RunSummary> merge_shards(PreparedPipeline& prepared, const ShardSurvey& survey, const RunSettings& settings,
                                const RunObserver& observer, const std::atomic<bool>& stop) {
  const auto started = std::chrono::steady_clock::now();
  const ShardFacts& first = survey.shards.front().facts;
  const std::string fingerprint = fingerprint_text(prepared);
  if (fingerprint != first.fingerprint)
    return Status(Trouble::usage,
                  fmt::format("the pipeline is not what it was when the shards were run: {}; run them "
                              "again",
                              fmt::join(fingerprint_differences(first.fingerprint, fingerprint), "; ")));
  Result<std::unique_ptr<WorkFolder>> place = WorkFolder::open(prepared.plan.file.to->resolved());
  if (!place.ok()) return place.status();
  const JournalHead head{fingerprint_digest(fingerprint), first.list, std::nullopt, {}};
  if (Status s = begin_anew(observer, *place.value(), head, fingerprint, false); !s.ok()) return s;
  Result<Outputs> outputs = open_outputs(prepared, std::move(place.value()), head, Checkpoint{});
  if (!outputs.ok()) return outputs.status();

  StopReason stop_reason(stop);
  const InputList no_inputs;
  StageExecutor executor(prepared, no_inputs, settings, stop_reason);
  if (Status s = executor.isolate_if_asked(); !s.ok()) return s;
  RunState run_state(prepared.plan);
  Committer committer(prepared.plan, in_order(executor), *outputs.value().folder, *outputs.value().journal, run_state,
                      observer, stop_reason);
  if (Status s = committer.begin(); !s.ok()) return s;
  SpoolSource document_source(survey, stop_reason);
  const auto work = [&](Batch& batch) { restore(batch, prepared.plan, stop_reason); };
  run_batches(document_steps(document_source, work, committer, observer, stop_reason), threads_of(settings),
              stop_reason);
  if (!stop_reason.status().ok()) return stop_reason.status();
  if (stop_reason.is_interrupted())
    return Status(Trouble::stage, "interrupted; the shards are as they were, and the same command merges them");
  if (Status s = committer.finish(document_source.end(), document_source.last_files()); !s.ok()) return s;

  RunSummary summary;
  summary.worked = executor.counts();
  summary.list = first.list;
  summary.not_read = first.not_read;
  summary.skipped = first.skipped;
  summary.bytes_read = document_source.bytes_read();
  summary.threads = threads_of(settings);
  return finish_run(prepared, run_state, outputs.value(), started, std::move(summary));
}

}  // namespace docmill::tooling
