// The bytes of a text that are looked at together: as many as a vector has. What looks through windows is written once
// and compiled for both sizes.
#pragma once

#include <cstdint>

#include <docmill/base/bytes16.hpp>
#include <docmill/base/wide_vectors.hpp>

namespace docmill::linker {

struct NarrowWindow {
  using Bytes = bytes16::Bytes;
  static uint32_t high_bits(const Bytes& bytes) { return bytes16::high_bits(bytes); }
};

// Only where has_wide_vectors.
struct WideWindow {
  using Bytes = bytes32::Bytes;
  DOCMILL_FOR_WIDE_VECTORS static uint32_t high_bits(const Bytes& bytes) { return bytes32::high_bits(bytes); }
};

// The highest bit of each byte, that of the first the lowest; `which`: a comparison, or the bytes.
template <class Window, class Which>
[[gnu::always_inline]] inline uint32_t high_bits_of(const Which& which) {
  return Window::high_bits(reinterpret_cast<const typename Window::Bytes&>(which));
}

}  // namespace docmill::linker
