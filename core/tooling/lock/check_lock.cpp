// The sentences of a lock that does not hold.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "host/version.hpp"
#include "tooling/lock/lock_file.hpp"
#include "tooling/lock/plugin_check.hpp"

namespace docmill::tooling {
namespace {

using Kind = PipelineDifference::Kind;

std::string remedy(const PipelineDifference& d, const std::string& pipeline) {
  const std::string lock_again = fmt::format("or accept what is here: docmill lock {}", pipeline);
  const std::string from_source = "--locked=source accepts it";
  switch (d.kind) {
    case Kind::plugin: return "put the locked plugin back (--plugin-dir), " + lock_again;
    case Kind::rebuild: return fmt::format("{}; {}", from_source, lock_again.substr(3));
    case Kind::relinked:
      return fmt::format("{}; or install the locked version of its package, {}", from_source, lock_again);
    case Kind::library: return "install what was locked, or build the plugin against it, " + lock_again;
    case Kind::resource: return "put the locked file back, " + lock_again;
    case Kind::version: return "it follows from the plugin";
    default: return "set the pipeline back, " + lock_again;
  }
}

void say(const std::vector<PipelineDifference>& differences, LockMode mode, const std::string& pipeline,
         std::vector<LockedDifference>& out) {
  for (const SharedDifference& shared : joined(differences)) {
    const PipelineDifference& d = shared.difference;
    std::string what = describe(d, "locked", "here"), todo = remedy(d, pipeline);
    if (d.stage == "docmill" && d.kind == Kind::plugin) {
      what.replace(0, std::string_view("docmill is another plugin").size(), "the program is another one");
      todo = fmt::format("use the locked docmill, or accept this one: docmill lock {}", pipeline);
    }
    const std::string who = fmt::format("{}", fmt::join(shared.stages, ", "));
    const bool from_source = d.kind == Kind::rebuild || d.kind == Kind::relinked;
    out.push_back({who.empty() ? what : fmt::format("{}: {}", who, what), std::move(todo),
                   mode == LockMode::source && from_source});
  }
}

}  // namespace

std::vector<LockedDifference> check_locked_plugins(const Lock& lock, const PipelineFile& file, PluginSearch& search,
                                                   LockMode mode, const std::string& pipeline) {
  std::vector<LockedDifference> out;
  say(differing_plugins(lock.pipeline, file, search), mode, pipeline, out);
  return out;
}

std::vector<LockedDifference> check_lock(const Lock& lock, const Lock& now, LockMode mode,
                                         const std::string& pipeline) {
  std::vector<LockedDifference> out;
  const auto number = [&](const char* what, const std::string& locked, const std::string& here) {
    if (locked == here) return;
    out.push_back({fmt::format("docmill: {} {} here, {} locked", what, here, locked),
                   fmt::format("use docmill {}, or accept this one: docmill lock {}", lock.version, pipeline)});
  };
  number("version", lock.version, now.version);
  number("stage ABI", lock.abi, now.abi);
  number("record format", std::to_string(lock.record), std::to_string(now.record));

  std::vector<PipelineDifference> differences;
  compare_plugins("docmill", lock.program, now.program, differences);
  const std::vector<PipelineDifference> rest = compare_pipelines(lock.pipeline, now.pipeline);
  differences.insert(differences.end(), rest.begin(), rest.end());
  say(differences, mode, pipeline, out);
  return out;
}

}  // namespace docmill::tooling
