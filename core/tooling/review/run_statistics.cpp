#include "tooling/review/run_statistics.hpp"

#include <algorithm>
#include <tuple>

#include "host/formats/documents_index.hpp"
#include "json_parser/json_document.hpp"
#include "tooling/compare/record_lines.hpp"
#include "tooling/review/record_places.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_reasons = 10'000;

using ReasonKey = std::tuple<std::string, std::string, std::string>;  // outcome, stage, code

class Gatherer {
 public:
  explicit Gatherer(fs::path folder) : folder_(std::move(folder)) {}

  Result<RunStatistics> gather() {
    Result<Manifest> manifest = read_manifest(folder_);
    if (!manifest.ok()) return manifest.status();
    manifest_ = std::move(manifest.value());
    result_.pipeline = manifest_.pipeline.name;
    result_.totals = manifest_.documents;
    if (Status s = read_index(); !s.ok()) return s;
    result_.records = find_records(folder_, manifest_);
    if (result_.records)
      if (Status s = read_records(); !s.ok()) return s;
    read_work();
    return std::move(result_);
  }

 private:
  // ---- the index: outcomes, reasons, remarks
  Status read_index() {
    const auto index = DocumentsIndex::open(folder_);
    if (!index.ok()) return index.status();
    IndexEntry entry;
    while (index.value()->next(entry)) {
      if (entry.error) count_reason(entry);
      for (const IndexedError& note : entry.notes) result_.notes.add(note.stage + ' ' + note.code);
    }
    if (!index.value()->trouble().ok()) return index.value()->trouble();
    list_reasons();
    return {};
  }

  void count_reason(const IndexEntry& entry) {
    const ReasonKey key{name_of(entry.outcome), entry.error->stage, entry.error->code};
    auto found = reasons_.find(key);
    if (found == reasons_.end() && reasons_.size() < most_reasons)
      found = reasons_
                  .emplace(key, ReasonCount{name_of(entry.outcome), entry.error->stage, entry.error->code,
                                            entry.error->message, 0})
                  .first;
    ++(found == reasons_.end() ? result_.other_reasons : found->second.documents);
  }

  // "input" and what else is no stage of the pipeline stands before the stages.
  std::size_t place_of(const std::string& stage) const {
    const auto& stages = manifest_.pipeline.stages;
    const auto found = std::find_if(stages.begin(), stages.end(), [&](const auto& s) { return s.name == stage; });
    return found == stages.end() ? 0 : static_cast<std::size_t>(found - stages.begin()) + 1;
  }

  void list_reasons() {
    for (auto& [key, reason] : reasons_) result_.reasons.push_back(std::move(reason));
    std::stable_sort(result_.reasons.begin(), result_.reasons.end(), [&](const ReasonCount& a, const ReasonCount& b) {
      const std::size_t x = place_of(a.stage), y = place_of(b.stage);
      return x != y ? x < y : a.documents > b.documents;
    });
  }

  // ---- the records: languages, lengths, spans
  Status read_records() {
    const auto records = RecordLines::open(*result_.records);
    if (!records.ok()) return records.status();
    for (JsonValue record = records.value()->next(); !record.is_absent(); record = records.value()->next())
      count_record(record);
    return records.value()->trouble();
  }

  void count_record(JsonValue record) {
    if (const auto tag = string_of(record["language"], "tag")) result_.languages.add(*tag);
    const JsonValue layers = record["layers"];
    for (const JsonMember& m : record.members()) {
      const std::string name(m.name);
      if (m.value.is_array() && name != "errors") count_spans(result_.spans[name], m.value);
      else if (m.value.is_string() && !layers[name].is_absent())
        result_.lengths[name].add(utf8::count(m.value.string()));
    }
  }

  static void count_spans(SpanStatistics& layer, JsonValue spans) {
    if (spans.size() != 0) ++layer.documents;
    for (const JsonValue& span : spans.items()) {
      ++layer.spans;
      if (const auto label = string_of(span, "label")) layer.labels.add(*label);
      if (const auto value = string_of(span, "value")) layer.values.add(*value);
    }
  }

  // ---- timings.json, which is no result: what is not there is not told
  void read_work() {
    for (StageTimings& stage : read_timings(folder_).timings.stages) result_.work.push_back(std::move(stage));
    std::stable_sort(result_.work.begin(), result_.work.end(),
                     [](const StageTimings& a, const StageTimings& b) { return a.seconds > b.seconds; });
  }

  fs::path folder_;
  Manifest manifest_;
  std::map<ReasonKey, ReasonCount> reasons_;
  RunStatistics result_;
};

}  // namespace

void Lengths::add(uint64_t characters) {
  const auto at = std::upper_bound(borders.begin(), borders.end(), characters) - borders.begin();
  ++documents[static_cast<std::size_t>(at)];
  shortest = texts == 0 ? characters : std::min(shortest, characters);
  longest = std::max(longest, characters);
  total += characters;
  ++texts;
}

Result<RunStatistics> statistics_of(const fs::path& folder) { return Gatherer(folder).gather(); }

}  // namespace docmill::tooling
