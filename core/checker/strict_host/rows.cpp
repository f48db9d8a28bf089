#include "checker/strict_host/rows.hpp"

#include <cstring>

namespace docmill::checker {

Rows::Rows(uint32_t kind, uint32_t n_fields)
    : head_(kind == DOCMILL_KIND_SPANS ? sizeof(docmill_span) / 8 : sizeof(docmill_attributes) / 8),
      first_(kind == DOCMILL_KIND_SPANS ? 3 : 0),
      n_fields_(n_fields) {
  content_.kind = kind;
  content_.row_size = (head_ + n_fields) * 8;
}

void Rows::add() {
  content_.words.resize(content_.words.size() + content_.row_size / 8);
  ++content_.n_rows;
  row()[0] = (uint64_t{1} << (first_ + n_fields_)) - 1;
}

void Rows::range(uint32_t start, uint32_t end) { row()[1] = uint64_t{end} << 32 | start; }

void Rows::set(uint32_t null_bit, uint32_t word, uint64_t bits) {
  row()[0] &= ~(uint64_t{1} << null_bit);
  row()[word] = bits;
}

void Rows::set_string(uint32_t null_bit, uint32_t word, std::string_view text) {
  set(null_bit, word, uint64_t{text.size()} << 32 | content_.pool.size());
  content_.pool += text;
}

void Rows::set_number(uint32_t null_bit, uint32_t word, double x) {
  uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  set(null_bit, word, bits);
}

}  // namespace docmill::checker
