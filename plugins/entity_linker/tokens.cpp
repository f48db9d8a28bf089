#include "tokens.hpp"

#include <docmill/base/utf8.hpp>

#include "word_lists.hpp"

namespace docmill::linker {
namespace {

constexpr uint64_t hash_seed = 0xCBF29CE484222325u;

uint64_t step(uint64_t h, char32_t c) { return (h ^ c) * 0x100000001B3u; }
uint32_t finish(uint64_t h) { return static_cast<uint32_t>((h ^ (h >> 31)) * 0x9E3779B97F4A7C15u >> 32); }

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
    while (at_ < text_.size()) {
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
    if (c.value == '\n' || c.value == 0x2028 || c.value == 0x2029) gap_ = gap_ < Gap::line ? Gap::line : Gap::paragraph;
    else if (gap_ < Gap::space) gap_ = Gap::space;
  }

  Token& add(std::size_t start, std::size_t end, uint32_t hash, TokenKind kind) {
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
    Token& token = add(start, end, finish(step(hash_seed, c.value)), hangul ? TokenKind::hangul : TokenKind::ideograph);
    token.flags = token_flag::has_letter;
  }

  void add_punctuation(const Character& c) {
    add(at_, c.next, static_cast<uint32_t>(plain_punctuation(c.value)), TokenKind::punctuation);
  }

  void add_word() {
    const std::size_t start = at_;
    std::size_t end = at_, before_last = at_;
    uint64_t hash = hash_seed, hash_before_last = hash_seed;
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
      hash = step(hash, characters_.fold(c.value));
      end = c.next;
    }
    const bool ends_in_s = last == 's' && before_last - start >= 2;
    const bool plural =
        ends_in_s && (previous & (trait::upper | trait::digit)) != 0 && (seen_before_last & trait::lower) == 0;
    if (plural) {
      add_counted_word(start, before_last, finish(hash_before_last), seen_before_last, first);
      tokens_.back().flags |= token_flag::plural;
      at_ = end;
      return;
    }
    add_counted_word(start, end, finish(hash), seen, first);
    if (ends_in_s && before_last - start >= 3) tokens_.back().stem = finish(hash_before_last);
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

uint32_t word_hash(const CharacterTable& characters, std::string_view word) {
  uint64_t hash = hash_seed;
  for (std::size_t at = 0; at < word.size();) hash = step(hash, characters.fold(utf8::next(word, at)));
  return finish(hash);
}

}  // namespace docmill::linker
