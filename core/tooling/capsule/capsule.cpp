#include "tooling/capsule/capsule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "host/input/input.hpp"
#include "host/run/index_entry.hpp"
#include "host/run/isolated_stages.hpp"
#include "host/run/stage_executor.hpp"

namespace docmill::tooling {
namespace {

int stage_of(const PreparedPipeline& prepared, const std::string& name) {
  const auto found = std::find(prepared.stage_names.begin(), prepared.stage_names.end(), name);
  return found == prepared.stage_names.end() ? -1 : static_cast<int>(found - prepared.stage_names.begin());
}

// The file with the number of its reader in this pipeline; nothing where that has none of its name any more. Only its
// name is known: there is nothing to be opened.
std::optional<InputFile> file_of(const CapsuleDescription& capsule, const PreparedPipeline& prepared) {
  InputFile file;
  file.name = file.path = capsule.file;
  file.format = input_format_named(capsule.format);
  if (capsule.reader.empty()) return file;
  const auto& readers = prepared.plan.readers;
  const auto found = std::find_if(readers.begin(), readers.end(),
                                  [&](const PlannedStage& reader) { return reader.name() == capsule.reader; });
  if (found == readers.end()) return std::nullopt;
  file.reader = static_cast<uint8_t>(found - readers.begin() + 1);
  return file;
}

void load(const Capsule& capsule, const PreparedPipeline& prepared, Batch& batch) {
  const CapsuleDescription& described = capsule.description;
  RawDocument& raw = batch.next();
  raw = RawDocument();
  raw.line = described.line;
  raw.offset = described.offset;
  raw.marked = described.marked;
  raw.locator = described.locator;
  raw.bytes = capsule.document;
  Precautions& precautions = batch.precautions.emplace_back();
  if (described.part != 0) precautions.parts = {described.part, described.part, true};
  for (const CapsuleDescription::Death& before : described.deaths_before) {
    const int stage = stage_of(prepared, before.stage);
    if (stage < 0) continue;
    // Whether the stage stands before the one that splits may have changed.
    for (const uint32_t part : {uint32_t{0}, described.part})
      precautions.dooms.push_back({part, {stage, before.code, before.message}});
  }
}

ReplayedDocument what_became_of(const Batch& batch, const PreparedPipeline& prepared) {
  ReplayedDocument replayed;
  if (batch.pointers.empty()) return replayed;
  const Document& whole = *batch.pointers[0];
  const Document& d = whole.parts.empty() ? whole : *whole.parts[0];
  if (d.outcome != Outcome::failed && d.outcome != Outcome::dropped) return replayed;
  replayed.outcome = d.outcome;
  replayed.stage = stage_name(prepared.plan, d.error.stage);
  replayed.message = d.error.message;
  return replayed;
}

}  // namespace

Result<Capsule> read_capsule(const std::filesystem::path& folder) {
  Result<CapsuleDescription> description = read_capsule_description(folder);
  if (!description.ok()) return description.status();
  Result<std::string> document = read_capsule_document(folder, description.value());
  if (!document.ok()) return document.status();
  return Capsule{std::move(description.value()), std::move(document.value())};
}

Result<ReplayedDocument> replay_capsule(const Capsule& capsule, PreparedPipeline& prepared, bool here,
                                        const std::atomic<bool>& stop) {
  const std::optional<InputFile> file = file_of(capsule.description, prepared);
  if (!file)
    return Status(Trouble::usage,
                  fmt::format("the document came from the reader '{0}', and the pipeline has none of that "
                              "name any more; put [[reader]] name = \"{0}\" back",
                              capsule.description.reader));
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
