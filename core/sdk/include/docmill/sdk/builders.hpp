// Builders of layers. They are the worker's own and are used again for every document, so that after a few documents
// nothing is allocated any more. One thread at a time. What is given to them is copied at once.
//
// A value that a field cannot hold as it is does not compile (a floating-point number for an integer, a string for a
// boolean) or throws; left alone, the exception fails the document, with the field's name.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docmill/sdk/columns.hpp"
#include "docmill/sdk/handle.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

namespace detail {

// Thrown through a stage's process() when a layer has got more spans than the host takes.
struct TooManySpans {};

// Rows of 8-byte words and the pool of their strings, filled in row order. The memory is kept from document to
// document; what is beyond the size is left as it is.
class RowBuffer {
 public:
  void clear() { n_words_ = n_bytes_ = n_rows_ = 0; }
  // Gives back what one huge document needed.
  void trim() {
    clear();
    if (words_.capacity() * sizeof(uint64_t) > kept_bytes) std::vector<uint64_t>().swap(words_);
    if (pool_.capacity() > kept_bytes) std::vector<char>().swap(pool_);
  }
  uint32_t n_rows() const { return n_rows_; }
  // The new row; its words are not set.
  uint64_t* add_row(std::size_t n_words) {
    if (n_words_ + n_words > words_.size()) grow(words_, n_words_ + n_words);
    uint64_t* row = words_.data() + n_words_;
    n_words_ += n_words;
    ++n_rows_;
    return row;
  }
  uint64_t* last_row(std::size_t n_words) { return words_.data() + n_words_ - n_words; }
  docmill_ref add_string(std::string_view s) {
    if (n_bytes_ + s.size() > pool_.size()) grow_pool(s.size());
    if (!s.empty()) std::memcpy(pool_.data() + n_bytes_, s.data(), s.size());
    const docmill_ref ref{static_cast<uint32_t>(n_bytes_), static_cast<uint32_t>(s.size())};
    n_bytes_ += s.size();
    return ref;
  }
  docmill_layer layer(uint32_t kind, std::size_t n_words) const {
    return {sizeof(docmill_layer), kind,     words_.data(), n_rows_, static_cast<uint32_t>(n_words * 8),
            pool_.data(),          n_bytes_, nullptr,       0};
  }

 private:
  void grow_pool(std::size_t more) {
    if (n_bytes_ + more > UINT32_MAX) throw std::length_error("a layer holds less than 4 GiB of strings");
    grow(pool_, n_bytes_ + more);
  }
  // Room is doubled, but touched as it is needed only.
  template <class T>
  static void grow(std::vector<T>& v, std::size_t needed) {
    constexpr std::size_t step = (std::size_t{16} << 10) / sizeof(T);
    if (needed > v.capacity()) v.reserve(needed * 2);
    v.resize(std::min(v.capacity(), needed + step));
  }
  static constexpr std::size_t kept_bytes = std::size_t{1} << 20;
  std::vector<uint64_t> words_;
  std::vector<char> pool_;
  std::size_t n_words_ = 0, n_bytes_ = 0;
  uint32_t n_rows_ = 0;
};

}  // namespace detail

// One span to add; what is not given is null.
struct Span {
  uint32_t start = 0;                                    // bytes of the text below, on a code point border
  uint32_t end = 0;                                      // >= start
  std::optional<std::string_view> label = std::nullopt;  // what sort of thing it is, valid UTF-8; copied by add()
  std::optional<std::string_view> value = std::nullopt;  // what it stands for, likewise
  std::optional<double> score = std::nullopt;            // finite
};

// Builder of a spans layer. Add spans sorted by start, then set fields of the last one in order of declaration; what is
// not set is null. Whether places lie in the text and on code point borders is for the host to judge, at the end.
class Spans {
 public:
  // `columns`: of the layer; borrowed until the builder goes.
  explicit Spans(const detail::Columns& columns) : columns_(columns) {
    for (uint32_t i = 0; i < columns.n; ++i) all_fields_null_ |= DOCMILL_NULL_FIELD(i);
  }
  // For tests and tools that make layers by hand: so many fields, whose types are not checked.
  explicit Spans(uint32_t n_fields) : Spans(detail::Columns{{}, nullptr, n_fields}) {}

  // Adds a span, all of its fields null. Throws std::invalid_argument for a score that is not finite,
  // std::length_error when the strings of the layer pass 4 GiB.
  Spans& add(const Span& s) {
    if (rows_.n_rows() > max_spans_) throw detail::TooManySpans{};
    docmill_span row{};
    row.start = s.start;
    row.end = s.end;
    row.nulls = all_fields_null_;
    if (s.score) row.score = detail::as_number(*s.score);
    else row.nulls |= DOCMILL_NULL_SCORE;
    if (s.label) row.label = rows_.add_string(*s.label);
    else row.nulls |= DOCMILL_NULL_LABEL;
    if (s.value) row.value = rows_.add_string(*s.value);
    else row.nulls |= DOCMILL_NULL_VALUE;
    uint64_t* to = rows_.add_row(words());
    std::memcpy(to, &row, sizeof row);
    for (uint32_t i = 0; i < columns_.n; ++i) to[sizeof row / 8 + i] = 0;
    next_field_ = 0;
    return *this;
  }

  // Sets the field at this place of the declaration in the last span; valid UTF-8, copied. As the three below, throws
  // WrongUse where the field is of another type or there is none, before the first span, twice, or behind a later
  // field. std::length_error when the strings of the layer pass 4 GiB.
  Spans& string(uint32_t field, std::string_view v) {
    begin_field(field, DOCMILL_TYPE_STRING);
    return set(field, docmill_cell{.string = rows_.add_string(v)});
  }
  Spans& string(uint32_t field, std::nullptr_t) = delete;
  // Likewise. Throws std::out_of_range where an unsigned value passes 2^63 - 1.
  Spans& integer(uint32_t field, detail::Whole auto v) {
    begin_field(field, DOCMILL_TYPE_INTEGER);
    return set(field, docmill_cell{.integer = detail::as_integer(v)});
  }
  // Likewise. Throws std::invalid_argument for a number that is not finite, or an integer of which there is no double.
  Spans& number(uint32_t field, detail::Real auto v) {
    begin_field(field, DOCMILL_TYPE_NUMBER);
    return set(field, docmill_cell{.number = detail::as_number(v)});
  }
  // Likewise. A bool or what stands for one; no number and no pointer.
  Spans& boolean(uint32_t field, const detail::Truth auto& v) {
    begin_field(field, DOCMILL_TYPE_BOOLEAN);
    return set(field, docmill_cell{.integer = static_cast<bool>(v) ? 1 : 0});
  }

  // Spans so far.
  uint32_t size() const { return rows_.n_rows(); }
  // Forgets all spans; the memory is kept.
  void clear() {
    rows_.clear();
    next_field_ = 0;
  }
  // For the SDK: the layer as built, borrowed until the next change.
  docmill_layer layer() const { return rows_.layer(DOCMILL_KIND_SPANS, words()); }
  // For the SDK: one more than `max_spans` is taken, so that the host sees that there are too many; the next one ends
  // the document.
  void limit(uint32_t max_spans) { max_spans_ = max_spans; }
  // For the SDK: forgets all spans, and gives back the memory that one huge document needed.
  void trim() { rows_.trim(); }

 private:
  std::size_t words() const { return sizeof(docmill_span) / 8 + columns_.n; }
  void begin_field(uint32_t field, uint32_t type) const {
    columns_.need(field, type, "set");
    if (field < next_field_ || rows_.n_rows() == 0)
      throw WrongUse(columns_.name_of(field) + ": fields of a span are set after add(), once, in order of declaration");
  }
  Spans& set(uint32_t field, docmill_cell cell) {
    next_field_ = field + 1;
    uint64_t* row = rows_.last_row(words());
    row[0] &= ~DOCMILL_NULL_FIELD(field);
    std::memcpy(row + sizeof(docmill_span) / 8 + field, &cell, sizeof cell);
    return *this;
  }
  detail::RowBuffer rows_;
  detail::Columns columns_;
  uint64_t all_fields_null_ = 0;
  uint32_t max_spans_ = UINT32_MAX;
  uint32_t next_field_ = 0;
};

// Builder of an attributes layer. Keys may be set in any order, also again (the last value counts); what is not set is
// null.
class Attributes {
 public:
  // `columns`: of the layer; borrowed until the builder goes.
  explicit Attributes(const detail::Columns& columns) : columns_(columns), slots_(columns.n) {}
  // For tests and tools that make layers by hand: so many keys, whose types are not checked.
  explicit Attributes(uint32_t n_keys) : Attributes(detail::Columns{{}, nullptr, n_keys}) {}

  // Sets the key at this place of the declaration; valid UTF-8, copied. As the three below, throws WrongUse where the
  // key is of another type or there is none.
  Attributes& string(uint32_t key, std::string_view v) {
    Slot& s = slot(key, DOCMILL_TYPE_STRING);
    s.string.assign(v);
    s.kind = Slot::text;
    return *this;
  }
  Attributes& string(uint32_t key, std::nullptr_t) = delete;
  // Likewise. Throws std::out_of_range where an unsigned value passes 2^63 - 1.
  Attributes& integer(uint32_t key, detail::Whole auto v) {
    return set(slot(key, DOCMILL_TYPE_INTEGER), docmill_cell{.integer = detail::as_integer(v)});
  }
  // Likewise. Throws std::invalid_argument for a number that is not finite, or an integer of which there is no double.
  Attributes& number(uint32_t key, detail::Real auto v) {
    return set(slot(key, DOCMILL_TYPE_NUMBER), docmill_cell{.number = detail::as_number(v)});
  }
  // Likewise. A bool or what stands for one; no number and no pointer.
  Attributes& boolean(uint32_t key, const detail::Truth auto& v) {
    return set(slot(key, DOCMILL_TYPE_BOOLEAN), docmill_cell{.integer = static_cast<bool>(v) ? 1 : 0});
  }

  // All keys null again; the memory is kept.
  void clear() {
    for (Slot& s : slots_) s.kind = Slot::null;
  }
  // For the SDK: the layer as built, borrowed until the next change.
  docmill_layer layer() {
    rows_.clear();
    uint64_t* row = rows_.add_row(1 + slots_.size());
    std::fill_n(row, 1 + slots_.size(), 0);
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      Slot& s = slots_[i];
      if (s.kind == Slot::null) {
        row[0] |= DOCMILL_NULL_KEY(i);
        continue;
      }
      if (s.kind == Slot::text) s.cell.string = rows_.add_string(s.string);
      std::memcpy(row + 1 + i, &s.cell, sizeof s.cell);
    }
    return rows_.layer(DOCMILL_KIND_ATTRIBUTES, 1 + slots_.size());
  }

 private:
  struct Slot {
    enum Kind { null, plain, text } kind = null;
    docmill_cell cell{};
    std::string string;
  };
  // Not inlined: GCC 12 warns of the slot behind the last, which is never reached.
  [[gnu::noinline]] Slot& slot(uint32_t key, uint32_t type) {
    columns_.need(key, type, "set");
    return slots_[key];
  }
  Attributes& set(Slot& slot, docmill_cell cell) {
    slot.kind = Slot::plain;
    slot.cell = cell;
    return *this;
  }
  detail::Columns columns_;
  std::vector<Slot> slots_;
  detail::RowBuffer rows_;
};

// Builder of a rewrite: edits of the old text, sorted and disjoint, in its bytes, on code point borders. What no edit
// names is kept, with its place in the source. What is wrong with an edit the host says when the document ends.
class Edits {
 public:
  // Takes [start, end) out.
  Edits& remove(uint32_t start, uint32_t end) { return replace(start, end, {}); }
  // Puts text in before byte `at`.
  Edits& insert(uint32_t at, std::string_view what) { return replace(at, at, what); }
  // Puts `with` (valid UTF-8, copied) in the place of [start, end). Throws std::length_error when the replacements pass
  // 4 GiB.
  Edits& replace(uint32_t start, uint32_t end, std::string_view with) {
    const docmill_edit edit{start, end, rows_.add_string(with)};
    std::memcpy(rows_.add_row(sizeof edit / 8), &edit, sizeof edit);
    return *this;
  }
  // Edits so far.
  uint32_t size() const { return rows_.n_rows(); }
  // Forgets all edits; the memory is kept.
  void clear() { rows_.clear(); }
  // For the SDK: the layer as built, borrowed until the next change.
  docmill_layer layer() const { return rows_.layer(DOCMILL_KIND_REWRITE, sizeof(docmill_edit) / 8); }
  // For the SDK: forgets all edits, and gives back the memory that one huge document needed.
  void trim() { rows_.trim(); }

 private:
  detail::RowBuffer rows_;
};

// ---- the same for a handle: fields by their names and in the types that the port declares

namespace detail {

// Sets a field of a builder by the declared type; a missing optional leaves it null.
template <uint32_t Type, class B, class V>
void set_typed(B& builder, uint32_t field, const V& value) {
  if constexpr (!std::same_as<typename WithoutOptional<V>::type, V>) {
    if (value) set_typed<Type>(builder, field, *value);
  } else if constexpr (Type == DOCMILL_TYPE_BOOLEAN) {
    builder.boolean(field, value);
  } else if constexpr (Type == DOCMILL_TYPE_INTEGER) {
    builder.integer(field, value);
  } else if constexpr (Type == DOCMILL_TYPE_NUMBER) {
    builder.number(field, value);
  } else {
    builder.string(field, value);
  }
}

}  // namespace detail

// The builder of the spans layer that `Layer` names: spans.add({start, end, label}).set<"name">(name). Cheap to copy;
// borrowed until process() returns. Everything else as in Spans, to which it converts.
template <auto Layer>
class SpansOf {
 public:
  // For the SDK: Output::spans(handle) gives one.
  explicit SpansOf(Spans& spans) : spans_(&spans) {}
  // Adds a span, all of its fields null; sorted by start. Throws as Spans::add does.
  SpansOf& add(const Span& s) {
    spans_->add(s);
    return *this;
  }
  // Sets a field of the last span, in order of declaration. Takes a value of the declared type, or a std::optional of
  // one: nothing is null. Throws as Spans::string and its brothers do.
  template <Name Field, class V>
  requires detail::MayBecome < V, decltype(Layer)::template type<Field>()
  > SpansOf& set(const V& value) {
    detail::set_typed<Layer.template type<Field>()>(*spans_, Layer.template field<Field>(), value);
    return *this;
  }
  // Spans so far.
  uint32_t size() const { return spans_->size(); }
  // The builder by numbers, for functions that take any layer.
  operator Spans&() const { return *spans_; }

 private:
  Spans* spans_;
};

// The builder of the attributes layer that `Layer` names: attributes.set<"words">(n). Cheap to copy; borrowed until
// process() returns. Everything else as in Attributes, to which it converts.
template <auto Layer>
class AttributesOf {
 public:
  // For the SDK: Output::attributes(handle) gives one.
  explicit AttributesOf(Attributes& attributes) : attributes_(&attributes) {}
  // Takes a value of the declared type, or a std::optional of one: nothing leaves the key as it is.
  template <Name Key, class V>
  requires detail::MayBecome < V, decltype(Layer)::template type<Key>()
  > AttributesOf& set(const V& value) {
    detail::set_typed<Layer.template type<Key>()>(*attributes_, Layer.template field<Key>(), value);
    return *this;
  }
  // The builder by numbers, for functions that take any layer.
  operator Attributes&() const { return *attributes_; }

 private:
  Attributes* attributes_;
};

}  // namespace docmill
