#include "scaffold/known_layers.hpp"

#include <algorithm>
#include <set>

#include "host/plan/host_layers.hpp"

namespace docmill::scaffold {
namespace {

using host::LayerKind;

bool runs_by_itself(const host::StageDeclaration& stage) {
  const auto has_default = [](const host::OptionDeclaration& o) { return o.fallback.has_value(); };
  return stage.schedule == host::Schedule::pure && !stage.ports_from_pipeline &&
         std::all_of(stage.options.begin(), stage.options.end(), has_default);
}

void switch_on(UsedStage& stage, const std::string& option) {
  if (option.empty() || std::find(stage.options.begin(), stage.options.end(), option) != stage.options.end()) return;
  stage.options.push_back(option);
}

}  // namespace

KnownLayers::Provider KnownLayers::provider_of(const std::string& layer) const {
  for (const host::ListedStage& listed : list_.stages) {
    if (!runs_by_itself(*listed.stage)) continue;
    for (const host::PortDeclaration& port : listed.stage->provided)
      if (port.layer == layer) return {listed.stage, &port};
  }
  return {};
}

std::optional<LayerKind> KnownLayers::kind_of(const std::string& layer) const {
  if (const host::PortDeclaration* of_host = host::find_host_layer(layer)) return of_host->kind;
  const Provider provider = provider_of(layer);
  if (provider.port == nullptr) return std::nullopt;
  return provider.port->kind == LayerKind::rewrite ? LayerKind::text : provider.port->kind;
}

std::string KnownLayers::over_of(const std::string& layer) const {
  const Provider provider = provider_of(layer);
  return provider.port == nullptr || provider.port->kind != LayerKind::spans ? "" : provider.port->over;
}

std::vector<std::string> KnownLayers::names() const {
  std::set<std::string> names;
  for (const host::PortDeclaration& port : host::host_layers()) names.insert(port.layer);
  for (const host::ListedStage& listed : list_.stages) {
    if (!runs_by_itself(*listed.stage)) continue;
    for (const host::PortDeclaration& port : listed.stage->provided) names.insert(port.layer);
  }
  return {names.begin(), names.end()};
}

void KnownLayers::add_stages_for(const std::string& layer, std::vector<UsedStage>& out, int depth) const {
  constexpr int longest_chain = 50;  // stages that require each other in a circle end here
  if (host::find_host_layer(layer) != nullptr || depth > longest_chain) return;
  const Provider provider = provider_of(layer);
  if (provider.stage == nullptr) return;
  const auto there =
      std::find_if(out.begin(), out.end(), [&](const UsedStage& s) { return s.use == provider.stage->id; });
  if (there != out.end()) {
    switch_on(*there, provider.port->only_if);
    return;
  }
  for (const host::PortDeclaration& port : provider.stage->required)
    if (!port.optional && port.layer != layer) add_stages_for(port.layer, out, depth + 1);
  out.push_back({provider.stage->id, {}});
  switch_on(out.back(), provider.port->only_if);
}

std::vector<UsedStage> KnownLayers::stages_for(const std::vector<std::string>& layers) const {
  std::vector<UsedStage> out;
  for (const std::string& layer : layers) add_stages_for(layer, out, 0);
  return out;
}

}  // namespace docmill::scaffold
