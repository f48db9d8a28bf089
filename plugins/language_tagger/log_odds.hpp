// Log-odds of languages, in units of 1/1024, four at a time, and powers of e of them. The vector types of GCC and
// Clang; plain products and sums in a fixed order: the same on every machine.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "wide_vectors.hpp"

namespace docmill::language {

using Four = int32_t __attribute__((vector_size(16)));
inline constexpr int32_t out_of_reach = 1 << 28;  // no log-odds are so far behind

inline Four four_of(const std::vector<int32_t>& numbers, std::size_t at) {
  Four four;
  std::memcpy(&four, &numbers[at], sizeof four);
  return four;
}
inline bool any(Four lanes) {
  uint64_t halves[2];
  std::memcpy(halves, &lanes, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

// The highest of them but for the one at `without`; -out_of_reach where all are below.
inline int32_t highest(const std::vector<int32_t>& numbers, std::size_t without = SIZE_MAX) {
  Four top = {-out_of_reach, -out_of_reach, -out_of_reach, -out_of_reach};
  for (std::size_t i = 0; i < numbers.size(); i += 4) {
    Four four = four_of(numbers, i);
    if (i == without / 4 * 4) four[without % 4] = -out_of_reach;
    const Four higher = four > top;
    top = (four & higher) | (top & ~higher);
  }
  return std::max(std::max(top[0], top[1]), std::max(top[2], top[3]));
}

// e^(x / 1024) for x <= 0, by squaring a short series ten times: the same on every machine.
inline constexpr double least_exponent = 20 * 1024;
inline double power_of_e(double x) {
  if (x < -least_exponent) return 0;
  const double y = x / (1024.0 * 1024.0);
  double r = 1 + y * (1 + y / 2 * (1 + y / 3));
  for (int i = 0; i < 10; ++i) r *= r;
  return r;
}

// The same for several numbers at once, in place.
template <class Doubles>
[[gnu::always_inline]] inline void raise_e(Doubles& x) {
  const Doubles y = x / (1024.0 * 1024.0);
  Doubles r = 1 + y * (1 + y / 2 * (1 + y / 3));
  r *= r, r *= r, r *= r, r *= r, r *= r;
  r *= r, r *= r, r *= r, r *= r, r *= r;
  x = x < -least_exponent ? Doubles{} : r;
}

// The sum of the same for four numbers, of `behind` times `odds` each: by two vectors or by one.
struct ByTwoVectors {
  [[gnu::always_inline]] static double sum(const Four& behind, double odds) {
    using Two = double __attribute__((vector_size(16)));
    Two low = Two{static_cast<double>(behind[0]), static_cast<double>(behind[1])} * odds;
    Two high = Two{static_cast<double>(behind[2]), static_cast<double>(behind[3])} * odds;
    raise_e(low);
    raise_e(high);
    return low[0] + low[1] + high[0] + high[1];
  }
};
struct ByOneVector {
  [[gnu::always_inline]] static double sum(const Four& behind, double odds) {
    using Doubles = double __attribute__((vector_size(32)));
    Doubles x = __builtin_convertvector(behind, Doubles) * odds;
    raise_e(x);
    return x[0] + x[1] + x[2] + x[3];
  }
};

template <class Way>
[[gnu::always_inline]] inline double share_by(const std::vector<int32_t>& logits, int32_t top, double odds) {
  const int32_t nothing = top - static_cast<int32_t>(std::min<double>(out_of_reach, least_exponent / odds) + 1);
  double total = 0;
  for (std::size_t i = 0; i < logits.size(); i += 4) {
    const Four four = four_of(logits, i);
    if (!any(four > nothing)) continue;
    const Four behind = four - top;
    total += Way::sum(behind < 0 ? behind : Four{}, odds);
  }
  return 1 / std::max(1.0, total);
}
inline double share_of_top_here(const std::vector<int32_t>& logits, int32_t top, double odds) {
  return share_by<ByTwoVectors>(logits, top, odds);
}
DOCMILL_FOR_WIDE_VECTORS inline double share_of_top_wide(const std::vector<int32_t>& logits, int32_t top, double odds) {
  return share_by<ByOneVector>(logits, top, odds);
}

// The share of e^top in the sum of the powers of all, the log-odds taken times `odds`; what is above the top counts as
// much as that. Most languages are so far behind that they do not count.
inline double share_of_top(const std::vector<int32_t>& logits, int32_t top, double odds) {
  return has_wide_vectors ? share_of_top_wide(logits, top, odds) : share_of_top_here(logits, top, odds);
}

}  // namespace docmill::language
