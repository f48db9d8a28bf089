#include "host/input/decode_unicode.hpp"

#include <algorithm>

namespace docmill::host {
namespace {

unsigned byte_at(std::string_view raw, std::size_t at) { return static_cast<unsigned char>(raw[at]); }

// Bytes at `at`, where no valid sequence stands, that begin one and break off; at least one.
std::size_t maximal_subpart(std::string_view raw, std::size_t at) {
  const unsigned lead = byte_at(raw, at);
  const std::size_t whole = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead <= 0xEF ? 3 : 1;
  unsigned low = 0x80, high = 0xBF;  // of the second byte
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  std::size_t n = 1;
  while (n < whole && at + n < raw.size() && byte_at(raw, at + n) >= low && byte_at(raw, at + n) <= high) {
    low = 0x80;
    high = 0xBF;
    ++n;
  }
  return n;
}

char32_t unit16(std::string_view raw, std::size_t at, ByteOrder order) {
  const unsigned first = byte_at(raw, at), second = byte_at(raw, at + 1);
  return order == ByteOrder::little ? first | second << 8 : first << 8 | second;
}

char32_t unit32(std::string_view raw, std::size_t at, ByteOrder order) {
  const char32_t first = unit16(raw, at, order), second = unit16(raw, at + 2, order);
  return order == ByteOrder::little ? first | second << 16 : first << 16 | second;
}

bool is_high(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

}  // namespace

void decode_utf8(DecodeSink& sink, std::size_t from) {
  const std::string_view raw = sink.raw();
  while (from < raw.size()) {
    const std::size_t valid = std::min(utf8::find_invalid(raw.substr(from)), raw.size() - from);
    sink.copy(from, valid);
    from += valid;
    if (from == raw.size()) return;
    const std::size_t bad = maximal_subpart(raw, from);
    if (!sink.bad(from, bad)) return;
    from += bad;
  }
}

void decode_utf16(DecodeSink& sink, std::size_t from, ByteOrder order) {
  const std::string_view raw = sink.raw();
  while (from + 2 <= raw.size()) {
    const char32_t unit = unit16(raw, from, order);
    const char32_t next = is_high(unit) && from + 4 <= raw.size() ? unit16(raw, from + 2, order) : 0;
    if (is_low(next)) {
      sink.put(0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00), from, 4);
      from += 4;
      continue;
    }
    if (!is_high(unit) && !is_low(unit)) sink.put(unit, from, 2);
    else if (!sink.bad(from, 2)) return;
    from += 2;
  }
  if (from < raw.size()) sink.bad(from, raw.size() - from);
}

void decode_utf32(DecodeSink& sink, std::size_t from, ByteOrder order) {
  const std::string_view raw = sink.raw();
  for (; from + 4 <= raw.size(); from += 4) {
    const char32_t c = unit32(raw, from, order);
    if (c <= 0x10FFFF && !is_high(c) && !is_low(c)) sink.put(c, from, 4);
    else if (!sink.bad(from, 4)) return;
  }
  if (from < raw.size()) sink.bad(from, raw.size() - from);
}

}  // namespace docmill::host
