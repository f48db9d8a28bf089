#include "host/run/isolated_stages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "host/run/flat_bytes.hpp"
#include "host/run/result_questions.hpp"
#include "host/run/spool.hpp"
#include "host/run/stage_service.hpp"
#include "host/run/worker_death.hpp"
#include "host/run/worker_reply.hpp"
#include "host/run/worker_request.hpp"

namespace docmill::host {
namespace {

using flat::put;

uint32_t n_outputs(const PreparedPipeline& prepared) {
  if (prepared.stages.empty()) return 0;
  return prepared.first_output.back() + static_cast<uint32_t>(prepared.stages.back()->outputs().size());
}

// Those of the stages, and the record of what they were told, where there is one.
uint32_t n_emitted_outputs(const PreparedPipeline& prepared) {
  return n_outputs(prepared) + (prepared.recorded_output ? 1 : 0);
}

const char* name_of(StageCaller::Moment moment) {
  switch (moment) {
    case StageCaller::Moment::begin: return "begin";
    case StageCaller::Moment::finish: return "finish";
    case StageCaller::Moment::end: break;
  }
  return "end";
}

}  // namespace

IsolatedStages::IsolatedStages(PreparedPipeline& prepared, const InputList& inputs, StopReason& stop_reason,
                               bool has_serial)
    : prepared_(prepared),
      inputs_(inputs),
      stop_reason_(stop_reason),
      has_serial_(has_serial),
      capsules_(prepared),
      counts_(prepared.stages.size()) {}

IsolatedStages::~IsolatedStages() = default;

Result<std::unique_ptr<IsolatedStages>> IsolatedStages::start(PreparedPipeline& prepared, const InputList& inputs,
                                                              const RunSettings& settings, StopReason& stop_reason,
                                                              bool has_serial) {
  if (const unsigned n = count_threads(); n > 1)
    return Status(Trouble::stage,
                  fmt::format("a stage has started {} in create, which worker processes cannot inherit; run without "
                              "isolation, or start threads in open",
                              n == 2 ? "a thread" : fmt::format("{} threads", n - 1)));
  std::unique_ptr<IsolatedStages> self(new IsolatedStages(prepared, inputs, stop_reason, has_serial));
  self->service_ = std::make_unique<StageService>(prepared, inputs, settings, has_serial);
  const Isolation& isolation = prepared.plan.file.isolation;
  WorkerLimits limits;
  limits.processor_seconds = isolation.max_seconds;
  limits.quiet_seconds = std::max<uint64_t>(600, isolation.max_seconds * 10);
  limits.memory_bytes = isolation.max_memory;
  limits.is_sandboxed = reason_for_no_sandbox(prepared.plan).empty();
  Result<std::unique_ptr<Launcher>> launcher = Launcher::start(*self->service_, limits, prepared.stage_files);
  if (!launcher.ok()) return launcher.status();
  self->launcher_ = std::move(launcher.value());
  for (const auto& stage : prepared.stages) stage->leave_to_others();
  return self;
}

std::string reason_for_no_sandbox(const Plan& plan) {
  for (const PlannedStage& reader : plan.readers)
    if (reader.declaration.starts_programs) return fmt::format("'{}' starts programs", reader.name());
  for (const PlannedStage& stage : plan.stages) {
    if (stage.declaration.ports_from_pipeline) return fmt::format("'{}' starts programs", stage.name());
    if (stage.declaration.schedule == Schedule::external)
      return fmt::format("'{}' asks the world outside the documents", stage.name());
  }
  return {};
}

std::unique_ptr<WorkerProcess> IsolatedStages::worker(bool fresh) {
  if (!fresh)
    if (std::unique_ptr<WorkerProcess> used = idle_.take()) return used;
  std::unique_ptr<WorkerProcess> made = launcher_->worker();
  if (!made)
    stop_reason_.stop_with({Trouble::stage,
                            "no worker process could be started: the launcher has ended, or there are too "
                            "many processes"});
  return made;
}

Exchange IsolatedStages::ask(WorkerProcess& worker, const std::string& request) {
  WorkerProcess::Talk talk;
  talk.answer = [&](std::string_view question) {
    const bool is_emission = !question.empty() && static_cast<Question>(question[0]) == Question::take_outside;
    return is_emission ? take_outside(question) : answer_to(prepared_, question);
  };
  talk.remark = [&](std::string_view text) {
    flat::Reader in(text);
    const auto level = in.get<uint32_t>();
    const std::string_view stage = in.bytes(), message = in.bytes();
    if (in.is_used_up() && prepared_.log) prepared_.log(std::min(level, DOCMILL_LEVEL_ERROR), stage, message);
  };
  talk.is_to_end = [&] { return stop_reason_.has_stopped_or_been_interrupted(); };
  return worker.call(request, talk);
}

int IsolatedStages::stage_named(const std::string& name) const {
  for (std::size_t i = 0; i < prepared_.stage_names.size(); ++i)
    if (std::string_view(prepared_.stage_names[i]).substr(0, sizeof(ForeignMark::who) - 1) == name)
      return static_cast<int>(i);
  return -1;
}

void IsolatedStages::take_counts(std::string_view bytes) {
  flat::Reader in(bytes);
  const std::lock_guard lock(mutex_);
  for (StageCounts& counts : counts_) counts.add(in.get<StageCounts>());
}

std::vector<StageCounts> IsolatedStages::counts() {
  const std::lock_guard lock(mutex_);
  return counts_;
}

// ---- documents in any order

// A batch under way: which of its documents have come back.
struct IsolatedStages::Task {
  Batch& batch;
  std::vector<bool> is_back;
};

void IsolatedStages::work(Batch& batch) {
  Task task{batch, std::vector<bool>(batch.size)};
  batch.doomed.assign(batch.size, {});
  std::vector<std::size_t> documents;
  for (std::size_t i = 0; i < batch.size; ++i) {
    task.is_back[i] = batch.documents[i]->is_restored;
    if (!task.is_back[i]) documents.push_back(i);
  }
  if (!documents.empty()) work_on(task, documents, false);
  if (stop_reason_.has_stopped()) return;
  for (std::size_t i = 0; i < batch.size; ++i)
    if (task.is_back[i]) batch.pointers.push_back(batch.documents[i].get());
}

namespace {

// The one that the worker was most likely at is tried alone; where none is known, a half.
std::pair<std::vector<std::size_t>, std::vector<std::size_t>> divide(const std::vector<std::size_t>& documents,
                                                                     uint32_t likeliest) {
  if (likeliest >= documents.size()) {
    const auto middle = documents.begin() + static_cast<std::ptrdiff_t>(documents.size() / 2);
    return {{documents.begin(), middle}, {middle, documents.end()}};
  }
  std::vector<std::size_t> others = documents;
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(likeliest));
  return {{documents[likeliest]}, std::move(others)};
}

}  // namespace

std::string IsolatedStages::request_for(const Task& task, const std::vector<std::size_t>& documents) const {
  std::string request;
  put(request, Request::work);
  put(request, task.batch.number);
  put<uint32_t>(request, static_cast<uint32_t>(documents.size()));
  for (const std::size_t i : documents) put_document(request, *task.batch.raw[i], task.batch.doomed[i]);
  return request;
}

std::optional<Death> IsolatedStages::try_alone(Batch& batch) {
  Task task{batch, std::vector<bool>(1)};
  const std::unique_ptr<WorkerProcess> process = worker(true);
  if (!process) return std::nullopt;
  const Exchange exchange = ask(*process, request_for(task, {0}));
  if (exchange.end != Exchange::End::replied)
    return ends_run(exchange, true) ? std::nullopt : std::optional(death_of(exchange));
  if (take_reply(task, {0}, exchange.reply)) batch.pointers.push_back(batch.documents[0].get());
  else stop_reason_.end();
  return std::nullopt;
}

Death IsolatedStages::death_of(const Exchange& exchange) const {
  const std::string deed = deed_of(exchange, launcher_->limits());
  const bool in_stage = exchange.work == ForeignWork::process && stage_named(exchange.who) >= 0;
  const std::string message = in_stage ? fmt::format("'{}' {}", exchange.who, deed)
                              : exchange.work == ForeignWork::decode
                                  ? fmt::format("reader '{}' {}", exchange.who, deed)
                                  : fmt::format("the worker process {} outside of any stage", deed);
  return {exchange.document, in_stage ? exchange.who : std::string(), code_of(exchange), message, exchange.stack};
}

void IsolatedStages::work_on(Task& task, const std::vector<std::size_t>& documents, bool fresh) {
  std::unique_ptr<WorkerProcess> process = worker(fresh);
  if (!process) return;
  const bool is_fresh = process->is_fresh();
  const Exchange exchange = ask(*process, request_for(task, documents));
  if (exchange.end == Exchange::End::replied) {
    idle_.give(std::move(process));
    if (!take_reply(task, documents, exchange.reply)) stop_reason_.end();
    return;
  }
  process.reset();
  if (ends_run(exchange, is_fresh)) return;
  if (documents.size() > 1) {
    const auto [suspects, others] = divide(documents, exchange.number);
    work_on(task, suspects, suspects.size() == 1);
    if (!stop_reason_.has_stopped()) work_on(task, others, false);
    return;
  }
  // What a worker had worked on before may be to blame, so a document is judged in a fresh one.
  if (is_fresh) doom(task, documents[0], exchange);
  if (!stop_reason_.has_stopped()) work_on(task, documents, true);
}

// Of a death that is no document's fault.
bool IsolatedStages::ends_run(const Exchange& exchange, bool was_fresh) {
  switch (exchange.end) {
    case Exchange::End::interrupted: stop_reason_.end(); return true;
    case Exchange::End::lost:
      stop_reason_.stop_with({Trouble::stage, "the launcher of the worker processes was ended from outside"});
      return true;
    case Exchange::End::mistaken:
      stop_reason_.stop_with({Trouble::stage, "an error inside docmill: " + exchange.reply});
      return true;
    default: break;
  }
  if (exchange.work != ForeignWork::open || !was_fresh) return false;
  stop_reason_.stop_with(
      {Trouble::stage, fmt::format("'{}' {} in open, which makes a worker, so no document can pass it", exchange.who,
                                   deed_of(exchange, launcher_->limits()))});
  return true;
}

bool IsolatedStages::take_reply(Task& task, const std::vector<std::size_t>& documents, std::string_view reply) {
  flat::Reader in(reply);
  if (in.get<uint8_t>() == 0) return false;  // it was told to stop
  take_counts(in.take(counts_.size() * sizeof(StageCounts)));
  for (const std::size_t i : documents) {
    if (in.get<uint8_t>() == 0) continue;  // outside the sample
    const RawDocument& raw = *task.batch.raw[i];
    task.is_back[i] = take_result(in, prepared_.plan, {raw.file, raw.offset, n_emitted_outputs(prepared_)},
                                  *task.batch.documents[i], task.batch.emitted);
    if (!task.is_back[i]) in.fail();
  }
  if (!in.is_used_up())
    stop_reason_.stop_with({Trouble::stage,
                            "a worker process has sent a damaged reply: a stage writes into memory that is "
                            "not its own; docmill check-stage may tell which"});
  return in.is_whole();
}

// The stage that it was in when it died fails on the document from now on; if none is known, the document fails before
// the first one.
void IsolatedStages::doom(Task& task, std::size_t document, const Exchange& exchange) {
  const Death death = death_of(exchange);
  const int stage = death.stage.empty() ? -1 : stage_named(death.stage);
  RawDocument& raw = *task.batch.raw[document];
  std::vector<DocumentError>& dooms = task.batch.doomed[document];
  capsules_.keep(raw, inputs_.files[raw.file], dooms, death);
  if (stage >= 0 && std::none_of(dooms.begin(), dooms.end(), [&](const auto& d) { return d.stage == stage; })) {
    dooms.push_back({stage, death.code, death.message});
    return;
  }
  if (raw.problem) return stop_reason_.stop_with({Trouble::stage, death.message + ", on a document without content"});
  raw.problem = Problem{death.code, death.message};
  raw.bytes.clear();
}

// ---- documents in input order, and what stands outside of them

void IsolatedStages::work_in_order(Batch& batch) {
  std::vector<Document*> going;
  for (Document* d : batch.pointers)
    if (d->outcome == Outcome::going) going.push_back(d);
  if (going.empty()) return;
  std::string request;
  put(request, Request::in_order);
  put<uint32_t>(request, static_cast<uint32_t>(going.size()));
  std::vector<std::vector<Emission>> emissions;
  for (Document* d : going) {
    std::vector<Emission>& before = emissions.emplace_back(std::move(d->emissions));
    d->emissions.clear();  // what was emitted stays here
    const std::size_t at = request.size();
    put<uint64_t>(request, 0);
    append_document(request, prepared_.plan, *d, batch.emitted, true);
    const uint64_t size = request.size() - at - sizeof(uint64_t);
    std::memcpy(request.data() + at, &size, sizeof size);
    d->emissions = before;
  }
  Exchange exchange;
  if (!ask_serial(request, exchange)) return;
  flat::Reader in(exchange.reply);
  if (in.get<uint8_t>() == 0) return stop_reason_.end();
  take_counts(in.take(counts_.size() * sizeof(StageCounts)));
  for (std::size_t i = 0; i < going.size() && in.is_whole(); ++i) {
    Document& d = *going[i];
    const bool is_restored = d.is_restored, told_failure = d.told_failure;
    const std::size_t told_notes = d.told_notes, told_kept = d.told_kept;
    const ExpectedResult expected{d.file, d.offset, n_emitted_outputs(prepared_)};
    if (!take_result(in, prepared_.plan, expected, d, batch.emitted)) in.fail();
    std::vector<Emission> all = std::move(emissions[i]);
    all.insert(all.end(), d.emissions.begin(), d.emissions.end());
    d.emissions = std::move(all);
    d.is_restored = is_restored;
    d.told_notes = told_notes;
    d.told_kept = told_kept;
    d.told_failure = told_failure;
  }
  if (!in.is_used_up())
    stop_reason_.stop_with({Trouble::stage,
                            "a worker process has sent a damaged reply: a stage writes into memory that is "
                            "not its own; docmill check-stage may tell which"});
}

// What stages there remember is lost with the worker, and nobody can put it back.
bool IsolatedStages::ask_serial(const std::string& request, Exchange& exchange) {
  if (!serial_) serial_ = worker(has_serial_);
  if (!serial_) return false;
  exchange = ask(*serial_, request);
  if (exchange.end == Exchange::End::replied) return true;
  serial_.reset();
  if (ends_run(exchange, true)) return false;
  const std::string at = exchange.document.empty() ? "" : fmt::format(" on document '{}'", exchange.document);
  stop_reason_.stop_with(
      {Trouble::stage, fmt::format("'{}' {}{}; it stands at or behind a stage that remembers earlier documents, so the "
                                   "run cannot go on without it",
                                   exchange.who, deed_of(exchange, launcher_->limits()), at)});
  return false;
}

// The answer to Question::take_outside: empty, or why it was not taken.
std::string IsolatedStages::take_outside(std::string_view question) {
  flat::Reader in(question);
  (void)in.get<Question>();
  const auto output = in.get<uint32_t>();
  const std::string_view bytes = in.bytes();
  if (!in.is_used_up() || outside_ == nullptr || output >= n_outputs(prepared_))
    return "a worker process has sent a damaged piece of an output";
  return (*outside_)(output, bytes).message();
}

Status IsolatedStages::outside(StageCaller::Moment moment, const TakeOutside& take) {
  std::string request;
  put(request, Request::outside);
  put<uint32_t>(request, static_cast<uint32_t>(moment));
  Exchange exchange;
  Status taken;
  const TakeOutside remembering = [&](uint32_t output, std::string_view bytes) {
    taken = take(output, bytes);
    return taken;
  };
  outside_ = &remembering;
  const bool is_done = ask_serial(request, exchange);
  outside_ = nullptr;
  if (!taken.ok()) return taken;
  if (!is_done)
    return stop_reason_.status().ok() ? Status(Trouble::stage, fmt::format("interrupted in {}", name_of(moment)))
                                      : stop_reason_.status();
  flat::Reader in(exchange.reply);
  (void)in.get<uint8_t>();
  const std::string why(in.bytes());
  return why.empty() ? Status() : Status(Trouble::stage, why);
}

}  // namespace docmill::host
