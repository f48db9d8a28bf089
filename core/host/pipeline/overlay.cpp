#include "host/pipeline/overlay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "host/pipeline/words.hpp"

namespace docmill::host {
namespace {

void merge(Table& base, const Table& overlay) {
  for (const Entry& entry : overlay) set_entry(base, entry);
}

// Does the key go with the stage that is swapped out? Options do, and the host keys that speak of that stage.
bool belongs_to_old_stage(std::string_view key) {
  constexpr std::string_view kept[] = {"use",      "name", "in",       "out",   "when",
                                       "on-error", "file", "compress", "after", "split-by"};
  return std::find(std::begin(kept), std::end(kept), key) == std::end(kept);
}

// The stages of a file while overlays are applied to it.
class StageList {
 public:
  StageList(std::vector<StageTable>& stages, std::string_view file, Diagnostics& diagnostics)
      : stages_(stages), file_(file), diagnostics_(diagnostics) {}

  // The index of the stage of that name; says it and gives npos when there is none.
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  std::size_t find(const std::string& name) const {
    for (std::size_t i = 0; i < stages_.size(); ++i) {
      if (name_of_stage(stages_[i].table) == name) return i;
    }
    return npos;
  }
  std::size_t find_or_say(const std::string& name, const Place& place) {
    const std::size_t at = find(name);
    if (at != npos) return at;
    if (removed_.count(name) != 0) {
      diagnostics_.error(place, fmt::format("'{}' is removed by this file; remove it or use it, not both", name));
      return npos;
    }
    std::vector<std::string> names = names_of_stages(stages_);
    names.erase(std::remove(names.begin(), names.end(), ""), names.end());
    diagnostics_.error(place,
                       fmt::format("no stage named {} in {}{}", in_quotes(name), file_, stage_suggestion(name, names)),
                       {fmt::format("stages of {}: {}", file_, names.empty() ? "none" : listed(names))});
    return npos;
  }

  void remove(const Located<std::string>& name) {
    const std::size_t at = find_or_say(name.value, name.place);
    if (at == npos) return;
    stages_.erase(stages_.begin() + static_cast<std::ptrdiff_t>(at));
    removed_.insert(name.value);
  }

  void add(const StageTable& stage) {
    const Entry* after = after_of(stage.table);
    std::size_t at = stages_.size();
    if (after != nullptr) {
      const auto* name = std::get_if<std::string>(&after->value.data);
      const std::size_t anchor = name == nullptr ? npos : find_or_say(*name, after->value.place);
      if (anchor != npos) at = behind(anchor, *name);
    }
    stages_.insert(stages_.begin() + static_cast<std::ptrdiff_t>(at), stage);
  }

  // Moves the stage at `from` behind the one that `after` names.
  void move(std::size_t from, const Entry& after) {
    const auto* name = std::get_if<std::string>(&after.value.data);
    if (name == nullptr) return;
    const std::size_t anchor = find_or_say(*name, after.value.place);
    if (anchor == npos) return;
    if (anchor == from) {
      diagnostics_.error(after.value.place, fmt::format("'{}' cannot stand after itself", *name));
      return;
    }
    StageTable stage = std::move(stages_[from]);
    set_entry(stage.table, after);
    stages_.erase(stages_.begin() + static_cast<std::ptrdiff_t>(from));
    const std::size_t at = behind(anchor - (anchor > from ? 1 : 0), *name);
    stages_.insert(stages_.begin() + static_cast<std::ptrdiff_t>(at), std::move(stage));
  }

  // Two stages put after one keep the order of the file. Gone when the overlay is done, so that the next one's
  // `after` does not look behind these.
  void forget_after() {
    for (StageTable& stage : stages_) {
      Table& table = stage.table;
      table.erase(std::remove_if(table.begin(), table.end(), [](const Entry& e) { return e.key == "after"; }),
                  table.end());
    }
  }

 private:
  static const Entry* after_of(const Table& table) {
    for (const Entry& entry : table) {
      if (entry.key == "after") return &entry;
    }
    return nullptr;
  }

  std::size_t behind(std::size_t anchor, const std::string& name) const {
    std::size_t at = anchor + 1;
    while (at < stages_.size()) {
      const Entry* after = after_of(stages_[at].table);
      const auto* text = after == nullptr ? nullptr : std::get_if<std::string>(&after->value.data);
      if (text == nullptr || *text != name) break;
      ++at;
    }
    return at;
  }

  std::vector<StageTable>& stages_;
  std::string_view file_;
  Diagnostics& diagnostics_;
  std::set<std::string> removed_;
};

}  // namespace

void change_stage(Table& stage, const Table& change) {
  const bool swaps = std::any_of(change.begin(), change.end(), [](const Entry& e) { return e.key == "use"; });
  if (swaps) {
    const Entry* use = find_entry(stage, "use");
    // The stage goes by its old name, so that whatever speaks of it still finds it.
    if (use != nullptr && find_entry(stage, "name") == nullptr) stage.push_back({"name", use->key_place, use->value});
    stage.erase(std::remove_if(stage.begin(), stage.end(), [](const Entry& e) { return belongs_to_old_stage(e.key); }),
                stage.end());
  }
  for (const Entry& entry : change) {
    if (entry.key != "after") set_entry(stage, entry);
  }
}

void apply_overlay(PipelineTables& base, const PipelineTables& overlay, const PipelineHead& head,
                   std::string_view base_name, Diagnostics& diagnostics) {
  merge(base.input, overlay.input);
  merge(base.output, overlay.output);
  merge(base.run, overlay.run);

  StageList stages(base.stages, base_name, diagnostics);
  stages.forget_after();
  for (const Located<std::string>& name : head.remove) {
    if (const StageTable* reader = find_reader(base, name.value))
      base.readers.erase(base.readers.begin() + (reader - base.readers.data()));
    else stages.remove(name);
  }
  for (const ChangeTable& change : overlay.changes) {
    if (StageTable* reader = find_reader(base, change.stage)) {
      change_stage(reader->table, change.table);
      continue;
    }
    const std::size_t at = stages.find_or_say(change.stage, change.place);
    if (at == StageList::npos) continue;
    change_stage(base.stages[at].table, change.table);
    for (const Entry& entry : change.table) {
      if (entry.key == "after") stages.move(at, entry);
    }
  }
  for (const StageTable& stage : overlay.stages) stages.add(stage);
  base.readers.insert(base.readers.end(), overlay.readers.begin(), overlay.readers.end());
  stages.forget_after();
}

void refuse_overlay_keys(const PipelineTables& file, const PipelineHead& head, Diagnostics& diagnostics) {
  constexpr const char* reason = "this file extends nothing";
  for (const Located<std::string>& name : head.remove) {
    diagnostics.error(name.place, fmt::format("nothing to remove {} from, as {}", in_quotes(name.value), reason),
                      {"write [pipeline] extends = \"FILE\", or leave the stage out"});
  }
  for (const ChangeTable& change : file.changes) {
    diagnostics.error(change.place, fmt::format("nothing to change, as {}", reason),
                      {"write [pipeline] extends = \"FILE\", or the keys into the [[stage]] itself"});
  }
  for (const StageTable& stage : file.stages) {
    for (const Entry& entry : stage.table) {
      if (entry.key != "after") continue;
      diagnostics.error(entry.key_place, fmt::format("'after' is for overlays, and {}; order in the file is order of "
                                                     "execution",
                                                     reason));
    }
  }
}

}  // namespace docmill::host
