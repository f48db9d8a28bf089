#include "host/plan/split_binder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "host/diagnostics/spelling.hpp"

namespace docmill::host {
namespace {

class SplitBinder {
 public:
  SplitBinder(Plan& plan, Diagnostics& diagnostics) : plan_(plan), diagnostics_(diagnostics) {}

  void run() {
    for (std::size_t i = 0; i < plan_.stages.size(); ++i)
      if (plan_.stages[i].entry.split) bind(i, plan_.stages[i]);
    if (plan_.split_text() == no_slot) return;
    for (std::size_t i = *plan_.splitter + 1; i < plan_.stages.size(); ++i) check_behind(plan_.stages[i]);
  }

 private:
  void bind(std::size_t index, PlannedStage& stage) {
    const Located<std::string>& split = *stage.entry.split;
    if (plan_.splitter)
      return diagnostics_.error(split.place,
                                fmt::format("'{}' cannot split documents that '{}' has split already", stage.name(),
                                            plan_.stages[*plan_.splitter].name()),
                                {"leave out one 'split-by'"});
    if (stage.serial) return say_serial(index, split.place);
    stage.split_by = slot_of(stage, split);
    if (stage.split_by != no_slot) plan_.splitter = index;
  }

  // Ids and order of the parts are settled before a stage sees documents in order.
  void say_serial(std::size_t index, const Place& place) {
    std::size_t first = 0;
    while (!plan_.stages[first].serial) ++first;
    const std::string& name = plan_.stages[index].name();
    if (first == index)
      diagnostics_.error(place, fmt::format("'{}' looks at the documents before (ORDERED), so it cannot split", name),
                         {"leave out 'split-by'"});
    else
      diagnostics_.error(place,
                         fmt::format("'{}' cannot split behind '{}', which looks at the documents before (ORDERED)",
                                     name, plan_.stages[first].name()),
                         {fmt::format("put '{}' before '{}'", name, plan_.stages[first].name())});
  }

  int slot_of(const PlannedStage& stage, const Located<std::string>& split) {
    std::vector<std::string> spans;
    for (std::size_t i = 0; i < stage.declaration.provided.size(); ++i) {
      const PortDeclaration& port = stage.declaration.provided[i];
      const auto renamed = stage.entry.out.find(port.layer);
      const std::string& name = renamed == stage.entry.out.end() ? port.layer : renamed->second.value;
      if (port.kind == LayerKind::spans) spans.push_back(name);
      if (name != split.value) continue;
      if (port.kind != LayerKind::spans) {
        diagnostics_.error(
            split.place, fmt::format("'{}' cannot split by '{}', a layer of the kind {}; documents are split by spans",
                                     stage.name(), name, host::name_of(port.kind)));
        return no_slot;
      }
      if (stage.outputs[i] == no_slot && !port.only_if.empty())
        diagnostics_.error(split.place,
                           fmt::format("'{}' provides '{}' only with {} = true", stage.name(), name, port.only_if),
                           {fmt::format("write {} = true", port.only_if)});
      return stage.outputs[i];
    }
    diagnostics_.error(split.place,
                       fmt::format("'{}' cannot split by '{}', which it does not provide{}", stage.name(), split.value,
                                   suggestion(split.value, spans)),
                       {spans.empty() ? std::string("it provides no spans: leave out 'split-by'")
                                      : fmt::format("spans that it provides: {}", fmt::join(spans, ", "))});
    return no_slot;
  }

  // What would be skipped for every part is a mistake.
  void check_behind(const PlannedStage& stage) {
    const PlannedStage& splitter = plan_.stages[*plan_.splitter];
    for (const int slot : stage.needed) {
      const PlannedLayer& layer = plan_.layers[static_cast<std::size_t>(slot)];
      const auto is_behind = [&](int maker) { return static_cast<std::size_t>(maker) > *plan_.splitter; };
      if (plan_.is_inherited(static_cast<std::size_t>(slot)) ||
          std::any_of(layer.stages.begin(), layer.stages.end(), is_behind))
        continue;
      diagnostics_.error(stage.entry.place,
                         fmt::format("'{}' requires '{}', which the parts of a document do not have: '{}' splits it by "
                                     "'{}'",
                                     stage.name(), layer.unique_name, splitter.name(), splitter.entry.split->value),
                         {fmt::format("put '{}' before '{}', or let it read '{}'", stage.name(), splitter.name(),
                                      plan_.layers[static_cast<std::size_t>(plan_.split_text())].unique_name)});
    }
  }

  Plan& plan_;
  Diagnostics& diagnostics_;
};

}  // namespace

void bind_splits(Plan& plan, Diagnostics& diagnostics) { SplitBinder(plan, diagnostics).run(); }

int Plan::split_text() const {
  if (!splitter) return no_slot;
  return layers[static_cast<std::size_t>(stages[*splitter].split_by)].over;
}

bool Plan::is_inherited(std::size_t slot) const {
  const int text = split_text();
  const PlannedLayer& layer = layers[slot];
  if (static_cast<int>(slot) == text || slot == slot_id) return true;
  if (layer.kind == LayerKind::spans) return layer.over == text;
  return layer.kind == LayerKind::attributes || layer.kind == LayerKind::json;
}

}  // namespace docmill::host
