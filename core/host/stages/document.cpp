#include "host/stages/document.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "docmill/base/json_text.hpp"
#include "host/documents/layer_check.hpp"
#include "host/documents/pool.hpp"
#include "host/plan/plan.hpp"

namespace docmill::host {

void Document::reset(std::size_t n_layers) {
  arena.reset();
  layers.assign(n_layers, nullptr);
  makers.assign(n_layers, -1);
  part = number = 0;
  parts.clear();
  digests.assign(n_layers, std::nullopt);
  outcome = Outcome::going;
  error = {};
  ends_run = false;
  kept.clear();
  doomed.clear();
  notes.clear();
  emissions.clear();
  stage_results.clear();
  marks.clear();
  key.reset();
  is_restored = false;
  told_notes = told_kept = 0;
  told_failure = false;
  raw_digest = {};
}

void Document::trim() {
  arena.reset();
  for (std::string* buffer : {&source.raw, &source.source, &source.metadata})
    if (buffer->capacity() > Arena::retained_limit) std::string().swap(*buffer);
  if (source.map.capacity() * sizeof(docmill_map_run) > Arena::retained_limit)
    std::vector<docmill_map_run>().swap(source.map);
}

void Document::forget_layers() {
  layers.assign(layers.size(), nullptr);
  arena.release();
  source.metadata = {};
}

void Document::provide_host_layers() {
  if (part == 0) layers[slot_raw] = pool_layer(DOCMILL_KIND_BYTES, source.raw, arena);
  if (part == 0 || !source.source.empty())
    layers[slot_source] = text_layer(source.source_is_raw ? source.raw : source.source, source.map, arena);
  layers[slot_id] = pool_layer(DOCMILL_KIND_TEXT, source.id, arena);
  const std::array<AttributeValue, 2> format = {
      {{false, true, 0, source.media_type}, {false, true, 0, source.charset}}};
  layers[slot_format] = attributes_layer(format, arena);
  layers[slot_metadata] = pool_layer(DOCMILL_KIND_JSON, source.metadata, arena);
  const std::array<AttributeValue, 3> place = {
      {{false, true, 0, source.file},
       {!source.line.has_value(), false, static_cast<int64_t>(source.line.value_or(0)), {}},
       {source.locator.empty(), true, 0, source.locator}}};
  layers[slot_place] = attributes_layer(std::span(place).first(source.has_locator ? 3 : 2), arena);
  layers[slot_errors] = pool_layer(DOCMILL_KIND_JSON, "[]", arena);
}

void Document::provide_errors(const std::vector<std::string>& stage_names) {
  struct Said {
    int stage;
    std::string_view code, message;
  };
  std::vector<Said> all;
  for (const DocumentNote& n : notes)
    if (n.stage >= 0 || n.code != duplicate_id) all.push_back({n.stage, n.code, n.message});
  for (const DocumentError& e : kept) all.push_back({e.stage, e.code, e.message});
  if (all.empty()) return;
  std::stable_sort(all.begin(), all.end(), [](const Said& a, const Said& b) { return a.stage < b.stage; });
  std::string json = "[";
  for (const Said& said : all) {
    if (json.size() > 1) json += ',';
    json += "{\"stage\":";
    append_json_string(json,
                       said.stage < 0 ? "input" : std::string_view(stage_names[static_cast<std::size_t>(said.stage)]));
    json += ",\"code\":";
    append_json_string(json, said.code);
    json += ",\"message\":";
    append_json_string(json, said.message);
    json += '}';
  }
  json += ']';
  layers[slot_errors] = pool_layer(DOCMILL_KIND_JSON, {arena.copy(json), json.size()}, arena);
}

void Document::provide_makers(const Plan& plan) {
  std::string json = "{";
  for (std::size_t slot = n_host_slots; slot < layers.size(); ++slot) {
    if (!plan.layers[slot].has_alternatives() || makers[slot] < 0) continue;
    if (json.size() > 1) json += ',';
    append_json_string(json, plan.layers[slot].unique_name);
    json += ':';
    append_json_string(json, plan.stages[static_cast<std::size_t>(makers[slot])].credit());
  }
  json += '}';
  layers[slot_makers] = pool_layer(DOCMILL_KIND_JSON, {arena.copy(json), json.size()}, arena);
}

namespace {

bool is_text_equal_to(const docmill_layer& layer, const std::string& bytes) {
  return layer.kind == DOCMILL_KIND_TEXT && layer.row_size == 0 && layer.pool_size == bytes.size() &&
         std::memcmp(layer.pool, bytes.data(), bytes.size()) == 0;
}

// What stands before the rows in the digest of a layer; of texts and the like nothing does.
using LayerHead = std::array<uint64_t, 4>;
bool has_head(const docmill_layer& layer) { return layer.row_size != 0 || layer.kind == DOCMILL_KIND_SPANS; }
LayerHead head_of(const docmill_layer& layer) { return {layer.kind, layer.n_rows, layer.row_size, layer.pool_size}; }
std::size_t size_of_rows(const docmill_layer& layer) { return std::size_t{layer.n_rows} * layer.row_size; }

// Many a text is the document, byte for byte, whose digest is known: comparing is a tenth of hashing.
bool is_document(const Document& d, const docmill_layer& layer) {
  return d.raw_digest != Digest{} && !d.source.raw.empty() && is_text_equal_to(layer, d.source.raw);
}

}  // namespace

void Document::digest_layers(Sha256Lanes& hashes) {
  for (std::size_t slot = n_host_slots; slot < layers.size(); ++slot) {
    if (layers[slot] == nullptr || digests[slot]) continue;
    const docmill_layer& layer = *layers[slot];
    Digest& digest = digests[slot].emplace(raw_digest);
    if (is_document(*this, layer)) continue;
    std::string_view head, rows;
    if (has_head(layer)) {
      const LayerHead words = head_of(layer);
      head = {arena.copy({reinterpret_cast<const char*>(words.data()), sizeof words}), sizeof words};
      if (layer.n_rows != 0) rows = {static_cast<const char*>(layer.rows), size_of_rows(layer)};
    }
    hashes.add(digest, head, rows, pool_of(layer));
  }
}

void Document::digest_layer(std::size_t slot, Sha256& hash) {
  if (layers[slot] == nullptr || digests[slot]) return;
  digests[slot] = is_document(*this, *layers[slot]) ? raw_digest : layer_digest(*layers[slot], hash);
}

void note_input(Document& d) {
  for (const Problem& note : d.source.notes) {
    const bool warns = note.code == "replaced-bytes" || note.code == "wrong-charset";
    d.notes.push_back(
        {-1, warns ? uint32_t{DOCMILL_LEVEL_WARNING} : uint32_t{DOCMILL_LEVEL_INFO}, note.code, note.message});
  }
}

Digest layer_digest(const docmill_layer& layer, Sha256& hash) {
  if (has_head(layer)) {
    const LayerHead head = head_of(layer);
    hash.update(head.data(), sizeof head);
    hash.update(layer.rows, size_of_rows(layer));
  }
  hash.update(layer.pool, layer.pool_size);
  return hash.finish();
}

}  // namespace docmill::host
