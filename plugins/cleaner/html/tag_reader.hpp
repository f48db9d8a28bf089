// Where a tag ends, and what attributes it has: the part of an HTML parser that reads within tags.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "html/attributes.hpp"

namespace docmill::cleaner {

class TagReader {
 public:
  // Of this page; the known ones of the first `most_attributes` attributes of a tag are added to `out`. Both must
  // outlive this.
  TagReader(std::string_view source, uint32_t most_attributes, std::vector<HtmlAttribute>& out)
      : source_(source), most_attributes_(most_attributes), out_(out) {}

  // The name that begins at `at`.
  std::string_view name_at(uint32_t at) const {
    uint32_t end = at;
    while (end < size() && (kind_at(end) & (space | tag_end | slash)) == 0) ++end;
    return source_.substr(at, end - at);
  }

  // The offset behind the '>' of the tag that begins at `tag` and whose name ends at `name_end`; the size of the page
  // and one more when it has none.
  uint32_t end_of(uint32_t tag, uint32_t name_end) const;

  // The same of a start tag, whose attributes are read. Where it has no end, some may have been.
  uint32_t read_attributes(uint32_t tag, uint32_t name_end);

 private:
  enum Kind : uint8_t { space = 1, tag_end = 2, slash = 4, equals_sign = 8, quote = 16 };
  static constexpr std::array<uint8_t, 256> kinds = [] {
    std::array<uint8_t, 256> table{};
    for (const char c : {' ', '\n', '\t', '\r', '\f'}) table[static_cast<unsigned char>(c)] = space;
    table['>'] = tag_end;
    table['/'] = slash;
    table['='] = equals_sign;
    table['"'] = table['\''] = quote;
    return table;
  }();
  static constexpr uint32_t untidy = 0;

  uint32_t size() const { return static_cast<uint32_t>(source_.size()); }
  uint8_t kind_at(uint32_t i) const { return kinds[static_cast<unsigned char>(source_[i])]; }
  uint32_t find(char c, uint32_t from) const;
  bool opens_value(uint32_t quote_at, uint32_t tag) const;
  void add(std::string_view name, uint32_t start, uint32_t end);
  uint32_t read_tidy(uint32_t tag, uint32_t name_end);
  void read_any(uint32_t tag, uint32_t end);

  const std::string_view source_;
  const uint32_t most_attributes_;
  std::vector<HtmlAttribute>& out_;
};

}  // namespace docmill::cleaner
