#include "host/plan/layer_binder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "host/diagnostics/spelling.hpp"
#include "host/pipeline/text_file.hpp"
#include "host/plan/host_layers.hpp"
#include "host/plan/remedies.hpp"
#include "host/plan/written_ports.hpp"

namespace docmill::host {
namespace {

// How a declared kind looks to those who read it.
LayerKind as_read(LayerKind kind) { return kind == LayerKind::rewrite ? LayerKind::text : kind; }

bool option_is_on(const PlannedStage& stage, const std::string& option) {
  for (std::size_t i = 0; i < stage.declaration.options.size() && i < stage.options.size(); ++i)
    if (stage.declaration.options[i].name == option) return stage.options[i].integer != 0;
  return true;
}

bool same_fields(const std::vector<FieldDeclaration>& a, const std::vector<FieldDeclaration>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const FieldDeclaration& x, const FieldDeclaration& y) {
    return x.name == y.name && x.type == y.type;
  });
}

}  // namespace

LayerBinder::LayerBinder(Plan& plan, Diagnostics& diagnostics) : plan_(plan), diagnostics_(diagnostics) {
  for (const PortDeclaration& declared : host_layers()) {
    PlannedLayer layer;
    layer.name = layer.unique_name = declared.layer;
    layer.kind = declared.kind;
    layer.fields = declared.fields;
    if (layer.name == "place" && !plan.file.readers.empty()) layer.fields.push_back(locator_field());
    layer.over = declared.over.empty() ? no_slot : visible(declared.over);
    layer.provider = "host";
    layer.summary = declared.summary;
    visible_[layer.name] = static_cast<int>(plan_.layers.size());
    plan_.layers.push_back(std::move(layer));
  }
  PlannedLayer makers;
  makers.name = makers.unique_name = "makers@host";
  makers.kind = LayerKind::json;
  makers.provider = "host";
  makers.summary = "which stage made each layer that several could have made";
  plan_.layers.push_back(std::move(makers));
}

int LayerBinder::visible(const std::string& name) const {
  const auto found = visible_.find(name);
  return found == visible_.end() ? no_slot : found->second;
}

std::vector<std::string> LayerBinder::visible_names() const {
  std::vector<std::string> names;
  for (const auto& [name, slot] : visible_) names.push_back(name);
  return names;
}

std::string LayerBinder::renamed(const std::map<std::string, Located<std::string>>& names, const std::string& port) {
  const auto found = names.find(port);
  return found == names.end() ? port : found->second.value;
}

void LayerBinder::bind(std::size_t index) {
  PlannedStage& stage = plan_.stages[index];
  take_written_ports(
      stage,
      [&](const std::string& layer) -> std::optional<LayerKind> {
        const int slot = visible(renamed(stage.entry.in, layer));
        if (slot == no_slot) return std::nullopt;
        return plan_.layers[static_cast<std::size_t>(slot)].kind;
      },
      diagnostics_);
  check_renames(stage);
  bind_required(index, stage);
  check_texts(stage);
  bind_condition(stage);
  bind_provided(index, stage);
}

void LayerBinder::check_renames(const PlannedStage& stage) {
  const auto check = [&](const auto& names, const std::vector<PortDeclaration>& ports, const char* key,
                         const char* verb) {
    std::vector<std::string> known;
    for (const PortDeclaration& port : ports) known.push_back(port.layer);
    for (const auto& [port, to] : names) {
      if (std::find(known.begin(), known.end(), port) != known.end()) continue;
      diagnostics_.error(
          to.place, fmt::format("'{}' {} no layer '{}'{}", stage.entry.use.value, verb, port, suggestion(port, known)),
          {known.empty() ? fmt::format("it {} none: leave out '{}'", verb, key)
                         : fmt::format("it {}: {}", verb, fmt::join(known, ", "))});
    }
  };
  check(stage.entry.in, stage.declaration.required, "in", "requires");
  check(stage.entry.out, stage.declaration.provided, "out", "provides");
}

void LayerBinder::bind_required(std::size_t index, PlannedStage& stage) {
  if (stage.declaration.reads_all) {
    const bool routed = std::any_of(plan_.layers.begin(), plan_.layers.end(),
                                    [](const PlannedLayer& layer) { return layer.has_alternatives(); });
    for (int slot = 0; slot < static_cast<int>(plan_.layers.size()); ++slot)
      if (slot != slot_makers || routed) stage.inputs.push_back(slot);
    return;
  }
  for (const PortDeclaration& port : stage.declaration.required) {
    const std::string name = renamed(stage.entry.in, port.layer);
    const int slot = visible(name);
    stage.inputs.push_back(slot);
    const Place place = place_of_required(stage.entry, port.layer);
    if (slot == no_slot) {
      if (!port.optional) missing_.push_back({index, name, port.layer, port.kind, place});
      continue;
    }
    const PlannedLayer& layer = plan_.layers[static_cast<std::size_t>(slot)];
    if (layer.kind != port.kind) {
      diagnostics_.error(place,
                         fmt::format("'{}' requires '{}' as {}, but {} provides it as {}", stage.name(), name,
                                     name_of(port.kind), provider_of(plan_, layer), name_of(layer.kind)),
                         {fmt::format("layers of the kind {} that stand before it: {}", name_of(port.kind),
                                      names_of_kind(port.kind))});
      continue;
    }
    for (const FieldDeclaration& field : port.fields) {
      const auto found = std::find_if(layer.fields.begin(), layer.fields.end(),
                                      [&](const FieldDeclaration& f) { return f.name == field.name; });
      if (found == layer.fields.end() || found->type != field.type)
        diagnostics_.error(place,
                           fmt::format("'{}' requires the field '{}.{}' ({}), which {} does not provide", stage.name(),
                                       name, field.name, name_of(field.type), provider_of(plan_, layer)),
                           {fmt::format("'{}' is {}", name, shape_of(plan_, layer))});
    }
    if (!port.optional) stage.needed.push_back(slot);
  }
}

// A stage that reads a text and spans over a text of the same port must get them of one text.
void LayerBinder::check_texts(const PlannedStage& stage) {
  const std::vector<PortDeclaration>& ports = stage.declaration.required;
  if (stage.declaration.reads_all || ports.size() != stage.inputs.size()) return;
  for (std::size_t i = 0; i < ports.size(); ++i) {
    if (ports[i].kind != LayerKind::spans || ports[i].over.empty() || stage.inputs[i] == no_slot) continue;
    const auto text =
        std::find_if(ports.begin(), ports.end(), [&](const PortDeclaration& p) { return p.layer == ports[i].over; });
    if (text == ports.end()) continue;
    const int text_slot = stage.inputs[static_cast<std::size_t>(text - ports.begin())];
    const PlannedLayer& spans = plan_.layers[static_cast<std::size_t>(stage.inputs[i])];
    if (text_slot == no_slot || spans.over == text_slot) continue;
    const PlannedLayer& newer = plan_.layers[static_cast<std::size_t>(text_slot)];
    const std::string rewriter =
        newer.stages.empty() ? "host" : plan_.stages[static_cast<std::size_t>(newer.stages.front())].name();
    const std::string tagger =
        spans.stages.empty() ? "host" : plan_.stages[static_cast<std::size_t>(spans.stages.front())].name();
    diagnostics_.error(
        stage.entry.place,
        fmt::format("'{}' would read the '{}' of '{}' with the '{}' of '{}', which lie over another text", stage.name(),
                    newer.name, rewriter, spans.name, tagger),
        {fmt::format("put '{}' before '{}', or '{}' after '{}'", stage.name(), rewriter, tagger, rewriter)});
  }
}

std::string LayerBinder::names_of_kind(LayerKind kind) const {
  std::vector<std::string> names;
  for (const auto& [name, slot] : visible_)
    if (plan_.layers[static_cast<std::size_t>(slot)].kind == kind) names.push_back(name);
  return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

const PlannedStage* LayerBinder::later_provider(const PlannedStage& stage, const std::string& layer) const {
  for (const PlannedStage* other = &stage + 1; other < plan_.stages.data() + plan_.stages.size(); ++other)
    for (const PortDeclaration& port : other->declaration.provided)
      if (renamed(other->entry.out, port.layer) == layer) return other;
  return nullptr;
}

// For conditions, which look at attributes and JSON.
std::string LayerBinder::no_such_layer(const PlannedStage& stage, const std::string& layer) const {
  const std::string what = fmt::format("no layer '{}' stands before '{}'", layer, stage.name());
  if (const PlannedStage* later = later_provider(stage, layer))
    return fmt::format("{}; put '{}', which provides it, before", what, later->name());
  const std::vector<std::string> names = visible_names();
  if (const std::string near = suggestion(layer, names); !near.empty()) return what + near;
  return fmt::format("{}; a condition can look at: {}, metadata", what, names_of_kind(LayerKind::attributes));
}

void LayerBinder::bind_condition(PlannedStage& stage) {
  if (!stage.entry.when) return;
  const auto bind = [&](std::string_view layer_name, std::string_view key) -> std::variant<KeyBinding, std::string> {
    const int slot = visible(std::string(layer_name));
    if (slot == no_slot) return no_such_layer(stage, std::string(layer_name));
    const PlannedLayer& layer = plan_.layers[static_cast<std::size_t>(slot)];
    KeyBinding binding{static_cast<uint32_t>(slot), 0, std::nullopt};
    if (layer.kind == LayerKind::json) return binding;
    if (layer.kind != LayerKind::attributes)
      return fmt::format("'{}' is a {} layer; a condition looks at attributes or metadata", layer_name,
                         name_of(layer.kind));
    std::vector<std::string> keys;
    for (const FieldDeclaration& f : layer.fields) {
      if (f.name == key) {
        binding.key = static_cast<uint32_t>(keys.size());
        binding.type = f.type;
        return binding;
      }
      keys.push_back(f.name);
    }
    return fmt::format("'{}' has no key '{}' (it has {}){}", layer_name, key, fmt::join(keys, ", "),
                       suggestion(key, keys));
  };
  auto parsed = Condition::parse(stage.entry.when->value, bind);
  if (auto* condition = std::get_if<Condition>(&parsed)) {
    stage.when = std::move(*condition);
    return;
  }
  for (const Condition::Mistake& mistake : std::get<std::vector<Condition::Mistake>>(parsed)) {
    const Place place = place_inside(stage.entry.when->value, stage.entry.when->place, mistake.offset);
    diagnostics_.error(place, mistake.message);
  }
}

int LayerBinder::text_below(const PlannedStage& stage, const PortDeclaration& port) const {
  const StageDeclaration& d = stage.declaration;
  if (port.kind == LayerKind::spans) {
    for (std::size_t i = 0; i < d.provided.size() && i < stage.outputs.size(); ++i)
      if (d.provided[i].layer == port.over && as_read(d.provided[i].kind) == LayerKind::text) return stage.outputs[i];
  }
  for (std::size_t i = 0; i < d.required.size() && i < stage.inputs.size(); ++i)
    if (d.required[i].layer == port.over && d.required[i].kind == LayerKind::text) return stage.inputs[i];
  return no_slot;
}

bool LayerBinder::join_alternative(std::size_t index, PlannedStage& stage, const PlannedLayer& layer, int slot) {
  PlannedLayer& before = plan_.layers[static_cast<std::size_t>(slot)];
  const bool every_when = stage.entry.when && std::all_of(before.stages.begin(), before.stages.end(), [&](int s) {
                            return plan_.stages[static_cast<std::size_t>(s)].entry.when.has_value();
                          });
  if (before.stages.empty() || !every_when) return false;
  if (before.kind != layer.kind || before.over != layer.over || !same_fields(before.fields, layer.fields)) {
    diagnostics_.error(stage.entry.place,
                       fmt::format("'{}' cannot stand in for {}: their '{}' have different shapes", stage.name(),
                                   provider_of(plan_, before), layer.name),
                       {fmt::format("'{}': {}", stage.name(), shape_of(plan_, layer)),
                        fmt::format("{}: {}", provider_of(plan_, before), shape_of(plan_, before))});
    return true;
  }
  before.stages.push_back(static_cast<int>(index));
  before.provider += " or " + layer.provider;
  return true;
}

// A stage that reads a layer and provides one of the same name and kind puts it in its place. Of the host's only
// `metadata` can be replaced; texts are rewritten, so that the way back to the source is kept.
bool LayerBinder::replaces(const PlannedStage& stage, const PlannedLayer& layer, int before) const {
  const PlannedLayer& old = plan_.layers[static_cast<std::size_t>(before)];
  if (layer.kind == LayerKind::text || layer.kind != old.kind) return false;
  if (old.stages.empty() && before != slot_metadata) return false;
  return std::find(stage.inputs.begin(), stage.inputs.end(), before) != stage.inputs.end();
}

void LayerBinder::say_no_text_below(const PlannedStage& stage, const PortDeclaration& port, const std::string& layer) {
  std::vector<std::string> texts;
  for (const std::vector<PortDeclaration>* ports : {&stage.declaration.required, &stage.declaration.provided})
    for (const PortDeclaration& other : *ports)
      if (as_read(other.kind) == LayerKind::text && other.layer != port.layer) texts.push_back(other.layer);
  diagnostics_.error(
      place_of_provided(stage.entry, port.layer),
      fmt::format("'{}' provides '{}' over '{}', which is no text that it requires or provides{}", stage.name(), layer,
                  port.over, suggestion(port.over, texts)),
      {texts.empty() ? fmt::format("it has no text: write for example requires = [\"text\"] and over = \"text\"")
                     : fmt::format("texts that it has: {}", fmt::join(texts, ", "))});
}

int LayerBinder::provide(std::size_t index, PlannedStage& stage, std::size_t port_index,
                         std::vector<std::string>& taken) {
  const PortDeclaration& port = stage.declaration.provided[port_index];
  PlannedLayer layer;
  layer.name = layer.unique_name = renamed(stage.entry.out, port.layer);
  layer.kind = as_read(port.kind);
  layer.is_rewrite = port.kind == LayerKind::rewrite;
  layer.has_label = port.has_label;
  layer.has_value = port.has_value;
  layer.has_score = port.has_score;
  layer.fields = port.fields;
  layer.summary = port.summary;
  layer.stages = {static_cast<int>(index)};
  layer.provider = stage.credit();
  if (!port.over.empty()) {
    layer.over = text_below(stage, port);
    if (layer.over == no_slot) {
      const bool reported =
          std::any_of(missing_.begin(), missing_.end(), [&](const Missing& m) { return m.stage == index; });
      if (!reported) say_no_text_below(stage, port, layer.name);
    }
  }
  const int before = visible(layer.name);
  if (before != no_slot) {
    const bool rewrites_it = layer.is_rewrite && layer.over == before;
    if (!rewrites_it && !replaces(stage, layer, before)) {
      if (join_alternative(index, stage, layer, before)) return before;
      taken.push_back(port.layer);
      return no_slot;
    }
    PlannedLayer& old = plan_.layers[static_cast<std::size_t>(before)];
    const std::string& provider =
        old.stages.empty() ? old.provider : plan_.stages[static_cast<std::size_t>(old.stages.front())].name();
    old.unique_name = fmt::format("{}@{}", old.name, provider);
  }
  const int slot = static_cast<int>(plan_.layers.size());
  visible_[layer.name] = slot;
  plan_.layers.push_back(std::move(layer));
  return slot;
}

void LayerBinder::bind_provided(std::size_t index, PlannedStage& stage) {
  const std::vector<PortDeclaration>& ports = stage.declaration.provided;
  stage.outputs.assign(ports.size(), no_slot);
  std::vector<std::string> taken;
  // Texts first: spans may lie over a text that the same stage provides.
  for (const bool texts : {true, false}) {
    for (std::size_t i = 0; i < ports.size(); ++i) {
      if ((as_read(ports[i].kind) == LayerKind::text) != texts) continue;
      if (!ports[i].only_if.empty() && !option_is_on(stage, ports[i].only_if)) continue;
      stage.outputs[i] = provide(index, stage, i, taken);
    }
  }
  if (!taken.empty()) say_taken(stage, taken);
}

void LayerBinder::say_taken(const PlannedStage& stage, const std::vector<std::string>& taken) {
  std::vector<std::string> names;
  for (const std::string& port : taken) names.push_back(renamed(stage.entry.out, port));
  const PlannedLayer& before = plan_.layers[static_cast<std::size_t>(visible(names.front()))];
  const bool before_has_when =
      !before.stages.empty() && plan_.stages[static_cast<std::size_t>(before.stages.front())].entry.when;
  std::vector<std::string> details = {rename_remedy(taken, visible_)};
  if (before_has_when || stage.entry.when)
    details.push_back(fmt::format("or give {} a 'when', too, so that one of the two runs for each document",
                                  before_has_when ? fmt::format("'{}'", stage.name()) : provider_of(plan_, before)));
  diagnostics_.error(place_of_provided(stage.entry, taken.front()),
                     fmt::format("'{}' provides {}, which {} has provided already; write", stage.name(),
                                 fmt::join(names, ", "), provider_of(plan_, before)),
                     std::move(details));
}

void LayerBinder::finish() {
  for (const Missing& m : missing_) {
    const PlannedStage& stage = plan_.stages[m.stage];
    const std::string as = m.port == m.layer ? "" : fmt::format(" (as '{}')", m.port);
    const std::string what =
        fmt::format("'{}' requires '{}'{}, which no stage before it provides", stage.name(), m.layer, as);
    if (const PlannedStage* later = later_provider(stage, m.layer)) {
      diagnostics_.error(m.place, what,
                         {fmt::format("'{}' provides it; put it before '{}'", later->name(), stage.name())});
      continue;
    }
    const std::vector<std::string> names = visible_names();
    if (const std::string near = suggestion(m.layer, names); !near.empty()) {
      diagnostics_.error(m.place, what + near);
      continue;
    }
    std::string remedy = fmt::format("put a stage that provides '{}' before it", m.layer);
    if (m.kind == LayerKind::text && !stage.declaration.ports_from_pipeline)  // whose kind nobody knows
      remedy += fmt::format(", or let it read what the host provides: in = {{ {} = \"source\" }}", m.port);
    diagnostics_.error(m.place, what, {remedy});
  }
}

}  // namespace docmill::host
