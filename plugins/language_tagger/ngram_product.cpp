// What the languages of a script get: the sum of a text times the vector of each.
#include <cmath>
#include <cstring>

#include "docmill/base/wide_vectors.hpp"
#include "ngram_model.hpp"

namespace docmill::language {

namespace {

using Numbers = std::array<float, model_width>;

constexpr float largest_scaled = 950;  // times model_width × 32767 for a language: within 32 bits

// What is multiplied with the languages of the blocks, taken from what comes out, and where that goes.
struct Product {
  const std::vector<LanguageBlock>& blocks;
  const NgramSum& sum;
  float factor;              // of the sum
  const int32_t* handicaps;  // null: none
  int32_t* logits;
};

struct FourLanguages {
  using Floats = float __attribute__((vector_size(16)));
  using Whole = int32_t __attribute__((vector_size(16)));
  static constexpr std::size_t width = 4;
};
struct EightLanguages {
  using Floats = float __attribute__((vector_size(32)));
  using Whole = int32_t __attribute__((vector_size(32)));
  static constexpr std::size_t width = 8;
};

// Some languages at a time, of which a block has several. Plain products and sums in a fixed order: the same on every
// machine, however many that are.
template <class Some>
struct Multiplier {
  using Floats = typename Some::Floats;
  using Whole = typename Some::Whole;
  static constexpr std::size_t width = Some::width;

  // The sum times its factor, within bounds.
  [[gnu::always_inline]] static Numbers scaled(const Product& p) {
    Numbers numbers;
    for (std::size_t d = 0; d < model_width; d += width) {
      Whole sum;
      std::memcpy(&sum, &p.sum.vector[d], sizeof sum);
      Floats some = __builtin_convertvector(sum, Floats) * p.factor;
      some = some < -largest_scaled ? Floats{} - largest_scaled : some;
      some = some > largest_scaled ? Floats{} + largest_scaled : some;
      std::memcpy(&numbers[d], &some, sizeof some);
    }
    return numbers;
  }
  // For vector number `v` of all; added to `total`.
  [[gnu::always_inline]] static void add(const Product& p, const Numbers& numbers, std::size_t v, std::size_t i,
                                         Floats& total) {
    Floats languages;
    std::memcpy(&languages, &p.blocks[v * width / lanes].numbers[i][v * width % lanes], sizeof languages);
    total += languages * numbers[i];
  }
  [[gnu::always_inline]] static void put(const Product& p, std::size_t v, const Floats& total) {
    Whole whole = __builtin_convertvector(total, Whole);
    if (p.handicaps != nullptr) {
      Whole handicap;
      std::memcpy(&handicap, p.handicaps + v * width, sizeof handicap);
      whole -= handicap;
    }
    std::memcpy(p.logits + v * width, &whole, sizeof whole);
  }
  // Four vectors at a time: the sums stay in registers.
  [[gnu::always_inline]] static void multiply(const Product& p) {
    const Numbers numbers = scaled(p);
    const std::size_t n = p.blocks.size() * lanes / width;
    std::size_t v = 0;
    for (; v + 4 <= n; v += 4) {
      Floats a{}, b{}, c{}, d{};
#pragma GCC unroll 16
      for (std::size_t i = 0; i < model_width; ++i) {
        add(p, numbers, v, i, a);
        add(p, numbers, v + 1, i, b);
        add(p, numbers, v + 2, i, c);
        add(p, numbers, v + 3, i, d);
      }
      put(p, v, a);
      put(p, v + 1, b);
      put(p, v + 2, c);
      put(p, v + 3, d);
    }
    for (; v < n; ++v) {
      Floats total{};
      for (std::size_t i = 0; i < model_width; ++i) add(p, numbers, v, i, total);
      put(p, v, total);
    }
  }
};

void multiply_here(const Product& p) { Multiplier<FourLanguages>::multiply(p); }
DOCMILL_FOR_WIDE_VECTORS void multiply_wide(const Product& p) { Multiplier<EightLanguages>::multiply(p); }

}  // namespace

// sum × output / scale / √features, in 1/1024. No text comes near the bounds with the model that is shipped; with them
// any model gives numbers whose differences and sums with hints are numbers.
void NgramModel::judge(const NgramSum& sum, UScriptCode script, std::vector<int32_t>& logits,
                       const std::vector<int32_t>& handicaps, bool by_wide_vectors) const {
  const Group* g = group(script);
  logits.resize(g == nullptr ? 0 : g->blocks.size() * lanes);
  if (g == nullptr || sum.features == 0) {
    for (std::size_t i = 0; i < logits.size(); ++i) logits[i] = handicaps.empty() ? 0 : -handicaps[i];
    return;
  }
  const float factor = scale_ / std::sqrt(static_cast<float>(sum.features));
  const Product product{g->blocks, sum, factor, handicaps.empty() ? nullptr : handicaps.data(), logits.data()};
  (by_wide_vectors ? multiply_wide : multiply_here)(product);
}

}  // namespace docmill::language
