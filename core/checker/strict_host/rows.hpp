// Builds the rows and the pool of one layer, as stage_abi.h draws them. The checker does not use the SDK: a mistake in
// it would then be on both sides of the check.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/stage_abi.h"

namespace docmill::checker {

// One layer of one document as values.
struct LayerContent {
  uint32_t kind = 0;
  std::vector<uint64_t> words;  // rows
  uint32_t n_rows = 0, row_size = 0;
  std::string pool;
  std::vector<docmill_map_run> map;
};

// Of a spans or an attributes layer. Everything of a new row is null; strings are set in the order of the columns.
class Rows {
 public:
  Rows(uint32_t kind, uint32_t n_fields);
  void add();
  void range(uint32_t start, uint32_t end);  // spans
  void label(std::string_view text) { set_string(0, 2, text); }
  void value(std::string_view text) { set_string(1, 3, text); }
  void score(double x) { set_number(2, 4, x); }
  void string(uint32_t field, std::string_view text) { set_string(first_ + field, head_ + field, text); }
  void number(uint32_t field, double x) { set_number(first_ + field, head_ + field, x); }
  void integer(uint32_t field, int64_t x) { set(first_ + field, head_ + field, static_cast<uint64_t>(x)); }
  LayerContent take() { return std::move(content_); }

 private:
  uint64_t* row() { return content_.words.data() + content_.words.size() - content_.row_size / 8; }
  void set(uint32_t null_bit, uint32_t word, uint64_t bits);
  void set_string(uint32_t null_bit, uint32_t word, std::string_view text);
  void set_number(uint32_t null_bit, uint32_t word, double x);

  LayerContent content_;
  uint32_t head_, first_, n_fields_;  // words before the fields; null bit of the first field
};

}  // namespace docmill::checker
