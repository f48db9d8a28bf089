#include "tooling/results/read_run_origin.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace docmill::tooling {

Result<RunOrigin> read_run_origin(const std::filesystem::path& folder) {
  const std::string path = (folder / "timings.json").string();
  const auto refuse = [&](std::string_view why) {
    return Status(
        Trouble::usage,
        fmt::format("{}: {}, so it does not say how the run was asked for; say it with --pipeline", path, why));
  };
  std::ifstream file(path, std::ios::binary);
  if (!file) return refuse("it is not there");
  std::ostringstream text;
  text << file.rdbuf();
  JsonDocument json;
  if (!json.parse(text.str(), JsonBytes::any)) return refuse("it is no JSON any more");
  std::string mistake;
  RunOrigin o = read_origin(JsonObject(json.root(), "", mistake).object("origin"));
  if (!mistake.empty()) return refuse(mistake);
  return o;
}

}  // namespace docmill::tooling
