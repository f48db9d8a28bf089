#include "host/run/run_state.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "docmill/base/printable.hpp"
#include "host/run/index_entry.hpp"
#include "host/run/lost_to_the_machine.hpp"

namespace docmill::host {
namespace {

constexpr uint64_t judged_after = 200;  // documents: a share of fewer says little

}  // namespace

// Where the id came before, if it did.
std::optional<std::string> RunState::place_before(const Document& d) {
  if (names_.empty() || last_name_ != d.source.file) {
    last_name_ = d.source.file;
    names_.push_back({last_name_, last_name_, {}, {}, 0, {}});
  }
  const SeenIds::Where here{static_cast<uint32_t>(names_.size() - 1), static_cast<uint32_t>(d.source.line.value_or(0))};
  const std::optional<SeenIds::Where> before = ids_.meet(d.source.id, here);
  if (!before) return std::nullopt;
  ++counts_.duplicates;
  const std::string file = names_[before->file].name;
  return before->line != 0 ? fmt::format("{}:{}", file, before->line) : file;
}

void RunState::refuse(Document& d, std::string why) {
  if (!reaches_outputs(d.outcome)) return;
  d.outcome = Outcome::failed;
  d.error = {-1, std::string(duplicate_id), std::move(why)};
}

// A document that is refused takes its parts, which stand behind it, along.
void RunState::meet(Document& d) {
  const std::optional<std::string> before = place_before(d);
  if (d.part == 0) refusal_.clear();
  if (!refusal_.empty()) return refuse(d, refusal_);
  if (!before) return;
  const std::string here = d.source.line ? fmt::format("{}:{}", d.source.file, *d.source.line) : d.source.file;
  std::string message = fmt::format("the id '{}' of {} stands already at {}", d.source.id, here, *before);
  if (plan_.file.duplicates == Duplicates::warn) {
    d.notes.push_back({-1, DOCMILL_LEVEL_WARNING, std::string(duplicate_id), std::move(message)});
  } else {
    if (d.part == 0) refusal_ = message;
    refuse(d, std::move(message));
  }
}

Status RunState::record(const Document& d, std::string_view line) {
  count(d);
  tree_.add(line);
  return d.outcome == Outcome::failed || !d.kept.empty() ? judge(d) : Status();
}

Status RunState::record_again(const Document& d, std::string_view line) {
  (void)place_before(d);
  return record(d, line);
}

void RunState::count(const Document& d) {
  ++counts_.documents;
  counts_.written += d.outcome == Outcome::written;
  counts_.dropped += d.outcome == Outcome::dropped;
  counts_.failed += d.outcome == Outcome::failed;
  counts_.split += d.outcome == Outcome::split;
  counts_.parts += d.part != 0;
  counts_.kept += reaches_outputs(d.outcome) && !d.kept.empty();
  const auto remember = [&](const DocumentError& e) {
    if (const std::string_view why = lost_to_the_machine(e.code); !why.empty()) lost_to_.emplace(why);
  };
  remember(d.error);
  std::for_each(d.kept.begin(), d.kept.end(), remember);
  count_notes(d);
  count_stages(d);
}

// Of a stage that makes up codes without end, those beyond the first are counted as one.
void RunState::count_notes(const Document& d) {
  constexpr std::size_t most_codes = 1000;
  for (std::size_t i = 0; i < d.notes.size(); ++i) {
    const DocumentNote& n = d.notes[i];
    const auto same = [&](const DocumentNote& other) { return other.stage == n.stage && other.code == n.code; };
    if (std::any_of(d.notes.begin(), d.notes.begin() + static_cast<std::ptrdiff_t>(i), same)) continue;
    auto found = notes_.find({n.stage, n.code});
    if (found == notes_.end())
      found = notes_.try_emplace({n.stage, notes_.size() < most_codes ? n.code : "other-codes"}, 0).first;
    ++found->second;
  }
}

std::vector<NoteCount> RunState::notes() const {
  std::vector<NoteCount> all;
  for (const auto& [key, n] : notes_) all.push_back({stage_name(plan_, key.first), key.second, n});
  return all;
}

void RunState::count_stages(const Document& d) {
  for (std::size_t i = 0; i < d.marks.size() && i < stages_.size(); ++i) {
    stages_[i].documents += d.marks[i] == 'p';
    stages_[i].skipped += d.marks[i] == 's';
  }
  for (const DocumentError& e : d.kept) {
    count_failure(e);
    if (e.stage >= 0) ++stages_[static_cast<std::size_t>(e.stage)].kept;
  }
  if (d.outcome == Outcome::failed) count_failure(d.error);
  if (d.outcome == Outcome::dropped && d.error.stage >= 0) ++stages_[static_cast<std::size_t>(d.error.stage)].dropped;
}

void RunState::count_failure(const DocumentError& e) {
  if (e.stage < 0) return;
  ++stages_[static_cast<std::size_t>(e.stage)].failed;
  deaths_[static_cast<std::size_t>(e.stage)] += is_death(e.code);
}

// Why the failure is one too many of its stage; empty when it is not.
std::string RunState::reason_of_stage(const DocumentError& e) const {
  if (e.stage < 0) return {};
  const auto i = static_cast<std::size_t>(e.stage);
  const uint64_t n = stages_[i].documents, failed = stages_[i].failed;
  // Each death costs processes, and nothing will come of the run.
  constexpr uint64_t most_deaths = 50;
  if (deaths_[i] == n && n >= most_deaths)
    return fmt::format("'{}' died on each of the first {} documents that it was called on", stage_name(plan_, e.stage),
                       n);
  const std::optional<double>& share = plan_.file.max_failures.stage_share;
  if (!share || n < judged_after || static_cast<double>(failed) <= *share * static_cast<double>(n)) return {};
  return fmt::format("'{}' failed on {} of {} documents that it was called on, more than max-failure-rate = {}%",
                     stage_name(plan_, e.stage), failed, n, *share * 100);
}

Status RunState::judge(const Document& d) const {
  const auto failed_at = [&](const std::string& why, const DocumentError& e) {
    return Status(Trouble::stage, fmt::format("{}; the last: {}: {}: {}", why, printable(spoken_name(d.source)),
                                              stage_name(plan_, e.stage), printable(e.message)));
  };
  for (const DocumentError& e : d.kept)
    if (const std::string why = reason_of_stage(e); !why.empty()) return failed_at(why, e);
  if (d.outcome != Outcome::failed) return {};
  if (const std::string why = reason_of_stage(d.error); !why.empty()) return failed_at(why, d.error);
  const auto failed = [&](const std::string& why) { return failed_at(why, d.error); };
  const MaxFailures& limit = plan_.file.max_failures;
  if (d.ends_run) return failed("the run ends at this failure (on-error = \"stop\")");
  if (limit.count && counts_.failed > *limit.count)
    return failed(fmt::format("{} of {} documents failed, more than max-failures = {}", counts_.failed,
                              counts_.documents, *limit.count));
  if (limit.share && counts_.documents >= judged_after &&
      static_cast<double>(counts_.failed) > *limit.share * static_cast<double>(counts_.documents))
    return failed(fmt::format("{} of {} documents failed, more than max-failures = {}%", counts_.failed,
                              counts_.documents, *limit.share * 100));
  return {};
}

}  // namespace docmill::host
