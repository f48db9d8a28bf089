#include "host/run/workshop.hpp"

#include <chrono>
#include <thread>

#include "host/replay/answer_record.hpp"
#include "host/support/shuffle.hpp"

namespace docmill::host {

// What one thread works with at a time.
struct Workshop::Context {
  DocumentParser parser;
  StageCaller caller;
  std::vector<StageWorker> workers;  // by stage; opened when first needed
  std::vector<StageCounts> counts;   // by stage
  Sha256 hash;
};

Workshop::Workshop(Mill& mill, const InputList& inputs, const RunSettings& settings, Ending& ending)
    : mill_(mill), inputs_(inputs), settings_(settings), ending_(ending), first_serial_(mill.plan.stages.size()) {
  for (std::size_t i = mill.plan.stages.size(); i-- > 0;)
    if (mill.plan.stages[i].serial) first_serial_ = i;
}

Workshop::~Workshop() = default;

std::unique_ptr<Workshop::Context> Workshop::take_context() {
  if (std::unique_ptr<Context> used = contexts_.take()) return used;
  const PipelineFile& file = mill_.plan.file;
  const std::size_t n = mill_.plan.stages.size();
  return std::make_unique<Context>(Context{DocumentParser({file.fields, file.encoding.value}),
                                           StageCaller(mill_.stage_names, ending_.flag(), &ending_.interrupted()),
                                           std::vector<StageWorker>(n), std::vector<StageCounts>(n), Sha256()});
}

Workshop::Context& Workshop::serial_context() {
  if (!serial_context_) serial_context_ = take_context();
  return *serial_context_;
}

void Workshop::work(Batch& batch) {
  if (ending_.has_ended()) return;
  std::unique_ptr<Context> context = take_context();
  parse(batch, *context);
  const uint64_t seed = settings_.handling.shuffle ^ batch.number;
  if (const uint32_t longest = settings_.handling.pause_microseconds; longest != 0)
    std::this_thread::sleep_for(std::chrono::microseconds(SplitMix64(seed).below(longest)));
  std::vector<Document*> order = batch.pointers;
  if (settings_.handling.shuffle != 0) shuffle(order, seed);
  run_stages(order, batch, *context, 0, first_serial_);
  record_answers(batch);
  for (Document* d : batch.pointers)
    if (!d->is_restored) d->digest_layers(context->hash);
  contexts_.give(std::move(context));
}

void Workshop::work_in_order(Batch& batch) {
  if (!has_serial() || settings_.sample) return;
  Context& context = serial_context();
  run_stages(batch.pointers, batch, context, first_serial_, mill_.stages.size());
  record_answers(batch);
  for (Document* d : batch.pointers) d->digest_layers(context.hash);
}

Digest key_of(const RawDocument& raw, Sha256& hash) {
  hash.update(raw.bytes);
  return hash.finish();
}

void Workshop::parse(Batch& batch, Context& context) {
  std::optional<uint32_t> known;  // the file that `file` is
  InputFile file;
  for (std::size_t i = 0; i < batch.size; ++i) {
    Document& d = *batch.documents[i];
    RawDocument& raw = *batch.raw[i];
    if (d.is_restored) {
      batch.pointers.push_back(&d);
      continue;
    }
    d.reset(mill_.plan.layers.size());
    d.file = raw.file;
    d.offset = raw.offset;
    if (!raw.problem) d.key = key_of(raw, context.hash);
    const bool is_line = raw.line != 0;
    if (known != raw.file) file = inputs_.files[raw.file];
    known = raw.file;
    context.parser.parse(file, raw, d.source);
    if (!is_line && d.key) {  // `raw` of a whole file is the file
      d.raw_digest = *d.key;
    } else {
      context.hash.update(d.source.raw);
      d.raw_digest = context.hash.finish();
    }
    if (settings_.sample && !in_sample(d.raw_digest, *settings_.sample)) continue;
    batch.pointers.push_back(&d);
    note_input(d);
    if (d.source.problem) {
      d.outcome = Outcome::failed;
      d.error = {-1, d.source.problem->code, d.source.problem->message};
    } else {
      d.provide_host_layers();
    }
  }
}

void Workshop::run_stages(std::vector<Document*>& documents, Batch& batch, Context& context, std::size_t from,
                          std::size_t to) {
  for (std::size_t i = from; i < to && !ending_.has_ended(); ++i)
    if (!context.caller.run(*mill_.stages[i], context.workers[i], mill_.first_output[i], documents, batch.emitted,
                            context.counts[i]))
      ending_.end();  // nothing of this batch counts
}

// What EXTERNAL stages have answered becomes bytes of the batch, like what writers emit.
void Workshop::record_answers(Batch& batch) const {
  if (!mill_.answers_output || ending_.has_ended()) return;
  for (Document* d : batch.pointers) {
    for (const GivenAnswer& answer : d->answers) {
      const uint64_t begin = batch.emitted.size();
      std::string line;
      append_answer_line(line, *d, mill_.stage_names[static_cast<std::size_t>(answer.stage)], answer);
      batch.emitted.append(line);
      d->emissions.push_back({*mill_.answers_output, begin, batch.emitted.size() - begin, true});
    }
    d->answers.clear();
  }
}

Status Workshop::outside(StageCaller::Moment moment, std::vector<StageEmission>& out) {
  Context& context = serial_context();
  for (std::size_t i = 0; i < mill_.stages.size(); ++i) {
    std::vector<StageEmission> emissions;
    if (Status s = context.caller.outside(*mill_.stages[i], &context.workers[i], moment, emissions); !s.ok()) return s;
    for (StageEmission& e : emissions) out.push_back({mill_.first_output[i] + e.output, std::move(e.bytes)});
  }
  return {};
}

std::vector<StageCounts> Workshop::counts() {
  std::vector<StageCounts> sum(mill_.stages.size());
  const auto add = [&](const Context& context) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i].add(context.counts[i]);
  };
  for (const auto& context : contexts_.all_free()) add(*context);
  if (serial_context_) add(*serial_context_);
  return sum;
}

}  // namespace docmill::host
