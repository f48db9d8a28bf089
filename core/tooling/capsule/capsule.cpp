#include "tooling/capsule/capsule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "host/formats/json_object.hpp"
#include "host/run/index_entry.hpp"
#include "host/run/isolated_stages.hpp"
#include "host/run/stage_executor.hpp"
#include "host/support/sha256.hpp"

namespace docmill::tooling {
namespace {

constexpr SealedFile kind{"docmill-capsule", "what docmill knows of a capsule", "have the run make the capsule again",
                          JsonBytes::any};

bool read_bytes(const std::filesystem::path& path, std::string& bytes) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  bytes = std::move(content).str();
  return file.good();
}

void read_death(const JsonObject& death, Death& out) {
  out.stage = death.string("stage");
  out.code = death.string("code");
  out.message = death.string("message");
  death.each_string("stack", [&](std::string line) { out.stack.push_back(std::move(line)); });
}

// Size and hash that the bytes of the document must have.
std::pair<uint64_t, std::string> read_document(const JsonObject& document, Capsule& out) {
  out.death.id = document.string("id");
  out.file.name = out.file.path = document.string("file");
  out.file.format = input_format_named(document.string("format"));
  out.raw.line = document.integer("line");
  out.raw.offset = document.integer("offset");
  out.raw.marked = document.boolean("marked");
  if (document.has("reader")) {
    out.reader = document.string("reader");
    out.raw.locator = document.string("locator");
  }
  return {document.integer("size"), document.string("sha256")};
}

int stage_of(const PreparedPipeline& prepared, const std::string& name) {
  const auto found = std::find(prepared.stage_names.begin(), prepared.stage_names.end(), name);
  return found == prepared.stage_names.end() ? -1 : static_cast<int>(found - prepared.stage_names.begin());
}

// The file with the number of its reader in this pipeline; nothing where that has none of its name any more.
std::optional<InputFile> file_of(const Capsule& capsule, const PreparedPipeline& prepared) {
  InputFile file = capsule.file;
  if (capsule.reader.empty()) return file;
  const auto& readers = prepared.plan.readers;
  const auto found = std::find_if(readers.begin(), readers.end(),
                                  [&](const PlannedStage& reader) { return reader.name() == capsule.reader; });
  if (found == readers.end()) return std::nullopt;
  file.reader = static_cast<uint8_t>(found - readers.begin() + 1);
  return file;
}

void load(const Capsule& capsule, const PreparedPipeline& prepared, Batch& batch) {
  batch.next() = capsule.raw;
  std::vector<DocumentError>& dooms = batch.doomed.emplace_back();
  for (const Capsule::EarlierDeath& before : capsule.deaths_before)
    if (const int stage = stage_of(prepared, before.stage); stage >= 0)
      dooms.push_back({stage, before.code, before.message});
}

ReplayedDocument what_became_of(const Batch& batch, const PreparedPipeline& prepared) {
  ReplayedDocument replayed;
  if (batch.pointers.empty()) return replayed;
  const Document& d = *batch.pointers[0];
  if (d.outcome != Outcome::failed && d.outcome != Outcome::dropped) return replayed;
  replayed.outcome = d.outcome;
  replayed.stage = stage_name(prepared.plan, d.error.stage);
  replayed.message = d.error.message;
  return replayed;
}

}  // namespace

Result<Capsule> read_capsule(const std::filesystem::path& folder) {
  const std::string path = (folder / capsule_file).string();
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    return Status(Trouble::usage, fmt::format("{}: no capsule ({} is not in it); `docmill run --isolate` makes them in "
                                              "OUT.capsules when a stage does not survive a document",
                                              folder.string(), capsule_file));
  JsonDocument json;
  if (Status s = read_sealed_file(path, kind, json); !s.ok()) return s;
  std::string mistake;
  const JsonObject all(json.root(), "", mistake);
  Capsule capsule;
  read_death(all.object("death"), capsule.death);
  const auto [size, sha256] = read_document(all.object("document"), capsule);
  all.each_object("deaths_before", [&](const JsonObject& before) {
    capsule.deaths_before.push_back({before.string("stage"), before.string("code"), before.string("message")});
  });
  capsule.origin = read_origin(all.object("origin"));
  capsule.recipe = all.string("recipe");
  if (!mistake.empty()) return Status(Trouble::usage, fmt::format("{}: {}", path, mistake));
  const std::string document = (folder / capsule_document).string();
  if (!read_bytes(document, capsule.raw.bytes))
    return Status(Trouble::io, fmt::format("{}: cannot be read; it is the document of the capsule", document));
  if (capsule.raw.bytes.size() != size || to_hex(host::sha256(capsule.raw.bytes)) != sha256)
    return Status(Trouble::usage,
                  fmt::format("{}: is not the document of the capsule any more; {}", document, kind.if_lost));
  return capsule;
}

Result<ReplayedDocument> replay_capsule(const Capsule& capsule, PreparedPipeline& prepared, bool here,
                                        const std::atomic<bool>& stop) {
  const std::optional<InputFile> file = file_of(capsule, prepared);
  if (!file)
    return Status(Trouble::usage,
                  fmt::format("the document came from the reader '{0}', and the pipeline has none of that "
                              "name any more; put [[reader]] name = \"{0}\" back",
                              capsule.reader));
  InputList inputs;
  inputs.files.push_back(*file);
  const RunSettings settings;
  StopReason stop_reason(stop);
  Batch batch;
  load(capsule, prepared, batch);
  if (here) {
    StageExecutor executor(prepared, inputs, settings, stop_reason);
    executor.work(batch);
    if (!stop_reason.status().ok()) return stop_reason.status();
    return what_became_of(batch, prepared);
  }
  const bool has_serial = StageExecutor(prepared, inputs, settings, stop_reason).has_serial();
  Result<std::unique_ptr<IsolatedStages>> stages =
      IsolatedStages::start(prepared, inputs, settings, stop_reason, has_serial);
  if (!stages.ok()) return stages.status();
  std::optional<Death> death = stages.value()->try_alone(batch);
  if (!stop_reason.status().ok()) return stop_reason.status();
  if (stop_reason.has_stopped()) return Status(Trouble::stage, "interrupted");
  ReplayedDocument replayed = what_became_of(batch, prepared);
  replayed.death = std::move(death);
  return replayed;
}

}  // namespace docmill::tooling
