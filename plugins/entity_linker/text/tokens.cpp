#include "text/tokens.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include <docmill/base/utf8.hpp>

#include "text/word_lists.hpp"

namespace docmill::linker {
namespace {

// The hash of a word, made from its folded characters one after the other. Eight ASCII characters are gathered before
// they are mixed in, so that the fast road below can do them at once.
class WordHash {
 public:
  void add(char32_t folded) {
    if (folded < 0x80) {
      gathered_ |= uint64_t{folded} << (8 * n_gathered_);
      if (++n_gathered_ == 8) flush();
    } else {
      flush();
      gathered_ = folded;
      flush();
    }
  }
  void add(const CharacterTable& characters, char32_t c) {
    if (sharp_s(c)) add(U's');
    add(sharp_s(c) ? U's' : characters.fold(c));
  }
  // Eight folded ASCII characters, the first in the lowest byte; nothing may be waiting.
  void add_eight(uint64_t folded) { state_ = mix(state_, folded); }
  uint32_t value() const { return value_with(gathered_); }
  // The value after these last, fewer than eight ASCII characters; nothing may be waiting.
  uint32_t value_with(uint64_t folded) const {
    const uint64_t h = mix(state_, folded);
    return static_cast<uint32_t>((h ^ (h >> 31)) * 0x9E3779B97F4A7C15u >> 32);
  }

 private:
  static uint64_t mix(uint64_t state, uint64_t word) {
    const uint64_t h = (state ^ word) * 0x9FB21C651E98DF25u;
    return h ^ (h >> 32);
  }
  void flush() {
    state_ = mix(state_, gathered_);
    gathered_ = 0;
    n_gathered_ = 0;
  }
  uint64_t state_ = 0xCBF29CE484222325u;
  uint64_t gathered_ = 0;
  int n_gathered_ = 0;
};

// Eight bytes of a text at once. The masks have the highest bit of a byte set where the byte is such a character.
// (Arithmetic on bytes in a word: Lamport, "Multiple byte processing with full-word instructions", CACM 18, 1975.)
struct EightBytes {
  static constexpr uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
  uint64_t bytes, upper, lower, digit;

  explicit EightBytes(const char* at) {
    std::memcpy(&bytes, at, 8);
    const uint64_t low = bytes & ~high, small = low | ones * 0x20;
    const uint64_t ascii = ~bytes & high;
    const uint64_t letter = between(small, 'a', 'z') & ascii;
    const uint64_t bit_of_small = bytes << 2;  // 0x20 of each byte, where the mask has its bit
    upper = letter & ~bit_of_small;
    lower = letter & bit_of_small;
    digit = between(low, '0', '9') & ascii;
  }
  // How many of the bytes, from the first on, are letters or digits.
  int word_length() const {
    const uint64_t rest = ~(upper | lower | digit) & high;
    return rest == 0 ? 8 : std::countr_zero(rest) >> 3;
  }
  uint64_t folded() const { return bytes | upper >> 2; }
  static uint64_t first(int n) { return n == 8 ? ~uint64_t{0} : (uint64_t{1} << (8 * n)) - 1; }

 private:
  // Of bytes below 0x80.
  static uint64_t between(uint64_t bytes, unsigned char from, unsigned char to) {
    return (bytes + ones * (0x80u - from)) & ~(bytes + ones * (0x7Fu - to));
  }
};

uint32_t hash_of(char32_t c) {
  WordHash hash;
  hash.add(c);
  return hash.value();
}

// Reads one code point; `next` is the offset behind it.
struct Character {
  char32_t value;
  uint8_t traits;
  std::size_t next;
};

class Scanner {
 public:
  Scanner(const CharacterTable& characters, std::string_view text, std::vector<Token>& tokens)
      : characters_(characters), text_(text), tokens_(tokens) {}

  void run() {
    tokens_.clear();
    tokens_.reserve(text_.size() / 4);
    while (at_ < text_.size()) {
      if (text_[at_] == ' ') {
        gap_ = std::max(gap_, Gap::space);
        if (++at_ == text_.size()) return;
      }
      if (at_ + 8 <= text_.size() && add_ascii_word()) continue;
      const Character c = read(at_);
      if ((c.traits & trait::space) != 0) {
        skip_space(c);
      } else if ((c.traits & (trait::ideograph | trait::hangul)) != 0) {
        add_single(c);
      } else if ((c.traits & (trait::letter | trait::digit)) != 0) {
        add_word();
      } else {
        add_punctuation(c);
      }
    }
  }

 private:
  Character read(std::size_t at) const {
    const auto byte = static_cast<unsigned char>(text_[at]);
    if (byte < 0x80) return {byte, characters_.traits(byte), at + 1};
    const char32_t c = utf8::next(text_, at);
    return {c, characters_.traits(c), at};
  }

  void skip_space(const Character& c) {
    at_ = c.next;
    if (c.value == '\n' && joins_lines()) return;
    if (c.value == '\n' || c.value == 0x2028 || c.value == 0x2029) gap_ = gap_ < Gap::line ? Gap::line : Gap::paragraph;
    else if (gap_ < Gap::space) gap_ = Gap::space;
  }

  // "Jean-" at the end of a line and "Luc" at the beginning of the next are one word.
  bool joins_lines() const {
    if (gap_ != Gap::none || tokens_.size() < 2 || !tokens_.back().is_punctuation('-') || at_ >= text_.size())
      return false;
    const Token& before = tokens_[tokens_.size() - 2];
    return tokens_.back().gap == Gap::none && before.is_word() && before.is(token_flag::first_upper) &&
           (read(at_).traits & trait::upper) != 0;
  }

  [[gnu::always_inline]] Token& add(std::size_t start, std::size_t end, uint32_t hash, TokenKind kind) {
    tokens_.push_back({static_cast<uint32_t>(start), static_cast<uint32_t>(end), hash, hash, 0, kind, gap_});
    gap_ = Gap::none;
    at_ = end;
    return tokens_.back();
  }

  void add_single(const Character& c) {
    const std::size_t start = at_;
    std::size_t end = c.next;
    while (end < text_.size()) {  // marks stay with their letter
      const Character mark = read(end);
      if ((mark.traits & trait::mark) == 0) break;
      end = mark.next;
    }
    const bool hangul = (c.traits & trait::hangul) != 0;
    Token& token = add(start, end, hash_of(c.value), hangul ? TokenKind::hangul : TokenKind::ideograph);
    token.flags = token_flag::has_letter;
  }

  void add_punctuation(const Character& c) {
    add(at_, c.next, static_cast<uint32_t>(plain_punctuation(c.value)), TokenKind::punctuation);
  }

  // The word that begins here, where it is of ASCII letters and digits and ends within the fast road's reach; false:
  // take the slow one. Both give the same tokens.
  [[gnu::always_inline]] bool add_ascii_word() {
    const std::size_t start = at_;
    std::size_t end = at_;
    WordHash hash;
    uint64_t upper = 0, lower = 0, digit = 0;
    while (true) {
      const EightBytes eight(text_.data() + end);
      const int n = eight.word_length();
      const uint64_t mask = EightBytes::first(n);
      if (n == 8) {
        hash.add_eight(eight.folded());
        upper |= eight.upper;
        lower |= eight.lower;
        digit |= eight.digit;
        end += 8;
        if (end + 8 > text_.size()) return false;
        continue;
      }
      end += static_cast<std::size_t>(n);
      if (static_cast<unsigned char>(text_[end]) >= 0x80 || end == start) return false;  // the word may go on
      if (text_[end - 1] == 's' && end - start >= 3) {
        if (n == 0) return false;
        return add_ascii_word_in_s(
            start, end, hash, eight.folded() & mask, mask,
            {upper | (eight.upper & mask), lower, eight.lower & mask, digit | (eight.digit & mask)});
      }
      upper |= eight.upper & mask;
      lower |= eight.lower & mask;
      digit |= eight.digit & mask;
      add(start, end, hash.value_with(eight.folded() & mask), TokenKind::word).flags =
          flags_of(start, upper, lower, digit);
      return true;
    }
  }

  struct Seen {
    uint64_t upper, lower, last_lower, digit;  // last_lower: of the last eight bytes
  };
  uint16_t flags_of(std::size_t start, uint64_t upper, uint64_t lower, uint64_t digit) const {
    const bool first_upper = static_cast<unsigned char>(text_[start] - 'A') < 26;
    return static_cast<uint16_t>((first_upper ? token_flag::first_upper : 0) |
                                 (upper != 0 ? token_flag::has_upper : 0) | (lower != 0 ? token_flag::has_lower : 0) |
                                 (digit != 0 ? token_flag::has_digit : 0) |
                                 ((upper | lower) != 0 ? token_flag::has_letter : 0));
  }

  // A word with a final s, which is left out as that of a plural (GPUs) or only for the stem (chips).
  bool add_ascii_word_in_s(std::size_t start, std::size_t end, const WordHash& hash, uint64_t folded, uint64_t mask,
                           const Seen& seen) {
    const uint32_t without = hash.value_with(folded & mask >> 8);
    const uint64_t lower_before = seen.lower | (seen.last_lower & mask >> 8);
    const char before = text_[end - 2];
    const bool capital_or_digit = (before >= 'A' && before <= 'Z') || (before >= '0' && before <= '9');
    if (capital_or_digit && lower_before == 0) {
      add(start, end - 1, without, TokenKind::word).flags =
          static_cast<uint16_t>(flags_of(start, seen.upper, lower_before, seen.digit) | token_flag::plural);
      at_ = end;
      return true;
    }
    Token& token = add(start, end, hash.value_with(folded), TokenKind::word);
    token.flags = flags_of(start, seen.upper, 1, seen.digit);
    if (end - start >= 4) token.stem = without;
    return true;
  }

  void add_word() {
    const std::size_t start = at_;
    std::size_t end = at_, before_last = at_;
    WordHash hash, hash_before_last;
    uint8_t seen = 0, seen_before_last = 0, previous = 0, last_traits = 0;
    char32_t last = 0;
    const uint8_t first = read(start).traits;
    while (end < text_.size()) {
      const Character c = read(end);
      if ((c.traits & trait::word) == 0 || (c.traits & (trait::ideograph | trait::hangul)) != 0) break;
      hash_before_last = hash;
      seen_before_last = seen;
      before_last = end;
      previous = last_traits;
      last = c.value;
      last_traits = c.traits;
      seen |= c.traits;
      hash.add(characters_, c.value);
      end = c.next;
    }
    const bool ends_in_s = last == 's' && before_last - start >= 2;
    const bool plural =
        ends_in_s && (previous & (trait::upper | trait::digit)) != 0 && (seen_before_last & trait::lower) == 0;
    if (plural) {
      add_counted_word(start, before_last, hash_before_last.value(), seen_before_last, first);
      tokens_.back().flags |= token_flag::plural;
      at_ = end;
      return;
    }
    add_counted_word(start, end, hash.value(), seen, first);
    if (ends_in_s && before_last - start >= 3) tokens_.back().stem = hash_before_last.value();
  }

  void add_counted_word(std::size_t start, std::size_t end, uint32_t hash, uint8_t seen, uint8_t first) {
    uint16_t flags = 0;
    if ((first & trait::upper) != 0) flags |= token_flag::first_upper;
    if ((seen & trait::upper) != 0) flags |= token_flag::has_upper;
    if ((seen & trait::lower) != 0) flags |= token_flag::has_lower;
    if ((seen & trait::digit) != 0) flags |= token_flag::has_digit;
    if ((seen & trait::letter) != 0) flags |= token_flag::has_letter;
    add(start, end, hash, TokenKind::word).flags = flags;
  }

  const CharacterTable& characters_;
  std::string_view text_;
  std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  Gap gap_ = Gap::paragraph;
};

}  // namespace

void scan_tokens(const CharacterTable& characters, std::string_view text, std::vector<Token>& tokens) {
  Scanner(characters, text, tokens).run();
}

uint32_t word_hash(const CharacterTable& characters, std::string_view word) { return word_hash(characters, word, {}); }

uint32_t word_hash(const CharacterTable& characters, std::string_view begin, std::string_view rest) {
  WordHash hash;
  for (const std::string_view part : {begin, rest}) {
    for (std::size_t at = 0; at < part.size();) {
      const auto byte = static_cast<unsigned char>(part[at]);
      if (byte < 0x80) hash.add(characters.fold(byte)), ++at;
      else hash.add(characters, utf8::next(part, at));
    }
  }
  return hash.value();
}

}  // namespace docmill::linker
