#include "host/stages/stage_call.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <new>
#include <utility>

#include "docmill/base/utf8.hpp"
#include "host/guard/foreign_call.hpp"
#include "host/stages/condition_values.hpp"
#include "host/stages/stage_result.hpp"
#include "host/stages/stage_result_key.hpp"

namespace docmill::host {
namespace {

std::string_view view(docmill_str s) { return s.size != 0 ? std::string_view(s.data, s.size) : std::string_view(); }

// Codes and messages come from stages and go into JSON and onto terminals: valid UTF-8, no controls, a bearable
// length.
std::string cleaned(docmill_str s, std::size_t limit) {
  std::string out;
  const std::string_view in = view(s);
  for (std::size_t i = 0; i < in.size() && out.size() < limit;) {
    const std::size_t n = utf8::valid_length(in, i);
    if (n == 0) out += "\xEF\xBF\xBD";
    else if (n == 1 && (static_cast<unsigned char>(in[i]) < 0x20 || in[i] == 0x7F)) out += ' ';
    else out += in.substr(i, n);
    i += std::max<std::size_t>(n, 1);
  }
  return out;
}

// What a call has said of one document, not yet believed: the call may still fail as a whole.
struct Staged {
  std::vector<const docmill_layer*> ports;
  uint32_t verdict = 0;
  std::string code, message;
  std::vector<DocumentNote> notes;
  std::vector<Emission> emissions;
  StageResultWriter recorder;  // of stages whose results are kept

  void reset(std::size_t n_ports) {
    ports.assign(n_ports, nullptr);
    verdict = 0;
    notes.clear();
    emissions.clear();
    recorder.reset();
  }
};

}  // namespace

void StageCounts::add(const StageCounts& o) {
  documents += o.documents;
  skipped += o.skipped;
  dropped += o.dropped;
  failed += o.failed;
  kept += o.kept;
  recalled += o.recalled;
  nanoseconds += o.nanoseconds;
  retried_batches += o.retried_batches;
}

StageWorker::StageWorker(StageWorker&& other) noexcept
    : stage_(std::exchange(other.stage_, nullptr)), handle_(std::exchange(other.handle_, nullptr)) {}

int32_t StageWorker::open(const StageInstance& stage) {
  if (stage_ != nullptr) return DOCMILL_OK;
  void* handle = nullptr;
  const ForeignCall call(ForeignWork::open, stage.planned().name());
  const int32_t status = stage.table().open(stage.model(), &handle);
  if (status != DOCMILL_OK) return status;
  stage_ = &stage;
  handle_ = handle;
  return DOCMILL_OK;
}

void StageWorker::close() {
  if (stage_ != nullptr) {
    const ForeignCall call(ForeignWork::close, stage_->planned().name());
    stage_->table().close(handle_);
  }
  stage_ = nullptr;
  handle_ = nullptr;
}

struct StageCaller::State {
  State(const std::vector<std::string>& names, const std::atomic<bool>& stop_flag,
        const std::atomic<bool>* interrupted_flag)
      : stage_names(names), stop(stop_flag), interrupted(interrupted_flag) {
    output.size = sizeof output;
    output.impl = this;
    output.put = on_put;
    output.verdict = on_verdict;
    output.note = on_note;
    output.emit = on_emit;
    output.should_stop = on_should_stop;
  }

  const std::vector<std::string>& stage_names;
  const std::atomic<bool>& stop;
  const std::atomic<bool>* interrupted;  // may be null
  bool is_to_stop() const {
    return stop.load(std::memory_order_relaxed) ||
           (interrupted != nullptr && interrupted->load(std::memory_order_relaxed));
  }
  docmill_output output{};

  // of the call
  const StageInstance* stage = nullptr;
  int stage_index = 0;
  uint32_t first_output = 0;
  EmissionBuffer* emitted = nullptr;
  std::vector<StageEmission>* outside = nullptr;
  std::vector<Document*> chosen;  // documents of the batch that the stage sees
  std::vector<uint32_t> numbers;  // of those, in the list that run() was given
  std::vector<Document*> single;
  std::vector<Staged> staged;  // one for each of them
  std::vector<const docmill_layer*> layers;
  std::vector<docmill_document> documents;
  std::vector<const docmill_document*> document_pointers;
  std::vector<std::string_view> ids;          // of the documents of a call
  StageResultStore* stage_results = nullptr;  // of the stage
  std::vector<Digest> keys;                   // of `chosen`, by which results are kept
  std::string stage_result;
  Sha256 hash;

  bool wants(Document& d) const {
    const PlannedStage& planned = stage->planned();
    for (const int slot : planned.needed)
      if (d.layers[static_cast<std::size_t>(slot)] == nullptr) return false;
    return !planned.when || condition_holds(*planned.when, d);
  }

  void choose(const std::vector<Document*>& from, StageCounts& counts) {
    const std::vector<int>& inputs = stage->planned().inputs;
    const auto sees = [&](int slot) { return std::find(inputs.begin(), inputs.end(), slot) != inputs.end(); };
    const bool sees_errors = sees(slot_errors), sees_makers = sees(slot_makers);
    chosen.clear();
    numbers.clear();
    for (std::size_t i = 0; i < from.size(); ++i) {
      Document* d = from[i];
      if (d->outcome != Outcome::going) continue;
      d->marks.resize(static_cast<std::size_t>(stage_index) + 1, '-');
      d->marks.back() = wants(*d) ? 'p' : 's';
      if (d->marks.back() == 's') {
        ++counts.skipped;
        continue;
      }
      const auto doom = std::find_if(d->doomed.begin(), d->doomed.end(),
                                     [&](const DocumentError& e) { return e.stage == stage_index; });
      if (doom != d->doomed.end()) {
        ++counts.documents;
        fail(*d, doom->code, doom->message, counts);
        continue;
      }
      if (sees_errors) d->provide_errors(stage_names);
      if (sees_makers) d->provide_makers(stage->plan());
      chosen.push_back(d);
      numbers.push_back(static_cast<uint32_t>(i));
    }
  }

  // Answers that are known already are given; the documents that are left stay in `chosen`, their keys in `keys`.
  void recall(StageCounts& counts) {
    keys.clear();
    std::size_t left = 0;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      Document* d = chosen[i];
      const Digest key = stage_result_key(stage->identity(), *stage, *d, hash);
      if (stage_results->find(key, *d, stage_result) && repeat(*d, counts)) {
        ++counts.recalled;
        continue;
      }
      numbers[left] = numbers[i];
      chosen[left++] = d;
      keys.push_back(key);
    }
    chosen.resize(left);
    numbers.resize(left);
  }

  // False when the gate refuses the result: it was kept by something else than this stage, or is damaged.
  bool repeat(Document& d, StageCounts& counts) {
    if (staged.empty()) staged.resize(1);
    staged[0].reset(stage->shapes().size());
    single.assign(1, &d);
    current = &single;
    bool refused = false;
    const bool whole = repeat_stage_result(
        stage_result,
        {[&](uint32_t port, const docmill_layer& l) { refused |= on_put(&output, 0, port, &l) != DOCMILL_OK; },
         [&](uint32_t level, std::string_view code, std::string_view message) {
           on_note(&output, 0, level, {code.data(), code.size()}, {message.data(), message.size()});
         },
         [&](uint32_t verdict, std::string_view code, std::string_view message) {
           on_verdict(&output, 0, verdict, {code.data(), code.size()}, {message.data(), message.size()});
         }});
    current = nullptr;
    if (!whole || refused) return false;
    commit(d, staged[0], counts);
    return true;
  }

  // Hands what was said of the i-th chosen document to the store.
  void keep(std::size_t i, Staged& s) {
    if (stage_results == nullptr) return;
    for (const DocumentNote& note : s.notes) s.recorder.note(note.level, note.code, note.message);
    const std::string_view bytes = s.recorder.finish(s.verdict, s.code, s.message);
    stage_results->store(keys[i], *chosen[i], s.verdict, bytes);
  }

  // Lays out docmill_batch for `docs` and calls process. `first`: place of the first of them among the chosen.
  int32_t call(void* worker, const std::vector<Document*>& docs, std::size_t first) {
    const std::vector<int>& inputs = stage->planned().inputs;
    const std::size_t n = docs.size();
    if (staged.size() < n) staged.resize(n);
    layers.resize(n * inputs.size());
    documents.resize(n);
    document_pointers.resize(n);
    ids.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      staged[i].reset(stage->shapes().size());
      const docmill_layer** row = layers.data() + i * inputs.size();
      for (std::size_t k = 0; k < inputs.size(); ++k)
        row[k] = inputs[k] == no_slot ? nullptr : docs[i]->layers[static_cast<std::size_t>(inputs[k])];
      documents[i] = {sizeof(docmill_document), static_cast<uint32_t>(inputs.size()), row};
      document_pointers[i] = &documents[i];
      ids[i] = docs[i]->source.id;
    }
    current = &docs;
    const docmill_batch batch{sizeof(docmill_batch), static_cast<uint32_t>(n), document_pointers.data()};
    ForeignCall foreign(ForeignWork::process, stage->planned().name(), ids.data(), n, numbers.data() + first);
    foreign_call = &foreign;
    const int32_t status = stage->table().process(worker, &batch, &output);
    foreign_call = nullptr;
    current = nullptr;
    return status;
  }
  ForeignCall* foreign_call = nullptr;  // while a stage is in `process`
  const std::vector<Document*>* current = nullptr;

  // The chosen documents in one call. False when the call failed as a whole; nothing of it is kept then.
  bool whole_batch(StageWorker& worker, StageCounts& counts) {
    const uint64_t before = emitted->size();
    int32_t status = worker.open(*stage);
    if (status == DOCMILL_OK) status = call(worker.handle(), chosen, 0);
    if (status != DOCMILL_OK) {
      emitted->truncate(before);
      return false;
    }
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      keep(i, staged[i]);
      commit(*chosen[i], staged[i], counts);
    }
    return true;
  }

  // Each document in a call of its own, so that only the guilty one is lost. After a failed call the worker is opened
  // anew, unless its memory is the point of it (`keep_worker`). False when the run is to stop.
  bool one_by_one(StageWorker& worker, bool keep_worker, StageCounts& counts) {
    single.resize(1);
    if (!keep_worker) worker.close();
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      Document* d = chosen[i];
      single[0] = d;
      const uint64_t before = emitted->size();
      int32_t status = worker.open(*stage);
      if (status == DOCMILL_OK) status = call(worker.handle(), single, i);
      if (status == DOCMILL_OK) {
        keep(i, staged[0]);
        commit(*d, staged[0], counts);
        continue;
      }
      if (is_to_stop()) return false;
      emitted->truncate(before);
      if (!keep_worker) worker.close();
      if (staged.empty()) staged.resize(1);
      staged[0].reset(stage->shapes().size());
      staged[0].verdict = DOCMILL_FAIL;
      staged[0].code = "stage-error";
      staged[0].message = fmt::format("'{}' gave up on this document with status {}", stage->planned().name(), status);
      keep(i, staged[0]);
      commit(*d, staged[0], counts);
    }
    return true;
  }

  // ---- believing what was said
  void commit(Document& d, Staged& s, StageCounts& counts) {
    for (DocumentNote& note : s.notes) d.notes.push_back(std::move(note));
    if (s.verdict == 0) provide(d, s);
    if (s.verdict == DOCMILL_FAIL) return fail(d, std::move(s.code), std::move(s.message), counts);
    if (s.verdict == DOCMILL_DROP) {
      d.outcome = Outcome::dropped;
      d.error = {stage_index, std::move(s.code), std::move(s.message)};
      ++counts.dropped;
      return;
    }
    d.emissions.insert(d.emissions.end(), s.emissions.begin(), s.emissions.end());
  }

  void provide(Document& d, Staged& s) {
    const std::vector<int>& outputs = stage->planned().outputs;
    for (std::size_t port = 0; port < s.ports.size(); ++port) {
      if (s.ports[port] == nullptr) continue;
      const docmill_layer*& layer = d.layers[static_cast<std::size_t>(outputs[port])];
      if (layer != nullptr) {
        s.verdict = DOCMILL_FAIL;
        s.code = "layer-twice";
        s.message = fmt::format(
            "'{}' provides '{}', which an earlier stage has provided for this document; their `when` must exclude "
            "one "
            "another",
            stage->planned().name(), stage->planned().declaration.provided[port].layer);
        return;
      }
    }
    for (std::size_t port = 0; port < s.ports.size(); ++port) {
      if (s.ports[port] == nullptr) continue;
      const auto slot = static_cast<std::size_t>(outputs[port]);
      d.layers[slot] = s.ports[port];
      d.makers[slot] = stage_index;
    }
  }

  void fail(Document& d, std::string code, std::string message, StageCounts& counts) {
    ++counts.failed;
    DocumentError error{stage_index, std::move(code), std::move(message)};
    switch (stage->planned().entry.on_error.value) {
      case OnError::keep:
        ++counts.kept;
        d.kept.push_back(std::move(error));
        return;
      case OnError::stop: d.ends_run = true; [[fallthrough]];
      case OnError::fail: d.outcome = Outcome::failed; d.error = std::move(error);
    }
  }

  // ---- what the stage calls
  static State& of(docmill_output* o) { return *static_cast<State*>(o->impl); }
  Staged* staged_of(uint32_t document) {
    if (current == nullptr || document >= current->size()) return nullptr;
    if (foreign_call != nullptr) foreign_call->reached(document);
    return &staged[document];
  }
  static int32_t refuse(Staged& s, std::string code, std::string message) {
    s.verdict = DOCMILL_FAIL;
    s.code = std::move(code);
    s.message = std::move(message);
    return DOCMILL_REFUSED;
  }

  static int32_t on_put(docmill_output* o, uint32_t document, uint32_t port, const docmill_layer* layer) noexcept try {
    State& self = of(o);
    Staged* s = self.staged_of(document);
    if (s == nullptr || layer == nullptr) return DOCMILL_REFUSED;
    if (s->verdict != 0) return DOCMILL_REFUSED;
    const PlannedStage& planned = self.stage->planned();
    if (port >= s->ports.size())
      return refuse(*s, "bad-layer",
                    fmt::format("'{}' put port {}, but declares {}", planned.name(), port, s->ports.size()));
    const std::string& name = planned.declaration.provided[port].layer;
    if (layer->kind == DOCMILL_KIND_SPANS && layer->n_rows > o->max_spans)
      return refuse(*s, "too-many-spans",
                    fmt::format("'{}' finds more than {} spans for '{}' in this document; split the document or raise "
                                "[input] max-spans",
                                planned.name(), o->max_spans, name));
    if (planned.outputs[port] == no_slot) return DOCMILL_OK;  // switched off by its option: not wanted, no mistake
    if (s->ports[port] != nullptr)
      return refuse(*s, "bad-layer", fmt::format("'{}' put '{}' twice", planned.name(), name));
    Document& d = *(*self.current)[document];
    const docmill_layer* over = nullptr;
    if (const int slot = self.stage->overs()[port]; slot != no_slot) {
      over = self.own_text(*s, slot);
      if (over == nullptr) over = d.layers[static_cast<std::size_t>(slot)];
      if (over == nullptr)
        return refuse(*s, "bad-layer",
                      fmt::format("'{}' put '{}' before the text that it lies over", planned.name(), name));
    }
    std::string why;
    s->ports[port] = accept_layer(*layer, self.stage->shapes()[port], over, d.arena, why);
    if (s->ports[port] == nullptr)
      return refuse(*s, "bad-layer", fmt::format("'{}' put a wrong '{}': {}", planned.name(), name, why));
    if (self.stage_results != nullptr) s->recorder.put(port, *layer);
    return DOCMILL_OK;
  } catch (...) {
    return DOCMILL_STOP;
  }

  // A text that this very call has put.
  const docmill_layer* own_text(const Staged& s, int slot) const {
    const std::vector<int>& outputs = stage->planned().outputs;
    for (std::size_t i = 0; i < outputs.size(); ++i)
      if (outputs[i] == slot) return s.ports[i];
    return nullptr;
  }

  static int32_t on_verdict(docmill_output* o, uint32_t document, uint32_t verdict, docmill_str code,
                            docmill_str message) noexcept try {
    Staged* s = of(o).staged_of(document);
    if (s == nullptr) return DOCMILL_REFUSED;
    if (s->verdict != 0) return DOCMILL_OK;  // the first word counts
    s->verdict = verdict == DOCMILL_DROP ? DOCMILL_DROP : DOCMILL_FAIL;
    s->code = cleaned(code, 100);
    if (s->code.empty()) s->code = "unnamed";
    s->message = cleaned(message, 4000);
    return DOCMILL_OK;
  } catch (...) {
    return DOCMILL_STOP;
  }

  static int32_t on_note(docmill_output* o, uint32_t document, uint32_t level, docmill_str code,
                         docmill_str message) noexcept try {
    State& self = of(o);
    Staged* s = self.staged_of(document);
    if (s == nullptr) return DOCMILL_REFUSED;
    if (s->notes.size() < 100)  // counted, so that a stage that babbles does not fill the memory
      s->notes.push_back(
          {self.stage_index, std::min(level, DOCMILL_LEVEL_ERROR), cleaned(code, 100), cleaned(message, 4000)});
    return DOCMILL_OK;
  } catch (...) {
    return DOCMILL_STOP;
  }

  static int32_t on_emit(docmill_output* o, uint32_t document, uint32_t output, docmill_str bytes) noexcept try {
    State& self = of(o);
    const std::vector<OpenedOutput>& outputs = self.stage->outputs();
    if (document == DOCMILL_NO_DOCUMENT) {
      if (self.outside == nullptr || output >= outputs.size() || outputs[output].kind != DOCMILL_OUTPUT_FILE)
        return DOCMILL_REFUSED;
      self.outside->push_back({output, std::string(view(bytes))});
      return DOCMILL_OK;
    }
    Staged* s = self.staged_of(document);
    if (s == nullptr || s->verdict != 0) return DOCMILL_REFUSED;
    if (output >= outputs.size())
      return refuse(*s, "bad-output",
                    fmt::format("'{}' emitted to output {}, but opened {}", self.stage->planned().name(), output,
                                outputs.size()));
    // Pieces one behind the other are one: a large record need not stand in memory as a whole.
    const uint64_t at = self.emitted->size();
    const bool goes_on = !s->emissions.empty() && s->emissions.back().output == self.first_output + output &&
                         s->emissions.back().offset + s->emissions.back().size == at;
    if (goes_on) s->emissions.back().size += bytes.size;
    else s->emissions.push_back({self.first_output + output, at, bytes.size});
    self.emitted->append(view(bytes));
    return DOCMILL_OK;
  } catch (...) {
    return DOCMILL_STOP;
  }

  static int32_t on_should_stop(const docmill_output* o) noexcept {
    return static_cast<const State*>(o->impl)->is_to_stop() ? 1 : 0;
  }
};

StageCaller::StageCaller(const std::vector<std::string>& stage_names, const std::atomic<bool>& stop,
                         const std::atomic<bool>* interrupted)
    : state_(std::make_unique<State>(stage_names, stop, interrupted)) {}
StageCaller::~StageCaller() = default;
StageCaller::StageCaller(StageCaller&&) noexcept = default;

bool StageCaller::run(const StageInstance& stage, StageWorker& worker, uint32_t first_output,
                      std::vector<Document*>& documents, EmissionBuffer& emitted, StageCounts& counts) {
  State& s = *state_;
  s.stage = &stage;
  s.stage_index = stage.index();
  s.output.max_spans = stage.plan().file.max_spans;
  s.first_output = first_output;
  s.emitted = &emitted;
  s.outside = nullptr;
  s.choose(documents, counts);
  if (s.chosen.empty()) return true;
  const auto started = std::chrono::steady_clock::now();
  counts.documents += s.chosen.size();
  s.stage_results = stage.stage_results();
  if (s.stage_results != nullptr) s.recall(counts);

  // An ordered stage remembers what it has seen, so no call of it may be repeated: document by document from the
  // start.
  const bool ordered = stage.planned().declaration.schedule == Schedule::ordered;
  if (!s.chosen.empty() && (ordered || !s.whole_batch(worker, counts))) {
    if (s.is_to_stop()) return false;
    if (!ordered) ++counts.retried_batches;
    if (!s.one_by_one(worker, ordered, counts)) return false;
  }
  counts.nanoseconds += static_cast<uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - started).count());
  return true;
}

Status StageCaller::outside(const StageInstance& stage, StageWorker* worker, Moment moment,
                            std::vector<StageEmission>& out) {
  State& s = *state_;
  s.stage = &stage;
  s.stage_index = stage.index();
  s.outside = &out;
  const docmill_stage& table = stage.table();
  int32_t status = DOCMILL_OK;
  const char* what = "begin";
  const std::string& name = stage.planned().name();
  if (moment == Moment::begin && table.begin != nullptr) {
    const ForeignCall call(ForeignWork::begin, name);
    status = table.begin(stage.model(), &s.output);
  } else if (moment == Moment::end && table.end != nullptr) {
    what = "end";
    const ForeignCall call(ForeignWork::end, name);
    status = table.end(stage.model(), &s.output);
  } else if (moment == Moment::finish && table.finish != nullptr && worker != nullptr) {
    what = "finish";
    status = worker->open(stage);
    if (status == DOCMILL_OK) {
      const ForeignCall call(ForeignWork::finish, name);
      status = table.finish(worker->handle(), &s.output);
    }
  }
  s.outside = nullptr;
  if (status == DOCMILL_OK) return {};
  return {Trouble::stage, fmt::format("'{}' failed in '{}' with status {}", stage.planned().name(), what, status)};
}

}  // namespace docmill::host
