#include "word_reader.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "docmill/base/utf8.hpp"

namespace docmill::words {

namespace {

enum class Class { outside, letter, digit, mark, paired, skipped };

// Letters of scripts without spaces between words are taken in pairs.
Class class_of_wide(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_HIRAGANA: return Class::skipped;
    case USCRIPT_HAN:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR: return Class::paired;
    default: return Class::letter;
  }
}

Class class_of(char32_t c) {
  if (c < 0x80) {
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') return Class::letter;
    return c >= '0' && c <= '9' ? Class::digit : Class::outside;
  }
  const auto u = static_cast<UChar32>(c);
  if (u_isalpha(u)) return c >= 0xE00 ? class_of_wide(u) : Class::letter;
  if (u_isdigit(u)) return Class::digit;
  const int8_t type = u_charType(u);
  return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK ? Class::mark : Class::outside;
}

}  // namespace

WordHash hash_of(std::string_view bytes) {
  WordHash h = 14695981039346656037u;
  for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return h;
}

void WordReader::add(Word& word, char32_t c, bool is_letter) const {
  const auto u = static_cast<UChar32>(c);
  if (is_letter) {
    const bool capital = u_isupper(u) != 0;
    if (word.letters == 0) word.first_capital = capital;
    ++word.letters;
    word.capitals += capital;
  }
  utf8::append(scratch_, static_cast<char32_t>(u_foldCase(u, U_FOLD_CASE_DEFAULT)));
}

bool WordReader::next(Word& word) {
  word = {};
  scratch_.clear();
  while (at_ < text_.size()) {
    const std::size_t from = at_;
    const char32_t c = utf8::next(text_, at_);
    const Class kind = class_of(c);
    if (kind == Class::letter || kind == Class::digit || (kind == Class::mark && !scratch_.empty())) {
      paired_ = false;
      if (scratch_.empty()) word.start = from;
      word.digit = word.digit || kind == Class::digit;
      add(word, c, kind == Class::letter || (kind == Class::mark && c >= 0x900));
      word.end = at_;
      continue;
    }
    if (!scratch_.empty()) {  // what ends the word is read again
      at_ = from;
      break;
    }
    if (kind == Class::mark && paired_) continue;  // Thai vowels: part of the character before
    const bool second = kind == Class::paired && paired_;
    word.start = pair_start_;
    pair_start_ = from;
    paired_ = kind == Class::paired;
    if (!second) continue;
    word.end = at_;
    word.letters = 2;
    word.pair = true;
    word.folded = text_.substr(word.start, word.end - word.start);
    return true;
  }
  word.folded = scratch_;
  return !scratch_.empty();
}

}  // namespace docmill::words
