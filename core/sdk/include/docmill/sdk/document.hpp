// What a stage sees of a document: views of its layers. All views are borrowed until process() returns.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "docmill/base/source_map.hpp"
#include "docmill/sdk/declare.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

// One span of a layer.
class SpanView {
 public:
  SpanView(const docmill_span* row, const char* pool) : row_(row), pool_(pool) {}
  uint32_t start() const { return row_->start; }
  uint32_t end() const { return row_->end; }
  std::optional<std::string_view> label() const { return optional(DOCMILL_NULL_LABEL, row_->label); }
  std::optional<std::string_view> value() const { return optional(DOCMILL_NULL_VALUE, row_->value); }
  std::optional<double> score() const {
    return (row_->nulls & DOCMILL_NULL_SCORE) != 0 ? std::nullopt : std::optional(row_->score);
  }
  // Fields by their place in the catalogue entry (for layers of the stage's own declaration: in its order).
  bool is_null(uint32_t field) const { return (row_->nulls & DOCMILL_NULL_FIELD(field)) != 0; }
  const docmill_cell& cell(uint32_t field) const { return reinterpret_cast<const docmill_cell*>(row_ + 1)[field]; }
  std::string_view string(uint32_t field) const { return resolve(cell(field).string); }
  int64_t integer(uint32_t field) const { return cell(field).integer; }
  double number(uint32_t field) const { return cell(field).number; }
  bool boolean(uint32_t field) const { return cell(field).integer != 0; }

 private:
  std::string_view resolve(docmill_ref ref) const { return {pool_ + ref.offset, ref.size}; }
  std::optional<std::string_view> optional(uint64_t bit, docmill_ref ref) const {
    return (row_->nulls & bit) != 0 ? std::nullopt : std::optional(resolve(ref));
  }
  const docmill_span* row_;
  const char* pool_;
};

// A spans layer: sized, indexable, iterable. An absent layer gives an empty view.
class SpansView {
 public:
  explicit SpansView(const docmill_layer* layer) : layer_(layer) {}
  uint32_t size() const { return layer_ != nullptr ? layer_->n_rows : 0; }
  bool empty() const { return size() == 0; }
  SpanView operator[](uint32_t i) const {
    const char* row = static_cast<const char*>(layer_->rows) + std::size_t{i} * layer_->row_size;
    return {reinterpret_cast<const docmill_span*>(row), layer_->pool};
  }
  class Iterator {
   public:
    Iterator(const SpansView* view, uint32_t i) : view_(view), i_(i) {}
    SpanView operator*() const { return (*view_)[i_]; }
    Iterator& operator++() {
      ++i_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return i_ != other.i_; }

   private:
    const SpansView* view_;
    uint32_t i_;
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size()}; }

 private:
  const docmill_layer* layer_;
};

// An attributes layer; keys by their place in the catalogue entry. All null where the layer is absent.
class AttributesView {
 public:
  explicit AttributesView(const docmill_layer* layer) : layer_(layer) {}
  bool is_null(uint32_t key) const { return layer_ == nullptr || (row()->nulls & DOCMILL_NULL_KEY(key)) != 0; }
  const docmill_cell& cell(uint32_t key) const { return reinterpret_cast<const docmill_cell*>(row() + 1)[key]; }
  std::optional<std::string_view> string(uint32_t key) const {
    if (is_null(key)) return std::nullopt;
    const docmill_ref ref = cell(key).string;
    return std::string_view(layer_->pool + ref.offset, ref.size);
  }
  std::optional<int64_t> integer(uint32_t key) const {
    return is_null(key) ? std::nullopt : std::optional(cell(key).integer);
  }
  std::optional<double> number(uint32_t key) const {
    return is_null(key) ? std::nullopt : std::optional(cell(key).number);
  }
  std::optional<bool> boolean(uint32_t key) const {
    return is_null(key) ? std::nullopt : std::optional(cell(key).integer != 0);
  }

 private:
  const docmill_attributes* row() const { return static_cast<const docmill_attributes*>(layer_->rows); }
  const docmill_layer* layer_;
};

// One document. Layers are named by the index of the required port (with reads_all: of the catalogue).
class Document {
 public:
  explicit Document(const docmill_document& document) : document_(&document) {}
  uint32_t n_layers() const { return document_->n_layers; }
  bool has(uint32_t i) const { return document_->layers[i] != nullptr; }
  const docmill_layer* layer(uint32_t i) const { return document_->layers[i]; }
  // Text, JSON or bytes; empty where absent.
  std::string_view text(uint32_t i) const {
    const docmill_layer* l = document_->layers[i];
    return l != nullptr ? std::string_view(l->pool, l->pool_size) : std::string_view();
  }
  SpansView spans(uint32_t i) const { return SpansView(document_->layers[i]); }
  AttributesView attributes(uint32_t i) const { return AttributesView(document_->layers[i]); }
  // Where [start, end) of text layer i stands in the source, in bytes; nothing when the text does not come from it.
  std::optional<SourceRange> locate(uint32_t i, uint32_t start, uint32_t end) const {
    const docmill_layer* l = document_->layers[i];
    if (l == nullptr || l->map == nullptr) return std::nullopt;
    return source_range(l->map, l->n_map, start, end);
  }

 private:
  const docmill_document* document_;
};

}  // namespace docmill
