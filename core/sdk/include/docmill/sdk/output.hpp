// Where a stage puts its results. The builders are the worker's own and are used again for every document, so that
// after a few documents nothing is allocated any more. A port that was not touched stays absent for that document.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/sdk/declare.hpp"
#include "docmill/stage_abi.h"

namespace docmill {

namespace detail {

// Thrown through a stage's process() when the host wants the call to end.
struct Stopped {};

inline double canonical(double x) {
  if (!std::isfinite(x)) throw std::invalid_argument("a number that is not finite cannot stand in a layer");
  return x == 0 ? 0.0 : x;
}

// Rows of 8-byte words and the pool of their strings, filled in row order. The memory is kept from document to
// document; what is beyond the size is left as it is.
class RowBuffer {
 public:
  void clear() { n_words_ = n_bytes_ = n_rows_ = 0; }
  uint32_t n_rows() const { return n_rows_; }
  // The new row; its words are not set.
  uint64_t* add_row(std::size_t n_words) {
    if (n_words_ + n_words > words_.size()) words_.resize((n_words_ + n_words) * 2);
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
    pool_.resize((n_bytes_ + more) * 2);
  }
  std::vector<uint64_t> words_;
  std::vector<char> pool_;
  std::size_t n_words_ = 0, n_bytes_ = 0;
  uint32_t n_rows_ = 0;
};

}  // namespace detail

// One span to add; what is not given is null.
struct Span {
  uint32_t start = 0;
  uint32_t end = 0;
  std::optional<std::string_view> label = std::nullopt;
  std::optional<std::string_view> value = std::nullopt;
  std::optional<double> score = std::nullopt;
};

// Builder of a spans layer. Add spans sorted by start (then end); set fields of the last one in order of declaration.
class Spans {
 public:
  explicit Spans(uint32_t n_fields) : n_fields_(n_fields) {
    for (uint32_t i = 0; i < n_fields; ++i) all_fields_null_ |= DOCMILL_NULL_FIELD(i);
  }

  Spans& add(const Span& s) {
    docmill_span row{};
    row.start = s.start;
    row.end = s.end;
    row.nulls = all_fields_null_;
    if (s.label) row.label = rows_.add_string(*s.label);
    else row.nulls |= DOCMILL_NULL_LABEL;
    if (s.value) row.value = rows_.add_string(*s.value);
    else row.nulls |= DOCMILL_NULL_VALUE;
    if (s.score) row.score = detail::canonical(*s.score);
    else row.nulls |= DOCMILL_NULL_SCORE;
    uint64_t* to = rows_.add_row(words());
    std::memcpy(to, &row, sizeof row);
    for (uint32_t i = 0; i < n_fields_; ++i) to[sizeof row / 8 + i] = 0;
    next_field_ = 0;
    return *this;
  }
  Spans& string(uint32_t field, std::string_view v) { return set(field, docmill_cell{.string = rows_.add_string(v)}); }
  Spans& integer(uint32_t field, int64_t v) { return set(field, docmill_cell{.integer = v}); }
  Spans& number(uint32_t field, double v) { return set(field, docmill_cell{.number = detail::canonical(v)}); }
  Spans& boolean(uint32_t field, bool v) { return set(field, docmill_cell{.integer = v ? 1 : 0}); }

  uint32_t size() const { return rows_.n_rows(); }
  void clear() { rows_.clear(); }
  docmill_layer layer() const { return rows_.layer(DOCMILL_KIND_SPANS, words()); }

 private:
  std::size_t words() const { return sizeof(docmill_span) / 8 + n_fields_; }
  Spans& set(uint32_t field, docmill_cell cell) {
    if (field < next_field_ || field >= n_fields_ || rows_.n_rows() == 0)
      throw std::logic_error("fields of a span are set after add(), once, in order of declaration");
    next_field_ = field + 1;
    uint64_t* row = rows_.last_row(words());
    row[0] &= ~DOCMILL_NULL_FIELD(field);
    std::memcpy(row + sizeof(docmill_span) / 8 + field, &cell, sizeof cell);
    return *this;
  }
  detail::RowBuffer rows_;
  uint64_t all_fields_null_ = 0;
  uint32_t n_fields_;
  uint32_t next_field_ = 0;
};

// Builder of an attributes layer. Keys may be set in any order; what is not set is null.
class Attributes {
 public:
  explicit Attributes(uint32_t n_keys) : slots_(n_keys) {}

  Attributes& string(uint32_t key, std::string_view v) {
    Slot& s = slots_.at(key);
    s.kind = Slot::text;
    s.string.assign(v);
    return *this;
  }
  Attributes& integer(uint32_t key, int64_t v) { return set(key, docmill_cell{.integer = v}); }
  Attributes& number(uint32_t key, double v) { return set(key, docmill_cell{.number = detail::canonical(v)}); }
  Attributes& boolean(uint32_t key, bool v) { return set(key, docmill_cell{.integer = v ? 1 : 0}); }

  void clear() {
    for (Slot& s : slots_) s.kind = Slot::null;
  }
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
  Attributes& set(uint32_t key, docmill_cell cell) {
    Slot& s = slots_.at(key);
    s.kind = Slot::plain;
    s.cell = cell;
    return *this;
  }
  std::vector<Slot> slots_;
  detail::RowBuffer rows_;
};

// Builder of a rewrite. Edits sorted and disjoint, in bytes of the old text. What no edit names is kept.
class Edits {
 public:
  Edits& remove(uint32_t start, uint32_t end) { return replace(start, end, {}); }
  Edits& insert(uint32_t at, std::string_view what) { return replace(at, at, what); }
  Edits& replace(uint32_t start, uint32_t end, std::string_view with) {
    const docmill_edit edit{start, end, rows_.add_string(with)};
    std::memcpy(rows_.add_row(sizeof edit / 8), &edit, sizeof edit);
    return *this;
  }
  uint32_t size() const { return rows_.n_rows(); }
  void clear() { rows_.clear(); }
  docmill_layer layer() const { return rows_.layer(DOCMILL_KIND_REWRITE, sizeof(docmill_edit) / 8); }

 private:
  detail::RowBuffer rows_;
};

// The results of one document (in begin, end and finish: of the stage). Ports by the index of the declaration.
class Output {
 public:
  // One builder for each provided port; made once for each worker.
  struct Builder {
    uint32_t kind;
    bool touched = false;
    Spans spans;
    Attributes attributes;
    Edits edits;
  };

  Output(docmill_output* output, uint32_t document, std::vector<Builder>* builders)
      : output_(output), document_(document), builders_(builders) {}

  // Each gives the emptied builder of a port at the first call for a document; the layer is put when process() returns.
  Spans& spans(uint32_t port) { return touch(port, DOCMILL_KIND_SPANS).spans; }
  Attributes& attributes(uint32_t port) { return touch(port, DOCMILL_KIND_ATTRIBUTES).attributes; }
  Edits& rewrite(uint32_t port) { return touch(port, DOCMILL_KIND_REWRITE).edits; }
  // Put at once.
  void text(uint32_t port, std::string_view v) { put_pool(port, DOCMILL_KIND_TEXT, v); }
  void json(uint32_t port, std::string_view v) { put_pool(port, DOCMILL_KIND_JSON, v); }

  // Gives up the document: `code` is kebab-case, `message` a sentence. Results put before or after are not kept.
  void fail(std::string_view code, std::string_view message) { verdict(DOCMILL_FAIL, code, message); }
  // Says that the document is not wanted.
  void drop(std::string_view code, std::string_view message) { verdict(DOCMILL_DROP, code, message); }
  void note(std::string_view code, std::string_view message, uint32_t level = DOCMILL_LEVEL_INFO) {
    check(output_->note(output_, document_, level, str(code), str(message)));
  }
  // Appends to an output opened with Setup::open_file or open_folder.
  void emit(uint32_t output, std::string_view bytes) { check(output_->emit(output_, document_, output, str(bytes))); }
  // For loops that may run for seconds.
  bool should_stop() const { return output_->should_stop(output_) != 0; }

  // For the SDK: puts what was built.
  void commit() {
    if (given_up_) return;
    for (uint32_t port = 0; port < builders_->size(); ++port) {
      Builder& b = (*builders_)[port];
      if (!b.touched) continue;
      b.touched = false;
      docmill_layer layer{};
      if (b.kind == DOCMILL_KIND_SPANS) layer = b.spans.layer();
      else if (b.kind == DOCMILL_KIND_ATTRIBUTES) layer = b.attributes.layer();
      else layer = b.edits.layer();
      const int32_t status = output_->put(output_, document_, port, &layer);
      if (status == DOCMILL_REFUSED) break;
      check(status);
    }
  }
  void forget() {
    for (Builder& b : *builders_) b.touched = false;
  }

 private:
  Builder& touch(uint32_t port, uint32_t kind) {
    Builder& b = builders_->at(port);
    if (b.kind != kind) throw std::logic_error("a port is filled by the builder of its declared kind");
    if (!b.touched) {
      b.touched = true;
      if (kind == DOCMILL_KIND_SPANS) b.spans.clear();
      else if (kind == DOCMILL_KIND_ATTRIBUTES) b.attributes.clear();
      else b.edits.clear();
    }
    return b;
  }
  void put_pool(uint32_t port, uint32_t kind, std::string_view v) {
    const docmill_layer layer{sizeof(docmill_layer), kind, nullptr, 0, 0, v.data(), v.size(), nullptr, 0};
    check(output_->put(output_, document_, port, &layer));
  }
  void verdict(uint32_t what, std::string_view code, std::string_view message) {
    given_up_ = true;
    check(output_->verdict(output_, document_, what, str(code), str(message)));
  }
  static void check(int32_t status) {
    if (status != DOCMILL_OK && status != DOCMILL_REFUSED) throw detail::Stopped{};
  }
  docmill_output* output_;
  uint32_t document_;
  std::vector<Builder>* builders_;
  bool given_up_ = false;
};

}  // namespace docmill
