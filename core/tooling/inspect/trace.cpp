#include "tooling/inspect/trace.hpp"

#include <algorithm>
#include <atomic>

#include "host/stages/part.hpp"
#include "host/stages/stage_call.hpp"
#include "host/support/working_folder.hpp"

namespace docmill::tooling {
namespace {

void call_stage(const PreparedPipeline& prepared, std::size_t i, StageCaller& caller, StageWorker& worker, Document& d,
                Trace& trace) {
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

// The document goes on as the part that is asked for; false when there is none.
bool go_on_as_part(const Plan& plan, uint32_t part, Trace& trace) {
  trace.n_parts = count_parts(plan, *trace.whole);
  if (part > trace.n_parts) return false;
  make_part(plan, *trace.whole, part, trace.document);
  // Of what was made before, that is shown which the part has; how its text came about, the document shows.
  for (StageTrace& seen : trace.stages)
    std::erase_if(seen.provided, [&](int slot) {
      const auto at = static_cast<std::size_t>(slot);
      return trace.document.layers[at] == nullptr || plan.layers[at].kind == LayerKind::text;
    });
  return true;
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
  Document document, part;

  void run(Document& d, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to && d.outcome == Outcome::going; ++i) {
      StageCounts counts;
      EmissionBuffer emitted;
      std::vector<Document*> documents = {&d};
      (void)caller.run(*prepared.stages[i], workers[i], prepared.first_output[i], documents, emitted, counts);
    }
  }
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
  const std::size_t half = std::min(s.n_stages, s.prepared.plan.splitter.value_or(s.n_stages) + 1);
  s.run(d, 0, half);
  if (const uint32_t n = count_parts(s.prepared.plan, d); n != 0) see_parts(d, n + 1);
  else s.run(d, half, s.n_stages);
}

void Memory::see_parts(const Document& whole, uint32_t end) {
  State& s = *state_;
  for (uint32_t n = 1; n < end; ++n) {
    make_part(s.prepared.plan, whole, n, s.part);
    s.run(s.part, *s.prepared.plan.splitter + 1, s.n_stages);
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
                                      const std::optional<std::string>& id, Memory* memory, uint32_t part) {
  auto trace = std::make_unique<Trace>();
  trace->stages.resize(prepared.stages.size());
  if (part != 0) trace->whole = std::make_unique<Document>();
  Document& d = part != 0 ? *trace->whole : trace->document;
  d.reset(prepared.plan.layers.size());
  DocumentParser parser(parse_settings(prepared));
  parser.parse(file, raw, d.source);
  if (id) d.source.id = *id;
  note_input(d);
  if (d.source.problem) {
    d.outcome = Outcome::failed;
    d.error = {-1, d.source.problem->code, d.source.problem->message};
    if (part != 0) return nullptr;
    return trace;
  }
  d.provide_host_layers();
  const std::atomic<bool> never{false};
  StageCaller caller(prepared.stage_names, never);
  Document* now = &d;
  for (std::size_t i = 0; i < prepared.stages.size() && now->outcome == Outcome::going; ++i) {
    StageWorker own;
    call_stage(prepared, i, caller, memory != nullptr ? memory->worker(i) : own, *now, *trace);
    if (prepared.plan.splitter != i) continue;
    if (part != 0) {
      if (!go_on_as_part(prepared.plan, part, *trace)) return nullptr;
      if (memory != nullptr) memory->see_parts(*trace->whole, part);
      now = &trace->document;
    } else if ((trace->n_parts = count_parts(prepared.plan, d)) != 0) {
      d.outcome = Outcome::split;
    }
  }
  (void)return_to_working_folder();  // no stage may leave it; what is written next has a relative path
  if (now == trace->whole.get()) return nullptr;
  if (now->outcome == Outcome::going) now->outcome = Outcome::written;
  if (!now->kept.empty() || !now->notes.empty()) now->provide_errors(prepared.stage_names);
  return trace;
}

}  // namespace docmill::tooling
