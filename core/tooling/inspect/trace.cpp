#include "tooling/inspect/trace.hpp"

#include <algorithm>
#include <atomic>

#include "host/stages/stage_call.hpp"
#include "host/support/working_folder.hpp"

namespace docmill::tooling {
namespace {

void call_stage(const PreparedPipeline& prepared, std::size_t i, StageCaller& caller, StageWorker& worker,
                Trace& trace) {
  Document& d = trace.document;
  StageTrace& seen = trace.stages[i];
  const std::size_t notes = d.notes.size(), kept = d.kept.size();
  const std::vector<const docmill_layer*> before = d.layers;
  StageCounts counts;
  EmissionBuffer emitted;
  std::vector<Document*> documents = {&d};
  (void)caller.run(*prepared.stages[i], worker, prepared.first_output[i], documents, emitted, counts);
  seen.nanoseconds = counts.nanoseconds;
  seen.emitted = emitted.size();
  seen.notes.assign(d.notes.begin() + static_cast<std::ptrdiff_t>(notes), d.notes.end());
  for (std::size_t slot = n_host_slots; slot < d.layers.size(); ++slot)
    if (d.layers[slot] != before[slot]) seen.provided.push_back(static_cast<int>(slot));
  using What = StageTrace::What;
  seen.what = counts.skipped != 0 ? What::skipped : What::ran;
  if (d.kept.size() != kept) {
    seen.what = What::kept;
    seen.error = d.kept.back();
  } else if (d.outcome == Outcome::failed || d.outcome == Outcome::dropped) {
    seen.what = d.outcome == Outcome::failed ? What::failed : What::dropped;
    seen.error = d.error;
  }
}

}  // namespace

struct Memory::State {
  explicit State(const PreparedPipeline& m)
      : prepared(m),
        n_stages(m.stages.size()),
        parser(parse_settings(m)),
        caller(m.stage_names, never),
        workers(m.stages.size()) {
    const auto is = [&](Schedule schedule) { return m.plan.stages[n_stages - 1].declaration.schedule == schedule; };
    while (n_stages != 0 && !is(Schedule::ordered)) --n_stages;
  }
  const PreparedPipeline& prepared;
  std::size_t n_stages;  // up to the last ORDERED one
  const std::atomic<bool> never{false};
  DocumentParser parser;
  StageCaller caller;
  std::vector<StageWorker> workers;
  Document document;
};

Memory::Memory(const PreparedPipeline& prepared) : state_(std::make_unique<State>(prepared)) {}
Memory::~Memory() = default;

const PlannedStage* Memory::ordered() const {
  return state_->n_stages == 0 ? nullptr : &state_->prepared.plan.stages[state_->n_stages - 1];
}

bool Memory::asks_the_world() const {
  const auto& stages = state_->prepared.plan.stages;
  return std::any_of(stages.begin(), stages.begin() + static_cast<std::ptrdiff_t>(state_->n_stages),
                     [](const PlannedStage& s) { return s.declaration.schedule == Schedule::external; });
}

void Memory::see(const InputFile& file, RawDocument& raw) {
  State& s = *state_;
  Document& d = s.document;
  d.reset(s.prepared.plan.layers.size());
  s.parser.parse(file, raw, d.source);
  if (d.source.problem) return;
  d.provide_host_layers();
  for (std::size_t i = 0; i < s.n_stages && d.outcome == Outcome::going; ++i) {
    StageCounts counts;
    EmissionBuffer emitted;
    std::vector<Document*> documents = {&d};
    (void)s.caller.run(*s.prepared.stages[i], s.workers[i], s.prepared.first_output[i], documents, emitted, counts);
  }
}

StageWorker& Memory::worker(std::size_t stage) { return state_->workers[stage]; }

RawDocument raw_document(std::string bytes) {
  RawDocument raw;
  raw.bytes = std::move(bytes);
  return raw;
}

InputFile input_named(std::string name, InputFormat format) {
  InputFile file;
  file.path = name;
  file.name = std::move(name);
  file.format = format;
  return file;
}

InputFormat format_named(std::string_view name) {
  if (name == "html") return InputFormat::html;
  if (name == "markdown") return InputFormat::markdown;
  if (name == "jsonl") return InputFormat::jsonl;
  return InputFormat::text;
}

std::unique_ptr<Trace> trace_document(const PreparedPipeline& prepared, const InputFile& file, RawDocument& raw,
                                      const std::optional<std::string>& id, Memory* memory) {
  auto trace = std::make_unique<Trace>();
  trace->stages.resize(prepared.stages.size());
  Document& d = trace->document;
  d.reset(prepared.plan.layers.size());
  DocumentParser parser(parse_settings(prepared));
  parser.parse(file, raw, d.source);
  if (id) d.source.id = *id;
  note_input(d);
  if (d.source.problem) {
    d.outcome = Outcome::failed;
    d.error = {-1, d.source.problem->code, d.source.problem->message};
    return trace;
  }
  d.provide_host_layers();
  const std::atomic<bool> never{false};
  StageCaller caller(prepared.stage_names, never);
  for (std::size_t i = 0; i < prepared.stages.size() && d.outcome == Outcome::going; ++i) {
    StageWorker own;
    call_stage(prepared, i, caller, memory != nullptr ? memory->worker(i) : own, *trace);
  }
  (void)return_to_working_folder();  // no stage may leave it; what is written next has a relative path
  if (d.outcome == Outcome::going) d.outcome = Outcome::written;
  if (!d.kept.empty() || !d.notes.empty()) d.provide_errors(prepared.stage_names);
  return trace;
}

}  // namespace docmill::tooling
