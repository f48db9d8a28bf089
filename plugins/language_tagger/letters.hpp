// Which scripts a text is written in, by its letters.
//
// A letter is a code point with the Unicode property Alphabetic whose script is a real one (not Common or Inherited).
// An ideograph or syllable says about as much as three letters of an alphabet, so it weighs three: that makes the
// shares of a text half Chinese and half English come out as a reader would put them.
#pragma once

#include <unicode/uscript.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace docmill::language {

// The script of a letter; USCRIPT_COMMON for what is no letter of one script. ICU is asked once for each letter that is
// met, and the answer remembered. [any thread]
class LetterScripts {
 public:
  static const LetterScripts& get();
  UScriptCode operator[](char32_t c) const {
    if (c >= seen_.size()) return slow(c);
    const uint8_t seen = seen_[c].load(std::memory_order_relaxed);
    return seen != 0 ? static_cast<UScriptCode>(seen - 1) : first_look(c);
  }

 private:
  static UScriptCode slow(char32_t c);
  UScriptCode first_look(char32_t c) const;
  // One more than the script; 0: not met yet. Whoever comes first writes the same.
  mutable std::array<std::atomic<uint8_t>, 0x10000> seen_{};
};

// What a letter of the script weighs.
constexpr uint32_t weight_of(UScriptCode script) {
  switch (script) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_YI: return 3;
    default: return 1;
  }
}

constexpr bool is_ascii_letter(char c) {
  const unsigned lower = static_cast<unsigned char>(c) | 0x20u;
  return lower >= 'a' && lower <= 'z';
}

class LetterCount {
 public:
  // Adds the letters of valid UTF-8.
  void add(std::string_view text);
  void add(UScriptCode script, uint64_t weight);
  void add(const LetterCount& other);
  // Makes the letters of a script fewer, down to one.
  void take_away(UScriptCode script, uint64_t weight);
  void clear();

  // Letters, ideographs and syllables three times. 0: nothing to tell a language by.
  uint64_t weight() const { return total_; }
  uint64_t weight(UScriptCode script) const { return by_script_[static_cast<std::size_t>(script)]; }
  // The script of most letters, Han and kana counted as one writing system; ties by the number of the script code.
  // USCRIPT_UNKNOWN where there are no letters.
  UScriptCode main_script() const;
  // Are all letters of one script?
  bool is_pure() const { return n_seen_ <= 1; }

 private:
  static constexpr std::size_t n_scripts = 256;  // ICU 72 has 200; what is beyond counts as unknown

  std::array<uint64_t, n_scripts> by_script_{};
  std::array<uint8_t, n_scripts> seen_{};  // the scripts that have letters, as they came
  std::size_t n_seen_ = 0;
  uint64_t total_ = 0;
};

// The text with every letter of another script than `script` replaced by spaces, of the same length; `text` itself
// where there is none (`letters` are those of the text). Names and quotations in another script say nothing about a
// language.
std::string_view only_script(std::string_view text, const LetterCount& letters, UScriptCode script,
                             std::string& scratch);

// ISO 15924 code, e.g. "Latn"; "Zzzz" for USCRIPT_UNKNOWN.
std::string_view script_code(UScriptCode script);

}  // namespace docmill::language
