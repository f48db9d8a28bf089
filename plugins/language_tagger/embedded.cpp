#include "embedded.hpp"

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::language {

namespace {

// Of a word that may be of several scripts (Chinese has no spaces).
struct Word {
  uint64_t capital = 0;  // Latin letters of parts that begin with a capital or a digit
  uint64_t other = 0;    // weight of letters in other scripts
  uint64_t signs = 0;    // of these such as are a syllable or a word by themselves
  bool in_part = false, in_capital = false;
};

}  // namespace

void discount_embedded(std::string_view line, LetterCount& letters) {
  const LetterScripts& scripts = LetterScripts::get();
  uint64_t names = 0;   // Latin letters
  uint64_t others = 0;  // words in other scripts
  Word word;
  const auto end_word = [&] {
    names += word.capital;
    if (word.other > 0) others += 1 + (word.signs >= 2);
    word = {};
  };
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = utf8::next(line, at);
    if (ascii::is_space(static_cast<char>(c < 0x80 ? c : 'x'))) {
      end_word();
      continue;
    }
    const bool ascii_letter = c < 0x80 && ascii::is_letter(static_cast<char>(c));
    const UScriptCode script = ascii_letter ? USCRIPT_LATIN : c < 0x80 ? USCRIPT_COMMON : scripts[c];
    if (script != USCRIPT_LATIN) {
      word.in_part = c >= '0' && c <= '9';
      word.in_capital = word.in_part;
      if (script != USCRIPT_COMMON) {
        word.other += weight_of(script);
        word.signs += weight_of(script) > 1;
      }
      continue;
    }
    if (!word.in_part) word.in_capital = c < 0x80 && ascii::is_upper(static_cast<char>(c));
    word.in_part = true;
    word.capital += word.in_capital;
  }
  end_word();
  if (others < 2) return;
  letters.take_away(USCRIPT_LATIN, names - names / embedded_part);
}

}  // namespace docmill::language
