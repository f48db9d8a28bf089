// Two layers of one run, document by document.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "host/diagnostics/spelling.hpp"
#include "tooling/compare/layer_difference.hpp"
#include "tooling/compare/record_lines.hpp"
#include "tooling/compare/run_difference.hpp"

namespace docmill::tooling {
namespace {

Status check_name(const std::string& name, const Manifest& manifest) {
  std::vector<std::string> names;
  for (const StageRecord& stage : manifest.pipeline.stages)
    names.insert(names.end(), stage.provided.begin(), stage.provided.end());
  if (std::find(names.begin(), names.end(), name) != names.end()) return {};
  return {Trouble::usage, fmt::format("no stage of this run provides '{}'{}\n  layers: {}", name,
                                      suggestion(name, names), fmt::join(names, ", "))};
}

}  // namespace

Result<LayersDifference> diff_layers(const std::filesystem::path& folder, const std::string& first,
                                     const std::string& second, std::size_t worst, std::size_t lines) {
  const Result<Manifest> manifest = read_manifest(folder);
  if (!manifest.ok()) return manifest.status();
  for (const std::string& name : {first, second})
    if (Status s = check_name(name, manifest.value()); !s.ok()) return s;
  const auto path = find_records(folder, manifest.value());
  if (!path)
    return Status(Trouble::usage, fmt::format("{}: no writer left records (format = \"jsonl\"), and without them only "
                                              "the digests of layers are known",
                                              folder.string()));
  const auto records = RecordLines::open(*path);
  if (!records.ok()) return records.status();
  LayersDifference result;
  double sum = 0;
  for (JsonValue record = records.value()->next(); !record.is_absent(); record = records.value()->next()) {
    ++result.documents;
    const JsonValue a = record[first], b = record[second];
    if (a.is_null() || b.is_null()) {
      ++result.absent;
      continue;
    }
    const bool same_text = text_below(record, first) == text_below(record, second);
    const double apart = layer_distance(a, b, same_text);
    sum += apart;
    if (apart == 0) {
      ++result.same;
      continue;
    }
    ++result.different;
    // The worst first; of equally bad ones those that came first. Few, so an insertion is enough.
    auto& list = result.worst;
    if (worst == 0 || (list.size() == worst && list.back().distance >= apart)) continue;
    const auto at =
        std::upper_bound(list.begin(), list.end(), apart, [](double d, const LayerPair& p) { return d > p.distance; });
    list.insert(at, {records.value()->id(), apart, show_layer_difference(a, b, same_text, lines)});
    if (list.size() > worst) list.pop_back();
  }
  if (!records.value()->trouble().ok()) return records.value()->trouble();
  const uint64_t compared = result.same + result.different;
  result.mean = compared == 0 ? 0 : sum / static_cast<double>(compared);
  return result;
}

}  // namespace docmill::tooling
