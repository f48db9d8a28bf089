#include "checker/strict_host/output_rules.hpp"

#include <cmath>
#include <cstring>
#include <functional>

#include "docmill/base/utf8.hpp"

namespace docmill::checker {
namespace {

// One row: where it lies, and its cells.
struct Row {
  uint32_t start = 0, end = 0;
  uint64_t nulls = 0;  // bit i: of cell i
  const double* score = nullptr;
  const docmill_cell* cells = nullptr;
};

struct Reader {
  const docmill_layer& layer;
  const host::LayerShape& shape;

  bool has_rows() const {
    std::size_t head = sizeof(docmill_span);
    if (shape.kind == DOCMILL_KIND_ATTRIBUTES) head = sizeof(docmill_attributes);
    if (shape.kind == DOCMILL_KIND_REWRITE) head = sizeof(docmill_edit);
    const std::size_t cells = shape.kind == DOCMILL_KIND_REWRITE ? 0 : shape.field_types.size() * sizeof(docmill_cell);
    return layer.kind == shape.kind && layer.rows != nullptr && layer.row_size == head + cells &&
           reinterpret_cast<uintptr_t>(layer.rows) % 8 == 0;
  }
  const char* at(uint32_t i) const { return static_cast<const char*>(layer.rows) + std::size_t{i} * layer.row_size; }
  Row row(uint32_t i) const {
    Row row;
    if (shape.kind == DOCMILL_KIND_REWRITE) {
      const auto* edit = reinterpret_cast<const docmill_edit*>(at(i));
      row.start = edit->start;
      row.end = edit->end;
    } else if (shape.kind == DOCMILL_KIND_SPANS) {
      const auto* span = reinterpret_cast<const docmill_span*>(at(i));
      row = {span->start, span->end, span->nulls >> 3, &span->score, reinterpret_cast<const docmill_cell*>(span + 1)};
      if ((span->nulls & DOCMILL_NULL_SCORE) != 0) row.score = nullptr;
    } else {
      const auto* head = reinterpret_cast<const docmill_attributes*>(at(i));
      row.nulls = head->nulls;
      row.cells = reinterpret_cast<const docmill_cell*>(head + 1);
    }
    return row;
  }
  // Does it hold of every row and the one before?
  bool all(const std::function<bool(const Row& before, const Row&)>& holds) const {
    Row before;
    for (uint32_t i = 0; i < layer.n_rows; ++i) {
      const Row now = row(i);
      if (!holds(before, now)) return false;
      before = now;
    }
    return true;
  }
  // Each cell that is not null has bits that a value of its type can have.
  bool has_types(const Row& row) const {
    for (std::size_t i = 0; row.cells != nullptr && i < shape.field_types.size(); ++i) {
      if ((row.nulls >> i & 1) != 0) continue;
      const docmill_cell& cell = row.cells[i];
      const uint32_t type = shape.field_types[i];
      if ((type == DOCMILL_TYPE_BOOLEAN && cell.integer != 0 && cell.integer != 1) ||
          (type == DOCMILL_TYPE_INTEGER && host::holds_double(cell.integer)) ||
          (type == DOCMILL_TYPE_NUMBER && host::holds_integer(cell.number)))
        return false;
    }
    return true;
  }
  bool is_finite(const Row& row) const {
    if (row.score != nullptr && !std::isfinite(*row.score)) return false;
    for (std::size_t i = 0; row.cells != nullptr && i < shape.field_types.size(); ++i) {
      const bool is_number = shape.field_types[i] == DOCMILL_TYPE_NUMBER && (row.nulls >> i & 1) == 0;
      if (is_number && !std::isfinite(row.cells[i].number)) return false;
    }
    return true;
  }
};

}  // namespace

std::string_view broken_rule(const docmill_layer& layer, const host::LayerShape& shape, const docmill_layer* over) {
  const Reader reader{layer, shape};
  const bool has_rows =
      shape.kind == DOCMILL_KIND_SPANS || shape.kind == DOCMILL_KIND_ATTRIBUTES || shape.kind == DOCMILL_KIND_REWRITE;
  if (layer.n_rows != 0 && has_rows && !reader.has_rows()) return "output-layout";
  if (over != nullptr && layer.n_rows != 0) {
    const std::string_view text(over->pool, over->pool_size);
    if (!reader.all([&](const Row&, const Row& r) { return r.start <= r.end && r.end <= text.size(); }))
      return "output-range";
    const bool disjoint = shape.kind == DOCMILL_KIND_REWRITE;
    if (!reader.all([&](const Row& before, const Row& r) { return r.start >= (disjoint ? before.end : before.start); }))
      return "output-order";
    if (!reader.all(
            [&](const Row&, const Row& r) { return utf8::is_border(text, r.start) && utf8::is_border(text, r.end); }))
      return "output-borders";
  }
  if (layer.n_rows != 0 && has_rows && !reader.all([&](const Row&, const Row& r) { return reader.has_types(r); }))
    return "output-types";
  if (layer.n_rows != 0 && has_rows && !reader.all([&](const Row&, const Row& r) { return reader.is_finite(r); }))
    return "output-finite";
  const bool has_pool = layer.pool_size != 0 && layer.pool_size < host::max_layer_bytes && layer.pool != nullptr;
  if (has_pool && !utf8::is_valid({layer.pool, layer.pool_size})) return "output-utf8";
  return "output-layout";
}

}  // namespace docmill::checker
