#include "tooling/results/manifest.hpp"

#include <fmt/format.h>

#include <system_error>

namespace docmill::tooling {
namespace {

namespace fs = std::filesystem;

constexpr SealedFile run_file{"docmill-run", "the manifest of a docmill run",
                              "copy the output folder again, or repeat the run"};

// Why there is no run.json to read.
Status look(const fs::path& folder) {
  std::error_code error;
  const auto refuse = [&](std::string_view why) {
    return Status(Trouble::usage, fmt::format("{}: {}", folder.string(), why));
  };
  if (!fs::exists(folder, error)) return refuse("no such folder");
  if (!fs::is_directory(folder, error)) return refuse("is no folder; name the output folder of a run");
  if (fs::exists(folder / "run.json", error)) return {};
  if (fs::exists(folder / ".docmill-run", error)) return refuse("the run that writes there has not come to its end");
  return refuse("is no output folder of docmill (it has no run.json)");
}

DocumentTotals read_totals(const JsonObject& o) {
  return {o.integer("total"),  o.integer("written"), o.integer("dropped"),
          o.integer("failed"), o.integer("kept"),    o.integer("duplicates")};
}

}  // namespace

Result<Manifest> read_manifest(const fs::path& folder) {
  if (Status s = look(folder); !s.ok()) return s;
  const std::string path = (folder / "run.json").string();
  rapidjson::Document json;
  if (Status s = read_sealed_file(path, run_file, json); !s.ok()) return s;

  std::string mistake;
  const JsonObject o(json, "", mistake);
  Manifest m;
  const JsonObject docmill = o.object("docmill");
  m.version = docmill.string("version");
  m.abi = docmill.string("abi");
  m.reproducible = o.boolean("reproducible");
  o.each_string("not_reproducible_because", [&](std::string s) { m.not_reproducible_because.push_back(std::move(s)); });
  m.digest = o.string("digest");
  m.documents = read_totals(o.object("documents"));
  m.pipeline = read_pipeline_record(o.object("pipeline"));
  const JsonObject inputs = o.object("inputs");
  inputs.each_object("files", [&](const JsonObject& i) {
    m.inputs.push_back({i.string("name"), i.integer_or_null("size"), i.string_or_null("sha256")});
  });
  inputs.each_string("not_read", [&](std::string s) { m.not_read.push_back(std::move(s)); });
  m.skipped = inputs.integer("skipped");
  o.each_object("outputs", [&](const JsonObject& f) {
    m.outputs.push_back({f.string("name"), f.string_or_null("stage").value_or(""), f.integer("size"),
                         f.string("sha256"), f.integer_or_null("files")});
  });
  if (!mistake.empty())
    return Status(Trouble::usage,
                  fmt::format("{}: {}; it was written by another docmill; repeat the run", path, mistake));
  return m;
}

}  // namespace docmill::tooling
