#include "catalogue/catalogue.hpp"

#include <algorithm>
#include <stdexcept>

#include "docmill/sdk/declare.hpp"
#include "json/json_value.hpp"

namespace docmill::writer {

namespace {

constexpr std::string_view host = "host";

LayerInfo copy(const docmill_catalogue_entry& entry, uint32_t index) {
  LayerInfo layer;
  layer.index = index;
  layer.kind = entry.kind;
  layer.name = view(entry.layer);
  layer.by = view(entry.provider);
  layer.over = view(entry.over);
  layer.has_label = (entry.flags & DOCMILL_PORT_NO_LABEL) == 0;
  layer.has_value = (entry.flags & DOCMILL_PORT_NO_VALUE) == 0;
  layer.has_score = (entry.flags & DOCMILL_PORT_NO_SCORE) == 0;
  for (uint32_t i = 0; i < entry.n_fields; ++i) {
    const docmill_field& field = *entry.fields[i];
    layer.fields.push_back({field.type, field.name, field.summary != nullptr ? field.summary : ""});
  }
  return layer;
}

uint32_t require(std::optional<uint32_t> place, std::string_view what) {
  if (!place) throw std::runtime_error("this host does not give the layer '" + std::string(what) + "'");
  return *place;
}

}  // namespace

std::optional<uint32_t> LayerInfo::find_field(std::string_view field, uint32_t type) const {
  if (inside.omits(field)) return std::nullopt;
  for (uint32_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == field && (type == 0 || fields[i].type == type)) return i;
  }
  return std::nullopt;
}

Catalogue::Catalogue(std::span<const docmill_catalogue_entry* const> entries, Shown shown) : shown_(std::move(shown)) {
  for (const docmill_catalogue_entry* entry : entries) all_.push_back(copy(*entry, size()));
  for (LayerInfo& layer : all_) link(layer);
  const auto of_host = [&](std::string_view name) -> std::optional<uint32_t> {
    for (const LayerInfo& layer : all_) {
      if (layer.by == host && layer.name == name) return layer.index;
    }
    return std::nullopt;
  };
  id_ = require(of_host("id"), "id");
  const auto replaced = [](const LayerInfo& layer) { return layer.name == "metadata" && layer.by != host; };
  const auto newest = std::find_if(all_.begin(), all_.end(), replaced);
  metadata_ = newest != all_.end() ? newest->index : require(of_host("metadata"), "metadata");
  errors_ = require(of_host("errors"), "errors");
  place_ = require(of_host("place"), "place");
  place_source_ = require(all_[place_].find_field("source", DOCMILL_TYPE_STRING), "place.source");
  place_line_ = require(all_[place_].find_field("line", DOCMILL_TYPE_INTEGER), "place.line");
  if (const auto makers = of_host("makers@host")) {
    for (LayerInfo& layer : all_)
      if (has_several_makers(layer)) layer.makers = makers;
  }
  show();
}

Catalogue Catalogue::with(Shown shown) const {
  Catalogue other = *this;
  other.shown_ = std::move(shown);
  other.show();
  return other;
}

void Catalogue::show() {
  stage_layers_.clear();
  for (LayerInfo& layer : all_) {
    layer.shown = shown_.record.name_of(layer.name);
    layer.over_shown = shown_.record.name_of(layer.over);
    layer.inside = shown_.in(layer.name);
    layer.has_label = layer.has_label && !layer.inside.omits("label");
    layer.has_value = layer.has_value && !layer.inside.omits("value");
    layer.has_score = layer.has_score && !layer.inside.omits("score");
    if (layer.by == host || layer.kind == 0 || layer.index == metadata_ || shown_.record.omits(layer.name)) continue;
    if (layer.is_replaced() && !shown_.record.renames(layer.name)) continue;
    stage_layers_.push_back(layer);
  }
}

const LayerInfo* Catalogue::find(std::string_view name) const {
  for (const LayerInfo& layer : stage_layers_) {
    if (layer.name == name) return &layer;
  }
  return nullptr;
}

std::optional<AttributeKey> Catalogue::find_string(std::string_view layer, std::string_view key) const {
  const LayerInfo* info = find(layer);
  if (info == nullptr || info->kind != DOCMILL_KIND_ATTRIBUTES) return std::nullopt;
  const std::optional<uint32_t> place = info->find_field(key, DOCMILL_TYPE_STRING);
  return place ? std::optional(AttributeKey{info->index, *place}) : std::nullopt;
}

std::optional<std::string_view> string_of(const std::optional<AttributeKey>& key, Document document) {
  if (!key) return std::nullopt;
  const std::optional<std::string_view> text = document.attributes(key->layer).string(key->key);
  return text && !text->empty() ? text : std::nullopt;
}

// Follows `over` from text to text: down to a text of the host the chain has a map, a text that lies over nothing has
// none. The chain is cut at the number of layers, should names ever go round in a circle.
void Catalogue::link(LayerInfo& layer) const {
  const auto text_named = [&](std::string_view name) -> const LayerInfo* {
    for (const LayerInfo& other : all_) {
      if (other.kind == DOCMILL_KIND_TEXT && other.name == name) return &other;
    }
    return nullptr;
  };
  if (layer.over.empty()) return;
  const LayerInfo* below = text_named(layer.over);
  if (below == nullptr) return;
  layer.over_index = below->index;
  layer.over_host = below->by == host;
  for (std::size_t steps = 0; below != nullptr && steps < all_.size(); ++steps) {
    if (below->by == host) {
      layer.from_source = true;
      return;
    }
    below = below->over.empty() ? nullptr : text_named(below->over);
  }
}

std::span<const std::string_view> record_keys() {
  static constexpr std::string_view keys[] = {"id", "source", "line", "metadata", "errors", "offsets", "layers"};
  return keys;
}

bool is_reserved(std::string_view name) {
  return std::find(record_keys().begin(), record_keys().end(), name) != record_keys().end();
}

bool has_several_makers(const LayerInfo& layer) { return layer.by.find(" or ") != std::string::npos; }

std::string maker_of(const LayerInfo& layer, Document document) {
  if (!layer.makers) return layer.by;
  std::string maker;
  JsonParts makers(document.text(*layer.makers));
  while (makers.next())
    if (makers.key_is(layer.name)) append_json_unescaped(maker, inside_json_string(makers.value()));
  return maker;
}

}  // namespace docmill::writer
