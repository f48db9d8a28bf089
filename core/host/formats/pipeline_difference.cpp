#include "host/formats/pipeline_difference.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace docmill::host {
namespace {

using Kind = PipelineDifference::Kind;
using Differences = std::vector<PipelineDifference>;

void compare_members(Kind kind, const std::string& stage, const char* subject, const JsonMembers& first,
                     const JsonMembers& second, Differences& out) {
  for (const auto& [key, before] : first) {
    const std::string& after = second.at(key);
    if (!second.contains(key) || before != after)
      out.push_back({kind, stage, fmt::format(fmt::runtime(subject), key), before, after});
  }
  for (const auto& [key, after] : second)
    if (!first.contains(key)) out.push_back({kind, stage, fmt::format(fmt::runtime(subject), key), "", after});
}

std::string build_of(const std::string& id) { return id.empty() ? "no build-id" : id; }

void compare_libraries(const std::string& stage, const PluginRecord& first, const PluginRecord& second,
                       Differences& out) {
  for (const auto& [soname, before] : first.brings) {
    const auto found = second.brings.find(soname);
    if (found == second.brings.end()) out.push_back({Kind::library, stage, soname, build_of(before), ""});
    else if (found->second != before)
      out.push_back({Kind::relinked, stage, soname, build_of(before), build_of(found->second)});
  }
  for (const auto& [soname, after] : second.brings)
    if (!first.brings.contains(soname)) out.push_back({Kind::library, stage, soname, "", build_of(after)});
}

void compare_resources(const StageRecord& first, const StageRecord& second, Differences& out) {
  const std::size_t n = std::max(first.resources.size(), second.resources.size());
  for (std::size_t i = 0; i < n; ++i) {
    const ResourceRecord* before = i < first.resources.size() ? &first.resources[i] : nullptr;
    const ResourceRecord* after = i < second.resources.size() ? &second.resources[i] : nullptr;
    if (before != nullptr && after != nullptr && before->sha256 == after->sha256 && before->option == after->option)
      continue;  // names may differ: content counts
    const ResourceRecord& named = before != nullptr ? *before : *after;
    out.push_back({Kind::resource, first.name, named.name, before != nullptr ? before->sha256 : "",
                   after != nullptr ? after->sha256 : ""});
  }
}

void compare_stages(const StageRecord& first, const StageRecord& second, Differences& out) {
  if (first.use != second.use) {
    out.push_back({Kind::use, first.name, "use", first.use, second.use});
    return;  // everything else would differ, too
  }
  compare_plugins(first.name, first.plugin, second.plugin, out);
  compare_members(Kind::option, first.name, "option '{}'", first.options, second.options, out);
  compare_members(Kind::setting, first.name, "'{}'", first.settings, second.settings, out);
  compare_resources(first, second, out);
  if (first.version != second.version)
    out.push_back({Kind::version, first.name, "version", first.version, second.version});
}

std::vector<const StageRecord*> readers_and_stages(const PipelineRecord& pipeline) {
  std::vector<const StageRecord*> all;
  for (const std::vector<StageRecord>* some : {&pipeline.readers, &pipeline.stages})
    for (const StageRecord& s : *some) all.push_back(&s);
  return all;
}

std::vector<std::string> names_in_both(const PipelineRecord& from, const PipelineRecord& other) {
  std::vector<std::string> names;
  for (const StageRecord* s : readers_and_stages(from))
    if (other.find(s->name) != nullptr) names.push_back(s->name);
  return names;
}

}  // namespace

void compare_plugins(const std::string& stage, const PluginRecord& first, const PluginRecord& second,
                     Differences& out) {
  if (first.sha256 != second.sha256) {
    const bool same_source = first.source && first.source == second.source;
    out.push_back({same_source ? Kind::rebuild : Kind::plugin, stage, second.file, first.sha256, second.sha256});
  }
  compare_libraries(stage, first, second, out);
}

std::vector<PipelineDifference> compare_pipelines(const PipelineRecord& first, const PipelineRecord& second) {
  Differences out;
  compare_members(Kind::pipeline, "", "[input] {}", first.input, second.input, out);
  compare_members(Kind::pipeline, "", "[run] {}", first.run, second.run, out);
  for (const StageRecord* s : readers_and_stages(first)) {
    if (const StageRecord* other = second.find(s->name)) compare_stages(*s, *other, out);
    else out.push_back({Kind::missing, s->name, "stage", s->use, ""});
  }
  for (const StageRecord* s : readers_and_stages(second))
    if (first.find(s->name) == nullptr) out.push_back({Kind::added, s->name, "stage", "", s->use});
  const std::vector<std::string> before = names_in_both(first, second), after = names_in_both(second, first);
  if (before != after)
    out.push_back({Kind::order, "", "order of the stages", fmt::format("{}", fmt::join(before, ", ")),
                   fmt::format("{}", fmt::join(after, ", "))});
  return out;
}

std::string describe(const PipelineDifference& d, std::string_view first, std::string_view second) {
  const auto brief = [](const std::string& hash) { return hash.size() > 12 ? hash.substr(0, 12) + "…" : hash; };
  const auto two_hashes = [&](std::string_view what, std::string_view hash) {
    return fmt::format("{} {} ({} {} {}, {} {})", d.subject, what, hash, brief(d.after), second, brief(d.before),
                       first);
  };
  const auto one_side = [&](const std::string& what) {
    const bool is_first = d.after.empty();
    return fmt::format("{} is {}, not {}", what, is_first ? first : second, is_first ? second : first);
  };
  switch (d.kind) {
    case Kind::missing: return one_side(fmt::format("the stage (use = \"{}\")", d.before));
    case Kind::added: return one_side(fmt::format("the stage (use = \"{}\")", d.after));
    case Kind::plugin: return two_hashes("is another plugin", "sha256");
    case Kind::rebuild: return two_hashes("is another build of the same source", "sha256");
    case Kind::relinked: return two_hashes("is another build", "build-id");
    case Kind::library: return one_side(d.subject);
    case Kind::resource:
      if (d.before.empty() || d.after.empty()) return one_side("resource " + d.subject);
      return "resource " + two_hashes("has another content", "sha256");
    default: break;
  }
  if (d.before.empty() || d.after.empty()) return one_side(fmt::format("{} ({})", d.subject, d.before + d.after));
  return fmt::format("{} is {} {}, {} {}", d.subject, d.after, second, d.before, first);
}

std::string sentence(const PipelineDifference& d, std::string_view first, std::string_view second) {
  return (d.stage.empty() ? "" : d.stage + ": ") + describe(d, first, second);
}

std::vector<SharedDifference> joined(const std::vector<PipelineDifference>& differences) {
  std::vector<SharedDifference> out;
  for (const PipelineDifference& d : differences) {
    const bool is_library = d.kind == Kind::library || d.kind == Kind::relinked;
    const auto same = std::find_if(out.begin(), out.end(), [&](const SharedDifference& s) {
      return is_library && s.difference.kind == d.kind && s.difference.subject == d.subject &&
             s.difference.before == d.before && s.difference.after == d.after;
    });
    if (same != out.end()) same->stages.push_back(d.stage);
    else out.push_back({d, {d.stage}});
  }
  return out;
}

std::string sentence(const SharedDifference& shared, std::string_view first, std::string_view second) {
  PipelineDifference d = shared.difference;
  d.stage = fmt::format("{}", fmt::join(shared.stages, ", "));
  return sentence(d, first, second);
}

}  // namespace docmill::host
