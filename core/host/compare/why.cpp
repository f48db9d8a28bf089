#include "host/compare/why.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "host/output/work_folder.hpp"
#include "host/results/documents_index.hpp"
#include "host/results/manifest.hpp"
#include "host/results/pipeline_difference.hpp"

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

struct Found {
  std::optional<IndexEntry> entry;
  Status trouble;
};

// The document by its id, or else by its place.
Found find_document(const fs::path& folder, const std::string& document) {
  Found found;
  Result<std::unique_ptr<DocumentsIndex>> index = DocumentsIndex::open(folder);
  if (!index.ok()) return {std::nullopt, index.status()};
  IndexEntry entry;
  while (index.value()->next(entry)) {
    if (entry.id == document) return {entry, {}};
    if (!found.entry && entry.place() == document) found.entry = entry;
  }
  found.trouble = index.value()->trouble();
  return found;
}

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
  uint64_t recalled = 0;
};

WorkFacts work_facts(const fs::path& out, const std::string& stage) {
  std::ifstream file(out / "timings.json", std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  WorkFacts facts;
  rapidjson::Document json;
  json.Parse(text.data(), text.size());
  if (json.HasParseError()) return facts;
  std::string mistake;
  const JsonObject object(json, "", mistake);
  facts.kept_documents = object.integer("kept_documents");
  object.each_object("stages", [&](const JsonObject& s) {
    if (s.string("name") == stage) facts.recalled = s.integer("recalled");
  });
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
    return Status(Trouble::usage, fmt::format("{}: that run had no stage '{}'; it had {}", out.string(), stage_name,
                                              fmt::join(names, ", ")));
  }
  const Found found = find_document(out, document);
  if (!found.trouble.ok()) return found.trouble;
  if (!found.entry)
    return Status(Trouble::usage, fmt::format("{}: has no document '{}', by id or by place (FILE or FILE:LINE)",
                                              out.string(), document));
  Why why;
  why.document = found.entry->id;
  const bool was_reached = std::any_of(stage->provided.begin(), stage->provided.end(), [&](const std::string& layer) {
    return find_layer(*found.entry, layer) != nullptr;
  });
  if (!was_reached && !stage->provided.empty()) {
    why.verdict = Why::Verdict::not_reached;
    if (const std::optional<IndexedError>& error = found.entry->error)
      why.reasons.push_back(
          fmt::format("it was {} by '{}': {}", name_of(found.entry->outcome), error->stage, error->message));
    else why.reasons.push_back("it was skipped there (its 'when', or a layer that is absent), or failed and was kept");
    return why;
  }

  const fs::path previous = out.string() + ".previous";
  if (!is_finished_folder(previous)) return why;
  const Result<Manifest> before = read_manifest(previous);
  if (!before.ok()) return before.status();
  const Found found_before = find_document(previous, found.entry->id);
  if (!found_before.trouble.ok()) return found_before.trouble;
  if (!found_before.entry) {
    why.verdict = Why::Verdict::new_document;
    return why;
  }
  const Runs runs{now.value(), before.value(), *found.entry, *found_before.entry,
                  compare_pipelines(before.value().pipeline, now.value().pipeline)};
  if (found.entry->sha256 != found_before.entry->sha256) why.reasons.push_back("its source has changed");
  find_reasons(runs, *stage, why.reasons);
  if (!why.reasons.empty()) {
    why.verdict = Why::Verdict::made_again;
    return why;
  }
  const WorkFacts facts = work_facts(out, stage_name);
  const bool same_place = found.entry->place() == found_before.entry->place();
  if (facts.kept_documents != 0 && runs.differences.empty() && same_place) why.verdict = Why::Verdict::kept;
  else if (facts.recalled != 0) why.verdict = Why::Verdict::recalled;
  else why.verdict = Why::Verdict::repeated;
  return why;
}

}  // namespace docmill::host
