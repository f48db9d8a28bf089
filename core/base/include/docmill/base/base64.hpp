// Base64 (RFC 4648, section 4), with padding, without line ends.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace docmill {

namespace detail {
inline constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// By byte: the digit's value, 64 for what is none.
inline constexpr std::array<uint8_t, 256> base64_values = [] {
  std::array<uint8_t, 256> values{};
  values.fill(64);
  for (std::size_t i = 0; i < base64_digits.size(); ++i)
    values[static_cast<unsigned char>(base64_digits[i])] = static_cast<uint8_t>(i);
  return values;
}();
}  // namespace detail

// Appends the bytes in base64.
inline void append_base64(std::string& out, std::string_view bytes) {
  const auto digit = [](unsigned group, int shift) { return detail::base64_digits[group >> shift & 63]; };
  const auto byte = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(bytes[i]); };
  out.reserve(out.size() + (bytes.size() + 2) / 3 * 4);
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const unsigned group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (const int shift : {18, 12, 6, 0}) out += digit(group, shift);
  }
  if (i == bytes.size()) return;
  const bool two = i + 2 == bytes.size();
  const unsigned group = byte(i) << 16 | (two ? byte(i + 1) << 8 : 0);
  out += digit(group, 18);
  out += digit(group, 12);
  out += two ? digit(group, 6) : '=';
  out += '=';
}

// The bytes; false, with nothing certain in `out`, when the text is not base64 with padding. Bits that the last digit
// has too many must be 0, so that equal bytes have one text.
inline bool from_base64(std::string_view text, std::string& out) {
  out.clear();
  if (text.size() % 4 != 0) return false;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  text.remove_suffix(padding);
  out.reserve((text.size() + padding) / 4 * 3);
  uint32_t group = 0;
  int bits = 0;
  for (const char c : text) {
    const uint8_t value = detail::base64_values[static_cast<unsigned char>(c)];
    if (value == 64) return false;
    group = (group << 6 | value) & 0xFFFFFF;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(group >> bits & 0xFF);
  }
  return (group & ((1u << bits) - 1)) == 0;
}

}  // namespace docmill
