// Log-odds of languages, in units of 1/1024, four at a time, and powers of e of them. The vector types of GCC and
// Clang; plain products and sums in a fixed order: the same on every machine.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "docmill/base/wide_vectors.hpp"

namespace docmill::language {

using Four = int32_t __attribute__((vector_size(16)));
inline constexpr int32_t out_of_reach = 1 << 28;  // no log-odds are so far behind

inline Four four_of(const std::vector<int32_t>& numbers, std::size_t at) {
  Four four;
  std::memcpy(&four, &numbers[at], sizeof four);
  return four;
}
template <class Some>
[[gnu::always_inline]] inline bool any(const Some& lanes) {
  uint64_t parts[sizeof(Some) / 8];
  std::memcpy(parts, &lanes, sizeof parts);
  uint64_t together = 0;
  for (const uint64_t part : parts) together |= part;
  return together != 0;
}

// The highest of some log-odds and the highest of the others: -out_of_reach where they are below; and where the highest
// is first, their number where it is nowhere.
struct Standing {
  int32_t top = -out_of_reach;
  int32_t second = -out_of_reach;
  std::size_t first = 0;

  // The highest without the one at `place`.
  int32_t rest(std::size_t place) const { return place == first ? second : top; }
};

// Of two and two the higher ones and the second, lane by lane, into `top` and `second`.
template <class Some>
[[gnu::always_inline]] inline void join(Some& top, Some& second, const Some& other_top, const Some& other_second) {
  const Some lower = other_top < top ? other_top : top;
  top = other_top > top ? other_top : top;
  second = other_second > second ? other_second : second;
  second = lower > second ? lower : second;
}

// Some of them at a time: four or eight.
template <class Some>
[[gnu::always_inline]] inline Standing standing_by(const std::vector<int32_t>& numbers) {
  constexpr std::size_t width = sizeof(Some) / sizeof(int32_t);
  const Some least = Some{} - out_of_reach;
  Some tops = least, seconds = least;
  for (std::size_t i = 0; i < numbers.size(); i += width) {
    Some some;
    std::memcpy(&some, &numbers[i], sizeof some);
    join(tops, seconds, some, least);
  }
  Four top[width / 4], second[width / 4];
  std::memcpy(top, &tops, sizeof top);
  std::memcpy(second, &seconds, sizeof second);
  for (std::size_t k = 1; k < width / 4; ++k) join(top[0], second[0], top[k], second[k]);
  join(top[0], second[0], __builtin_shufflevector(top[0], top[0], 2, 3, 0, 1),
       __builtin_shufflevector(second[0], second[0], 2, 3, 0, 1));
  join(top[0], second[0], __builtin_shufflevector(top[0], top[0], 1, 0, 3, 2),
       __builtin_shufflevector(second[0], second[0], 1, 0, 3, 2));
  Standing standing{top[0][0], second[0][0], 0};
  const Some wanted = Some{} + standing.top;
  for (; standing.first < numbers.size(); standing.first += width) {
    Some some;
    std::memcpy(&some, &numbers[standing.first], sizeof some);
    if (any(some == wanted)) break;
  }
  while (standing.first < numbers.size() && numbers[standing.first] != standing.top) ++standing.first;
  return standing;
}
inline Standing standing_here(const std::vector<int32_t>& numbers) { return standing_by<Four>(numbers); }
DOCMILL_FOR_WIDE_VECTORS inline Standing standing_wide(const std::vector<int32_t>& numbers) {
  using Eight = int32_t __attribute__((vector_size(32)));
  return standing_by<Eight>(numbers);
}

// `numbers`: as many as NgramModel::judge gives, which can be divided by eight.
inline Standing standing_of(const std::vector<int32_t>& numbers) {
  return has_wide_vectors ? standing_wide(numbers) : standing_here(numbers);
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

// The same for four numbers of `odds` each, added up one after the other: by two vectors or by one.
struct ByTwoVectors {
  using Two = double __attribute__((vector_size(16)));
  struct Powers {
    Two low, high;
    [[gnu::always_inline]] Powers(const Four& behind, double odds)
        : low(Two{static_cast<double>(behind[0]), static_cast<double>(behind[1])} * odds),
          high(Two{static_cast<double>(behind[2]), static_cast<double>(behind[3])} * odds) {
      raise_e(low);
      raise_e(high);
    }
    [[gnu::always_inline]] double sum() const { return low[0] + low[1] + high[0] + high[1]; }
  };
};
struct ByOneVector {
  using Doubles = double __attribute__((vector_size(32)));
  struct Powers {
    Doubles x;
    [[gnu::always_inline]] Powers(const Four& behind, double odds)
        : x(__builtin_convertvector(behind, Doubles) * odds) {
      raise_e(x);
    }
    [[gnu::always_inline]] double sum() const { return x[0] + x[1] + x[2] + x[3]; }
  };
};

// Eight at a time: one four need not wait for the other.
template <class Way>
[[gnu::always_inline]] inline double share_by(const std::vector<int32_t>& logits, int32_t top, double odds) {
  using Powers = typename Way::Powers;
  const int32_t nothing = top - static_cast<int32_t>(std::min<double>(out_of_reach, least_exponent / odds) + 1);
  const auto behind = [top](const Four& four) __attribute__((always_inline)) {
    const Four below = four - top;
    return below < 0 ? below : Four{};
  };
  double total = 0;
  std::size_t i = 0;
  for (; i + 8 <= logits.size(); i += 8) {
    const Four first = four_of(logits, i), second = four_of(logits, i + 4);
    if (!any((first > nothing) | (second > nothing))) continue;
    const Powers of_first(behind(first), odds), of_second(behind(second), odds);
    total += of_first.sum();
    total += of_second.sum();
  }
  for (; i < logits.size(); i += 4) total += Powers(behind(four_of(logits, i)), odds).sum();
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
