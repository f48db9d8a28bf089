#include "host/run/isolated_stages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "host/run/flat_bytes.hpp"
#include "host/run/lost_to_the_machine.hpp"
#include "host/run/result_questions.hpp"
#include "host/run/stage_service.hpp"
#include "host/run/worker_death.hpp"
#include "host/run/worker_reply.hpp"
#include "host/run/worker_request.hpp"

namespace docmill::host {

using flat::put;

IsolatedStages::IsolatedStages(PreparedPipeline& prepared, const InputList& inputs, StopReason& stop_reason,
                               bool has_serial)
    : prepared_(prepared),
      inputs_(inputs),
      stop_reason_(stop_reason),
      has_serial_(has_serial),
      capsules_(prepared),
      counts_(prepared.stages.size()) {}

IsolatedStages::~IsolatedStages() = default;

uint32_t IsolatedStages::n_outputs() const {
  if (prepared_.stages.empty()) return 0;
  return prepared_.first_output.back() + static_cast<uint32_t>(prepared_.stages.back()->outputs().size());
}

uint32_t IsolatedStages::n_emitted_outputs() const { return n_outputs() + (prepared_.recorded_output ? 1 : 0); }

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

// A batch under way: what is still to be tried, and which of its documents, and of their parts, have come back.
struct IsolatedStages::Task {
  explicit Task(Batch& of) : batch(of), is_back(of.size), parts(of.size) { batch.precautions.resize(batch.size); }
  Batch& batch;
  std::vector<bool> is_back;
  std::vector<std::vector<Document*>> parts;
  std::vector<Attempt> to_do;  // the next one at the end
  Document again;              // a document that is back already, and comes with more of its parts

  // Nothing of it counts that has come back or would come. One of which parts are tried stands alone in its attempts.
  void forget(std::size_t document) {
    parts[document].clear();
    is_back[document] = false;
    std::erase_if(to_do, [&](const Attempt& a) { return a.shares.size() == 1 && a.shares[0].document == document; });
  }
  void try_anew(std::size_t document) {
    forget(document);
    const Precautions::Parts all;
    to_do.push_back({{{document, {all.first, all.last, true}}}, true});
  }
};

void IsolatedStages::work(Batch& batch) {
  Task task(batch);
  Attempt first;
  for (std::size_t i = 0; i < batch.size; ++i) {
    task.is_back[i] = batch.documents[i]->is_restored;
    if (!task.is_back[i]) first.shares.push_back({i, {}});
  }
  if (!first.shares.empty()) task.to_do.push_back(std::move(first));
  while (!task.to_do.empty() && !stop_reason_.has_stopped()) {
    const Attempt attempt = std::move(task.to_do.back());
    task.to_do.pop_back();
    work_on(task, attempt);
  }
  if (stop_reason_.has_stopped()) return;
  for (std::size_t i = 0; i < batch.size; ++i)
    if (task.is_back[i]) point_to(task, i);
}

void IsolatedStages::point_to(Task& task, std::size_t document) {
  Document& d = *task.batch.documents[document];
  if (!d.is_restored) {
    d.parts = std::move(task.parts[document]);
    std::sort(d.parts.begin(), d.parts.end(), [](const Document* a, const Document* b) { return a->part < b->part; });
  }
  task.batch.point_to(d);
}

std::string IsolatedStages::request_for(const Batch& batch, const std::vector<Share>& shares) {
  std::string request;
  put(request, Request::work);
  put(request, batch.number);
  put<uint32_t>(request, static_cast<uint32_t>(shares.size()));
  for (const Share& share : shares)
    put_document(request, *batch.raw[share.document], {share.parts, batch.precautions[share.document].dooms});
  return request;
}

std::optional<Death> IsolatedStages::try_alone(Batch& batch) {
  Task task(batch);
  const std::unique_ptr<WorkerProcess> process = worker(true);
  if (!process) return std::nullopt;
  const std::vector<Share> share = {{0, batch.precautions[0].parts}};
  const Exchange exchange = ask(*process, request_for(batch, share));
  if (exchange.end != Exchange::End::replied)
    return ends_run(exchange, true) ? std::nullopt : std::optional(death_of(exchange));
  if (take_reply(task, share, exchange.reply)) point_to(task, 0);
  else stop_reason_.end();
  return std::nullopt;
}

// What is wrong outside of any call may be of all that was asked for, as a reply that is too large.
ForeignPlace IsolatedStages::ended_at(const Exchange& exchange) {
  if (exchange.work != ForeignWork::none) return exchange.place;
  return {ForeignPlace::no_number, exchange.place.part};
}

Death IsolatedStages::death_of(const Exchange& exchange) const {
  const bool in_stage = exchange.work == ForeignWork::process && stage_named(exchange.who) >= 0;
  return host::death_of(exchange, launcher_->limits(), in_stage);
}

// Adds what is to be tried next: nothing, when all have come back.
void IsolatedStages::work_on(Task& task, const Attempt& attempt) {
  std::unique_ptr<WorkerProcess> process = worker(attempt.fresh);
  if (!process) return;
  const bool is_fresh = process->is_fresh();
  const Exchange exchange = ask(*process, request_for(task.batch, attempt.shares));
  if (exchange.end == Exchange::End::replied) {
    idle_.give(std::move(process));
    if (!take_reply(task, attempt.shares, exchange.reply)) stop_reason_.end();
    return;
  }
  process.reset();
  if (ends_run(exchange, is_fresh)) return;
  std::vector<Attempt> instead = instead_of(attempt, ended_at(exchange), is_fresh);
  if (instead.empty()) return doom(task, attempt.shares[0], death_of(exchange));
  std::move(instead.rbegin(), instead.rend(), std::back_inserter(task.to_do));
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

// Of the same document, worked on again: whether it has the same parts. They are numbered by the layer that it is split
// by, and cut out of the text below that.
bool IsolatedStages::has_same_parts(const Document& before, const Document& again) const {
  if (before.outcome != again.outcome) return false;
  if (before.outcome != Outcome::split) return true;
  const Plan& plan = prepared_.plan;
  const auto is_same = [&](int slot) {
    const auto at = static_cast<std::size_t>(slot);
    return before.digests[at] == again.digests[at];
  };
  return is_same(plan.stages[*plan.splitter].split_by) && is_same(plan.split_text());
}

// A document comes with each share of its parts, and is taken once. Where a stage has answered otherwise meanwhile, no
// two shares need be of the same parts: then it fails as a whole.
bool IsolatedStages::take_share(Task& task, const Share& share, flat::Reader& in) const {
  Batch& batch = task.batch;
  const RawDocument& raw = *batch.raw[share.document];
  ExpectedResult expected{raw.file, raw.offset, n_emitted_outputs()};
  const bool is_again = task.is_back[share.document];
  const uint64_t emitted_before = batch.emitted.size();
  Document& d = is_again ? task.again : *batch.documents[share.document];
  if (!take_result(in, prepared_.plan, expected, d, batch.emitted)) return false;
  if (is_again) batch.emitted.truncate(emitted_before);
  task.is_back[share.document] = true;
  expected.last_part = share.parts.last;
  const auto n_parts = in.get<uint32_t>();
  if (n_parts != 0 && d.outcome != Outcome::split) return false;
  for (uint32_t n = n_parts, first = share.parts.first; n != 0; --n) {
    Document& part = batch.next_part();
    expected.first_part = first;
    if (!take_result(in, prepared_.plan, expected, part, batch.emitted)) return false;
    first = part.part + 1;
    task.parts[share.document].push_back(&part);
  }
  if (is_again && !has_same_parts(*batch.documents[share.document], d)) fail_as_unsteady(task, share.document);
  return true;
}

void IsolatedStages::fail_as_unsteady(Task& task, std::size_t document) {
  RawDocument& raw = *task.batch.raw[document];
  raw.problem = Problem{std::string(unsteady),
                        "a stage did not survive a part of it, and when it was split again for the other parts, they "
                        "were not those of before: a stage has given another answer"};
  raw.bytes.clear();
  task.try_anew(document);
}

bool IsolatedStages::take_reply(Task& task, const std::vector<Share>& shares, std::string_view reply) {
  flat::Reader in(reply);
  if (in.get<uint8_t>() == 0) return false;  // it was told to stop
  take_counts(in.take(counts_.size() * sizeof(StageCounts)));
  for (const Share& share : shares) {
    if (in.get<uint8_t>() == 0) continue;  // outside the sample
    if (!take_share(task, share, in)) in.fail();
    if (!in.is_whole()) break;
  }
  if (!in.is_used_up())
    stop_reason_.stop_with({Trouble::stage,
                            "a worker process has sent a damaged reply: a stage writes into memory that is "
                            "not its own; docmill check-stage may tell which"});
  return in.is_whole();
}

// The stage that it was in when it died fails on the document, or on the part, from now on; if none is known, that
// fails before the first one. What has come of parts stays good where it died at another part only.
void IsolatedStages::doom(Task& task, const Share& share, const Death& death) {
  const int stage = death.stage.empty() ? -1 : stage_named(death.stage);
  RawDocument& raw = *task.batch.raw[share.document];
  std::vector<Precautions::Doom>& dooms = task.batch.precautions[share.document].dooms;
  capsules_.keep(raw, inputs_.files[raw.file], dooms, death);
  const auto is_known = [&](const Precautions::Doom& doom) {
    return doom.part == death.part && doom.error.stage == stage;
  };
  if ((stage >= 0 || death.part != 0) && std::none_of(dooms.begin(), dooms.end(), is_known)) {
    dooms.push_back({death.part, {stage, death.code, death.message}});
    if (death.part == 0) task.try_anew(share.document);
    else task.to_do.push_back({{share}, true});
    return;
  }
  if (raw.problem) return stop_reason_.stop_with({Trouble::stage, death.message + ", on a document without content"});
  raw.problem = Problem{death.code, death.message};
  raw.bytes.clear();
  task.try_anew(share.document);
}

}  // namespace docmill::host
