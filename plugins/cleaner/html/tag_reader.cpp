#include "html/tag_reader.hpp"

#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

uint32_t TagReader::find(char c, uint32_t from) const { return static_cast<uint32_t>(find_near(source_, c, from)); }

uint32_t TagReader::end_of(uint32_t tag, uint32_t name_end) const {
  uint32_t i = name_end;
  while (i < size() && source_[i] != '>') {
    // A quote opens a value only behind an equals sign.
    if ((kind_at(i) & quote) != 0 && opens_value(i, tag)) {
      i = find(source_[i], i + 1);
      if (i == size()) break;
    }
    ++i;
  }
  return i + 1;
}

bool TagReader::opens_value(uint32_t quote_at, uint32_t tag) const {
  uint32_t i = quote_at;
  while (i > tag && (kind_at(i - 1) & space) != 0) --i;
  return i > tag && source_[i - 1] == '=';
}

void TagReader::add(std::string_view name, uint32_t start, uint32_t end) {
  const KnownAttribute known = known_attribute(name);
  if (known.name != AttributeName::other) out_.push_back({start, end, known.name, known.small});
}

// One pass does where quotes and equals signs stand as they should: there both find the same ends of values.
uint32_t TagReader::read_attributes(uint32_t tag, uint32_t name_end) {
  const std::size_t before = out_.size();
  const uint32_t end = read_tidy(tag, name_end);
  if (end != untidy) return end;
  out_.resize(before);
  const uint32_t any_end = end_of(tag, name_end);
  if (any_end <= size()) read_any(tag, any_end);
  return any_end;
}

uint32_t TagReader::read_tidy(uint32_t tag, uint32_t name_end) {
  if (source_.substr(tag, name_end - tag).find('=') != std::string_view::npos) return untidy;
  uint32_t i = name_end;
  const auto skip_spaces = [&] {
    while (i < size() && kind_at(i) == space) ++i;
  };
  for (uint32_t n = 0;; ++n) {
    while (i < size() && (kind_at(i) & (space | slash)) != 0) ++i;
    if (i == size()) return size() + 1;
    if (source_[i] == '>') return i + 1;
    if ((kind_at(i) & (equals_sign | quote)) != 0) return untidy;
    const uint32_t start_of_name = i;
    while (i < size() && kind_at(i) == 0) ++i;
    const uint32_t end_of_name = i;
    skip_spaces();
    if (i == size()) return size() + 1;
    if (kind_at(i) == quote) return untidy;
    uint32_t value = i, value_end = i;
    if (source_[i] == '=') {
      ++i;
      skip_spaces();
      if (i < size() && kind_at(i) == quote) {
        value = i + 1;
        value_end = find(source_[i], value);
        if (value_end == size()) return size() + 1;
        i = value_end + 1;
      } else {
        value = i;
        while (i < size() && (kind_at(i) & (space | tag_end | equals_sign | quote)) == 0) ++i;
        if (i < size() && (kind_at(i) & (equals_sign | quote)) != 0) return untidy;
        value_end = i;
      }
    }
    if (n < most_attributes_) add(source_.substr(start_of_name, end_of_name - start_of_name), value, value_end);
  }
}

// Whatever is in it.
void TagReader::read_any(uint32_t tag, uint32_t end) {
  for_each_attribute(source_.substr(tag, end - tag), most_attributes_,
                     [&](std::string_view name, std::string_view value) {
                       const auto start = static_cast<uint32_t>(value.data() - source_.data());
                       add(name, start, start + static_cast<uint32_t>(value.size()));
                     });
}

}  // namespace docmill::cleaner
