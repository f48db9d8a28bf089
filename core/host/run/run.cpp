#include "host/run/run.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <new>
#include <set>
#include <thread>
#include <utility>

#include "host/output/output_folder.hpp"
#include "host/run/batch.hpp"
#include "host/run/index_line.hpp"
#include "host/run/lost_to_the_machine.hpp"
#include "host/run/manifest.hpp"
#include "host/run/merkle_tree.hpp"
#include "host/run/seen_ids.hpp"
#include "host/run/thread_handoff.hpp"
#include "host/support/shuffle.hpp"

namespace docmill::host {
namespace {

constexpr uint64_t bytes_in_flight = uint64_t{64} << 20;

// How much of the input is in memory at once. Reading waits while there is too much, unless nothing else is under way.
class Gate {
 public:
  void enter(uint64_t bytes) {
    std::unique_lock lock(mutex_);
    // The time is a watchdog against a scheduler that gives this run no second thread; nothing but memory hangs on it.
    room_.wait_for(lock, std::chrono::seconds(10), [&] { return inside_ == 0 || inside_ + bytes <= bytes_in_flight; });
    inside_ += bytes;
  }
  void leave(uint64_t bytes) {
    {
      const std::lock_guard lock(mutex_);
      inside_ -= bytes;
    }
    room_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable room_;
  uint64_t inside_ = 0;
};

class Runner {
 public:
  Runner(Mill& mill, const RunSettings& settings, const RunObserver& observer, const std::atomic<bool>& stop)
      : mill_(mill), plan_(mill.plan), settings_(settings), observer_(observer), interrupted_(stop) {
    summary_.stages.resize(plan_.stages.size());
    summary_.threads = settings.threads != 0 ? settings.threads : std::max(1u, std::thread::hardware_concurrency());
    first_serial_ = plan_.stages.size();
    for (std::size_t i = plan_.stages.size(); i-- > 0;)
      if (plan_.stages[i].serial) first_serial_ = i;
  }

  Result<RunSummary> run(Diagnostics& diagnostics) {
    const auto started = std::chrono::steady_clock::now();
    inputs_ = list_inputs(plan_.file, diagnostics, settings_.handling.shuffle);
    if (diagnostics.has_errors()) return Status(Trouble::usage, "the input cannot be read");
    if (!plan_.file.to) return Status(Trouble::usage, "nowhere to write: give [output] to, or --output");
    Result<std::unique_ptr<OutputFolder>> folder = OutputFolder::open(plan_.file.to->resolved());
    if (!folder.ok()) return folder.status();
    output_ = std::move(folder.value());
    reader_ = std::make_unique<InputReader>(inputs_, plan_.file.max_document, plan_.file.stdin_format);
    for (const InputFile& file : inputs_.files) progress_.bytes_total += file.problem ? 0 : file.size;

    if (Status s = open_outputs(); !s.ok()) return s;
    if (Status s = outside(StageCaller::Moment::begin); !s.ok()) return s;
    if (summary_.threads == 1) run_here();
    else run_in_parallel();
    if (Status s = outcome(); !s.ok()) {
      (void)output_->close_outputs();  // what there is stays readable in OUT.partial
      return s;
    }
    if (Status s = settings_.sample ? Status() : outside(StageCaller::Moment::finish); !s.ok()) return s;
    if (Status s = outside(StageCaller::Moment::end); !s.ok()) return s;
    return finish(started);
  }

 private:
  // ---- outputs
  Status open_outputs() {
    for (const auto& stage : mill_.stages) {
      for (const OpenedOutput& o : stage->outputs()) {
        const Status status = o.kind == DOCMILL_OUTPUT_FILE ? output_->add_file(o.name, o.compression)
                                                            : output_->add_folder(o.name, o.suffix, o.compression);
        if (!status.ok()) return status;
      }
    }
    return {};
  }

  Status outside(StageCaller::Moment moment) {
    WorkContext& context = serial_context();
    for (std::size_t i = 0; i < mill_.stages.size(); ++i) {
      std::vector<StageEmission> emissions;
      if (Status s = context.caller.outside(*mill_.stages[i], &context.workers[i], moment, emissions); !s.ok())
        return s;
      for (const StageEmission& e : emissions)
        if (Status s = output_->append(mill_.first_output[i] + e.output, {}, e.bytes); !s.ok()) return s;
    }
    return moment == StageCaller::Moment::begin ? output_->end_chunk() : Status();
  }

  // ---- contexts
  std::unique_ptr<WorkContext> take_context() {
    if (std::unique_ptr<WorkContext> used = contexts_.take()) return used;
    return std::make_unique<WorkContext>(WorkContext{DocumentParser({plan_.file.fields, plan_.file.encoding.value}),
                                                     StageCaller(mill_.stage_names, ended_, &interrupted_),
                                                     std::vector<StageWorker>(plan_.stages.size()),
                                                     std::vector<StageCounts>(plan_.stages.size()), Sha256()});
  }
  WorkContext& serial_context() {
    if (!serial_context_) serial_context_ = take_context();
    return *serial_context_;
  }

  // ---- step 1: read, one thread at a time
  std::unique_ptr<Batch> read_batch() {
    std::unique_ptr<Batch> batch = batches_.take();
    if (!batch) batch = std::make_unique<Batch>();
    batch->clear();
    const Handling& handling = settings_.handling;
    while (!ended_ && batch->size < handling.batch_documents && batch->bytes < handling.batch_bytes) {
      if (!ahead_ && !read_ahead()) break;
      if (batch->size != 0 && ahead_->chunk != batch->chunk) break;  // batches do not span chunks
      batch->chunk = ahead_->chunk;
      RawDocument& slot = batch->next();
      std::swap(slot, *ahead_);
      spare_ = std::move(ahead_);
      batch->bytes += slot.bytes.size();
    }
    bytes_read_.store(reader_->bytes_read(), std::memory_order_relaxed);
    batch->number = n_batches_++;
    if (batch->size != 0) return batch;
    batches_.give(std::move(batch));
    return nullptr;
  }

  bool read_ahead() {
    if (interrupted_) ended_ = true;
    if (ended_ || (settings_.limit && n_read_ >= *settings_.limit)) return false;
    std::unique_ptr<RawDocument> next = spare_ ? std::move(spare_) : std::make_unique<RawDocument>();
    if (!reader_->next(*next)) return false;
    ++n_read_;
    ahead_ = std::move(next);
    return true;
  }

  // ---- step 2: everything that may run anywhere
  void work(Batch& batch) {
    if (ended_) return;
    std::unique_ptr<WorkContext> context = take_context();
    parse(batch, *context);
    const uint64_t seed = settings_.handling.shuffle ^ batch.number;
    if (const uint32_t longest = settings_.handling.pause_microseconds; longest != 0)
      std::this_thread::sleep_for(std::chrono::microseconds(SplitMix64(seed).below(longest)));
    std::vector<Document*> order = batch.pointers;
    if (settings_.handling.shuffle != 0) shuffle(order, seed);
    run_stages(order, batch, *context, 0, first_serial_);
    for (Document* d : batch.pointers) d->digest_layers(context->hash);
    contexts_.give(std::move(context));
  }

  void parse(Batch& batch, WorkContext& context) {
    for (std::size_t i = 0; i < batch.size; ++i) {
      Document& d = *batch.documents[i];
      RawDocument& raw = *batch.raw[i];
      d.reset(plan_.layers.size());
      d.file = raw.file;
      d.chunk = raw.chunk;
      context.parser.parse(inputs_.files[raw.file], raw, d.source);
      context.hash.update(d.source.raw);
      d.raw_digest = context.hash.finish();
      if (settings_.sample && !in_sample(d.raw_digest, *settings_.sample)) continue;
      for (const Problem& note : d.source.notes) d.notes.push_back({-1, DOCMILL_LEVEL_INFO, note.code, note.message});
      if (d.source.problem) {
        d.outcome = Outcome::failed;
        d.error = {-1, d.source.problem->code, d.source.problem->message};
      } else {
        d.provide_host_layers();
      }
      batch.pointers.push_back(&d);
    }
  }

  void run_stages(std::vector<Document*>& documents, Batch& batch, WorkContext& context, std::size_t from,
                  std::size_t to) {
    for (std::size_t i = from; i < to && !ended_; ++i)
      if (!context.caller.run(*mill_.stages[i], context.workers[i], mill_.first_output[i], documents, batch.emitted,
                              context.counts[i]))
        ended_ = true;  // nothing of this batch counts
  }

  // ---- step 3: in input order, one at a time
  void settle(Batch& batch) {
    if (ended_) return;
    if (batch.chunk != chunk_) {
      chunk_ = batch.chunk;
      if (Status s = output_->end_chunk(); !s.ok()) return end_with(std::move(s));
    }
    // Ids first: a document refused for its id must not reach a stage that remembers.
    for (Document* d : batch.pointers) check_id(*d);
    if (first_serial_ < plan_.stages.size() && !settings_.sample) {
      WorkContext& context = serial_context();
      run_stages(batch.pointers, batch, context, first_serial_, plan_.stages.size());
      for (Document* d : batch.pointers) d->digest_layers(context.hash);
    }
    for (Document* d : batch.pointers) {
      settle(*d, batch);
      if (ended_) return;
    }
    progress_.counts = summary_.counts;
    progress_.bytes_read = bytes_read_.load(std::memory_order_relaxed);
    if (observer_.on_progress) observer_.on_progress(progress_);
  }

  std::string place_of(const SeenIds::Where& where) const {
    const std::string& file = inputs_.files[where.file].name;
    return where.line != 0 ? fmt::format("{}:{}", file, where.line) : file;
  }

  void check_id(Document& d) {
    const SeenIds::Where here{d.file, static_cast<uint32_t>(d.source.line.value_or(0))};
    const std::optional<SeenIds::Where> before = ids_.meet(d.source.id, here);
    if (!before) return;
    ++summary_.counts.duplicates;
    std::string message =
        fmt::format("the id '{}' of {} stands already at {}", d.source.id, place_of(here), place_of(*before));
    if (plan_.file.duplicates == Duplicates::warn) {
      d.notes.push_back({-1, DOCMILL_LEVEL_WARNING, "duplicate-id", std::move(message)});
    } else if (d.outcome == Outcome::going) {
      d.outcome = Outcome::failed;
      d.error = {-1, "duplicate-id", std::move(message)};
    }
  }

  void settle(Document& d, const Batch& batch) {
    if (d.outcome == Outcome::going) d.outcome = Outcome::written;
    RunCounts& counts = summary_.counts;
    ++counts.documents;
    counts.written += d.outcome == Outcome::written;
    counts.dropped += d.outcome == Outcome::dropped;
    counts.failed += d.outcome == Outcome::failed;
    counts.kept += d.outcome == Outcome::written && !d.kept.empty();
    tell(d);
    if (Status s = write(d, batch); !s.ok()) return end_with(std::move(s));
    if (d.outcome == Outcome::failed && !settings_.sample) check_failures(d);
  }

  void tell(const Document& d) {
    const auto remember = [&](const DocumentError& e) {
      if (const std::string_view why = lost_to_the_machine(e.code); !why.empty()) lost_to_.emplace(why);
    };
    remember(d.error);
    std::for_each(d.kept.begin(), d.kept.end(), remember);
    if (!observer_.on_message) return;
    for (const DocumentNote& n : d.notes)
      observer_.on_message(n.level, stage_name(plan_, n.stage), d.source.id, n.code, n.message);
    for (const DocumentError& e : d.kept)
      observer_.on_message(DOCMILL_LEVEL_WARNING, stage_name(plan_, e.stage), d.source.id, e.code, e.message);
    if (d.outcome == Outcome::failed)
      observer_.on_message(DOCMILL_LEVEL_ERROR, stage_name(plan_, d.error.stage), d.source.id, d.error.code,
                           d.error.message);
  }

  Status write(const Document& d, const Batch& batch) {
    line_.clear();
    append_index_line(line_, plan_, d);
    tree_.add(line_);
    line_ += '\n';
    if (Status s = output_->index().append(line_); !s.ok()) return s;
    if (d.outcome == Outcome::failed) {
      line_.clear();
      append_failure_line(line_, plan_, d);
      if (Status s = output_->failures().append(line_); !s.ok()) return s;
    }
    if (d.outcome != Outcome::written) return {};
    for (const Emission& e : d.emissions) {
      const std::string_view bytes = std::string_view(batch.emitted).substr(e.offset, e.size);
      if (Status s = output_->append(e.output, d.source.id, bytes); !s.ok()) return s;
    }
    return {};
  }

  void check_failures(const Document& d) {
    const auto failed = [&](const std::string& why) {
      end_with({Trouble::stage, fmt::format("{}; the last: {}: {}: {}", why, d.source.id,
                                            stage_name(plan_, d.error.stage), d.error.message)});
    };
    const MaxFailures& limit = plan_.file.max_failures;
    const RunCounts& counts = summary_.counts;
    if (d.ends_run) return failed("the run ends at this failure (on-error = \"stop\")");
    if (limit.count && counts.failed > *limit.count)
      return failed(fmt::format("{} of {} documents failed, more than max-failures = {}", counts.failed,
                                counts.documents, *limit.count));
    constexpr uint64_t judged_after = 200;
    if (limit.share && counts.documents >= judged_after &&
        static_cast<double>(counts.failed) > *limit.share * static_cast<double>(counts.documents))
      failed(fmt::format("{} of {} documents failed, more than max-failures = {}%", counts.failed, counts.documents,
                         *limit.share * 100));
  }

  void end_with(Status status) {
    const std::lock_guard lock(status_mutex_);
    if (status_.ok()) status_ = std::move(status);
    ended_ = true;
  }

  // An exception in a step is the host's own: memory.
  template <class F>
  void guarded(F&& step) {
    try {
      step();
    } catch (const std::bad_alloc&) {
      end_with({Trouble::stage, "out of memory; lower --threads or [input] max-document"});
    } catch (const std::exception& e) {
      end_with({Trouble::stage, fmt::format("an error inside docmill: {}", e.what())});
    }
  }

  // ---- the two ways to carry the steps
  void run_here() {
    while (!ended_) {
      std::unique_ptr<Batch> batch;
      guarded([&] { batch = read_batch(); });
      if (!batch) break;
      guarded([&] { work(*batch); });
      guarded([&] { settle(*batch); });
      batches_.give(std::move(batch));
    }
  }

  void run_in_parallel() {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, summary_.threads);
    const std::size_t tokens = std::size_t{summary_.threads} * 3;
    Gate gate;
    tbb::parallel_pipeline(
        tokens,
        tbb::make_filter<void, Batch*>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& flow) -> Batch* {
          DOCMILL_TAKEN_OVER(reader_.get());
          std::unique_ptr<Batch> batch;
          guarded([&] { batch = read_batch(); });
          if (!batch) {
            flow.stop();
            return nullptr;
          }
          gate.enter(batch->bytes);
          DOCMILL_HANDED_OVER(reader_.get());
          DOCMILL_HANDED_OVER(batch.get());
          return batch.release();
        }) & tbb::make_filter<Batch*, Batch*>(tbb::filter_mode::parallel, [&](Batch* batch) {
          DOCMILL_TAKEN_OVER(batch);
          guarded([&] { work(*batch); });
          DOCMILL_HANDED_OVER(batch);
          return batch;
        }) & tbb::make_filter<Batch*, void>(tbb::filter_mode::serial_in_order, [&](Batch* handed) {
          std::unique_ptr<Batch> batch(handed);
          DOCMILL_TAKEN_OVER(handed);
          DOCMILL_TAKEN_OVER(output_.get());
          guarded([&] { settle(*batch); });
          DOCMILL_HANDED_OVER(output_.get());
          gate.leave(batch->bytes);
          batches_.give(std::move(batch));
        }));
    DOCMILL_TAKEN_OVER(output_.get());
    DOCMILL_TAKEN_OVER(reader_.get());
  }

  Status outcome() const {
    if (!status_.ok()) return status_;
    if (interrupted_)
      return {Trouble::stage, fmt::format("interrupted after {} documents; they stand in {}", summary_.counts.documents,
                                          output_->partial_path().string())};
    return {};
  }

  // ---- the end
  Result<RunSummary> finish(std::chrono::steady_clock::time_point started) {
    const auto add_counts = [&](const WorkContext& context) {
      for (std::size_t i = 0; i < context.counts.size(); ++i) summary_.stages[i].add(context.counts[i]);
    };
    for (const auto& context : contexts_.all_free()) add_counts(*context);
    if (serial_context_) add_counts(*serial_context_);
    if (Status s = output_->close_outputs(); !s.ok()) return s;
    summary_.written = output_->written();
    summary_.digest = to_hex(tree_.root());
    summary_.not_read = inputs_.not_read;
    summary_.bytes_read = reader_->bytes_read();
    summary_.output = output_->path();
    for (const PlannedStage& stage : plan_.stages)
      if (stage.declaration.schedule == Schedule::external)
        summary_.not_reproducible.push_back(
            fmt::format("'{}' depends on the world outside the documents", stage.name()));
    for (const std::string& what : lost_to_) summary_.not_reproducible.push_back("documents were lost to " + what);
    if (Status s = output_->write("run.json", manifest_json(mill_, settings_, inputs_, reader_->digests(), summary_));
        !s.ok())
      return s;
    summary_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    if (Status s = output_->write("timings.json", timings_json(mill_, settings_, summary_)); !s.ok()) return s;
    if (Status s = output_->take_place(); !s.ok()) return s;
    return std::move(summary_);
  }

  Mill& mill_;
  const Plan& plan_;
  const RunSettings& settings_;
  const RunObserver& observer_;
  const std::atomic<bool>& interrupted_;
  std::size_t first_serial_ = 0;

  InputList inputs_;
  std::unique_ptr<OutputFolder> output_;
  std::unique_ptr<InputReader> reader_;
  std::unique_ptr<RawDocument> ahead_, spare_;
  uint64_t n_read_ = 0, n_batches_ = 0;
  std::atomic<uint64_t> bytes_read_{0};

  Pool<Batch> batches_;
  Pool<WorkContext> contexts_;
  std::unique_ptr<WorkContext> serial_context_;

  uint64_t chunk_ = 0;
  SeenIds ids_;
  MerkleTree tree_;
  std::string line_;
  Progress progress_;
  RunSummary summary_;
  std::set<std::string> lost_to_;  // what of this machine documents were lost to

  std::mutex status_mutex_;
  Status status_;
  std::atomic<bool> ended_{false};
};

}  // namespace

bool in_sample(const Digest& raw, double share) {
  // The last eight bytes of the digest, as a number below 2^64, are even over that range.
  uint64_t number = 0;
  for (std::size_t i = raw.size() - 8; i < raw.size(); ++i) number = number << 8 | raw[i];
  return share >= 1 || static_cast<double>(number) < share * 18446744073709551616.0;
}

Result<RunSummary> run_mill(Mill& mill, const RunSettings& settings, const RunObserver& observer,
                            const std::atomic<bool>& stop, Diagnostics& diagnostics) {
  return Runner(mill, settings, observer, stop).run(diagnostics);
}

}  // namespace docmill::host
