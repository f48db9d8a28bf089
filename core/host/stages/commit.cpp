#include "host/stages/commit.hpp"

#include <fmt/format.h>

#include <utility>

namespace docmill::host {
namespace {

void provide(const StageInstance& stage, Document& d, Staged& s) {
  const std::vector<int>& outputs = stage.planned().outputs;
  for (std::size_t port = 0; port < s.ports.size(); ++port) {
    if (s.ports[port] == nullptr) continue;
    const docmill_layer*& layer = d.layers[static_cast<std::size_t>(outputs[port])];
    if (layer != nullptr) {
      s.verdict = DOCMILL_FAIL;
      s.code = "layer-twice";
      s.message = fmt::format(
          "'{}' provides '{}', which an earlier stage has provided for this document; their `when` must exclude "
          "one "
          "another",
          stage.planned().name(), stage.planned().declaration.provided[port].layer);
      return;
    }
  }
  for (std::size_t port = 0; port < s.ports.size(); ++port) {
    if (s.ports[port] == nullptr) continue;
    const auto slot = static_cast<std::size_t>(outputs[port]);
    d.layers[slot] = s.ports[port];
    d.makers[slot] = stage.index();
  }
}

}  // namespace

void fail(const StageInstance& stage, Document& d, std::string code, std::string message, StageCounts& counts) {
  ++counts.failed;
  DocumentError error{stage.index(), std::move(code), std::move(message)};
  switch (stage.planned().entry.on_error.value) {
    case OnError::keep:
      ++counts.kept;
      d.kept.push_back(std::move(error));
      return;
    case OnError::stop: d.ends_run = true; [[fallthrough]];
    case OnError::fail: d.outcome = Outcome::failed; d.error = std::move(error);
  }
}

void commit(const StageInstance& stage, Document& d, Staged& s, StageCounts& counts) {
  for (DocumentNote& note : s.notes) d.notes.push_back(std::move(note));
  if (s.verdict == 0) provide(stage, d, s);
  if (s.verdict == DOCMILL_FAIL) return fail(stage, d, std::move(s.code), std::move(s.message), counts);
  if (s.verdict == DOCMILL_DROP) {
    d.outcome = Outcome::dropped;
    d.error = {stage.index(), std::move(s.code), std::move(s.message)};
    ++counts.dropped;
    return;
  }
  d.emissions.insert(d.emissions.end(), s.emissions.begin(), s.emissions.end());
}

}  // namespace docmill::host
