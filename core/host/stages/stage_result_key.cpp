#include "host/stages/stage_result_key.hpp"

#include <array>
#include <bit>

#include "host/plugins/plugin_library.hpp"

namespace docmill::host {
namespace {

// What a stage is given and answers is what it was in ABI 1.0: 1.1 brought readers. Raised with the first minor that
// changes that, as what is kept is lost then.
constexpr uint64_t stage_abi_minor = 0;

// Every part with its length before it, so that no two lists of parts give one sequence of bytes.
void add(Sha256& hash, std::string_view text) {
  const uint64_t size = text.size();
  hash.update(&size, sizeof size);
  hash.update(text);
}

void add(Sha256& hash, uint64_t number) { hash.update(&number, sizeof number); }

void add_options(Sha256& hash, const StageInstance& stage) {
  for (const OptionValue& option : stage.planned().options) {
    add(hash, static_cast<uint64_t>(option.type));
    add(hash, static_cast<uint64_t>(option.integer));
    add(hash, std::bit_cast<uint64_t>(option.number));
    add(hash, option.items.size());
    // Of files this is the name, which the stage sees; their content comes below.
    for (const OptionValue::Item& item : option.items) add(hash, item.text);
  }
  for (const UsedResource& resource : stage.used_resources()) {
    add(hash, resource.option);
    add(hash, resource.sha256);
  }
}

void add_layer(Sha256& hash, const PlannedLayer& layer) {
  add(hash, layer.name);
  add(hash, layer.unique_name);
  add(hash, layer.provider);
  add(hash, static_cast<uint64_t>(layer.kind));
  add(hash, uint64_t{layer.has_label} | uint64_t{layer.has_value} << 1 | uint64_t{layer.has_score} << 2);
  add(hash, layer.fields.size());
  for (const FieldDeclaration& field : layer.fields) {
    add(hash, field.name);
    add(hash, static_cast<uint64_t>(field.type));
  }
}

void add_layers(Sha256& hash, const Plan& plan, const std::vector<int>& slots) {
  add(hash, slots.size());
  for (const int slot : slots) {
    add(hash, slot != no_slot);
    if (slot == no_slot) continue;
    const PlannedLayer& layer = plan.layers[static_cast<std::size_t>(slot)];
    add_layer(hash, layer);
    add(hash, layer.over != no_slot ? plan.layers[static_cast<std::size_t>(layer.over)].unique_name : std::string());
  }
}

void add_library(Sha256& hash, const PluginLibrary& library) {
  add(hash, library.sha256);
  for (const auto& [soname, object] : library.brings) {
    add(hash, soname);
    add(hash, object.build_id);
  }
}

}  // namespace

Digest stage_identity(const StageInstance& stage, Sha256& hash) {
  const PlannedStage& planned = stage.planned();
  add(hash, "docmill answer 1");
  add(hash, stage_abi_minor);
  if (planned.declaration.schedule != Schedule::external) add_library(hash, *planned.library);
  add(hash, planned.declaration.id);
  add(hash, planned.declaration.version);
  add(hash, planned.name());
  add_options(hash, stage);
  add_layers(hash, stage.plan(), planned.inputs);
  add_layers(hash, stage.plan(), planned.outputs);
  return hash.finish();
}

Digest stage_result_key(const Digest& identity, const StageInstance& stage, Document& document, Sha256& hash) {
  const std::vector<int>& inputs = stage.planned().inputs;
  for (const int input : inputs) {
    // First, as the hash can carry one thing at a time.
    if (input >= n_host_slots) document.digest_layer(static_cast<std::size_t>(input), hash);
  }
  std::string parts(reinterpret_cast<const char*>(identity.data()), identity.size());
  for (const int input : inputs) {
    const auto slot = static_cast<std::size_t>(input);
    const docmill_layer* layer = input == no_slot ? nullptr : document.layers[slot];
    parts += layer != nullptr ? '\1' : '\0';
    if (layer == nullptr) continue;
    const Digest digest = input < n_host_slots ? layer_digest(*layer, hash) : *document.digests[slot];
    parts.append(reinterpret_cast<const char*>(digest.data()), digest.size());
    if (layer->n_map == 0) continue;
    hash.update(layer->map, layer->n_map * sizeof(docmill_map_run));
    const Digest map = hash.finish();
    parts.append(reinterpret_cast<const char*>(map.data()), map.size());
  }
  hash.update(parts);
  return hash.finish();
}

}  // namespace docmill::host
