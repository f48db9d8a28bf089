// Cuts a text into words and punctuation, once, for everything that follows. Both texts and the aliases of a knowledge
// base go through the same scanner, so that they meet token by token.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/characters.hpp"
#include "text/rough_vector.hpp"

namespace docmill::linker {

enum class TokenKind : uint8_t {
  word,         // letters, digits and their marks without a break
  ideograph,    // one character of a script without spaces: every border is a word border
  hangul,       // one Korean syllable
  punctuation,  // one character that is none of these
};

// How a token is set off from the one before.
enum class Gap : uint8_t { none, space, line, paragraph };

// Languages in Latin script whose names have case endings, as far as lines of them are told from others; those from
// south_slavic on only where a stage before has told the language of the document.
enum class CaseLanguage : uint8_t {
  none,
  german,
  polish,
  czech,
  finnish,
  turkish,
  scandinavian,
  hungarian,
  south_slavic,
  romanian,
  estonian,
  lithuanian,
  latvian
};

namespace token_flag {
inline constexpr uint16_t first_upper = 1;  // begins with a capital
inline constexpr uint16_t has_upper = 2;
inline constexpr uint16_t has_lower = 4;
inline constexpr uint16_t has_digit = 8;
inline constexpr uint16_t has_letter = 16;
inline constexpr uint16_t sentence_start = 32;    // a capital here says nothing
inline constexpr uint16_t heading = 64;           // in a line or lead-in where most words have capitals
inline constexpr uint16_t shouting = 128;         // in a line of capitals only
inline constexpr uint16_t plural = 256;           // an s that is left out of the token follows: A100s, GPUs
inline constexpr uint16_t other_language = 1024;  // in a line that is not English
inline constexpr uint16_t noun_capitals = 2048;   // in a German line, where every noun has a capital
inline constexpr int case_language_shift = 12;    // above: the CaseLanguage of the line
}  // namespace token_flag

struct Token {
  uint32_t start;  // bytes
  uint32_t end;
  uint32_t hash;  // of the folded characters; of punctuation the character itself in its plain form
  uint32_t stem;  // of a word: hash without a final s
  uint16_t flags;
  TokenKind kind;
  Gap gap;

  bool is(uint16_t flag) const { return (flags & flag) != 0; }
  bool is_word() const { return kind == TokenKind::word; }
  bool is_punctuation(char32_t c) const { return hash == c && kind == TokenKind::punctuation; }
  bool all_caps() const { return letters() == token_flag::has_upper; }
  bool lower_case() const { return letters() == token_flag::has_lower; }
  uint32_t size() const { return end - start; }
  CaseLanguage case_language() const { return static_cast<CaseLanguage>(flags >> token_flag::case_language_shift); }

 private:
  // As one number, so that asking for both takes one comparison.
  uint16_t letters() const { return flags & (token_flag::has_upper | token_flag::has_lower); }
};

// The tokens of a text.
using Tokens = RoughVector<Token>;

// Replaces `tokens` by those of `text` (valid UTF-8, below 4 GiB), with flags. Linear in the text.
void scan_tokens(const CharacterTable& characters, std::string_view text, Tokens& tokens);

// The hash that a single word has as a token.
uint32_t word_hash(const CharacterTable& characters, std::string_view word);
// Of a word in two parts.
uint32_t word_hash(const CharacterTable& characters, std::string_view begin, std::string_view rest);

// Hash of a sequence of tokens, extended by one. A break between words counts, its kind does not.
inline uint64_t extend_sequence(uint64_t sequence, const Token& token, bool first) {
  uint64_t h = sequence ^ token.hash;
  if (!first && token.gap != Gap::none) h ^= 0x5bd1e99500000000u;
  h *= 0x9E3779B97F4A7C15u;
  return h ^ (h >> 29);
}

}  // namespace docmill::linker
