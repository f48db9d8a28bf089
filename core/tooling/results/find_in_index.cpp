#include "tooling/results/find_in_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "host/diagnostics/spelling.hpp"

namespace docmill::tooling {
namespace {

// Remembers, of all ids that it hears, the one that was most likely meant.
class NearestId {
 public:
  explicit NearestId(const std::string& said) : said_(said) {}
  void hear(const std::string& id) {
    const bool is_near = id.size() <= said_.size() + most_edits && said_.size() <= id.size() + most_edits;
    if (!is_near && !id.starts_with(said_)) return;
    heard_.push_back(id);
    if (heard_.size() >= heard_at_once) settle();
  }
  std::string suggestion() {
    settle();
    return docmill::host::suggestion(said_, heard_);
  }

 private:
  static constexpr std::size_t most_edits = 3;  // see nearest()
  static constexpr std::size_t heard_at_once = 1000;

  void settle() {
    std::string best = nearest(said_, heard_);
    heard_.clear();
    if (!best.empty()) heard_.push_back(std::move(best));
  }

  const std::string& said_;
  std::vector<std::string> heard_;
};

}  // namespace

Result<FoundInIndex> find_in_index(const std::filesystem::path& folder, const std::string& said) {
  const Result<std::unique_ptr<DocumentsIndex>> index = DocumentsIndex::open(folder);
  if (!index.ok()) return index.status();
  std::optional<FoundInIndex> by_id, by_place;
  NearestId nearest(said);
  IndexEntry entry;
  for (uint64_t number = 0; index.value()->next(entry); ++number) {
    if (entry.id == said) {
      if (by_id) ++by_id->namesakes;
      else by_id = FoundInIndex{entry, number, 0};
    } else if (!by_id && !by_place && entry.place() == said) {
      by_place = FoundInIndex{entry, number, 0};
    }
    if (!by_id && !by_place) nearest.hear(entry.id);
  }
  if (const Status& trouble = index.value()->trouble(); !trouble.ok()) return trouble;
  if (by_id) return std::move(*by_id);
  if (by_place) return std::move(*by_place);
  return Status(Trouble::usage, fmt::format("{}: has no document '{}', by id or by place (FILE or FILE:LINE){}",
                                            folder.string(), said, nearest.suggestion()));
}

}  // namespace docmill::tooling
