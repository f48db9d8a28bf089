#include "host/run/spool.hpp"

#include <cstring>

#include "host/run/flat_bytes.hpp"
#include "host/run/index_entry.hpp"

namespace docmill::host {
namespace {

using flat::put;
using flat::put_bytes;
using flat::put_rows;
using flat::Reader;

// ---- writing
void put_source(std::string& out, const SourceDocument& s) {
  put_bytes(out, s.metadata);
  put_bytes(out, s.raw);
  put<uint8_t>(out, s.source_is_raw);
  put_bytes(out, s.source_is_raw ? std::string_view() : std::string_view(s.source));
  put_rows(out, s.map.data(), s.map.size());
  put_bytes(out, s.media_type);
  put_bytes(out, s.charset);
  put<uint8_t>(out, s.has_locator);
}

void put_layers(std::string& out, const Document& d) {
  for (std::size_t slot = n_host_slots; slot < d.layers.size(); ++slot) {
    const docmill_layer* layer = d.layers[slot];
    put<uint8_t>(out, layer != nullptr);
    if (layer == nullptr) continue;
    put<uint32_t>(out, layer->kind);
    put<uint32_t>(out, layer->n_rows);
    put<uint32_t>(out, layer->row_size);
    const std::size_t n = std::size_t{layer->n_rows} * layer->row_size;
    put_rows(out, static_cast<const char*>(layer->rows), n);
    put_rows(out, layer->pool, layer->pool_size);
    put_rows(out, layer->map, layer->n_map);
  }
}

// ---- reading
void get_emissions(Reader& in, Document& d, EmissionBuffer& emitted) {
  for (uint32_t n = in.get<uint32_t>(); n != 0 && in.is_whole(); --n) {
    const auto output = in.get<uint32_t>();
    const bool always = in.get<uint8_t>() != 0;
    const std::string_view bytes = in.bytes();
    d.emissions.push_back({output, emitted.size(), bytes.size(), always});
    emitted.append(bytes);
  }
}

void get_source(Reader& in, SourceDocument& s) {
  in.string(s.metadata);
  in.string(s.raw);
  s.source_is_raw = in.get<uint8_t>() != 0;
  in.string(s.source);
  const std::string_view map = in.bytes();
  if (map.size() % sizeof(docmill_map_run) != 0) return in.fail();
  s.map.resize(map.size() / sizeof(docmill_map_run));
  if (!map.empty()) std::memcpy(s.map.data(), map.data(), map.size());
  in.string(s.media_type);
  in.string(s.charset);
  s.has_locator = in.get<uint8_t>() != 0;
  s.notes.clear();
  s.problem.reset();
}

const void* keep(Arena& arena, std::string_view bytes) {
  if (bytes.empty()) return nullptr;
  void* copy = arena.take(bytes.size());
  std::memcpy(copy, bytes.data(), bytes.size());
  return copy;
}

void get_layers(Reader& in, Document& d) {
  for (std::size_t slot = n_host_slots; slot < d.layers.size() && in.is_whole(); ++slot) {
    if (in.get<uint8_t>() == 0) continue;
    auto* layer = d.arena.take_array<docmill_layer>(1);
    *layer = {};
    layer->size = sizeof *layer;
    layer->kind = in.get<uint32_t>();
    layer->n_rows = in.get<uint32_t>();
    layer->row_size = in.get<uint32_t>();
    const std::string_view rows = in.bytes(), pool = in.bytes(), map = in.bytes();
    if (rows.size() != std::size_t{layer->n_rows} * layer->row_size || map.size() % sizeof(docmill_map_run) != 0)
      return in.fail();
    layer->rows = keep(d.arena, rows);
    layer->pool = static_cast<const char*>(keep(d.arena, pool));
    layer->pool_size = pool.size();
    layer->map = static_cast<const docmill_map_run*>(keep(d.arena, map));
    layer->n_map = map.size() / sizeof(docmill_map_run);
    d.layers[slot] = layer;
  }
}

constexpr uint8_t has_layers = 1, has_key = 2, is_going = 4;

}  // namespace

void append_document(std::string& out, const Plan& plan, const Document& d, const EmissionBuffer& emitted,
                     bool with_layers) {
  const std::size_t begin = out.size();
  put<uint64_t>(out, 0);  // the size, filled in below
  put(out, d.file);
  put(out, d.offset);
  const bool going = d.outcome == Outcome::going;
  put<uint8_t>(out, (with_layers && going ? has_layers : 0) | (d.key ? has_key : 0) | (going ? is_going : 0));
  if (d.key) put(out, *d.key);
  put_bytes(out, d.marks);
  IndexEntry entry;
  fill_entry(entry, plan, d);
  std::string line;
  append_index_line(line, entry);
  put_bytes(out, line);
  put_bytes(out, d.source.locator);
  put<uint32_t>(out, static_cast<uint32_t>(d.emissions.size()));
  for (const Emission& e : d.emissions) {
    put(out, e.output);
    put<uint8_t>(out, e.always);
    put<uint64_t>(out, e.size);
    emitted.copy_to(out, e.offset, e.size);
  }
  if (with_layers && going) {
    put_source(out, d.source);
    put_layers(out, d);
  }
  const uint64_t size = out.size() - begin;
  std::memcpy(out.data() + begin, &size, sizeof size);
}

bool look_at_document(std::string_view spool, SpooledPlace& out) {
  Reader in(spool);
  out.size = in.get<uint64_t>();
  out.file = in.get<uint32_t>();
  out.offset = in.get<uint64_t>();
  return in.is_whole() && out.size >= sizeof(uint64_t) + sizeof(uint32_t) && out.size <= spool.size();
}

bool restore_document(std::string_view bytes, const Plan& plan, Document& d, EmissionBuffer& emitted) {
  Reader in(bytes);
  d.reset(plan.layers.size());
  (void)in.get<uint64_t>();
  d.file = in.get<uint32_t>();
  d.offset = in.get<uint64_t>();
  const auto flags = in.get<uint8_t>();
  if ((flags & has_key) != 0) d.key = in.get<Digest>();
  in.string(d.marks);
  const std::string line(in.bytes());
  IndexEntry entry;
  if (!in.is_whole() || !restore_from_line(line, entry, plan, d)) return false;
  in.string(d.source.locator);  // the line has it of failed and dropped ones alone, and this one may still be
  if ((flags & is_going) != 0) d.outcome = Outcome::going;
  get_emissions(in, d, emitted);
  if ((flags & has_layers) != 0) {
    get_source(in, d.source);
    get_layers(in, d);
    d.provide_host_layers();
  }
  d.is_restored = true;
  d.told_notes = d.notes.size();
  d.told_kept = d.kept.size();
  d.told_failure = d.outcome == Outcome::failed;
  return in.is_used_up();
}

}  // namespace docmill::host
