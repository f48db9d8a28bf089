#include "tooling/compare/run_difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "host/formats/documents_index.hpp"
#include "host/formats/manifest.hpp"
#include "host/formats/pipeline_difference.hpp"
#include "host/support/sha256.hpp"
#include "tooling/compare/layer_difference.hpp"
#include "tooling/compare/record_lines.hpp"
#include "tooling/compare/run_layers.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_listed = 20;  // of added and removed documents

// A number for a hash or a place: its first eight bytes of SHA-256.
uint64_t number_of(std::string_view text) {
  const Digest digest = sha256(text);
  uint64_t n = 0;
  std::memcpy(&n, digest.data(), sizeof n);
  return n;
}

// What is remembered of a document of the first run.
struct Known {
  uint64_t raw = 0, outcome = 0, place = 0;
  std::size_t end = SIZE_MAX;    // RunLayers::end_of
  std::vector<uint64_t> layers;  // by number; 0: absent
  bool met = false;
};

std::string outcome_text(const IndexEntry& e) {
  std::string text = name_of(e.outcome);
  if (e.error) text += fmt::format(" ({}: {}: {})", e.error->stage, e.error->code, e.error->message);
  return text;
}

std::string outcome_key(const IndexEntry& e) {
  std::string key = outcome_text(e);
  for (const IndexedError& s : e.survived) key += '\n' + s.stage + '\n' + s.code + '\n' + s.message;
  return key;
}

Known known_of(const IndexEntry& e, const RunLayers& layers, int run) {
  Known k;
  k.raw = number_of(e.sha256);
  k.outcome = number_of(outcome_key(e));
  k.place = number_of(e.place());
  k.end = layers.end_of(e);
  k.layers.resize(layers.size(), 0);
  for (const IndexedLayer& layer : e.layers)
    if (const std::size_t n = layers.number(run, layer); n < layers.size()) k.layers[n] = number_of(layer.sha256);
  return k;
}

std::string shown(const IndexEntry& e) { return e.id == e.place() ? e.id : fmt::format("{} ({})", e.id, e.place()); }

// An id, and how often it came before: documents with one id are told apart by their order.
class Occurrences {
 public:
  std::string key(const std::string& id) {
    const uint64_t n = seen_[id]++;
    return n == 0 ? id : id + '\0' + std::to_string(n);
  }

 private:
  std::unordered_map<std::string, uint64_t> seen_;
};

class RunDiff {
 public:
  RunDiff(fs::path before, fs::path after, const DiffSettings& settings)
      : before_(std::move(before)), after_(std::move(after)), settings_(settings) {}

  Result<RunDifference> run() {
    for (auto& [folder, manifest] : {std::pair<fs::path&, Manifest&>{before_, a_}, {after_, b_}}) {
      Result<Manifest> read = read_manifest(folder);
      if (!read.ok()) return read.status();
      manifest = std::move(read.value());
    }
    find_causes();
    const RunLayers layers(a_.pipeline, b_.pipeline);
    if (Status s = read_first(layers); !s.ok()) return s;
    if (Status s = read_second(layers); !s.ok()) return s;
    if (Status s = list_removed(layers); !s.ok()) return s;
    sort_stages(layers);
    if (Status s = read_records(); !s.ok()) return s;
    return std::move(result_);
  }

 private:
  void find_causes() {
    if (a_.version != b_.version || a_.abi != b_.abi)
      result_.causes.push_back(
          fmt::format("docmill is {} (ABI {}) in B, {} (ABI {}) in A", b_.version, b_.abi, a_.version, a_.abi));
    differences_ = compare_pipelines(a_.pipeline, b_.pipeline);
    for (const PipelineDifference& d : differences_) result_.causes.push_back(sentence(d, "in A", "in B"));
    std::map<std::string, const InputRecord*> files;
    for (const InputRecord& f : a_.inputs) files[f.name] = &f;
    uint64_t changed = 0, added = 0;
    for (const InputRecord& f : b_.inputs) {
      const auto found = files.find(f.name);
      if (found == files.end()) ++added;
      else if (found->second->sha256 != f.sha256) ++changed;
      if (found != files.end()) files.erase(found);
    }
    if (changed + added + files.size() != 0)
      result_.causes.push_back(
          fmt::format("input: {} files changed, {} added, {} removed", changed, added, files.size()));
  }

  Status each(const fs::path& folder, const std::function<void(IndexEntry&)>& f) {
    const auto index = DocumentsIndex::open(folder);
    if (!index.ok()) return index.status();
    IndexEntry entry;
    while (index.value()->next(entry)) f(entry);
    return index.value()->trouble();
  }

  Status read_first(const RunLayers& layers) {
    Occurrences occurrences;
    return each(before_, [&](IndexEntry& e) {
      ++result_.before;
      known_.emplace(occurrences.key(e.id), known_of(e, layers, 0));
    });
  }

  Status read_second(const RunLayers& layers) {
    Occurrences occurrences;
    return each(after_, [&](IndexEntry& e) {
      ++result_.after;
      const std::string key = occurrences.key(e.id);
      const auto found = known_.find(key);
      if (found == known_.end()) {
        ++result_.added;
        if (result_.added_documents.size() < most_listed) result_.added_documents.push_back(shown(e));
        return;
      }
      found->second.met = true;
      compare(found->second, known_of(e, layers, 1), e, key, layers);
    });
  }

  void compare(const Known& a, const Known& b, const IndexEntry& e, const std::string& key, const RunLayers& layers) {
    std::string stage, what, layer;
    if (a.raw != b.raw) {
      stage = input_stage;
      what = "the document itself";
    }
    // What stands behind the stage that ended it in one of the runs is absent for that reason alone.
    const std::size_t end = a.outcome == b.outcome ? SIZE_MAX : std::min(a.end, b.end);
    for (std::size_t i = 0; i < layers.size() && stage.empty(); ++i)
      if (a.layers[i] != b.layers[i] && layers.position(i) < end) {
        stage = layers.order()[layers.position(i)];
        what = layer = layers.name(i);
      }
    if (stage.empty() && a.outcome != b.outcome) {
      what = "what became of it: now " + outcome_text(e);
      stage = end < layers.order().size() ? layers.order()[end] : input_stage;
      if (end == SIZE_MAX && !e.survived.empty()) stage = e.survived.front().stage;
    }
    if (stage.empty()) {
      ++result_.same;
      result_.moved += a.place != b.place ? 1 : 0;
      return;
    }
    ++result_.changed;
    PartingStage& parting = parting_[stage];
    parting.stage = stage;
    ++parting.documents;
    others_ = others_ || a.raw != b.raw;
    if (!layer.empty() && std::find(parting.layers.begin(), parting.layers.end(), layer) == parting.layers.end())
      parting.layers.push_back(layer);
    if (parting.documents <= settings_.documents) {
      shown_.emplace(key, result_.documents.size());
      result_.documents.push_back({e.id, "", e.place(), stage, what, {}});
    }
  }

  Status list_removed(const RunLayers&) {
    Occurrences occurrences;
    return each(before_, [&](IndexEntry& e) {
      const std::string key = occurrences.key(e.id);
      if (const auto changed = shown_.find(key); changed != shown_.end())
        result_.documents[changed->second].before = e.place();
      if (known_.at(key).met) return;
      ++result_.removed;
      if (result_.removed_documents.size() < most_listed) result_.removed_documents.push_back(shown(e));
    });
  }

  void sort_stages(const RunLayers& layers) {
    for (const std::string& name : layers.order()) {
      const auto found = parting_.find(name);
      if (found == parting_.end()) continue;
      explain(found->second);
      result_.stages.push_back(std::move(found->second));
      parting_.erase(found);
    }
    std::stable_sort(result_.documents.begin(), result_.documents.end(),
                     [&](const ChangedDocument& x, const ChangedDocument& y) { return rank(x.stage) < rank(y.stage); });
    for (std::size_t i = 0; i < result_.documents.size(); ++i) by_id_[result_.documents[i].id].push_back(i);
  }

  std::size_t rank(const std::string& stage) const {
    for (std::size_t i = 0; i < result_.stages.size(); ++i)
      if (result_.stages[i].stage == stage) return i;
    return result_.stages.size();
  }

  void explain(PartingStage& parting) const {
    if (parting.stage == input_stage && others_) {
      parting.causes.emplace_back("the documents are others");
      return;
    }
    for (const PipelineDifference& d : differences_)
      if (d.stage == parting.stage) parting.causes.push_back(describe(d, "in A", "in B"));
    // What the host does before the first stage, or with all of them, may show anywhere.
    for (const PipelineDifference& d : differences_)
      if (d.stage.empty() && parting.causes.empty()) parting.causes.push_back(describe(d, "in A", "in B"));
    if (parting.causes.empty() && (a_.version != b_.version || a_.abi != b_.abi))
      parting.causes.emplace_back("another docmill");
    if (parting.causes.empty() && is_ordered(parting.stage) &&
        (result_.added + result_.removed != 0 || result_.changed > parting.documents || !differences_.empty()))
      parting.causes.emplace_back("it also looks at the documents before (ORDERED), and those are others");
    if (parting.causes.empty())
      parting.causes.emplace_back(
          "nothing in the manifests explains it; docmill verify --perturb finds what it hangs on");
  }

  bool is_ordered(const std::string& stage) const {
    const StageRecord* record = b_.pipeline.find(stage);
    return record != nullptr && record->schedule == "ordered";
  }

  // ---- contents, where both runs left records
  Status read_records() {
    const auto a = find_records(before_, a_), b = find_records(after_, b_);
    result_.has_records = a && b;
    if (!result_.has_records) return {};
    std::map<std::size_t, JsonDocument> kept;  // records of A by number of the shown document
    std::map<std::string, std::map<std::string, std::pair<uint64_t, uint64_t>>> values;
    if (Status s = each_record(*a,
                               [&](const std::string& id, std::size_t nth, JsonValue record) {
                                 count_values(record, values, false);
                                 if (const auto n = shown_number(id, nth)) kept[*n] = JsonDocument::copy_of(record);
                               });
        !s.ok())
      return s;
    if (Status s = each_record(*b,
                               [&](const std::string& id, std::size_t nth, JsonValue record) {
                                 count_values(record, values, true);
                                 if (const auto n = shown_number(id, nth); n && kept.contains(*n))
                                   show(result_.documents[*n], kept[*n].root(), record);
                               });
        !s.ok())
      return s;
    list_values(values);
    return {};
  }

  static Status each_record(const fs::path& path,
                            const std::function<void(const std::string&, std::size_t, JsonValue)>& f) {
    const auto records = RecordLines::open(path);
    if (!records.ok()) return records.status();
    std::unordered_map<std::string, std::size_t> seen;
    for (JsonValue record = records.value()->next(); !record.is_absent(); record = records.value()->next())
      f(records.value()->id(), seen[records.value()->id()]++, record);
    return records.value()->trouble();
  }

  // The number of a shown document. Of several with one id only the first is shown with its contents: records of
  // documents that failed are not there, so their order says nothing.
  std::optional<std::size_t> shown_number(const std::string& id, std::size_t nth) const {
    const auto found = by_id_.find(id);
    if (found == by_id_.end() || nth != 0) return std::nullopt;
    return found->second.front();
  }

  void show(ChangedDocument& document, JsonValue a, JsonValue b) const {
    const RunLayers layers(a_.pipeline, b_.pipeline);
    for (std::size_t i = 0; i < layers.size(); ++i) {
      const JsonValue x = a[layers.name(i, 0)], y = b[layers.name(i, 1)];
      if (x.is_absent() && y.is_absent()) continue;
      std::vector<std::string> lines =
          show_layer_difference(x, y, same_text_below(a, b, layers.name(i)), settings_.lines);
      if (!lines.empty()) document.layers.push_back({layers.name(i), std::move(lines)});
    }
  }

  // Do the layer's places mean the same in both records?
  static bool same_text_below(JsonValue a, JsonValue b, const std::string& layer) {
    const std::string text = text_below(a, layer);
    return text == text_below(b, layer) && a[text] == b[text];
  }

  static void count_values(JsonValue record,
                           std::map<std::string, std::map<std::string, std::pair<uint64_t, uint64_t>>>& values,
                           bool after) {
    for (const JsonMember& layer : record.members()) {
      for (const JsonValue& span : layer.value.items()) {
        if (!span.is_object()) break;
        const JsonValue value = span["value"];
        if (!value.is_string()) continue;
        auto& counts = values[std::string(layer.name)][std::string(value.string())];
        ++(after ? counts.second : counts.first);
      }
    }
  }

  void list_values(const std::map<std::string, std::map<std::string, std::pair<uint64_t, uint64_t>>>& values) {
    const auto size = [](const ValueDifference& v) {
      return v.after > v.before ? v.after - v.before : v.before - v.after;
    };
    for (const auto& [layer, counts] : values) {
      std::vector<ValueDifference> all;
      for (const auto& [value, n] : counts)
        if (n.first != n.second) all.push_back({layer, value, n.first, n.second});
      std::stable_sort(all.begin(), all.end(), [&](const auto& x, const auto& y) { return size(x) > size(y); });
      if (all.size() > settings_.values) all.resize(settings_.values);
      result_.values.insert(result_.values.end(), all.begin(), all.end());
    }
  }

  fs::path before_, after_;
  const DiffSettings& settings_;
  Manifest a_, b_;
  std::vector<PipelineDifference> differences_;
  std::unordered_map<std::string, Known> known_;
  std::map<std::string, PartingStage> parting_;
  bool others_ = false;                                 // documents with other bytes under the same id
  std::unordered_map<std::string, std::size_t> shown_;  // by key; into result_.documents before it is sorted
  std::unordered_map<std::string, std::vector<std::size_t>> by_id_;  // and after
  RunDifference result_;
};

}  // namespace

Result<RunDifference> diff_runs(const fs::path& before, const fs::path& after, const DiffSettings& settings) {
  return RunDiff(before, after, settings).run();
}

}  // namespace docmill::tooling
