// Where decoders put what they find: text, map and the count of bad places, kept in step.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "host/input/decode.hpp"
#include "host/input/map_builder.hpp"

namespace docmill::host {

class DecodeSink {
 public:
  DecodeSink(std::string_view raw, OnBad on_bad, std::string& text, std::vector<docmill_map_run>& map)
      : raw_(raw), on_bad_(on_bad), text_(text), map_(map) {
    text_.clear();
  }

  // Bytes of raw that are UTF-8 as they stand.
  void copy(std::size_t offset, std::size_t n) {
    if (n == 0) return;
    text_.append(raw_.substr(offset, n));
    map_.add(1, 1, static_cast<uint32_t>(offset), static_cast<uint32_t>(n));
  }
  // Copies the ASCII bytes from `offset` on, returns the offset behind them.
  std::size_t copy_ascii(std::size_t offset) {
    std::size_t end = offset;
    for (uint64_t word; end + sizeof word <= raw_.size(); end += sizeof word) {
      std::memcpy(&word, raw_.data() + end, sizeof word);
      if ((word & 0x8080808080808080u) != 0) break;
    }
    while (end < raw_.size() && static_cast<unsigned char>(raw_[end]) < 0x80) ++end;
    copy(offset, end - offset);
    return end;
  }
  // One character out of raw[offset, offset + size). Size 0: a further character of the bytes before.
  void put(char32_t c, std::size_t offset, std::size_t size) {
    const std::size_t before = text_.size();
    utf8::append(text_, c);
    const auto unit = static_cast<uint32_t>(text_.size() - before);
    if (size == 0 && before > 0) map_.widen_last(unit);
    else map_.add(unit, static_cast<uint32_t>(size), static_cast<uint32_t>(offset));
  }
  // raw[offset, offset + size) is no character. False: stop.
  bool bad(std::size_t offset, std::size_t size) {
    if (outcome_.n_bad++ == 0) {
      outcome_.bad_offset = offset;
      outcome_.bad_size = size;
    }
    if (on_bad_ == OnBad::stop) return false;
    put(0xFFFD, offset, size);
    return true;
  }

  std::string_view raw() const { return raw_; }
  const DecodeOutcome& outcome() const { return outcome_; }

 private:
  std::string_view raw_;
  OnBad on_bad_;
  std::string& text_;
  MapBuilder map_;
  DecodeOutcome outcome_;
};

}  // namespace docmill::host
