#include "tooling/shards/shard.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "host/formats/fingerprint.hpp"
#include "host/output/output_places.hpp"

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t most_shards = 1000000;

// All of `text` as a number.
std::optional<uint64_t> number(std::string_view text) {
  uint64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return n;
}

std::optional<ShardChoice> parse_choice(std::string_view text, std::string_view between) {
  const std::size_t at = text.find(between);
  if (at == std::string_view::npos) return std::nullopt;
  const auto shard = number(text.substr(0, at)), of = number(text.substr(at + between.size()));
  if (!shard || !of || *shard < 1 || *shard > *of || *of > most_shards) return std::nullopt;
  return ShardChoice{*shard, *of};
}

}  // namespace

std::optional<ShardChoice> parse_shard(const std::string& text) { return parse_choice(text, "/"); }

fs::path shard_folder(const fs::path& shards, ShardChoice choice) {
  return shards / fmt::format("{}-of-{}", choice.shard, choice.of);
}

Result<ShardSurvey> survey_shards(const fs::path& out) {
  const Result<OutputPlaces> places = places_of(out);
  if (!places.ok()) return places.status();
  const auto& [folder, shown] = places.value().shards;
  std::map<uint64_t, uint64_t> divisions;  // how many folders of each
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    std::string name = entry.path().filename().string();
    if (name.ends_with(".partial")) name.resize(name.size() - std::string_view(".partial").size());
    if (const auto choice = parse_choice(name, "-of-")) ++divisions[choice->of];
  }
  if (divisions.empty())
    return Status(Trouble::io, fmt::format("{}: there are no shards; docmill run PIPELINE --shard 1/16 makes the first "
                                           "of sixteen",
                                           shown));
  if (divisions.size() > 1) {
    std::vector<std::string> all;
    for (const auto& [of, n] : divisions) all.push_back(fmt::format("*-of-{0} ({1} of {0})", of, n));
    return Status(Trouble::io, fmt::format("{}: holds shards of different divisions: {}; remove the folders that are "
                                           "not wanted",
                                           shown, fmt::join(all, ", ")));
  }
  ShardSurvey survey;
  survey.of = divisions.begin()->first;
  for (uint64_t shard = 1; shard <= survey.of; ++shard) {
    const fs::path one = shard_folder(shown, {shard, survey.of});
    const auto unusable = [&](std::string why) {
      survey.missing.push_back(shard);
      if (!why.empty()) survey.why.push_back(std::move(why));
    };
    if (!fs::exists(one, error)) {
      unusable({});
      continue;
    }
    Result<ShardFacts> facts = read_shard(one);
    if (!facts.ok()) {
      unusable(facts.status().message());
      continue;
    }
    const ShardFacts& found = facts.value();
    const ShardFacts& first = survey.shards.empty() ? found : survey.shards.front().facts;
    const auto first_name = [&] { return survey.shards.front().folder.filename().string(); };
    if (found.choice.shard != shard || found.choice.of != survey.of) {
      unusable(fmt::format("{}: is shard {} of {}", one.string(), found.choice.shard, found.choice.of));
    } else if (found.list != first.list) {
      unusable(fmt::format("{}: was cut from another list of input files than {}", one.string(), first_name()));
    } else if (found.fingerprint != first.fingerprint) {
      unusable(fmt::format("{}: is of another pipeline than {}: {}", one.string(), first_name(),
                           fmt::join(fingerprint_differences(first.fingerprint, found.fingerprint), "; ")));
    } else {  // the folder in full: it is read beside the stages
      survey.shards.push_back({std::move(facts.value()), shard_folder(folder, {shard, survey.of})});
    }
  }
  return survey;
}

std::string numbers_in_short(const std::vector<uint64_t>& sorted) {
  std::string out;
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t last = i;
    while (last + 1 < sorted.size() && sorted[last + 1] == sorted[last] + 1) ++last;
    if (!out.empty()) out += ", ";
    out += last == i ? fmt::format("{}", sorted[i]) : fmt::format("{}-{}", sorted[i], sorted[last]);
    i = last + 1;
  }
  return out;
}

}  // namespace docmill::tooling
