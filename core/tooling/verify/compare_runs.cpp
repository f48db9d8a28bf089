#include "tooling/verify/compare_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "host/formats/documents_index.hpp"
#include "host/formats/line_file.hpp"
#include "host/formats/pipeline_difference.hpp"
#include "host/run/run_settings.hpp"

namespace docmill::tooling {
namespace {

std::string name_of(const IndexEntry& e) { return e.id == e.place() ? e.id : fmt::format("{} ({})", e.id, e.place()); }

std::string outcome_of(const IndexEntry& e) {
  if (!e.error) return tooling::name_of(e.outcome);
  return fmt::format("{} by {} ({}: {})", tooling::name_of(e.outcome), e.error->stage, e.error->code, e.error->message);
}

// What two entries of one document have to say about the stages in [0, n_stages).
class EntryComparison {
 public:
  EntryComparison(const PipelineRecord& pipeline, std::size_t n_stages) : pipeline_(pipeline), n_stages_(n_stages) {}

  // The first thing that differs, in pipeline order.
  std::optional<Finding> first_difference(const IndexEntry& expected, const IndexEntry& again) const {
    const std::string document = name_of(expected);
    if (expected.sha256 != again.sha256)
      return Finding{"", document, fmt::format("{}: the bytes of the document are others than before", document)};
    // What stands behind the stage that ended it in one of the runs is absent for that reason alone.
    const bool same_end = expected.outcome == again.outcome && expected.error == again.error;
    const std::size_t end = same_end ? SIZE_MAX : std::min(end_of(expected), end_of(again));
    for (const IndexedLayer& layer : expected.layers) {
      const std::string stage = stage_of(layer);
      if (!counts(stage) || position_of(stage) >= end) continue;
      const IndexedLayer* other = find(again, layer.name);
      if (other != nullptr && other->sha256 == layer.sha256) continue;
      return Finding{
          stage, document,
          fmt::format("{}: {} of {} {}", stage, layer.name, document, other == nullptr ? "is absent" : "differs")};
    }
    for (const IndexedLayer& layer : again.layers)
      if (const std::string stage = stage_of(layer);
          counts(stage) && position_of(stage) < end && find(expected, layer.name) == nullptr)
        return Finding{stage, document, fmt::format("{}: {} of {} was absent before", stage, layer.name, document)};
    return outcome_difference(expected, again, document);
  }

 private:
  std::optional<Finding> outcome_difference(const IndexEntry& expected, const IndexEntry& again,
                                            const std::string& document) const {
    for (const IndexEntry* e : {&expected, &again})
      if (e->error && (!counts(e->error->stage) || e->error->code == "duplicate-id")) return std::nullopt;
    if (expected.outcome != again.outcome || expected.error != again.error) {
      const std::string& stage = (end_of(expected) <= end_of(again) ? expected.error : again.error)->stage;
      return Finding{stage, document,
                     fmt::format("{}: {} was {}, is {}", stage, document, outcome_of(expected), outcome_of(again))};
    }
    for (const auto& list : {&IndexEntry::survived, &IndexEntry::notes}) {
      const std::vector<IndexedError> before = counted(expected.*list), after = counted(again.*list);
      if (before == after) continue;
      const std::string stage = (before.empty() ? after : before).front().stage;
      return Finding{stage, document, fmt::format("{}: what it says about {} differs", stage, document)};
    }
    return std::nullopt;
  }

  std::vector<IndexedError> counted(const std::vector<IndexedError>& all) const {
    std::vector<IndexedError> out;
    std::copy_if(all.begin(), all.end(), std::back_inserter(out),
                 [&](const IndexedError& e) { return counts(e.stage) && e.code != "duplicate-id"; });
    return out;
  }

  static const IndexedLayer* find(const IndexEntry& e, const std::string& name) {
    for (const IndexedLayer& l : e.layers)
      if (l.name == name) return &l;
    return nullptr;
  }

  std::string stage_of(const IndexedLayer& layer) const {
    const StageRecord* stage = pipeline_.provider_of(layer.name, layer.by);
    return stage != nullptr ? stage->name : layer.by;
  }

  // Number of the stage from 1; of the input 0.
  std::size_t position_of(const std::string& stage) const {
    for (std::size_t i = 0; i < pipeline_.stages.size(); ++i)
      if (pipeline_.stages[i].name == stage) return i + 1;
    return 0;
  }
  // The stage at which the document ended; SIZE_MAX when it did not. Ids are compared behind all stages.
  std::size_t end_of(const IndexEntry& e) const {
    if (!e.error || e.error->code == "duplicate-id") return SIZE_MAX;
    return position_of(e.error->stage);
  }

  // Is the stage among those that are compared? The input is.
  bool counts(const std::string& stage) const {
    for (std::size_t i = 0; i < pipeline_.stages.size(); ++i)
      if (pipeline_.stages[i].name == stage) return i < n_stages_;
    return true;
  }

  const PipelineRecord& pipeline_;
  std::size_t n_stages_;
};

void compare_inputs(const Manifest& a, const Manifest& b, Findings& findings) {
  for (std::size_t i = 0; i < std::max(a.inputs.size(), b.inputs.size()); ++i) {
    if (i >= a.inputs.size())
      return findings.add(fmt::format("{}: a file of the input that was not there", b.inputs[i].name));
    if (i >= b.inputs.size() || a.inputs[i].name != b.inputs[i].name)
      return findings.add(fmt::format("{}: a file of the input that is gone, or not in its place", a.inputs[i].name));
    if (a.inputs[i].sha256 != b.inputs[i].sha256)
      findings.add(fmt::format("{}: a file of the input that has changed", a.inputs[i].name));
  }
}

// What the runs were made with and from: told first, for it may be the cause of all that follows.
void compare_means(const Manifest& a, const Manifest& b, Findings& findings) {
  if (a.version != b.version || a.abi != b.abi)
    findings.add(fmt::format("docmill was {} (ABI {}), is {} (ABI {})", a.version, a.abi, b.version, b.abi));
  for (const PipelineDifference& d : compare_pipelines(a.pipeline, b.pipeline))
    findings.add({d.stage, "", sentence(d, "before", "now")});
  compare_inputs(a, b, findings);
}

// ---- whole runs

class Comparison {
 public:
  Comparison(const RunFolder& expected, const RunFolder& again, bool gathered)
      : expected_(expected), again_(again), gathered_(gathered) {}

  Findings run() {
    compare_means(expected_.manifest, again_.manifest, findings_);
    compare_documents();
    compare_outputs();
    compare_manifests();
    return std::move(findings_);
  }

 private:
  void compare_documents() {
    if (expected_.manifest.digest == again_.manifest.digest) return;
    const auto a = DocumentsIndex::open(expected_.path), b = DocumentsIndex::open(again_.path);
    if (!a.ok()) return findings_.add(a.status().message());
    if (!b.ok()) return findings_.add(b.status().message());
    const EntryComparison entries(expected_.manifest.pipeline, expected_.manifest.pipeline.stages.size());
    IndexEntry x, y;
    for (;;) {
      const bool more_a = a.value()->next(x), more_b = b.value()->next(y);
      for (const auto& index : {&a, &b})
        if (!(*index).value()->trouble().ok()) return findings_.add((*index).value()->trouble().message());
      if (!more_a && !more_b) return;
      if (!more_a || !more_b || x.id != y.id || x.place() != y.place()) return other_document(more_a, x, more_b, y);
      if (x.text == y.text) continue;
      if (std::optional<Finding> f = entries.first_difference(x, y)) findings_.add(std::move(*f));
      else findings_.add({"", name_of(x), fmt::format("{}: its line in the documents index differs", name_of(x))});
    }
  }

  // From here on the lists are not the same; further lines say nothing more.
  void other_document(bool more_a, const IndexEntry& x, bool more_b, const IndexEntry& y) {
    if (more_a && more_b)
      findings_.add(
          {"", name_of(x), fmt::format("the documents are others: {} was expected, {} came", name_of(x), name_of(y))});
    else if (more_a) findings_.add({"", name_of(x), fmt::format("documents are missing, from {} on", name_of(x))});
    else findings_.add({"", name_of(y), fmt::format("there are more documents than before, from {} on", name_of(y))});
  }

  void compare_outputs() {
    std::map<std::string, const OutputRecord*> other;
    for (const OutputRecord& o : again_.manifest.outputs) other[o.name] = &o;
    for (const OutputRecord& o : expected_.manifest.outputs) {
      const auto found = other.find(o.name);
      if (found == other.end()) findings_.add({o.stage, "", fmt::format("{}{} is not written", by(o.stage), o.name)});
      else if (found->second->sha256 != o.sha256) compare_output(o);
      if (found != other.end()) other.erase(found);
    }
    for (const auto& [name, o] : other)
      findings_.add({o->stage, "", fmt::format("{}{} was not written before", by(o->stage), name)});
  }

  static std::string by(const std::string& stage) { return stage.empty() ? "" : stage + ": "; }

  void compare_output(const OutputRecord& o) {
    if (o.files || o.name == "documents.jsonl.zst") return;  // told by the .sha256 list; by the documents themselves
    std::string where;
    std::string document;
    const auto a = LineFile::open(expected_.path / o.name), b = LineFile::open(again_.path / o.name);
    if (a.ok() && b.ok()) where = first_line(*a.value(), *b.value(), o.name.ends_with(".sha256"), document);
    findings_.add({o.stage, document, fmt::format("{}{} differs{}", by(o.stage), o.name, where)});
  }

  // ", first in line 7 (document)".
  static std::string first_line(LineFile& a, LineFile& b, bool is_list, std::string& document) {
    std::string x, y;
    for (uint64_t number = 1;; ++number) {
      const bool more_a = a.next(x), more_b = b.next(y);
      if (!more_a && !more_b) return "";
      if (!more_a || !more_b) return fmt::format(", in its length from line {} on", number);
      if (x == y) continue;
      if (is_list) return fmt::format(", first for the file {}", x.substr(std::min<std::size_t>(x.size(), 66)));
      document = id_of_record(x);
      return fmt::format(", first in line {}{}", number, document.empty() ? "" : " (" + document + ")");
    }
  }

  static std::string id_of_record(const std::string& line) {
    JsonDocument json;
    json.parse(line);
    const JsonValue id = json.root()["id"];
    return id.is_string() ? std::string(id.string()) : std::string();
  }

  // What has not been told yet.
  void compare_manifests() {
    const Manifest &a = expected_.manifest, &b = again_.manifest;
    if (a.not_read != b.not_read) findings_.add("the lists of files that are not read differ");
    if (a.reproducible != b.reproducible) findings_.add("one of the runs says that it is not reproducible");
    if (findings_.none() && !gathered_ && !same_bytes("run.json")) findings_.add("run.json differs");
  }

  bool same_bytes(const char* name) const {
    const auto a = LineFile::open(expected_.path / name), b = LineFile::open(again_.path / name);
    if (!a.ok() || !b.ok()) return false;
    std::string x, y;
    for (;;) {
      const bool more_a = a.value()->next(x), more_b = b.value()->next(y);
      if (more_a != more_b || (more_a && x != y)) return false;
      if (!more_a) return true;
    }
  }

  const RunFolder &expected_, &again_;
  const bool gathered_;
  Findings findings_;
};

std::optional<Digest> digest_of(const std::string& hex) {
  Digest digest{};
  if (hex.size() != digest.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const char* at = hex.data() + 2 * i;
    if (std::from_chars(at, at + 2, digest[i], 16).ptr != at + 2) return std::nullopt;
  }
  return digest;
}

}  // namespace

std::size_t first_ordered(const PipelineRecord& pipeline) {
  for (std::size_t i = 0; i < pipeline.stages.size(); ++i)
    if (pipeline.stages[i].schedule == "ordered") return i;
  return pipeline.stages.size();
}

Findings compare_runs(const RunFolder& expected, const RunFolder& again, bool gathered) {
  return Comparison(expected, again, gathered).run();
}

Findings compare_sample(const RunFolder& expected, const RunFolder& sample, double share, uint64_t& n_compared) {
  Findings findings;
  n_compared = 0;
  compare_inputs(expected.manifest, sample.manifest, findings);
  if (!findings.none()) return findings;  // another sample then
  compare_means(expected.manifest, sample.manifest, findings);
  const auto a = DocumentsIndex::open(expected.path), b = DocumentsIndex::open(sample.path);
  for (const auto& index : {&a, &b})
    if (!(*index).ok()) return findings.add((*index).status().message()), findings;
  const PipelineRecord& pipeline = expected.manifest.pipeline;
  const EntryComparison entries(pipeline, first_ordered(pipeline));
  IndexEntry x, y;
  while (a.value()->next(x)) {
    const std::optional<Digest> digest = digest_of(x.sha256);
    if (!digest || !in_sample(*digest, share)) continue;
    if (!b.value()->next(y) || x.id != y.id || x.place() != y.place()) {
      findings.add(
          {"", name_of(x), fmt::format("{}: the document is not there any more, or not in its place", name_of(x))});
      break;
    }
    ++n_compared;
    if (std::optional<Finding> f = entries.first_difference(x, y)) findings.add(std::move(*f));
  }
  for (const auto& index : {&a, &b})
    if (!(*index).value()->trouble().ok()) findings.add((*index).value()->trouble().message());
  return findings;
}

}  // namespace docmill::tooling
