#include "host/plan/written_ports.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>
#include <vector>

#include "host/plan/remedies.hpp"

namespace docmill::host {
namespace {

std::optional<LayerKind> kind_named(const std::string& name) {
  for (const LayerKind kind :
       {LayerKind::text, LayerKind::spans, LayerKind::attributes, LayerKind::rewrite, LayerKind::json})
    if (name == name_of(kind)) return kind;
  return std::nullopt;
}

std::optional<FieldType> type_named(const std::string& name) {
  for (const FieldType type : {FieldType::boolean, FieldType::integer, FieldType::number, FieldType::string})
    if (name == name_of(type)) return type;
  return std::nullopt;
}

void say_missing(const PlannedStage& stage, Diagnostics& diagnostics) {
  const StageEntry& entry = stage.entry;
  std::vector<std::string> keys;
  if (!entry.requires_layers) keys.emplace_back("requires = [\"text\"]");
  if (!entry.provides_layers) keys.emplace_back("provides = { summary = \"text\" }");
  diagnostics.error(entry.place,
                    fmt::format("'{}' leaves its ports to the pipeline, which has to say what it {}", stage.name(),
                                keys.size() == 2        ? "requires and provides"
                                : entry.requires_layers ? "provides"
                                                        : "requires"),
                    {fmt::format("write for example {}", fmt::join(keys, " and "))});
}

PortDeclaration required_port(const std::string& written, const KindOfLayer& kind_of) {
  PortDeclaration port;
  port.layer = written;
  if (port.layer.ends_with('?')) {
    port.optional = true;
    port.layer.pop_back();
  }
  if (const std::optional<LayerKind> kind = kind_of(port.layer)) port.kind = *kind;
  return port;
}

// None after a mistake.
std::optional<PortDeclaration> provided_port(const WrittenProvide& written, Diagnostics& diagnostics) {
  PortDeclaration port;
  port.layer = written.layer;
  const std::optional<LayerKind> kind = kind_named(written.kind);
  if (!kind) {
    diagnostics.error(
        written.place,
        fmt::format("'{}' is no kind of layer; it must be text, spans, attributes, rewrite or json", written.kind));
    return std::nullopt;
  }
  port.kind = *kind;
  port.over = written.over;
  if (port.over.empty() && (*kind == LayerKind::spans || *kind == LayerKind::rewrite)) port.over = "text";
  for (const auto& [name, type] : written.fields) {
    const std::optional<FieldType> field_type = type_named(type);
    if (!field_type)
      diagnostics.error(written.place,
                        fmt::format("'{}' is no type of a field; it must be string, integer, number or boolean", type));
    port.fields.push_back({name, field_type.value_or(FieldType::string), ""});
  }
  return port;
}

}  // namespace

void take_written_ports(PlannedStage& stage, const KindOfLayer& kind_of, Diagnostics& diagnostics) {
  const StageEntry& entry = stage.entry;
  StageDeclaration& declaration = stage.declaration;
  if (!declaration.ports_from_pipeline) {
    if (entry.requires_layers || entry.provides_layers || entry.pure)
      diagnostics.error(
          place_of_ports(entry),
          fmt::format("'{}' declares its ports itself; leave out requires, provides and pure", stage.name()));
    return;
  }
  if (!entry.requires_layers || !entry.provides_layers) return say_missing(stage, diagnostics);
  declaration.schedule = entry.pure && entry.pure->value ? Schedule::pure : Schedule::external;
  for (const Located<std::string>& written : *entry.requires_layers)
    declaration.required.push_back(required_port(written.value, kind_of));
  for (const WrittenProvide& written : *entry.provides_layers)
    if (std::optional<PortDeclaration> port = provided_port(written, diagnostics))
      declaration.provided.push_back(std::move(*port));
}

}  // namespace docmill::host
