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
    const Bytes32 a = both(load(bytes, from, tokens[0]), load(bytes, from, tokens[1]));
    const Bytes32 b = both(load(bytes, from, tokens[2]), load(bytes, from, tokens[3]));
    const Bytes32 upper_a = between(a, 'A', 'Z'), upper_b = between(b, 'A', 'Z');
    const Bytes32 lower_a = between(a, 'a', 'z'), lower_b = between(b, 'a', 'z');
    const Words no_upper = none(upper_a, upper_b), no_digit = none(between(a, '0', '9'), between(b, '0', '9'));
    const Bytes32 folded_a = a | (upper_a & 0x20), folded_b = b | (upper_b & 0x20);
    const Words one = first_eight(folded_a, folded_b), two = next_eight(folded_a, folded_b);
    const Words mixed = mix(WordHash::start ^ one);
    Words no_lower = none(lower_a, lower_b);
    const Words is_mark = no_upper & no_lower & no_digit;
    Words hashes = select(is_mark, one, hash(one, two, mixed)), stems = hashes, plural{};

    const Bytes32 final_a = is(a, 's') & is_last(a), final_b = is(b, 's') & is_last(b);
    if (bytes32::high_bits(final_a | final_b) != 0) {
      const Bytes32 but_final_a = folded_a & ~final_a, but_final_b = folded_b & ~final_b;
      const Words before = hash(first_eight(but_final_a, but_final_b), next_eight(but_final_a, but_final_b), mixed);
      const Words no_s = none(final_a, final_b) | is_0(one & 0xFF0000u);  // or in a word of less than three letters
      plural = ~no_s & none(lower_a & ~final_a, lower_b & ~final_b);
      hashes = select(plural, before, hashes);
      stems = select(plural | ~(no_s | is_0(one & 0xFF000000u)), before, stems);
      no_lower |= plural;
      take_off(plural, tokens);
    }
    const Words flags = (first_eight(upper_a, upper_b) & token_flag::first_upper) |
                        (~no_upper & token_flag::has_upper) | (~no_lower & token_flag::has_lower) |
                        (~no_digit & token_flag::has_digit) | (~(no_upper & no_lower) & token_flag::has_letter) |
                        (plural & token_flag::plural);
    const Words both_hashes = hashes | stems << 32;
    const auto flags16 = reinterpret_cast<Flags>(flags);
    set(tokens[0], both_hashes[0], flags16[0]);
    set(tokens[1], both_hashes[2], flags16[8]);
    set(tokens[2], both_hashes[1], flags16[4]);
    set(tokens[3], both_hashes[3], flags16[12]);
  }

 private:
  using Words = uint64_t __attribute__((vector_size(32)));
  using Flags = uint16_t __attribute__((vector_size(32)));  // four for each word
  using Bytes32 = bytes32::Bytes;

  DOCMILL_WITHIN_WIDE_VECTORS static inline Bytes load(const char* bytes, std::size_t from, const Token& token) {
    return bytes16::load(bytes + (token.start - from)) & first_bytes(std::size_t{token.end} - token.start);
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Bytes32 both(Bytes x, Bytes y) {
    return __builtin_shufflevector(x, y, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                                   22, 23, 24, 25, 26, 27, 28, 29, 30, 31);
  }
  // The last letter of each word, and what is behind it.
  DOCMILL_WITHIN_WIDE_VECTORS static inline Bytes32 is_last(Bytes32 bytes) {
    const Bytes32 behind = __builtin_shufflevector(bytes, bytes, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15,
                                                   17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 31);
    return reinterpret_cast<Bytes32>(behind == 0);
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Bytes32 is(Bytes32 bytes, uint8_t byte) {
    return reinterpret_cast<Bytes32>(bytes == byte);
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
  DOCMILL_WITHIN_WIDE_VECTORS static inline Words is_0(Words words) { return reinterpret_cast<Words>(words == 0); }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Words none(Bytes32 a, Bytes32 b) {
    return is_0(first_eight(a, b) | next_eight(a, b));
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Words select(Words which, Words x, Words y) {
    return y ^ ((y ^ x) & which);
  }

  // As in WordHash. `mixed`: the state behind eight letters, where there are so many.
  DOCMILL_WITHIN_WIDE_VECTORS static inline Words hash(Words one, Words two, Words mixed) {
    const Words is_short = is_0(one >> 56);
    const Words h = mix(select(is_short, Words{} + WordHash::start, mixed) ^ select(is_short, one, two));
    return (h ^ (h >> 31)) * WordHash::last_factor >> 32;
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline Words mix(Words words) {
    const Words h = words * WordHash::factor;
    return h ^ (h >> 32);
  }
  DOCMILL_WITHIN_WIDE_VECTORS static inline void take_off(Words plural, Token* tokens) {
    tokens[0].end -= static_cast<uint32_t>(plural[0] & 1);
    tokens[1].end -= static_cast<uint32_t>(plural[2] & 1);
    tokens[2].end -= static_cast<uint32_t>(plural[1] & 1);
    tokens[3].end -= static_cast<uint32_t>(plural[3] & 1);
  }
  // `both_hashes`: that of the stem in the upper half.
  DOCMILL_WITHIN_WIDE_VECTORS static inline void set(Token& token, uint64_t both_hashes, uint16_t flags) {
    static_assert(offsetof(Token, stem) == offsetof(Token, hash) + sizeof token.hash);
    std::memcpy(reinterpret_cast<char*>(&token) + offsetof(Token, hash), &both_hashes, sizeof both_hashes);
    token.flags = flags;
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
