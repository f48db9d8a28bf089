// Shards: contiguous shares of one input, worked on by themselves, one after another or on many machines.
//
//   OUT.shards/3-of-16.partial/   while the shard goes on; --resume goes on with it
//   OUT.shards/3-of-16/           done: shard.json (what it is of), spool.zst (its documents), chunks.jsonl (the
//   journal)
//
// A shard runs the stages before the first ORDERED one and keeps what committing needs; ids, counts, files, the ORDERED
// stages and everything behind them are the merge's, which sees all documents in input order as a whole run does.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/run_settings.hpp"
#include "host/run/run_summary.hpp"
#include "tooling/namespace.hpp"
#include "tooling/shards/shard_facts.hpp"

namespace docmill::tooling {

// "3/16"; nothing when it is none or out of range.
std::optional<ShardChoice> parse_shard(const std::string& text);

// SHARDS/3-of-16, SHARDS being places_of(OUT).shards.
std::filesystem::path shard_folder(const std::filesystem::path& shards, ShardChoice choice);
inline constexpr const char* spool_name = "spool.zst";

// All shards of OUT: what a merge needs to know before it begins.
struct ShardSurvey {
  uint64_t of = 0;
  struct Shard {
    ShardFacts facts;
    std::filesystem::path folder;
  };
  std::vector<Shard> shards;      // that are there and of one fingerprint and list, in order
  std::vector<uint64_t> missing;  // to be run (again)
  std::vector<std::string> why;   // a sentence for each of them that is there and cannot be used
};
// Trouble::io when there are no shards, or of two divisions.
Result<ShardSurvey> survey_shards(const std::filesystem::path& out);

// "1-3, 7, 9-12": for sentences.
std::string numbers_in_short(const std::vector<uint64_t>& sorted);

// Runs one shard; the summary's output is its folder. With `resume` a shard that is done already is left as it is.
Result<RunSummary> run_shard(PreparedPipeline& prepared, ShardChoice choice, const RunSettings& settings,
                             const RunObserver& observer, const std::atomic<bool>& stop, Diagnostics& diagnostics);

// Makes OUT of the shards. The pipeline is prepared from the request of one of them, its output set to OUT.
Result<RunSummary> merge_shards(PreparedPipeline& prepared, const ShardSurvey& survey, const RunSettings& settings,
                                const RunObserver& observer, const std::atomic<bool>& stop);

}  // namespace docmill::tooling
