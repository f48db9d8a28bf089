#include "tooling/inspect/explain_walk.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace docmill::tooling {

void ExplainWalk::walk() {
  for (std::size_t i = 0; i < plan_.stages.size(); ++i) {
    const StageTrace& seen = trace_.stages[i];
    begin_stage(i);
    for (const DocumentNote& told : seen.notes) note(told);
    begin_layers(i);
    for (const int slot : seen.provided) layer(seen, static_cast<std::size_t>(slot));
    if (seen.emitted != 0) {
      std::string names;
      for (const OpenedOutput& output : prepared_.stages[i]->outputs())
        names += (names.empty() ? "" : ", ") + output.name;
      emitted(seen.emitted, names);
    }
    end_stage();
  }
}

void ExplainWalk::layer(const StageTrace& seen, std::size_t slot) {
  switch (layer_of(slot).kind) {
    case LayerKind::text:
      if (layer_of(slot).is_rewrite) rewrite(slot, reasons_for(prepared_, seen, slot));
      else text(slot);
      return;
    case LayerKind::spans:
      if (!is_reason(seen, slot)) spans(slot);
      return;
    case LayerKind::attributes: return attributes(slot);
    default: return json(slot);
  }
}

bool ExplainWalk::is_reason(const StageTrace& seen, std::size_t slot) const {
  return std::any_of(seen.provided.begin(), seen.provided.end(), [&](int other) {
    const auto rewritten = static_cast<std::size_t>(other);
    if (!layer_of(rewritten).is_rewrite) return false;
    const std::vector<std::size_t> reasons = reasons_for(prepared_, seen, rewritten);
    return std::find(reasons.begin(), reasons.end(), slot) != reasons.end();
  });
}

std::string ExplainWalk::place() const {
  const SourceDocument& s = document_.source;
  return s.line ? fmt::format("{}:{}", s.file, *s.line) : s.file;
}

std::string ExplainWalk::time_of(std::size_t stage, const char* before) const {
  const uint64_t nanoseconds = trace_.stages[stage].nanoseconds;
  if (!with_times_ || nanoseconds == 0) return "";
  return fmt::format("{}{:.1f} ms", before, static_cast<double>(nanoseconds) / 1e6);
}

}  // namespace docmill::tooling
