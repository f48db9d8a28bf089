#include "host/stages/part.hpp"

#include <cstring>
#include <string>
#include <vector>

#include "host/documents/layer_check.hpp"
#include "host/documents/pool.hpp"
#include "host/documents/rewrite.hpp"

namespace docmill::host {
namespace {

const docmill_span& row_of(const docmill_layer& spans, std::size_t i) {
  return *reinterpret_cast<const docmill_span*>(static_cast<const char*>(spans.rows) + i * spans.row_size);
}

// Calls `f` with every string of the row that is not null.
template <class F>
void each_string(docmill_span* row, const PlannedLayer& planned, F&& f) {
  if ((row->nulls & DOCMILL_NULL_LABEL) == 0) f(row->label);
  if ((row->nulls & DOCMILL_NULL_VALUE) == 0) f(row->value);
  auto* cells = reinterpret_cast<docmill_cell*>(row + 1);
  for (std::size_t k = 0; k < planned.fields.size(); ++k)
    if (planned.fields[k].type == FieldType::string && (row->nulls & DOCMILL_NULL_FIELD(k)) == 0) f(cells[k].string);
}

// The first row that does not start before `start`: they are sorted by that.
std::size_t first_from(const docmill_layer& spans, uint32_t start) {
  std::size_t first = 0;
  for (std::size_t n = spans.n_rows; n != 0;) {
    const std::size_t half = n / 2;
    const bool is_before = row_of(spans, first + half).start < start;
    if (is_before) first += half + 1;
    n = is_before ? n - half - 1 : half;
  }
  return first;
}

std::vector<const docmill_span*> spans_inside(const docmill_layer& spans, uint32_t start, uint32_t end) {
  std::vector<const docmill_span*> inside;
  for (std::size_t i = first_from(spans, start); i < spans.n_rows && row_of(spans, i).start <= end; ++i)
    if (row_of(spans, i).end <= end) inside.push_back(&row_of(spans, i));
  return inside;
}

// Spans that lie wholly inside [start, end), moved to the beginning of that range, with a pool of their own.
const docmill_layer* cut_spans(const docmill_layer& all, const PlannedLayer& planned, uint32_t start, uint32_t end,
                               Arena& arena) {
  const std::vector<const docmill_span*> inside = spans_inside(all, start, end);
  char* rows = static_cast<char*>(arena.take(inside.size() * all.row_size));
  const auto row_at = [&](std::size_t i) { return reinterpret_cast<docmill_span*>(rows + i * all.row_size); };
  uint64_t pool_size = 0;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    std::memcpy(row_at(i), inside[i], all.row_size);
    row_at(i)->start -= start;
    row_at(i)->end -= start;
    each_string(row_at(i), planned, [&](const docmill_ref& ref) { pool_size += ref.size; });
  }
  char* pool = static_cast<char*>(arena.take(pool_size));
  uint32_t at = 0;
  for (std::size_t i = 0; i < inside.size(); ++i)
    each_string(row_at(i), planned, [&](docmill_ref& ref) {
      std::memcpy(pool + at, all.pool + ref.offset, ref.size);
      ref.offset = at;
      at += ref.size;
    });
  auto* cut = arena.take_array<docmill_layer>(1);
  *cut = all;
  cut->rows = rows;
  cut->n_rows = static_cast<uint32_t>(inside.size());
  cut->pool = pool;
  cut->pool_size = pool_size;
  return cut;
}

const docmill_layer& split_layer(const Plan& plan, const Document& document) {
  return *document.layers[static_cast<std::size_t>(plan.stages[*plan.splitter].split_by)];
}

void take_source(const SourceDocument& from, uint32_t n, SourceDocument& to) {
  to.id = from.id + '#' + std::to_string(n);
  to.file = from.file;
  to.line = from.line;
  to.locator = from.locator;
  to.has_locator = from.has_locator;
  to.media_type = from.media_type;
  to.charset = from.charset;
  to.metadata = from.metadata;
  to.raw.clear();
  to.source.clear();
  to.source_is_raw = false;
  to.map.clear();
  to.notes.clear();
  to.problem.reset();
}

TextView cut(const docmill_layer& text, const docmill_span& range, Arena& arena) {
  return cut_text({pool_of(text), {text.map, text.n_map}}, range.start, range.end, arena);
}

}  // namespace

uint32_t count_parts(const Plan& plan, const Document& document) {
  const bool may_be_split = plan.splitter && document.outcome == Outcome::going && document.part == 0;
  const int slot = may_be_split ? plan.stages[*plan.splitter].split_by : no_slot;
  if (slot == no_slot || document.layers[static_cast<std::size_t>(slot)] == nullptr) return 0;
  return document.layers[static_cast<std::size_t>(slot)]->n_rows;
}

void make_part(const Plan& plan, const Document& document, uint32_t n, Document& part) {
  part.reset(plan.layers.size());
  part.part = n;
  part.file = document.file;
  part.offset = document.offset;
  part.raw_digest = document.raw_digest;
  take_source(document.source, n, part.source);
  const docmill_span& range = row_of(split_layer(plan, document), n - 1);
  if (plan.split_text() == slot_source) {
    const TextView source = cut(*document.layers[slot_source], range, part.arena);
    part.source.source = source.text;
    part.source.map.assign(source.map.begin(), source.map.end());
  }
  part.provide_host_layers();
  for (std::size_t slot = slot_source; slot < plan.layers.size(); ++slot) {
    const docmill_layer* layer = document.layers[slot];
    if (layer == nullptr || part.layers[slot] != nullptr || !plan.is_inherited(slot)) continue;
    if (static_cast<int>(slot) == plan.split_text()) {
      const TextView text = cut(*layer, range, part.arena);
      part.layers[slot] = text_layer(text.text, text.map, part.arena);
    } else if (plan.layers[slot].kind == LayerKind::spans) {
      part.layers[slot] = cut_spans(*layer, plan.layers[slot], range.start, range.end, part.arena);
    } else {
      part.layers[slot] = layer;
    }
    part.makers[slot] = document.makers[slot];
  }
}

}  // namespace docmill::host
