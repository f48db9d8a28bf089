#include "host/output/crc32.hpp"

#include <zlib.h>

#include <array>

#include "docmill/base/processor.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace docmill::host {
namespace {

uint32_t by_zlib(uint32_t before, const char* at, std::size_t n) {
  return static_cast<uint32_t>(::crc32_z(before, reinterpret_cast<const Bytef*>(at), n));
}

#if defined(__x86_64__)

// Folding as by Gopal and others, "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel,
// 2009): 64 bits of the message that stand n bits before others are replaced by their product with x^n mod P. What is
// left at the end, 16 bytes that have the same remainder as all before, is a matter for zlib.

// x^n modulo the polynomial, bits in reverse; one bit further up, as the product of two reversed numbers is.
constexpr uint64_t power_of_x(unsigned n) {
  constexpr uint32_t polynomial = 0xEDB88320u;
  uint32_t power = 0x80000000u;
  for (; n != 0; --n) power = (power >> 1) ^ ((power & 1) != 0 ? polynomial : 0);
  return uint64_t{power} << 1;
}

constexpr std::size_t folded_size = 16, n_blocks = 4, worth_folding = 256;

__attribute__((target("pclmul,sse4.1"))) __m128i fold(__m128i earlier, __m128i powers, __m128i later) {
  const __m128i low = _mm_clmulepi64_si128(earlier, powers, 0x00), high = _mm_clmulepi64_si128(earlier, powers, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), later);
}

// The powers for a distance of so many bits.
__m128i powers_for(uint64_t low, uint64_t high) {
  return _mm_set_epi64x(static_cast<long long>(high), static_cast<long long>(low));
}

__attribute__((target("pclmul,sse4.1"))) uint32_t by_folding(uint32_t before, const char* at, std::size_t n) {
  constexpr unsigned far = n_blocks * folded_size * 8, near = folded_size * 8;
  constexpr uint64_t powers[] = {power_of_x(far + 32), power_of_x(far - 32), power_of_x(near + 32),
                                 power_of_x(near - 32)};
  const __m128i by_far = powers_for(powers[0], powers[1]), by_near = powers_for(powers[2], powers[3]);
  const auto load = [&](std::size_t block) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + block * folded_size));
  };
  __m128i sums[n_blocks] = {load(0), load(1), load(2), load(3)};
  sums[0] = _mm_xor_si128(sums[0], _mm_cvtsi32_si128(static_cast<int>(~before)));
  for (;;) {
    at += n_blocks * folded_size;
    n -= n_blocks * folded_size;
    if (n < n_blocks * folded_size) break;
    for (std::size_t i = 0; i < n_blocks; ++i) sums[i] = fold(sums[i], by_far, load(i));
  }
  for (std::size_t i = 1; i < n_blocks; ++i) sums[i] = fold(sums[i - 1], by_near, sums[i]);
  std::array<char, folded_size> left;
  _mm_storeu_si128(reinterpret_cast<__m128i*>(left.data()), sums[n_blocks - 1]);
  // The begin of a checksum is folded in already: the register starts with zeros, of which all ones are zlib's form.
  return by_zlib(by_zlib(0xFFFFFFFFu, left.data(), left.size()), at, n);
}

#endif

}  // namespace

uint32_t crc32_behind(uint32_t before, std::string_view bytes) {
#if defined(__x86_64__)
  static const bool can_fold = processor::has_pclmul();
  if (can_fold && bytes.size() >= worth_folding) return by_folding(before, bytes.data(), bytes.size());
#endif
  return by_zlib(before, bytes.data(), bytes.size());
}

}  // namespace docmill::host
