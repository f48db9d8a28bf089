#include "text/ascii_words.hpp"

#include <array>
#include <cstdint>
#include <cstring>

#include <docmill/base/bytes16.hpp>
#include <docmill/base/wide_vectors.hpp>

#include "text/ascii_stretch.hpp"
#include "text/word_hash.hpp"

namespace docmill::linker {
namespace {

using bytes16::Bytes;

// 0xFF in the first n bytes, 0 in the others.
[[gnu::always_inline]] inline Bytes first_bytes(std::size_t n) {
  static constexpr auto table = [] {  // from 16 - n on
    std::array<char, 2 * bytes16::size> bytes{};
    for (std::size_t i = 0; i < bytes16::size; ++i) bytes[i] = '\xFF';
    return bytes;
  }();
  return bytes16::load(table.data() + (bytes16::size - n));
}

// `upper`, `lower`, `digit`: a bit for each letter, that of the first the lowest.
uint16_t flags_of(uint32_t upper, uint32_t lower, uint32_t digit) {
  return static_cast<uint16_t>((upper & 1) * token_flag::first_upper | (upper != 0) * token_flag::has_upper |
                               (lower != 0) * token_flag::has_lower | (digit != 0) * token_flag::has_digit |
                               ((upper | lower) != 0) * token_flag::has_letter);
}

// Of a word whose folded bytes these are, and 0 behind them.
uint32_t hash_of(Bytes folded) {
  uint64_t halves[2];
  std::memcpy(halves, &folded, sizeof halves);
  return WordHash::of_short(halves[0], halves[1]);
}

void describe(const char* bytes, std::size_t from, Token& token) {
  const std::size_t n = token.size();
  const Bytes word = bytes16::load(bytes + (token.start - from)) & first_bytes(n);
  if (!token.is_word()) {
    token.hash = token.stem = word[0];
    token.flags = 0;
    return;
  }
  const Bytes is_upper = bytes16::is_between(word, 'A', 'Z'), folded = word | (is_upper & 0x20);
  const uint32_t all = (1u << n) - 1, upper = bytes16::high_bits(is_upper);
  const uint32_t lower = bytes16::high_bits(bytes16::is_between(word, 'a', 'z')), digit = all & ~(upper | lower);
  token.hash = token.stem = hash_of(folded);
  token.flags = flags_of(upper, lower, digit);
  if (n < 3 || bytes[token.end - 1 - from] != 's') return;
  const uint32_t before = hash_of(folded & first_bytes(n - 1));
  if ((lower & all >> 1) == 0) {
    --token.end;
    token.hash = token.stem = before;
    token.flags = static_cast<uint16_t>(flags_of(upper, 0, digit) | token_flag::plural);
  } else if (n >= 4) {
    token.stem = before;
  }
}

// Four tokens at once. Words lie one behind the other, two to a vector, or have their first and their next eight
// letters in a vector each, which has words 0, 2, 1 and 3. What is asked for is said by all the bits of a word's place.
class FourWords {
 public:
  DOCMILL_WITHIN_WIDE_VECTORS static inline void describe(const char* bytes, std::size_t from, Token* tokens) {
    const std::size_t n0 = tokens[0].size(), n1 = tokens[1].size(), n2 = tokens[2].size(), n3 = tokens[3].size();
    const Bytes32 a = both(load(bytes, from, tokens[0], n0), load(bytes, from, tokens[1], n1));
    const Bytes32 b = both(load(bytes, from, tokens[2], n2), load(bytes, from, tokens[3], n3));
    const Bytes32 but_last_a = both(first_bytes(n0 - 1), first_bytes(n1 - 1));
    const Bytes32 but_last_b = both(first_bytes(n2 - 1), first_bytes(n3 - 1));

    const Bytes32 upper_a = between(a, 'A', 'Z'), upper_b = between(b, 'A', 'Z');
    const Bytes32 lower_a = between(a, 'a', 'z'), lower_b = between(b, 'a', 'z');
    const Words upper = any(upper_a, upper_b), lower = any(lower_a, lower_b);
    const Words digit = any(between(a, '0', '9'), between(b, '0', '9'));
    const Bytes32 folded_a = a | (upper_a & 0x20), folded_b = b | (upper_b & 0x20);
    const Words one = first_eight(folded_a, folded_b), two = next_eight(folded_a, folded_b);

    const Bytes32 last_a = a & ~but_last_a, last_b = b & ~but_last_b;
    const Words at_least_3 = is_not_0(one & 0xFF0000u), at_least_4 = is_not_0(one & 0xFF000000u);
    const Words in_s = any(between(last_a, 's', 's'), between(last_b, 's', 's')) & at_least_3;
    const Words plural = in_s & ~any(lower_a & but_last_a, lower_b & but_last_b);
    const Words has_stem = in_s & (plural | at_least_4);

    const Words mixed = mix(WordHash::start ^ one);
    const Words whole = hash(one, two, mixed);
    const Words before = hash(first_eight(folded_a & but_last_a, folded_b & but_last_b),
                              next_eight(folded_a & but_last_a, folded_b & but_last_b), mixed);
    const Words is_word = upper | lower | digit;
    const Words hashes = select(is_word, select(plural, before, whole), one);
    const Words stems = select(has_stem, before, hashes);
    const Words lower_left = lower & ~plural;
    const Words flags = (first_eight(upper_a, upper_b) & token_flag::first_upper) | (upper & token_flag::has_upper) |
                        (lower_left & token_flag::has_lower) | (digit & token_flag::has_digit) |
                        ((upper | lower_left) & token_flag::has_letter) | (plural & token_flag::plural);
    set(tokens[0], hashes[0], stems[0], flags[0]);
    set(tokens[1], hashes[2], stems[2], flags[2]);
    set(tokens[2], hashes[1], stems[1], flags[1]);
    set(tokens[3], hashes[3], stems[3], flags[3]);
  }

 private:
  using Words = uint64_t __attribute__((vector_size(32)));
  using Bytes32 = bytes32::Bytes;

  DOCMILL_WITHIN_WIDE_VECTORS static inline Bytes load(const char* bytes, std::size_t from, const Token& token,
                                                       std::size_t n) {
    return bytes16::load(bytes + (token.start - from)) & first_bytes(n);
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Bytes32 both(Bytes x, Bytes y) {
    return __builtin_shufflevector(x, y, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                                   22, 23, 24, 25, 26, 27, 28, 29, 30, 31);
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Bytes32 between(Bytes32 bytes, uint8_t first, uint8_t last) {
    return reinterpret_cast<Bytes32>((bytes - first) <= static_cast<uint8_t>(last - first));
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Words first_eight(Bytes32 a, Bytes32 b) {
    return __builtin_shufflevector(reinterpret_cast<Words>(a), reinterpret_cast<Words>(b), 0, 4, 2, 6);
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Words next_eight(Bytes32 a, Bytes32 b) {
    return __builtin_shufflevector(reinterpret_cast<Words>(a), reinterpret_cast<Words>(b), 1, 5, 3, 7);
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Words is_not_0(Words words) { return reinterpret_cast<Words>(words != 0); }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Words any(Bytes32 a, Bytes32 b) {
    return is_not_0(first_eight(a, b) | next_eight(a, b));
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Words select(Words which, Words x, Words y) {
    return y ^ ((y ^ x) & which);
  }

  // As in WordHash. `mixed`: the state behind eight letters, where there are so many.
  DOCMILL_WITHIN_WIDE_VECTORS static inline Words hash(Words one, Words two, Words mixed) {
    const Words is_long = is_not_0(one >> 56);
    const Words h = mix(select(is_long, mixed, Words{} + WordHash::start) ^ select(is_long, two, one));
    return (h ^ (h >> 31)) * WordHash::last_factor >> 32;
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Words mix(Words words) {
    const Words h = words * WordHash::factor;
    return h ^ (h >> 32);
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline void set(Token& token, uint64_t hash, uint64_t stem, uint64_t flags) {
    token.hash = static_cast<uint32_t>(hash);
    token.stem = static_cast<uint32_t>(stem);
    token.flags = static_cast<uint16_t>(flags);
    token.end -= static_cast<uint32_t>(flags / token_flag::plural & 1);
  }
};

// Nothing is called from here: what is compiled for other processors would wait for the upper halves of the vectors.
[[gnu::noinline]] DOCMILL_FOR_WIDE_VECTORS void describe_by_fours(const char* bytes, std::size_t from, Token* tokens,
                                                                  std::size_t n) {
  for (std::size_t i = 0; i < n; i += 4) FourWords::describe(bytes, from, tokens + i);
}

}  // namespace

void describe_ascii_words_singly(const char* bytes, std::size_t from, Token* tokens, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) describe(bytes, from, tokens[i]);
}

void describe_ascii_words(const char* bytes, std::size_t from, Token* tokens, std::size_t n) {
  const std::size_t in_fours = has_wide_vectors ? n - n % 4 : 0;
  if (in_fours != 0) describe_by_fours(bytes, from, tokens, in_fours);
  describe_ascii_words_singly(bytes, from, tokens + in_fours, n - in_fours);
}

}  // namespace docmill::linker
