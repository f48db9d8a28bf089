#include "text/characters.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace docmill::linker {
namespace {

bool without_spaces(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR: return true;
    default: return c == 0x30FC;  // the long vowel mark of Kana belongs to no script
  }
}

bool is_greek(char32_t c) { return (c >= 0x370 && c <= 0x3FF) || (c >= 0x1F00 && c <= 0x1FFF); }

// Greek capitals have no accents: Αθήνα is ΑΘΗΝΑ. The letter alone.
char32_t without_accents(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  icu::UnicodeString decomposed;
  if (U_FAILURE(status) != 0 || nfd->getDecomposition(static_cast<UChar32>(c), decomposed) == 0) return c;
  return static_cast<char32_t>(decomposed.char32At(0));
}

uint8_t letter_traits(UChar32 c) {
  if (c >= 0xAC00 && c <= 0xD7A3) return trait::letter | trait::hangul;
  if (without_spaces(c)) return trait::letter | trait::ideograph;
  uint8_t traits = trait::letter;
  if (u_isUUppercase(c) || u_charType(c) == U_TITLECASE_LETTER) traits |= trait::upper;
  if (u_isULowercase(c)) traits |= trait::lower;
  return traits;
}

}  // namespace

CharacterTable::CharacterTable() {
  for (char32_t c = 0; c < cached; ++c) {
    traits_[c] = traits_of(c);
    const char32_t folded = fold_of(c);
    fold_[c] = static_cast<uint16_t>(folded < 0x10000 ? folded : c);
  }
}

uint8_t CharacterTable::traits_of(char32_t c) {
  // Most of what lies above the tables, without a call.
  if ((c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x323AF))
    return trait::letter | trait::ideograph;
  if (c >= 0xAC00 && c <= 0xD7A3) return trait::letter | trait::hangul;
  const auto u = static_cast<UChar32>(c);
  if (plain_punctuation(c) == U'\'') return 0;  // U+02BC is a letter by name and an apostrophe by use
  if (u_isUWhiteSpace(u)) return trait::space;
  switch (u_charType(u)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER: return letter_traits(u);
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER: return trait::digit;
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK: return trait::mark;
    default: return 0;
  }
}

char32_t CharacterTable::fold_of(char32_t c) {
  const char32_t plain = plain_punctuation(c);
  if (plain != c) return plain;
  c = half_width(c);
  if (c == 0x130 || c == 0x131) return U'i';   // Turkish has two letters i, and each is written I or İ in capitals
  if (c == 0x401 || c == 0x451) return 0x435;  // Ё is most often written Е
  const auto folded = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
  return is_greek(folded) ? without_accents(folded) : folded;
}

}  // namespace docmill::linker
