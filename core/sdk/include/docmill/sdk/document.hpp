// What a stage sees of a document: views of its layers.
//
// Views own nothing: they, and every string_view out of them, are borrowed until process() returns, and may be used by
// the thread that was called. Copying one is cheap. Layers are named by a handle (handle.hpp) or, where a stage learns
// its layers from the pipeline, by the place of the entry in Setup::inputs. A name or number that does not fit what
// is there throws WrongUse; left alone, it fails the document.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/source_map.hpp"
#include "docmill/sdk/columns.hpp"
#include "docmill/sdk/handle.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

namespace detail {

// The layers of documents as the pipeline bound them: made once for a stage, shared by all threads. Another stage may
// provide a layer with more fields than this one requires, so where a declared field stands is looked up here.
struct Inputs {
  std::vector<Columns> columns;               // by layer of a document
  std::vector<std::vector<uint32_t>> places;  // by layer: of each declared field, among the cells
  const void* declared = nullptr;             // the stage's list of required ports
};

// The cell as a value of the field's type; `pool`: of its layer.
template <uint32_t Type>
FieldValue<Type> value_of(const docmill_cell& cell, const char* pool) {
  if constexpr (Type == DOCMILL_TYPE_BOOLEAN) return cell.integer != 0;
  else if constexpr (Type == DOCMILL_TYPE_INTEGER) return cell.integer;
  else if constexpr (Type == DOCMILL_TYPE_NUMBER) return cell.number;
  else return std::string_view(pool + cell.string.offset, cell.string.size);
}

// Counts through a view that has size() and operator[].
template <class View>
class Iterator {
 public:
  Iterator(const View* view, uint32_t i) : view_(view), i_(i) {}
  auto operator*() const { return (*view_)[i_]; }
  Iterator& operator++() {
    ++i_;
    return *this;
  }
  bool operator!=(const Iterator& other) const { return i_ != other.i_; }

 private:
  const View* view_;
  uint32_t i_;
};

}  // namespace detail

// One span of a layer.
class SpanView {
 public:
  // For the SDK, and for tests that make layers by hand: `row` and `pool` must outlive the view.
  SpanView(const docmill_span* row, const char* pool, const detail::Columns* columns = nullptr)
      : row_(row), pool_(pool), columns_(columns) {}
  // First byte in the text that the layer lies over, on a code point border.
  uint32_t start() const { return row_->start; }
  // Byte behind the last, on a code point border: start() <= end() <= size of that text.
  uint32_t end() const { return row_->end; }
  // What sort of thing it is. Nothing where null, and always where the port that provides the layer says that the
  // column is not in use.
  std::optional<std::string_view> label() const { return optional(DOCMILL_NULL_LABEL, row_->label); }
  // What the span stands for; nothing likewise.
  std::optional<std::string_view> value() const { return optional(DOCMILL_NULL_VALUE, row_->value); }
  // How sure the stage was, in a scale of its own; finite. Nothing likewise.
  std::optional<double> score() const {
    return (row_->nulls & DOCMILL_NULL_SCORE) != 0 ? std::nullopt : std::optional(row_->score);
  }
  // Is the field at this place of the catalogue entry without a value? `field` must be below its n_fields.
  bool is_null(uint32_t field) const { return (row_->nulls & DOCMILL_NULL_FIELD(field)) != 0; }
  // The cell as it stands, whatever its type; all zero where null. `field` must be below n_fields.
  const docmill_cell& cell(uint32_t field) const { return reinterpret_cast<const docmill_cell*>(row_ + 1)[field]; }
  // The value of a field of type string; "" where null. As the three below, throws WrongUse for a field of another
  // type and where there is none (of views that come from a Document that process() received).
  std::string_view string(uint32_t field) const { return typed<DOCMILL_TYPE_STRING>(field); }
  // Likewise; 0 where null.
  int64_t integer(uint32_t field) const { return typed<DOCMILL_TYPE_INTEGER>(field); }
  // Likewise; 0.0 where null.
  double number(uint32_t field) const { return typed<DOCMILL_TYPE_NUMBER>(field); }
  // Likewise; false where null.
  bool boolean(uint32_t field) const { return typed<DOCMILL_TYPE_BOOLEAN>(field); }

 protected:
  // The value of a field of type `Type`, as string() and its brothers give it.
  template <uint32_t Type>
  detail::FieldValue<Type> typed(uint32_t field) const {
    if (columns_ != nullptr) columns_->need(field, Type, "read");
    return detail::value_of<Type>(cell(field), pool_);
  }
  // Where the strings of the cells are.
  const char* pool() const { return pool_; }

 private:
  std::optional<std::string_view> optional(uint64_t bit, docmill_ref ref) const {
    return (row_->nulls & bit) != 0 ? std::nullopt : std::optional(std::string_view(pool_ + ref.offset, ref.size));
  }
  const docmill_span* row_;
  const char* pool_;
  const detail::Columns* columns_;
};

// A spans layer: sized, indexable, iterable, sorted by start. An absent layer gives an empty view (Document::has tells
// it from one without spans).
class SpansView {
 public:
  // Counts through the spans; any number of them at once.
  using Iterator = detail::Iterator<SpansView>;
  // For the SDK, and for tests that make layers by hand: `layer` may be null (absent) and must outlive the view.
  explicit SpansView(const docmill_layer* layer, const detail::Columns* columns = nullptr)
      : layer_(layer), columns_(columns) {}
  // How many spans there are; 0 where the layer is absent.
  uint32_t size() const { return layer_ != nullptr ? layer_->n_rows : 0; }
  // Are there none? Also where the layer is absent.
  bool empty() const { return size() == 0; }
  // Span i, counted from 0; `i` must be below size().
  SpanView operator[](uint32_t i) const { return {row(i), layer_->pool, columns_}; }
  // The first span; the view must outlive it.
  Iterator begin() const { return {this, 0}; }
  // Behind the last.
  Iterator end() const { return {this, size()}; }

 protected:
  // The row of span i, which must be below size().
  const docmill_span* row(uint32_t i) const {
    const char* row = static_cast<const char*>(layer_->rows) + std::size_t{i} * layer_->row_size;
    return reinterpret_cast<const docmill_span*>(row);
  }
  // The layer as the ABI has it; null where absent.
  const docmill_layer* layer() const { return layer_; }

 private:
  const docmill_layer* layer_;
  const detail::Columns* columns_;
};

// An attributes layer; keys by their place in the catalogue entry. All null where the layer is absent.
class AttributesView {
 public:
  // For the SDK, and for tests that make layers by hand: `layer` may be null (absent) and must outlive the view.
  explicit AttributesView(const docmill_layer* layer, const detail::Columns* columns = nullptr)
      : layer_(layer), columns_(columns) {}
  // Is the key at this place of the catalogue entry without a value? Also where the layer is absent. `key` must be
  // below n_fields of the entry.
  bool is_null(uint32_t key) const { return layer_ == nullptr || (row()->nulls & DOCMILL_NULL_KEY(key)) != 0; }
  // The cell as it stands, whatever its type; all zero where null. The layer must be there.
  const docmill_cell& cell(uint32_t key) const { return reinterpret_cast<const docmill_cell*>(row() + 1)[key]; }
  // The value of a key of type string; nothing where null or the layer is absent. As the three below, throws WrongUse
  // for a key of another type and where there is none (of views that come from a Document that process() received).
  std::optional<std::string_view> string(uint32_t key) const { return typed<DOCMILL_TYPE_STRING>(key); }
  // Likewise.
  std::optional<int64_t> integer(uint32_t key) const { return typed<DOCMILL_TYPE_INTEGER>(key); }
  // Likewise; finite.
  std::optional<double> number(uint32_t key) const { return typed<DOCMILL_TYPE_NUMBER>(key); }
  // Likewise.
  std::optional<bool> boolean(uint32_t key) const { return typed<DOCMILL_TYPE_BOOLEAN>(key); }

 protected:
  // The value of a key of type `Type`, as string() and its brothers give it.
  template <uint32_t Type>
  std::optional<detail::FieldValue<Type>> typed(uint32_t key) const {
    if (layer_ != nullptr && columns_ != nullptr) columns_->need(key, Type, "read");
    if (is_null(key)) return std::nullopt;
    return detail::value_of<Type>(cell(key), layer_->pool);
  }

 private:
  const docmill_attributes* row() const { return static_cast<const docmill_attributes*>(layer_->rows); }
  const docmill_layer* layer_;
  const detail::Columns* columns_;
};

// ---- the same for a handle: fields by their names

// One span of the layer that `Layer` names: span.get<"name">().
template <auto Layer>
class SpanViewOf : public SpanView {
 public:
  // For the SDK: SpansViewOf gives one.
  SpanViewOf(const SpanView& span, const uint32_t* places) : SpanView(span), places_(places) {}
  // The value of a field, in the type that the port declares; nothing where null.
  template <Name Field>
  auto get() const {
    constexpr uint32_t declared = Layer.template field<Field>(), type = Layer.template type<Field>();
    const uint32_t place = places_ != nullptr ? places_[declared] : declared;
    return is_null(place) ? std::nullopt : std::optional(detail::value_of<type>(cell(place), pool()));
  }

 private:
  const uint32_t* places_;
};

// The spans layer that `Layer` names.
template <auto Layer>
class SpansViewOf : public SpansView {
 public:
  // Counts through the spans; any number of them at once.
  using Iterator = detail::Iterator<SpansViewOf>;
  // For the SDK: Document::spans(handle) gives one.
  SpansViewOf(const SpansView& spans, const uint32_t* places) : SpansView(spans), places_(places) {}
  // Span i, counted from 0; `i` must be below size().
  SpanViewOf<Layer> operator[](uint32_t i) const { return {SpansView::operator[](i), places_}; }
  // The first span; the view must outlive it.
  Iterator begin() const { return {this, 0}; }
  // Behind the last.
  Iterator end() const { return {this, size()}; }

 private:
  const uint32_t* places_;
};

// The attributes layer that `Layer` names: attributes.get<"tag">().
template <auto Layer>
class AttributesViewOf : public AttributesView {
 public:
  // For the SDK: Document::attributes(handle) gives one.
  AttributesViewOf(const AttributesView& attributes, const uint32_t* places)
      : AttributesView(attributes), places_(places) {}
  // The value of a key, in the type that the port declares; nothing where null or the layer is absent.
  template <Name Key>
  auto get() const {
    constexpr uint32_t declared = Layer.template field<Key>(), type = Layer.template type<Key>();
    return this->template typed<type>(places_ != nullptr ? places_[declared] : declared);
  }

 private:
  const uint32_t* places_;
};

// One document, as far as the stage may see it. Where a layer is absent (an optional port that nothing provides; a
// stage before this one that gave no answer), has() says so, and the others give what is empty.
class Document {
 public:
  // For the SDK, and for tests that make documents by hand: both must outlive the view. Without `inputs` no types are
  // checked.
  explicit Document(const docmill_document& document, const detail::Inputs* inputs = nullptr)
      : document_(&document), inputs_(inputs) {}

  // How many layers the stage sees, absent ones too; the same for all documents.
  uint32_t n_layers() const { return document_->n_layers; }

  // Is layer i there, counted from 0? An empty text, or spans of which there are none, are there. As all functions by
  // number, throws WrongUse where there is no such layer at all.
  bool has(uint32_t i) const { return layer(i) != nullptr; }
  // The layer as the ABI has it; null where absent.
  const docmill_layer* layer(uint32_t i) const {
    if (i >= document_->n_layers) [[unlikely]]
      throw WrongUse(detail::joined({"layer ", std::to_string(i), " is read, but there are only ",
                                     std::to_string(document_->n_layers), ", counted from 0"}));
    return document_->layers[i];
  }
  // Text (valid UTF-8), one JSON value, or any bytes; "" where absent. A rewritten text is read as text. Throws
  // WrongUse where the layer is spans or attributes. Borrowed until process() returns.
  std::string_view text(uint32_t i) const {
    const docmill_layer* l = layer(i);
    if (l == nullptr) return {};
    if (l->kind == DOCMILL_KIND_SPANS || l->kind == DOCMILL_KIND_ATTRIBUTES) [[unlikely]]
      refuse(i, l->kind, "text");
    return {l->pool, l->pool_size};
  }
  // The spans, sorted by start; none where the layer is absent. Throws WrongUse where it is of another kind.
  SpansView spans(uint32_t i) const { return SpansView(of_kind(i, DOCMILL_KIND_SPANS, "spans"), columns(i)); }
  // The attributes; all null where the layer is absent. Throws WrongUse where it is of another kind.
  AttributesView attributes(uint32_t i) const {
    return AttributesView(of_kind(i, DOCMILL_KIND_ATTRIBUTES, "attributes"), columns(i));
  }
  // Where bytes [start, end) of text layer `i` stand in the source, in bytes; start <= end <= its size. Nothing where
  // the layer is absent or the text does not come from the source.
  std::optional<SourceRange> locate(uint32_t i, uint32_t start, uint32_t end) const {
    const docmill_layer* l = layer(i);
    if (l == nullptr || l->map == nullptr) return std::nullopt;
    return source_range(l->map, l->n_map, start, end);
  }

  // Is the layer there? As all functions by handle, throws WrongUse for a handle that is not of this stage's list.
  template <const auto& P, Name L>
  bool has(Requires<P, L> handle) const {
    return has(place(handle));
  }
  // The layer as the ABI has it; null where absent.
  template <const auto& P, Name L>
  const docmill_layer* layer(Requires<P, L> handle) const {
    return layer(place(handle));
  }
  // Text (valid UTF-8), one JSON value, or any bytes; "" where absent.
  template <const auto& P, Name L>
  requires detail::HandleOfText<Requires<P, L>> std::string_view text(Requires<P, L> handle)
  const { return text(place(handle)); }
  // The spans, sorted by start, with fields by name; none where the layer is absent.
  template <const auto& P, Name L>
  requires detail::HandleOfSpans<Requires<P, L>> SpansViewOf < Requires<P, L> {}
  > spans(Requires<P, L> handle) const { return {spans(place(handle)), places(handle.index)}; }
  // The attributes, with keys by name; all null where the layer is absent.
  template <const auto& P, Name L>
  requires detail::HandleOfAttributes<Requires<P, L>> AttributesViewOf < Requires<P, L> {}
  > attributes(Requires<P, L> handle) const { return {attributes(place(handle)), places(handle.index)}; }
  // Where bytes [start, end) of the text stand in the source, in bytes. Nothing where the layer is absent or the text
  // does not come from the source.
  template <const auto& P, Name L>
  requires detail::HandleOfText<Requires<P, L>> std::optional<SourceRange> locate(Requires<P, L> handle, uint32_t start,
                                                                                  uint32_t end)
  const { return locate(place(handle), start, end); }

 private:
  template <class H>
  uint32_t place(H handle) const {
    if (inputs_ != nullptr && inputs_->declared != handle.list()) [[unlikely]]
      throw WrongUse("a layer is read by a handle that is not of the stage's list of required ports");
    return handle.index;
  }
  const docmill_layer* of_kind(uint32_t i, uint32_t kind, const char* as) const {
    const docmill_layer* l = layer(i);
    if (l != nullptr && l->kind != kind) [[unlikely]]
      refuse(i, l->kind, as);
    return l;
  }
  [[noreturn]] void refuse(uint32_t i, uint32_t kind, const char* as) const {
    const detail::Columns* known = columns(i);
    const bool named = known != nullptr && !known->layer.empty();
    const std::string number = std::to_string(i);
    throw WrongUse(detail::joined({named ? "'" : "layer ", named ? known->layer : std::string_view(number),
                                   named ? "'" : "", " is ", detail::kind_in_words(kind), ", and is read as ", as}));
  }
  const detail::Columns* columns(uint32_t i) const {
    return inputs_ != nullptr && i < inputs_->columns.size() ? &inputs_->columns[i] : nullptr;
  }
  const uint32_t* places(uint32_t i) const {
    return inputs_ != nullptr && i < inputs_->places.size() ? inputs_->places[i].data() : nullptr;
  }
  const docmill_document* document_;
  const detail::Inputs* inputs_;
};

}  // namespace docmill
