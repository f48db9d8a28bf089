#include "tooling/review/failure_groups.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "host/formats/documents_index.hpp"
#include "host/formats/manifest.hpp"

namespace docmill::tooling {
namespace {

constexpr std::size_t most_groups = 10'000;

using GroupKey = std::tuple<DocumentOutcome, std::string, std::string>;

class Grouper {
 public:
  explicit Grouper(std::size_t shown) : shown_(shown) {}

  void add(const IndexEntry& entry) {
    FailureGroup& group = group_of(entry);
    ++group.documents;
    if (group.first.size() < shown_)
      group.first.push_back({entry.id, entry.place(), entry.locator, entry.place_beside_id(), entry.error->message});
  }

  std::vector<FailureGroup> groups() {
    std::stable_sort(groups_.begin(), groups_.end(),
                     [](const FailureGroup& a, const FailureGroup& b) { return a.documents > b.documents; });
    return std::move(groups_);
  }

 private:
  FailureGroup& group_of(const IndexEntry& entry) {
    GroupKey key{entry.outcome, entry.error->stage, entry.error->code};
    if (groups_.size() >= most_groups && !places_.contains(key)) key = {entry.outcome, "…", "…"};
    const auto [place, is_new] = places_.emplace(key, groups_.size());
    if (is_new) groups_.push_back({name_of(entry.outcome), std::get<1>(key), std::get<2>(key), 0, {}});
    return groups_[place->second];
  }

  std::size_t shown_;
  std::map<GroupKey, std::size_t> places_;
  std::vector<FailureGroup> groups_;
};

}  // namespace

Result<std::vector<FailureGroup>> failure_groups(const std::filesystem::path& folder, std::size_t shown, bool dropped) {
  if (const Result<Manifest> manifest = read_manifest(folder); !manifest.ok()) return manifest.status();
  const auto index = DocumentsIndex::open(folder);
  if (!index.ok()) return index.status();
  Grouper grouper(shown);
  IndexEntry entry;
  while (index.value()->next(entry))
    if (entry.error && (dropped || entry.outcome == DocumentOutcome::failed)) grouper.add(entry);
  if (!index.value()->trouble().ok()) return index.value()->trouble();
  return grouper.groups();
}

}  // namespace docmill::tooling
