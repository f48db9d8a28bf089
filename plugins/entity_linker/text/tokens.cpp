#include "text/tokens.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include <docmill/base/utf8.hpp>

#include "text/ascii_stretch.hpp"
#include "text/ascii_words.hpp"
#include "text/word_hash.hpp"

namespace docmill::linker {
namespace {

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
  Scanner(const CharacterTable& characters, std::string_view text, Tokens& tokens)
      : characters_(characters), text_(text), tokens_(tokens) {}

  void run() {
    tokens_.resize(text_.size() / 4 + AsciiStretch::block_size);
    to_ = not_described_ = tokens_.data();
    end_ = to_ + tokens_.size();
    AsciiStretch stretch;
    for (std::size_t from = 0; from < text_.size(); from = std::max({from + AsciiStretch::size, at_, behind_})) {
      stretch.look_at(text_, from);
      for (std::size_t block = 0; block < stretch.n_blocks(); ++block) cut_block(stretch, from, block);
      describe(stretch, from);
    }
    tokens_.resize(n_tokens());
    if (!tokens_.empty()) tokens_[0].gap = Gap::paragraph;
  }

 private:
  std::size_t n_tokens() const { return static_cast<std::size_t>(to_ - tokens_.data()); }
  // For the tokens of a block: no more than there are places in it.
  void make_room() {
    if (end_ - to_ >= static_cast<std::ptrdiff_t>(AsciiStretch::block_size)) return;
    const std::size_t n = n_tokens(), described = static_cast<std::size_t>(not_described_ - tokens_.data());
    tokens_.resize(2 * tokens_.size());
    to_ = tokens_.data() + n;
    not_described_ = tokens_.data() + described;
    end_ = tokens_.data() + tokens_.size();
  }

  // ---- ASCII

  // Cuts what begins in a block of the stretch from text[from] on. Words and marks of ASCII are described later, many
  // at once, but before what has other characters and before the stretch is left.
  void cut_block(const AsciiStretch& stretch, std::size_t from, std::size_t block) {
    make_room();
    const std::size_t first = block * AsciiStretch::block_size;
    Token* to = to_;  // these two are kept in registers
    std::size_t behind = behind_;
    for (uint64_t left = not_cut(stretch.beginnings(block), from + first); left != 0;) {
      const std::size_t i = first + static_cast<std::size_t>(std::countr_zero(left));
      const std::size_t start = from + i, n = stretch.word_size(i);
      left &= left - 1;
      if (n > longest_ascii_word || static_cast<signed char>(stretch[i] | stretch[i + n]) < 0) {
        to_ = to;
        behind_ = behind;
        if (cut_with_others(stretch, from, start, n, from + first + AsciiStretch::block_size)) {
          to = to_;
          behind = behind_;
          left = not_cut(left, from + first);
          continue;
        }
      }
      const std::size_t between = start - behind;
      Gap gap = static_cast<Gap>(between);  // nothing, or one blank
      if (between > std::size_t{stretch[i - 1] == ' '}) {
        to_ = to;
        behind_ = behind;
        gap = gap_before(start);
      }
      behind = start + n + std::size_t{n == 0};
      to->start = static_cast<uint32_t>(start);
      to->end = static_cast<uint32_t>(behind);
      to->kind = n == 0 ? TokenKind::punctuation : TokenKind::word;
      to->gap = gap;
      ++to;
    }
    to_ = to;
    behind_ = behind;
  }

  // Of the places from text[from] on, a bit each, those that are not cut yet.
  uint64_t not_cut(uint64_t places, std::size_t from) const {
    const std::size_t cut = at_ - std::min(at_, from);
    return cut < AsciiStretch::block_size ? places & ~uint64_t{0} << cut : 0;
  }

  // Cuts what begins at `start` with `n` letters and digits of ASCII, unless these are a word of ASCII, short enough.
  [[gnu::noinline]] bool cut_with_others(const AsciiStretch& stretch, std::size_t from, std::size_t start,
                                         std::size_t n, std::size_t limit) {
    const bool is_ascii = static_cast<signed char>(text_[start]) >= 0;
    if (is_ascii && n <= longest_ascii_word && (read(start + n).traits & trait::word) == 0) return false;
    describe(stretch, from);
    cut_others(start, limit);
    return true;
  }

  void describe(const AsciiStretch& stretch, std::size_t from) {
    if (to_ != not_described_)
      describe_ascii_words(stretch.data(), from, not_described_, static_cast<std::size_t>(to_ - not_described_));
    not_described_ = to_;
  }

  // ---- characters of any kind, one by one

  // Cuts what begins at `start`, and what follows as long as it is not ASCII and begins before `limit`. All before it
  // must have been described.
  void cut_others(std::size_t start, std::size_t limit) {
    const auto is_other = [&](std::size_t i) { return i < text_.size() && static_cast<signed char>(text_[i]) < 0; };
    at_ = start;
    do {
      const Character c = read(at_);
      if ((c.traits & trait::space) != 0) at_ = c.next;
      else if ((c.traits & (trait::ideograph | trait::hangul)) != 0) add_single(c);
      else if ((c.traits & (trait::letter | trait::digit)) != 0) add_word();
      else add(at_, c.next, static_cast<uint32_t>(plain_punctuation(c.value)), TokenKind::punctuation);
    } while (at_ < limit && is_other(at_));
    not_described_ = to_;
  }

  [[gnu::always_inline]] Character read(std::size_t at) const {
    const auto byte = static_cast<unsigned char>(text_[at]);
    if (byte < 0x80) return {byte, characters_.traits(byte), at + 1};
    const char32_t c = utf8::next(text_, at);
    return {c, characters_.traits(c), at};
  }

  // ---- what stands between

  // What sets a token off that starts here. In a document of one line nothing but a blank is between.
  [[gnu::noinline]] Gap gap_before(std::size_t start) const {
    Gap gap = Gap::none;
    for (std::size_t at = behind_; at < start;) {
      const Character c = read(at);
      const bool joined = at == behind_ && c.value == '\n' && joins_lines(c.next);
      at = c.next;
      if (joined) continue;
      if (c.value == '\n' || c.value == 0x2028 || c.value == 0x2029) gap = gap < Gap::line ? Gap::line : Gap::paragraph;
      else gap = std::max(gap, Gap::space);
    }
    return gap;
  }

  // "Jean-" at the end of a line and "Luc" at the beginning of the next are one word.
  bool joins_lines(std::size_t next) const {
    if (n_tokens() < 2 || next >= text_.size()) return false;
    const Token &hyphen = to_[-1], &before = to_[-2];  // which may have no hash and flags yet
    return hyphen.kind == TokenKind::punctuation && plain_punctuation(read(hyphen.start).value) == '-' &&
           hyphen.gap == Gap::none && before.is_word() && (read(before.start).traits & trait::upper) != 0 &&
           (read(next).traits & trait::upper) != 0;
  }

  // ---- tokens

  Token& add(std::size_t start, std::size_t end, uint32_t hash, TokenKind kind) {
    *to_ = {static_cast<uint32_t>(start), static_cast<uint32_t>(end), hash, hash, 0, kind, gap_before(start)};
    at_ = behind_ = end;
    return *to_++;
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
      to_[-1].flags |= token_flag::plural;
      at_ = behind_ = end;
      return;
    }
    add_counted_word(start, end, hash.value(), seen, first);
    if (ends_in_s && before_last - start >= 3) to_[-1].stem = hash_before_last.value();
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
  Tokens& tokens_;
  Token* to_ = nullptr;             // where the next token goes
  Token* end_ = nullptr;            // of the room for tokens
  Token* not_described_ = nullptr;  // the first that has only its place, kind and gap
  std::size_t at_ = 0;              // what stands before it is cut
  std::size_t behind_ = 0;          // where the last token ends, with the s of a plural
};

}  // namespace

void scan_tokens(const CharacterTable& characters, std::string_view text, Tokens& tokens) {
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
