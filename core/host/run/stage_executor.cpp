#include "host/run/stage_executor.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "host/run/document_key.hpp"
#include "host/run/isolated_stages.hpp"
#include "host/run/recorded_results.hpp"
#include "host/stages/part.hpp"
#include "host/support/shuffle.hpp"

namespace docmill::host {

// What one thread works with at a time.
struct StageExecutor::Context {
  DocumentParser parser;
  StageCaller caller;
  std::vector<StageWorker> workers;  // by stage; opened when first needed
  std::vector<StageCounts> counts;   // by stage
  Sha256 hash;
  Sha256Lanes hashes;
  std::vector<std::size_t> lines;  // of JSON, by their place in the batch
};

StageExecutor::StageExecutor(PreparedPipeline& prepared, const InputList& inputs, const RunSettings& settings,
                             StopReason& stop_reason)
    : prepared_(prepared),
      inputs_(inputs),
      settings_(settings),
      stop_reason_(stop_reason),
      first_serial_(prepared.plan.stages.size()) {
  for (std::size_t i = prepared.plan.stages.size(); i-- > 0;)
    if (prepared.plan.stages[i].serial) first_serial_ = i;
}

StageExecutor::~StageExecutor() = default;

Status StageExecutor::isolate_if_asked() {
  if (!prepared_.plan.file.isolation.by_process) return {};
  Result<std::unique_ptr<IsolatedStages>> isolated =
      IsolatedStages::start(prepared_, inputs_, settings_, stop_reason_, has_serial());
  if (!isolated.ok()) return isolated.status();
  isolated_ = std::move(isolated.value());
  return {};
}

// Of files that are not compressed, so that what is emitted is what stands in them.
void StageExecutor::hash_document_files() {
  if (isolated_) return;
  for (std::size_t i = 0; i < prepared_.stages.size(); ++i) {
    const std::vector<OpenedOutput>& outputs = prepared_.stages[i]->outputs();
    for (std::size_t k = 0; k < outputs.size(); ++k) {
      if (outputs[k].kind != DOCMILL_OUTPUT_FOLDER || outputs[k].compression != Compression::none) continue;
      is_document_file_.resize(prepared_.first_output[i] + k + 1);
      is_document_file_.back() = 1;
    }
  }
}

void StageExecutor::hash_emissions(Batch& batch, Sha256Lanes& hashes) const {
  if (is_document_file_.empty()) return;
  for (Document* d : batch.pointers) {
    if (!reaches_outputs(d->outcome)) continue;
    for (Emission& e : d->emissions) {
      if (e.output >= is_document_file_.size() || is_document_file_[e.output] == 0) continue;
      if (const auto bytes = batch.emitted.view(e.offset, e.size)) hashes.add(e.sha256.emplace(), *bytes);
    }
  }
}

std::unique_ptr<StageExecutor::Context> StageExecutor::take_context() {
  if (std::unique_ptr<Context> used = contexts_.take()) return used;
  const std::size_t n = prepared_.plan.stages.size();
  return std::make_unique<Context>(
      Context{DocumentParser(parse_settings(prepared_)),
              StageCaller(prepared_.stage_names, stop_reason_.flag(), &stop_reason_.interrupted()),
              std::vector<StageWorker>(n),
              std::vector<StageCounts>(n),
              Sha256(),
              Sha256Lanes(),
              {}});
}

StageExecutor::Context& StageExecutor::serial_context() {
  if (!serial_context_) serial_context_ = take_context();
  return *serial_context_;
}

void StageExecutor::work(Batch& batch) {
  if (stop_reason_.has_stopped()) return;
  if (isolated_) return isolated_->work(batch);
  std::unique_ptr<Context> context = take_context();
  parse(batch, *context);
  const uint64_t seed = settings_.execution.shuffle ^ batch.number;
  if (const uint32_t longest = settings_.execution.pause_microseconds; longest != 0)
    std::this_thread::sleep_for(std::chrono::microseconds(SplitMix64(seed).below(longest)));
  std::vector<Document*> order = batch.pointers;
  if (settings_.execution.shuffle != 0) shuffle(order, seed);
  const std::optional<std::size_t>& splitter = prepared_.plan.splitter;
  run_stages(order, batch, *context, 0, splitter ? *splitter + 1 : first_serial_);
  if (splitter && !stop_reason_.has_stopped()) {
    split(batch);
    run_stages(order, batch, *context, *splitter + 1, first_serial_);
    work_on_parts(batch, *context, seed);
  }
  record_results(batch);
  for (Document* d : batch.pointers)
    if (!d->is_restored) d->digest_layers(context->hashes);
  hash_emissions(batch, context->hashes);
  context->hashes.finish();
  contexts_.give(std::move(context));
}

// From here on the parts stand behind the documents that they come from, those that are restored too.
void StageExecutor::split(Batch& batch) {
  std::vector<Document*> documents;
  std::swap(documents, batch.pointers);
  for (Document* d : documents) {
    if (const uint32_t n = count_parts(prepared_.plan, *d); n != 0) {
      const Precautions::Parts wanted = batch.precautions_for(d->number).parts;
      for (uint32_t k = wanted.first; k <= std::min(wanted.last, n); ++k) {
        d->parts.push_back(&batch.next_part());
        d->parts.back()->part = k;
      }
      d->outcome = Outcome::split;
    }
    batch.point_to(*d);
  }
}

namespace {

std::vector<DocumentError> dooms_of(const Precautions& precautions, uint32_t part) {
  std::vector<DocumentError> dooms;
  for (const Precautions::Doom& doom : precautions.dooms)
    if (doom.part == part) dooms.push_back(doom.error);
  return dooms;
}

}  // namespace

void StageExecutor::begin_part(const Batch& batch, const Document& document, Document& part) const {
  make_part(prepared_.plan, document, part.part, part);
  part.number = document.number;
  part.doomed = dooms_of(batch.precautions_for(part.number), part.part);
  // What it did not survive was no stage.
  const auto of_no_stage = [](const DocumentError& doom) { return doom.stage < 0; };
  const auto found = std::find_if(part.doomed.begin(), part.doomed.end(), of_no_stage);
  if (found == part.doomed.end()) return;
  part.outcome = Outcome::failed;
  part.error = *found;
}

// Some at a time: of very many parts not all have their layers at once.
void StageExecutor::work_on_parts(Batch& batch, Context& context, uint64_t seed) {
  std::vector<Document*> group;
  const auto work_on_group = [&] {
    if (settings_.execution.shuffle != 0) shuffle(group, seed);
    run_stages(group, batch, context, *prepared_.plan.splitter + 1, first_serial_);
    for (Document* part : group) part->digest_layers(context.hashes);
    context.hashes.finish();
    if (!has_serial())
      for (Document* part : group) part->forget_layers();
    group.clear();
  };
  for (std::size_t i = 0; i < batch.size; ++i) {
    const Document& d = *batch.documents[i];
    if (d.is_restored) continue;
    const std::size_t at_once = batch.precautions_for(d.number).parts.one_by_one ? 1 : 32;
    for (Document* part : d.parts) {
      begin_part(batch, d, *part);
      group.push_back(part);
      if (group.size() >= at_once) work_on_group();
    }
  }
  work_on_group();
}

void StageExecutor::work_in_order(Batch& batch) {
  if (!has_serial() || settings_.sample) return;
  if (isolated_) return isolated_->work_in_order(batch);
  Context& context = serial_context();
  run_stages(batch.pointers, batch, context, first_serial_, prepared_.stages.size());
  record_results(batch);
  for (Document* d : batch.pointers) d->digest_layers(context.hashes);
  context.hashes.finish();
}

void StageExecutor::parse(Batch& batch, Context& context) {
  read_documents(batch, context);
  for (std::size_t i = 0; i < batch.size; ++i) {
    Document& d = *batch.documents[i];
    if (d.is_restored) {
      batch.pointers.push_back(&d);
      continue;
    }
    if (settings_.sample && !in_sample(d.raw_digest, *settings_.sample)) continue;
    batch.pointers.push_back(&d);
    d.doomed = dooms_of(batch.precautions_for(d.number), 0);
    note_input(d);
    if (d.source.problem) {
      d.outcome = Outcome::failed;
      d.error = {-1, d.source.problem->code, d.source.problem->message};
    } else {
      d.provide_host_layers();
    }
  }
}

// Parses all, then hashes all: the documents, then the little that the key of a line has beside. `raw` of a whole file
// is the file.
void StageExecutor::read_documents(Batch& batch, Context& context) {
  std::optional<uint32_t> known;  // the file that `file` is
  InputFile file;
  for (std::size_t i = 0; i < batch.size; ++i) {
    Document& d = *batch.documents[i];
    RawDocument& raw = *batch.raw[i];
    if (d.is_restored) continue;
    d.reset(prepared_.plan.layers.size());
    d.number = static_cast<uint32_t>(i);
    d.file = raw.file;
    d.offset = raw.offset;
    const bool is_whole_file = raw.line == 0;
    if (is_whole_file && !raw.problem) d.key = key_of(raw, context.hash);
    if (known != raw.file) file = inputs_.files[raw.file];
    known = raw.file;
    context.parser.parse(file, raw, d.source);  // leaves the bytes of a line, or a record, as they are
    if (is_whole_file && d.key) {
      d.raw_digest = *d.key;
      continue;
    }
    context.hashes.add(d.raw_digest, d.source.raw);
    if (is_whole_file || raw.problem) continue;
    if (file.reader != 0 || d.source.problem) add_key_of_record(raw, d, context.hashes);
    else context.lines.push_back(i);
  }
  context.hashes.finish();
  for (const std::size_t i : context.lines) add_key_of_line(*batch.raw[i], *batch.documents[i], context.hashes);
  context.lines.clear();
  context.hashes.finish();
}

void StageExecutor::run_stages(std::vector<Document*>& documents, Batch& batch, Context& context, std::size_t from,
                               std::size_t to) {
  for (std::size_t i = from; i < to && !stop_reason_.has_stopped(); ++i)
    if (!context.caller.run(*prepared_.stages[i], context.workers[i], prepared_.first_output[i], documents,
                            batch.emitted, context.counts[i]))
      stop_reason_.end();  // nothing of this batch counts
}

// What EXTERNAL stages have answered becomes bytes of the batch, like what writers emit.
void StageExecutor::record_results(Batch& batch) const {
  if (!prepared_.recorded_output || stop_reason_.has_stopped()) return;
  for (Document* d : batch.pointers) {
    for (const GivenResult& stage_result : d->stage_results) {
      const uint64_t begin = batch.emitted.size();
      std::string line;
      append_recorded_line(line, *d, prepared_.stage_names[static_cast<std::size_t>(stage_result.stage)], stage_result);
      batch.emitted.append(line);
      d->emissions.push_back({*prepared_.recorded_output, begin, batch.emitted.size() - begin, true});
    }
    d->stage_results.clear();
  }
}

Status StageExecutor::outside(StageCaller::Moment moment, const TakeOutside& take) {
  if (isolated_) return isolated_->outside(moment, take);
  Context& context = serial_context();
  for (std::size_t i = 0; i < prepared_.stages.size(); ++i) {
    const uint32_t first = prepared_.first_output[i];
    const TakeOutside numbered = [&](uint32_t output, std::string_view bytes) { return take(first + output, bytes); };
    if (Status s = context.caller.outside(*prepared_.stages[i], &context.workers[i], moment, numbered); !s.ok())
      return s;
  }
  return {};
}

template <class Visit>
void StageExecutor::each_context(Visit&& visit) {
  for (const auto& context : contexts_.all_free()) visit(*context);
  if (serial_context_) visit(*serial_context_);
}

std::vector<StageCounts> StageExecutor::counts() {
  if (isolated_) return isolated_->counts();
  std::vector<StageCounts> sum(prepared_.stages.size());
  each_context([&](const Context& context) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i].add(context.counts[i]);
  });
  return sum;
}

std::vector<StageCounts> StageExecutor::take_counts() {
  std::vector<StageCounts> sum = counts();
  each_context([](Context& context) { context.counts.assign(context.counts.size(), {}); });
  return sum;
}

}  // namespace docmill::host
