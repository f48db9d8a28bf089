#include "host/plan/remedies.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace docmill::host {

std::string provider_of(const Plan& plan, const PlannedLayer& layer) {
  if (layer.stages.empty()) return "the host";
  return fmt::format("'{}'", plan.stages[static_cast<std::size_t>(layer.stages.front())].name());
}

std::string rename_remedy(const std::vector<std::string>& ports, const std::map<std::string, int>& visible) {
  char ending = 'b';
  const auto is_taken = [&](const std::string& port) { return visible.count(fmt::format("{}_{}", port, ending)) != 0; };
  while (ending != 'z' && std::any_of(ports.begin(), ports.end(), is_taken)) ++ending;
  std::vector<std::string> pairs;
  for (const std::string& port : ports) pairs.push_back(fmt::format("{} = \"{}_{}\"", port, port, ending));
  return fmt::format("out = {{ {} }}", fmt::join(pairs, ", "));
}

std::string shape_of(const Plan& plan, const PlannedLayer& layer) {
  std::string shape = name_of(layer.kind);
  if (layer.over != no_slot)
    shape += fmt::format(" over '{}'", plan.layers[static_cast<std::size_t>(layer.over)].unique_name);
  std::vector<std::string> fields;
  for (const FieldDeclaration& f : layer.fields) fields.push_back(fmt::format("{} ({})", f.name, name_of(f.type)));
  if (!fields.empty()) shape += fmt::format(" with {}", fmt::join(fields, ", "));
  return shape;
}

Place place_of_required(const StageEntry& entry, const std::string& port) {
  if (const auto in = entry.in.find(port); in != entry.in.end()) return in->second.place;
  if (entry.requires_layers) {
    for (const Located<std::string>& written : *entry.requires_layers)
      if (written.value == port || written.value == port + "?") return written.place;
  }
  return entry.place;
}

Place place_of_provided(const StageEntry& entry, const std::string& port) {
  if (const auto out = entry.out.find(port); out != entry.out.end()) return out->second.place;
  if (entry.provides_layers) {
    for (const WrittenProvide& written : *entry.provides_layers)
      if (written.layer == port) return written.place;
  }
  return entry.place;
}

Place place_of_ports(const StageEntry& entry) {
  if (entry.requires_layers && !entry.requires_layers->empty()) return entry.requires_layers->front().place;
  if (entry.provides_layers && !entry.provides_layers->empty()) return entry.provides_layers->front().place;
  return entry.pure ? entry.pure->place : entry.place;
}

}  // namespace docmill::host
