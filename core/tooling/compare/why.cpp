#include "tooling/compare/why.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "host/diagnostics/spelling.hpp"
#include "host/formats/documents_index.hpp"
#include "host/formats/manifest.hpp"
#include "host/formats/pipeline_difference.hpp"
#include "host/formats/timings.hpp"
#include "host/output/work_folder.hpp"
#include "tooling/results/find_in_index.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

const IndexedLayer* find_layer(const IndexEntry& entry, const std::string& name) {
  const auto it = std::find_if(entry.layers.begin(), entry.layers.end(),
                               [&](const IndexedLayer& layer) { return layer.name == name; });
  return it == entry.layers.end() ? nullptr : &*it;
}

bool same_layer(const IndexEntry& a, const IndexEntry& b, const std::string& name) {
  const IndexedLayer* one = find_layer(a, name);
  const IndexedLayer* other = find_layer(b, name);
  return (one == nullptr) == (other == nullptr) && (one == nullptr || one->sha256 == other->sha256);
}

// Did the document come to the stage, and did the stage take it? Where a stage provides nothing, its `when` is unknown.
bool reached(const IndexEntry& entry, const StageRecord& stage, const PipelineRecord& pipeline) {
  const auto place_of = [&](const std::string& name) {
    return std::find_if(pipeline.stages.begin(), pipeline.stages.end(),
                        [&](const StageRecord& s) { return s.name == name; }) -
           pipeline.stages.begin();
  };
  if (entry.error) {
    const bool at_input = pipeline.find(entry.error->stage) == nullptr && entry.error->code != "duplicate-id";
    if (at_input || place_of(entry.error->stage) < place_of(stage.name)) return false;
  }
  return stage.provided.empty() ||
         std::any_of(entry.layers.begin(), entry.layers.end(), [&](const IndexedLayer& layer) {
           const StageRecord* maker = pipeline.provider_of(layer.name, layer.by);
           return maker != nullptr && maker->name == stage.name;
         });
}

struct Runs {
  const Manifest& now;
  const Manifest& before;
  const IndexEntry& entry;
  const IndexEntry& entry_before;
  std::vector<PipelineDifference> differences;
};

std::vector<std::string> causes_in(const Runs& runs, const std::string& stage) {
  std::vector<std::string> causes;
  for (const PipelineDifference& d : runs.differences)
    if (d.stage == stage) causes.push_back(describe(d, "before", "now"));
  return causes;
}

// What has changed of that on which the stage's result depends: itself, and the layers that it reads, back to where
// the change came from.
void find_reasons(const Runs& runs, const StageRecord& stage, std::vector<std::string>& reasons) {
  for (const std::string& cause : causes_in(runs, stage.name)) reasons.push_back(cause);
  for (const std::string& layer : stage.required) {
    if (same_layer(runs.entry, runs.entry_before, layer)) continue;
    const IndexedLayer* made = find_layer(runs.entry, layer);
    const StageRecord* provider = made != nullptr ? runs.now.pipeline.provider_of(layer, made->by) : nullptr;
    std::string reason = fmt::format("'{}', which it reads, has come out otherwise", layer);
    if (provider != nullptr) {
      std::vector<std::string> causes;
      find_reasons(runs, *provider, causes);
      reason += fmt::format(" from '{}'", provider->name);
      if (!causes.empty()) reason += fmt::format(": {}", fmt::join(causes, "; "));
    }
    reasons.push_back(std::move(reason));
  }
}

// What timings.json tells of how the work was done. Of a file that is gone: nothing.
struct WorkFacts {
  uint64_t kept_documents = 0;
  uint64_t documents = 0, recalled = 0;  // of the stage: that came to it; of which the answer was known
  bool replayed = false;                 // and those by a record, not by the cache

  // Replaces what was found without the cache.
  void correct(Why& why) const {
    if (recalled == 0 || documents == 0) return;
    if (replayed) {
      why.verdict = Why::Verdict::replayed;
      return;
    }
    why.verdict = recalled >= documents ? Why::Verdict::recalled : Why::Verdict::may_be_recalled;
    if (why.verdict == Why::Verdict::may_be_recalled)
      why.reasons.insert(why.reasons.begin(),
                         fmt::format("the cache answered {} of {} documents", recalled, documents));
  }
};

WorkFacts work_facts(const fs::path& out, const std::string& stage) {
  const Timings timings = read_timings(out).timings;
  WorkFacts facts;
  facts.kept_documents = timings.kept_documents;
  for (const StageTimings& timed : timings.stages) {
    if (timed.name != stage) continue;
    facts.documents = timed.documents;
    facts.recalled = timed.recalled;
    facts.replayed = timed.replayed;
  }
  return facts;
}

}  // namespace

Result<Why> why(const fs::path& given, const std::string& document, const std::string& stage_name) {
  const fs::path out = plain_output_path(given);
  const Result<Manifest> now = read_manifest(out);
  if (!now.ok()) return now.status();
  const StageRecord* stage = now.value().pipeline.find(stage_name);
  if (stage == nullptr) {
    std::vector<std::string> names;
    for (const StageRecord& s : now.value().pipeline.stages) names.push_back(s.name);
    return Status(Trouble::usage, fmt::format("{}: that run had no stage '{}'; it had {}{}", out.string(), stage_name,
                                              fmt::join(names, ", "), suggestion(stage_name, names)));
  }
  const Result<FoundInIndex> found = find_in_index(out, document);
  if (!found.ok()) return found.status();
  const IndexEntry& entry = found.value().entry;
  Why why;
  why.document = entry.id;
  if (!reached(entry, *stage, now.value().pipeline)) {
    why.verdict = Why::Verdict::not_reached;
    if (const std::optional<IndexedError>& error = entry.error)
      why.reasons.push_back(fmt::format("it was {} by '{}': {}", name_of(entry.outcome), error->stage, error->message));
    else why.reasons.push_back("it was skipped there (its 'when', or a layer that is absent), or failed and was kept");
    return why;
  }

  const WorkFacts facts = work_facts(out, stage_name);
  const Result<OutputPlaces> places = places_of(out);
  if (!places.ok()) return places.status();
  const fs::path previous = places.value().previous.shown;
  if (!is_finished_folder(previous)) {
    facts.correct(why);
    return why;
  }
  const Result<Manifest> before = read_manifest(previous);
  if (!before.ok()) return before.status();
  const Result<FoundInIndex> found_before = find_in_index(previous, entry.id);
  if (!found_before.ok() && found_before.status().trouble() != Trouble::usage) return found_before.status();
  if (!found_before.ok()) {
    why.verdict = Why::Verdict::new_document;
    facts.correct(why);
    return why;
  }
  const IndexEntry& entry_before = found_before.value().entry;
  const Runs runs{now.value(), before.value(), entry, entry_before,
                  compare_pipelines(before.value().pipeline, now.value().pipeline)};
  why.compared = true;
  if (entry.sha256 != entry_before.sha256) why.reasons.push_back("its source has changed");
  find_reasons(runs, *stage, why.reasons);
  if (!why.reasons.empty()) {
    why.verdict = Why::Verdict::made_again;
    facts.correct(why);
    return why;
  }
  const bool same_place = entry.place() == entry_before.place();
  why.verdict = Why::Verdict::repeated;
  if (facts.kept_documents != 0 && runs.differences.empty() && same_place) why.verdict = Why::Verdict::kept;
  else facts.correct(why);
  return why;
}

}  // namespace docmill::tooling
