#include "host/documents/layer_check.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstring>

#include "docmill/base/utf8.hpp"
#include "host/documents/pool.hpp"
#include "json_parser/json_events.hpp"

namespace docmill::host {
namespace {

docmill_layer* new_layer(Arena& arena, uint32_t kind) {
  auto* layer = arena.take_array<docmill_layer>(1);
  *layer = {sizeof(docmill_layer), kind, nullptr, 0, 0, "", 0, nullptr, 0};
  return layer;
}

// Checks the rows of one layer, string by string, in one pass.
class RowCheck {
 public:
  RowCheck(const docmill_layer& given, const LayerShape& shape, const docmill_layer* over, std::string& why)
      : given_(given), shape_(shape), over_(over), pool_(pool_of(given)), why_(why) {}

  // Millions of spans pass here, nearly all of them right: each is first judged by a few comparisons without messages,
  // and only a row that does not pass is looked at word by word.
  bool spans() {
    if (!size_of_rows(sizeof(docmill_span))) return false;
    const std::string_view text = pool_of(*over_);
    const uint64_t in_use = (shape_.has_label ? 0 : DOCMILL_NULL_LABEL) | (shape_.has_value ? 0 : DOCMILL_NULL_VALUE) |
                            (shape_.has_score ? 0 : DOCMILL_NULL_SCORE);
    const uint64_t beyond = ~uint64_t{0} << (3 + shape_.field_types.size());
    const char* row = static_cast<const char*>(given_.rows);
    uint32_t last_start = 0;
    for (uint32_t i = 0; i < given_.n_rows; ++i, row += given_.row_size) {
      docmill_span span;
      std::memcpy(&span, row, sizeof span);
      const std::size_t at_before = at_;
      const bool right = (span.start >= last_start) & (span.start <= span.end) & (span.end <= text.size()) &
                         ((span.nulls & in_use) == in_use) & ((span.nulls & beyond) == 0);
      if (!right || !borders_are_right(text, span.start, span.end) ||
          !next_string(span.nulls & DOCMILL_NULL_LABEL, span.label) ||
          !next_string(span.nulls & DOCMILL_NULL_VALUE, span.value) || !score_is_right(span)) {
        at_ = at_before;
        return span_by_span(i, last_start);
      }
      last_start = span.start;
      if (shape_.field_types.empty()) continue;
      row_ = i;
      if (!cells(reinterpret_cast<const docmill_cell*>(row + sizeof span), span.nulls >> 3)) return false;
    }
    return whole_pool();
  }

  bool attributes() {
    if (given_.n_rows != 1) return refuse(fmt::format("an attributes layer has one row, not {}", given_.n_rows), false);
    if (!size_of_rows(sizeof(docmill_attributes))) return false;
    row_ = 0;
    const auto* head = reinterpret_cast<const docmill_attributes*>(row());
    const std::size_t n = shape_.field_types.size();
    if (n < 64 && (head->nulls >> n) != 0) return refuse("null bits beyond the last key");
    return cells(reinterpret_cast<const docmill_cell*>(head + 1), head->nulls) && whole_pool();
  }

  bool edits() {
    if (!size_of_rows(sizeof(docmill_edit))) return false;
    const std::string_view text = pool_of(*over_);
    uint32_t last_end = 0;
    for (row_ = 0; row_ < given_.n_rows; ++row_) {
      const auto* edit = reinterpret_cast<const docmill_edit*>(row());
      if (edit->start > edit->end || edit->end > text.size())
        return refuse(
            fmt::format("edit of {} to {} lies outside the text of {} bytes", edit->start, edit->end, text.size()));
      if (edit->start < last_end) return refuse("edits must be sorted and must not overlap");
      last_end = edit->end;
      if (!utf8::is_border(text, edit->start) || !utf8::is_border(text, edit->end))
        return refuse(fmt::format("edit of {} to {} cuts a code point", edit->start, edit->end));
      if (!string(edit->replacement, "replacement")) return false;
    }
    return whole_pool();
  }

 private:
  static bool borders_are_right(std::string_view text, uint32_t start, uint32_t end) {
    return (start == text.size() || utf8::is_start(text[start])) && (end == text.size() || utf8::is_start(text[end]));
  }
  bool next_string(uint64_t null, docmill_ref ref) {
    if (null != 0) return (ref.offset | ref.size) == 0;
    if (ref.offset != at_ || ref.size > pool_.size() - at_) return false;
    at_ += ref.size;
    return at_ == pool_.size() || utf8::is_start(pool_[at_]);
  }
  static bool score_is_right(const docmill_span& span) {
    uint64_t bits;
    std::memcpy(&bits, &span.score, sizeof bits);
    constexpr uint64_t exponent = uint64_t{0x7FF} << 52, minus_zero = uint64_t{1} << 63;
    if ((span.nulls & DOCMILL_NULL_SCORE) != 0) return bits == 0;
    return (bits & exponent) != exponent && bits != minus_zero;
  }

  // Says what is wrong with row `from`, the first that did not pass.
  bool span_by_span(uint32_t from, uint32_t last_start) {
    const std::string_view text = pool_of(*over_);
    for (row_ = from; row_ < given_.n_rows; ++row_) {
      const auto* span = reinterpret_cast<const docmill_span*>(row());
      if (span->start > span->end || span->end > text.size())
        return refuse(
            fmt::format("range {} to {} lies outside the text of {} bytes", span->start, span->end, text.size()));
      if (span->start < last_start) return refuse("spans must be sorted by start");
      last_start = span->start;
      if (!utf8::is_border(text, span->start) || !utf8::is_border(text, span->end))
        return refuse(fmt::format("range {} to {} cuts a code point", span->start, span->end));
      if ((span->nulls >> (3 + shape_.field_types.size())) != 0) return refuse("null bits beyond the last field");
      if (!column(span->nulls, DOCMILL_NULL_LABEL, shape_.has_label, "label", span->label) ||
          !column(span->nulls, DOCMILL_NULL_VALUE, shape_.has_value, "value", span->value) || !score(*span))
        return false;
      if (!cells(reinterpret_cast<const docmill_cell*>(span + 1), span->nulls >> 3)) return false;
    }
    return whole_pool();
  }

  const char* row() const { return static_cast<const char*>(given_.rows) + std::size_t{row_} * given_.row_size; }

  bool refuse(std::string message, bool name_row = true) {
    why_ = name_row ? fmt::format("row {}: {}", row_, message) : std::move(message);
    return false;
  }

  bool size_of_rows(std::size_t head) {
    const std::size_t fields = given_.kind == DOCMILL_KIND_REWRITE ? 0 : shape_.field_types.size();
    const std::size_t expected = head + fields * sizeof(docmill_cell);
    if (given_.n_rows == 0) return true;
    if (given_.row_size != expected)
      return refuse(fmt::format("rows of {} bytes where the declaration makes {}", given_.row_size, expected), false);
    if (given_.rows == nullptr) return refuse("rows at a null pointer", false);
    if (reinterpret_cast<uintptr_t>(given_.rows) % 8 != 0) return refuse("rows are not aligned to 8 bytes", false);
    return true;
  }

  // Strings stand one behind the other. Their UTF-8 is checked at once in whole_pool; here only the borders.
  bool string(docmill_ref ref, const char* what) {
    if (ref.offset != at_ || ref.size > pool_.size() - at_)
      return refuse(fmt::format("{} is not the next string of the pool", what));
    at_ += ref.size;
    if (at_ < pool_.size() && !utf8::is_start(pool_[at_])) return refuse(fmt::format("{} is not valid UTF-8", what));
    return true;
  }

  bool column(uint64_t nulls, uint64_t bit, bool in_use, const char* what, docmill_ref ref) {
    if ((nulls & bit) == 0) {
      if (!in_use) return refuse(fmt::format("{} is set although the port says that it never is", what));
      return string(ref, what);
    }
    return (ref.offset | ref.size) == 0 || refuse(fmt::format("{} is null but not zero", what));
  }

  bool score(const docmill_span& span) {
    uint64_t bits;
    std::memcpy(&bits, &span.score, sizeof bits);
    if ((span.nulls & DOCMILL_NULL_SCORE) != 0) return bits == 0 || refuse("score is null but not zero");
    if (!shape_.has_score) return refuse("score is set although the port says that it never is");
    return number(span.score, "score");
  }

  bool number(double x, const char* what) {
    if (!std::isfinite(x)) return refuse(fmt::format("{} is not finite", what));
    if (x == 0 && std::signbit(x)) return refuse(fmt::format("{} is -0.0; write 0.0", what));
    return true;
  }

  bool cells(const docmill_cell* cell, uint64_t nulls) {
    for (std::size_t i = 0; i < shape_.field_types.size(); ++i, ++cell) {
      if ((nulls >> i & 1) != 0) {
        if (cell->integer != 0) return refuse(fmt::format("{} is null but not zero", name_of(i)));
        continue;
      }
      switch (shape_.field_types[i]) {
        case DOCMILL_TYPE_STRING:
          if (!string(cell->string, "a string")) return false;
          break;
        case DOCMILL_TYPE_NUMBER:
          if (holds_integer(cell->number))
            return refuse(fmt::format("{} is a number, but its bits are those of the integer {}", name_of(i),
                                      std::bit_cast<int64_t>(cell->number)));
          if (!number(cell->number, "a number")) return false;
          break;
        case DOCMILL_TYPE_INTEGER:
          if (holds_double(cell->integer))
            return refuse(fmt::format("{} is an integer, but its bits are those of the number {}", name_of(i),
                                      std::bit_cast<double>(cell->integer)));
          break;
        case DOCMILL_TYPE_BOOLEAN:
          if (cell->integer != 0 && cell->integer != 1)
            return refuse(fmt::format("{} is a boolean but not 0 or 1", name_of(i)));
          break;
        default: break;
      }
    }
    return true;
  }

  std::string name_of(std::size_t field) const {
    return field < shape_.field_names.size() ? fmt::format("field '{}'", shape_.field_names[field])
                                             : fmt::format("field {}", field);
  }

  bool whole_pool() {
    if (at_ != pool_.size()) return refuse("the pool holds bytes that no row names", false);
    const std::size_t bad = utf8::find_invalid(pool_);
    if (bad != std::string_view::npos)
      return refuse(fmt::format("byte {} of the strings is not valid UTF-8", bad), false);
    return true;
  }

  const docmill_layer& given_;
  const LayerShape& shape_;
  const docmill_layer* over_;
  std::string_view pool_;
  std::string& why_;
  uint32_t row_ = 0;
  std::size_t at_ = 0;
};

// "spans"; "9" for a kind that there is not.
std::string name_of_kind(uint32_t kind) {
  constexpr const char* names[] = {"text", "spans", "attributes", "rewrite", "JSON", "bytes"};
  return kind >= 1 && kind <= std::size(names) ? names[kind - 1] : std::to_string(kind);
}

bool is_json(std::string_view text, std::string& why) {
  const JsonError error = find_json_error(text);
  if (!error.ok()) why = fmt::format("not valid JSON at byte {}", error.at);
  return error.ok();
}

const docmill_layer* copy_rows(const docmill_layer& given, Arena& arena) {
  docmill_layer* layer = new_layer(arena, given.kind);
  layer->n_rows = given.n_rows;
  layer->row_size = given.n_rows != 0 ? given.row_size : 0;  // no rows: nobody looks at it, but it is hashed
  const std::size_t bytes = std::size_t{given.n_rows} * given.row_size;
  if (bytes != 0) {
    void* rows = arena.take(bytes);
    std::memcpy(rows, given.rows, bytes);
    layer->rows = rows;
  }
  layer->pool = arena.copy(pool_of(given));
  layer->pool_size = given.pool_size;
  return layer;
}

const docmill_layer* rewritten(const docmill_layer& given, const docmill_layer& over, Arena& arena, std::string& why) {
  const std::span<const docmill_edit> edits(static_cast<const docmill_edit*>(given.rows), given.n_rows);
  if (rewritten_size(over.pool_size, edits) > max_layer_bytes) {
    why = fmt::format("the new text would pass {} bytes", max_layer_bytes);
    return nullptr;
  }
  const TextView old{pool_of(over), {over.map, over.n_map}};
  if (edits.empty()) return text_layer(old.text, old.map, arena);
  const TextView text = apply_edits(old, edits, pool_of(given), arena);
  return text_layer(text.text, text.map, arena);
}

}  // namespace

bool holds_double(int64_t integer_cell) {
  const auto bits = static_cast<uint64_t>(integer_cell);
  const auto exponent = static_cast<int>(bits >> 52 & 0x7FF) - 1023;
  return (bits & 0xFFFFFFFFu) == 0 && exponent >= -20 && exponent <= 53;
}

bool holds_integer(double number_cell) {
  const auto integer = std::bit_cast<int64_t>(number_cell);
  return integer != 0 && integer > -(int64_t{1} << 32) && integer < (int64_t{1} << 32);
}

const docmill_layer* accept_layer(const docmill_layer& given, const LayerShape& shape, const docmill_layer* over,
                                  Arena& arena, std::string& why) {
  if (given.size < offsetof(docmill_layer, map)) {
    why = "a docmill_layer that does not say its size";
    return nullptr;
  }
  if (given.kind != shape.kind) {
    why = fmt::format("a layer of kind {} where the declaration says {}", name_of_kind(given.kind),
                      name_of_kind(shape.kind));
    return nullptr;
  }
  if (given.pool_size > max_layer_bytes || (given.pool_size != 0 && given.pool == nullptr)) {
    why = given.pool == nullptr ? "a pool at a null pointer"
                                : fmt::format("a pool of more than {} bytes", max_layer_bytes);
    return nullptr;
  }
  switch (shape.kind) {
    case DOCMILL_KIND_SPANS: return RowCheck(given, shape, over, why).spans() ? copy_rows(given, arena) : nullptr;
    case DOCMILL_KIND_ATTRIBUTES:
      return RowCheck(given, shape, over, why).attributes() ? copy_rows(given, arena) : nullptr;
    case DOCMILL_KIND_REWRITE:
      return RowCheck(given, shape, over, why).edits() ? rewritten(given, *over, arena, why) : nullptr;
    default: break;
  }
  if (given.n_rows != 0) {
    why = "a text or JSON layer has no rows";
    return nullptr;
  }
  const std::size_t bad = utf8::find_invalid(pool_of(given));
  if (bad != std::string_view::npos) {
    why = fmt::format("byte {} is not valid UTF-8", bad);
    return nullptr;
  }
  if (shape.kind == DOCMILL_KIND_JSON && !is_json(pool_of(given), why)) return nullptr;
  return pool_layer(shape.kind, {arena.copy(pool_of(given)), given.pool_size}, arena);
}

const docmill_layer* pool_layer(uint32_t kind, std::string_view bytes, Arena& arena) {
  docmill_layer* layer = new_layer(arena, kind);
  layer->pool = bytes.data() != nullptr ? bytes.data() : "";
  layer->pool_size = bytes.size();
  return layer;
}

const docmill_layer* text_layer(std::string_view text, std::span<const docmill_map_run> map, Arena& arena) {
  auto* layer = const_cast<docmill_layer*>(pool_layer(DOCMILL_KIND_TEXT, text, arena));
  layer->map = map.empty() ? nullptr : map.data();
  layer->n_map = map.size();
  return layer;
}

const docmill_layer* attributes_layer(std::span<const AttributeValue> values, Arena& arena) {
  docmill_layer* layer = new_layer(arena, DOCMILL_KIND_ATTRIBUTES);
  auto* words = arena.take_array<uint64_t>(1 + values.size());
  words[0] = 0;
  std::size_t pool_size = 0;
  for (const AttributeValue& v : values) pool_size += v.is_string && !v.null ? v.string.size() : 0;
  char* pool = static_cast<char*>(arena.take(pool_size));
  uint32_t at = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    docmill_cell cell{};
    if (values[i].null) {
      words[0] |= DOCMILL_NULL_KEY(i);
    } else if (values[i].is_string) {
      cell.string = {at, static_cast<uint32_t>(values[i].string.size())};
      std::memcpy(pool + at, values[i].string.data(), values[i].string.size());
      at += cell.string.size;
    } else {
      cell.integer = values[i].integer;
    }
    std::memcpy(words + 1 + i, &cell, sizeof cell);
  }
  layer->rows = words;
  layer->n_rows = 1;
  layer->row_size = static_cast<uint32_t>((1 + values.size()) * 8);
  layer->pool = pool;
  layer->pool_size = pool_size;
  return layer;
}

}  // namespace docmill::host
