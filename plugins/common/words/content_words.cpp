#include "content_words.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "docmill/base/utf8.hpp"

namespace docmill::words {

namespace {

constexpr std::size_t min_letters = 4;

WordHash hash_of(std::string_view bytes) {
  WordHash h = 14695981039346656037u;
  for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return h;
}

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

// The word that is being read.
struct OpenWord {
  std::string& folded;
  std::size_t letters = 0, capitals = 0;
  bool digit = false;

  void clear() {
    folded.clear();
    letters = capitals = 0;
    digit = false;
  }
  void add(char32_t c, Class kind) {
    const auto u = static_cast<UChar32>(c);
    if (kind == Class::letter || (kind == Class::mark && c >= 0x900)) {  // Indic vowel signs are as good as letters
      ++letters;
      capitals += u_isupper(u) != 0;
    }
    digit = digit || kind == Class::digit;
    utf8::append(folded, static_cast<char32_t>(u_foldCase(u, U_FOLD_CASE_DEFAULT)));
  }
  // A number alone ("2024") says little of the matter.
  bool counts(const FunctionWords& function_words) const {
    if (letters == 0) return false;
    const bool name_like = digit || (letters >= 2 && capitals == letters);
    if (name_like) return true;
    return letters >= min_letters && !function_words.holds(folded);
  }
};

}  // namespace

void add_content_words(std::string_view sentence, const FunctionWords& function_words, std::string& scratch,
                       std::vector<WordHash>& words) {
  OpenWord word{scratch};
  word.clear();
  std::size_t pair_start = 0;  // of the paired character before, when `paired`
  bool paired = false;
  const auto close = [&] {
    if (word.counts(function_words)) words.push_back(hash_of(scratch));
    word.clear();
  };
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t from = at;
    const char32_t c = utf8::next(sentence, at);
    const Class kind = class_of(c);
    if (kind == Class::paired) {
      close();
      if (paired) words.push_back(hash_of(sentence.substr(pair_start, at - pair_start)));
      pair_start = from;
      paired = true;
      continue;
    }
    if (kind == Class::mark && paired) continue;  // Thai vowels: part of the character before
    paired = false;
    if (kind == Class::letter || kind == Class::digit || (kind == Class::mark && !scratch.empty())) word.add(c, kind);
    else close();
  }
  close();
}

}  // namespace docmill::words
