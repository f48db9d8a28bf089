#include "embedded.hpp"

#include <vector>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "pieces.hpp"

namespace docmill::language {

namespace {

// Of a word that may be of several scripts (Chinese has no spaces).
struct Word {
  uint64_t capital = 0, small = 0;  // Latin letters of parts that begin with a capital or a digit, and of the others
  uint64_t other = 0;               // weight of letters in other scripts
  uint64_t signs = 0;               // of these such as are a syllable or a word by themselves
  bool in_part = false, in_capital = false;
};

struct Embedded {
  uint64_t names = 0, quoted = 0;  // Latin letters
  uint64_t others = 0;             // words in other scripts, outside of quotations
};

}  // namespace

void discount_embedded(std::string_view line, LetterCount& letters) {
  const LetterScripts& scripts = LetterScripts::get();
  std::vector<Range> quotations;
  find_quotations(line, quotations);
  Embedded found;
  Word word;
  bool in_quotes = false;
  const auto end_word = [&] {
    if (in_quotes) found.quoted += word.capital + word.small;
    else found.names += word.capital + (word.other > 0 ? word.small : 0);
    if (word.other > 0 && !in_quotes) found.others += 1 + (word.signs >= 2);
    word = {};
  };
  auto quotation = quotations.begin();
  for (std::size_t at = 0; at < line.size();) {
    while (quotation != quotations.end() && at >= quotation->end) ++quotation;
    const bool quoted = quotation != quotations.end() && at >= quotation->start;
    if (quoted != in_quotes) end_word();
    in_quotes = quoted;
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
    ++(word.in_capital ? word.capital : word.small);
  }
  end_word();
  if (found.others < 2) return;
  letters.take_away(USCRIPT_LATIN,
                    found.names - found.names / embedded_part + found.quoted - found.quoted / quoted_part);
}

}  // namespace docmill::language
