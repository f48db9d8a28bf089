#include "host/stages/stage_call.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>

#include "host/guard/foreign_call.hpp"
#include "host/stages/commit.hpp"
#include "host/stages/condition_values.hpp"
#include "host/stages/stage_output.hpp"
#include "host/stages/stage_result.hpp"
#include "host/stages/stage_result_key.hpp"

namespace docmill::host {

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

// A call: which documents the stage sees, what is known of them already, the batch as the stage gets it. What it says
// is StageOutput' business, and believing it commit's.
struct StageCaller::State {
  State(const std::vector<std::string>& names, const std::atomic<bool>& stop, const std::atomic<bool>* interrupted)
      : stage_names(names), said(stop, interrupted) {}

  const std::vector<std::string>& stage_names;
  StageOutput said;

  // of the call
  const StageInstance* stage = nullptr;
  EmissionBuffer* emitted = nullptr;
  std::vector<Document*> chosen;     // documents of the batch that the stage sees
  std::vector<ForeignPlace> places;  // of those
  std::vector<Document*> single;
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
    const int stage_index = stage->index();
    const std::vector<int>& inputs = stage->planned().inputs;
    const auto sees = [&](int slot) { return std::find(inputs.begin(), inputs.end(), slot) != inputs.end(); };
    const bool sees_errors = sees(slot_errors), sees_makers = sees(slot_makers);
    chosen.clear();
    places.clear();
    for (Document* d : from) {
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
        fail(*stage, *d, doom->code, doom->message, counts);
        continue;
      }
      if (sees_errors) d->provide_errors(stage_names);
      if (sees_makers) d->provide_makers(stage->plan());
      chosen.push_back(d);
      places.push_back({d->number, d->part});
    }
  }

  // Results that are known already are given; the documents that are left stay in `chosen`, their keys in `keys`.
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
      places[left] = places[i];
      chosen[left++] = d;
      keys.push_back(key);
    }
    chosen.resize(left);
    places.resize(left);
  }

  // False when the gate refuses the result: it was kept by something else than this stage, or is damaged.
  bool repeat(Document& d, StageCounts& counts) {
    single.assign(1, &d);
    said.open(single);
    docmill_output* o = said.output();
    bool refused = false;
    const bool whole = repeat_stage_result(
        stage_result, {[&](uint32_t port, const docmill_layer& l) { refused |= o->put(o, 0, port, &l) != DOCMILL_OK; },
                       [&](uint32_t level, std::string_view code, std::string_view message) {
                         o->note(o, 0, level, {code.data(), code.size()}, {message.data(), message.size()});
                       },
                       [&](uint32_t verdict, std::string_view code, std::string_view message) {
                         o->verdict(o, 0, verdict, {code.data(), code.size()}, {message.data(), message.size()});
                       }});
    said.close();
    if (!whole || refused) return false;
    commit(*stage, d, said.staged(0), counts);
    return true;
  }

  // Hands what was said of the i-th chosen document to the store, then believes it.
  void store_and_commit(std::size_t i, Staged& s, StageCounts& counts) {
    if (stage_results != nullptr) {
      for (const DocumentNote& note : s.notes) s.recorder.note(note.level, note.code, note.message);
      stage_results->store(keys[i], *chosen[i], s.verdict, s.recorder.finish(s.verdict, s.code, s.message));
    }
    commit(*stage, *chosen[i], s, counts);
  }

  // Lays out docmill_batch for `docs` and calls process. `first`: place of the first of them among the chosen.
  int32_t call(void* worker, const std::vector<Document*>& docs, std::size_t first) {
    const std::vector<int>& inputs = stage->planned().inputs;
    const std::size_t n = docs.size();
    layers.resize(n * inputs.size());
    documents.resize(n);
    document_pointers.resize(n);
    ids.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      const docmill_layer** row = layers.data() + i * inputs.size();
      for (std::size_t k = 0; k < inputs.size(); ++k)
        row[k] = inputs[k] == no_slot ? nullptr : docs[i]->layers[static_cast<std::size_t>(inputs[k])];
      documents[i] = {sizeof(docmill_document), static_cast<uint32_t>(inputs.size()), row};
      document_pointers[i] = &documents[i];
      ids[i] = docs[i]->source.id;
    }
    const docmill_batch batch{sizeof(docmill_batch), static_cast<uint32_t>(n), document_pointers.data()};
    said.open(docs);
    ForeignCall foreign(ForeignWork::process, stage->planned().name(), ids.data(), n, places.data() + first);
    said.mark(&foreign);
    const int32_t status = stage->table().process(worker, &batch, said.output());
    said.close();
    return status;
  }

  // The chosen documents in one call. False when the call failed as a whole; nothing of it is kept then.
  bool whole_batch(StageWorker& worker, StageCounts& counts) {
    const uint64_t before = emitted->size();
    int32_t status = worker.open(*stage);
    if (status == DOCMILL_OK) status = call(worker.handle(), chosen, 0);
    if (status != DOCMILL_OK) {
      emitted->truncate(before);
      return false;
    }
    for (std::size_t i = 0; i < chosen.size(); ++i) store_and_commit(i, said.staged(i), counts);
    return true;
  }

  // Each document in a call of its own, so that only the guilty one is lost. After a failed call the worker is opened
  // anew, unless its memory is the point of it (`keep_worker`). False when the run is to stop.
  bool one_by_one(StageWorker& worker, bool keep_worker, StageCounts& counts) {
    single.resize(1);
    if (!keep_worker) worker.close();
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      single[0] = chosen[i];
      const uint64_t before = emitted->size();
      int32_t status = worker.open(*stage);
      if (status == DOCMILL_OK) status = call(worker.handle(), single, i);
      if (status != DOCMILL_OK) {
        if (said.is_to_stop()) return false;
        emitted->truncate(before);
        if (!keep_worker) worker.close();
        said.open(single);  // empties what the call has said
        said.close();
        Staged& s = said.staged(0);
        s.verdict = DOCMILL_FAIL;
        s.code = "stage-error";
        s.message = fmt::format("'{}' gave up on this document with status {}", stage->planned().name(), status);
      }
      store_and_commit(i, said.staged(0), counts);
    }
    return true;
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
  s.emitted = &emitted;
  s.stage_results = stage.stage_results();
  s.said.begin_stage(stage, first_output, &emitted, s.stage_results != nullptr);
  s.choose(documents, counts);
  if (s.chosen.empty()) return true;
  const auto started = std::chrono::steady_clock::now();
  counts.documents += s.chosen.size();
  if (s.stage_results != nullptr) s.recall(counts);

  // An ordered stage remembers what it has seen, so no call of it may be repeated: document by document from the
  // start.
  const bool ordered = stage.planned().declaration.schedule == Schedule::ordered;
  if (!s.chosen.empty() && (ordered || !s.whole_batch(worker, counts))) {
    if (s.said.is_to_stop()) return false;
    if (!ordered) ++counts.retried_batches;
    if (!s.one_by_one(worker, ordered, counts)) return false;
  }
  counts.nanoseconds += static_cast<uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - started).count());
  return true;
}

Status StageCaller::outside(const StageInstance& stage, StageWorker* worker, Moment moment, const TakeOutside& take) {
  State& s = *state_;
  s.said.begin_stage(stage, 0, nullptr, false);
  s.said.take_outside(&take);
  const docmill_stage& table = stage.table();
  int32_t status = DOCMILL_OK;
  const char* what = "begin";
  const std::string& name = stage.planned().name();
  if (moment == Moment::begin && table.begin != nullptr) {
    const ForeignCall call(ForeignWork::begin, name);
    status = table.begin(stage.model(), s.said.output());
  } else if (moment == Moment::end && table.end != nullptr) {
    what = "end";
    const ForeignCall call(ForeignWork::end, name);
    status = table.end(stage.model(), s.said.output());
  } else if (moment == Moment::finish && table.finish != nullptr && worker != nullptr) {
    what = "finish";
    status = worker->open(stage);
    if (status == DOCMILL_OK) {
      const ForeignCall call(ForeignWork::finish, name);
      status = table.finish(worker->handle(), s.said.output());
    }
  }
  const Status taken = s.said.outside_status();
  s.said.take_outside(nullptr);
  if (!taken.ok()) return taken;
  if (status == DOCMILL_OK) return {};
  return {Trouble::stage, fmt::format("'{}' failed in '{}' with status {}", stage.planned().name(), what, status)};
}

}  // namespace docmill::host
