#include "host/run/index_entry.hpp"

#include <optional>
#include <utility>

#include "host/support/sha256.hpp"

namespace docmill::host {
namespace {

DocumentOutcome outcome_in_index(Outcome outcome) {
  switch (outcome) {
    case Outcome::dropped: return DocumentOutcome::dropped;
    case Outcome::failed: return DocumentOutcome::failed;
    case Outcome::split: return DocumentOutcome::split;
    default: return DocumentOutcome::written;
  }
}

template <class Said>
void fill_error(IndexedError& error, const Plan& plan, const Said& said) {
  error.stage = stage_name(plan, said.stage);
  error.code = said.code;
  error.message = said.message;
}

template <class Said>
void fill_errors(std::vector<IndexedError>& errors, const Plan& plan, const std::vector<Said>& said) {
  errors.resize(said.size());
  for (std::size_t i = 0; i < said.size(); ++i) fill_error(errors[i], plan, said[i]);
}

void fill_layers(std::vector<IndexedLayer>& layers, const Plan& plan, const Document& d) {
  std::size_t n = 0;
  for (std::size_t slot = 0; slot < d.digests.size(); ++slot) {
    if (!d.digests[slot]) continue;
    if (n == layers.size()) layers.emplace_back();
    IndexedLayer& layer = layers[n++];
    layer.name = plan.layers[slot].unique_name;
    layer.by = credit_of(plan, d, slot);
    layer.sha256.clear();
    append_hex(layer.sha256, *d.digests[slot]);
  }
  layers.resize(n);
}

// Number of the stage; -1 for the input.
std::optional<int> stage_of(const Plan& plan, const std::string& name) {
  for (int i = -1; i < static_cast<int>(plan.stages.size()); ++i)
    if (stage_name(plan, i) == name) return i;
  return std::nullopt;
}

template <class Said>
bool restore_said(const IndexedError& error, const Plan& plan, Said& out) {
  const std::optional<int> stage = stage_of(plan, error.stage);
  if (!stage) return false;
  out.stage = *stage;
  out.code = error.code;
  out.message = error.message;
  return true;
}

template <class Said>
bool restore_list(const std::vector<IndexedError>& errors, const Plan& plan, std::vector<Said>& out) {
  out.clear();
  for (const IndexedError& error : errors)
    if (!restore_said(error, plan, out.emplace_back())) return false;
  return true;
}

bool restore_outcome(const IndexEntry& entry, const Plan& plan, Document& d) {
  d.error = {};
  d.outcome = entry.outcome == DocumentOutcome::dropped  ? Outcome::dropped
              : entry.outcome == DocumentOutcome::failed ? Outcome::failed
              : entry.outcome == DocumentOutcome::split  ? Outcome::split
                                                         : Outcome::written;
  return !entry.error || restore_said(*entry.error, plan, d.error);
}

// Of a layer that one stage alone provides, that one.
bool restore_maker(const std::string& by, const Plan& plan, const PlannedLayer& layer, int& out) {
  for (const int stage : layer.stages) {
    out = stage;
    if (!layer.has_alternatives() || plan.stages[static_cast<std::size_t>(stage)].credit() == by) return true;
  }
  return false;
}

bool restore_layers(const IndexEntry& entry, const Plan& plan, Document& d) {
  d.digests.assign(plan.layers.size(), std::nullopt);
  d.makers.assign(plan.layers.size(), -1);
  std::size_t slot = 0;  // they stand in the order of the slots
  for (const IndexedLayer& layer : entry.layers) {
    while (slot < plan.layers.size() && plan.layers[slot].unique_name != layer.name) ++slot;
    if (slot == plan.layers.size() || !from_hex(layer.sha256, d.digests[slot].emplace())) return false;
    if (!restore_maker(layer.by, plan, plan.layers[slot], d.makers[slot])) return false;
  }
  return true;
}

}  // namespace

const std::string& stage_name(const Plan& plan, int stage) {
  static const std::string input = "input";
  return stage < 0 ? input : plan.stages[static_cast<std::size_t>(stage)].name();
}

std::string spoken_name(const SourceDocument& source) {
  const std::string place = source.line ? source.file + ":" + std::to_string(*source.line) : source.file;
  return spoken_name(source.id, place, source.locator);
}

std::string credit_of(const Plan& plan, const Document& d, std::size_t slot) {
  const PlannedLayer& layer = plan.layers[slot];
  if (!layer.has_alternatives() || d.makers[slot] < 0) return layer.provider;
  return plan.stages[static_cast<std::size_t>(d.makers[slot])].credit();
}

void fill_entry(IndexEntry& entry, const Plan& plan, const Document& d) {
  entry.id = d.source.id;
  entry.source = d.source.file;
  entry.line = d.source.line;
  entry.part = d.part;
  entry.sha256.clear();
  append_hex(entry.sha256, d.raw_digest);
  entry.outcome = outcome_in_index(d.outcome);
  // Of others the record says it.
  entry.locator = has_reason(entry.outcome) ? d.source.locator : std::string();
  if (!has_reason(entry.outcome)) entry.error.reset();
  else fill_error(entry.error ? *entry.error : entry.error.emplace(), plan, d.error);
  fill_errors(entry.survived, plan, d.kept);
  fill_errors(entry.notes, plan, d.notes);
  fill_layers(entry.layers, plan, d);
}

bool restore_from_line(std::string line, IndexEntry& entry, const Plan& plan, Document& d) {
  if (!read_index_line(std::move(line), entry).ok()) return false;
  d.source.id = entry.id;
  d.source.file = entry.source;
  d.source.line = entry.line;
  d.source.locator = entry.locator;
  d.part = entry.part;
  return from_hex(entry.sha256, d.raw_digest) && restore_outcome(entry, plan, d) &&
         restore_list(entry.survived, plan, d.kept) && restore_list(entry.notes, plan, d.notes) &&
         restore_layers(entry, plan, d);
}

}  // namespace docmill::host
