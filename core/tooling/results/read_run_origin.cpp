#include "tooling/results/read_run_origin.hpp"

#include <fmt/format.h>

#include <utility>

#include "host/formats/timings.hpp"

namespace docmill::tooling {

Result<RunOrigin> read_run_origin(const std::filesystem::path& folder) {
  const std::string path = (folder / "timings.json").string();
  const auto refuse = [&](std::string_view why) {
    return Status(
        Trouble::usage,
        fmt::format("{}: {}, so it does not say how the run was asked for; say it with --pipeline", path, why));
  };
  FoundTimings found = read_timings(folder);
  if (!found.trouble.empty()) return refuse(found.trouble);
  if (!found.origin_trouble.empty()) return refuse(found.origin_trouble);
  return std::move(found.timings.origin);
}

}  // namespace docmill::tooling
