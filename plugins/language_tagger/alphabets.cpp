#include "alphabets.hpp"

#include <unicode/uchar.h>
#include <unicode/ulocdata.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>

#include <memory>
#include <string>

#include "docmill/base/utf8.hpp"

namespace docmill::language {

namespace {

struct CloseSet {
  void operator()(USet* s) const { uset_close(s); }
};
struct CloseLocaleData {
  void operator()(ULocaleData* d) const { ulocdata_close(d); }
};

// CLDR's name for a language, by its primary subtag.
std::string locale_of(std::string_view primary) { return std::string(primary); }

// The standard exemplar set with both cases, or nothing where ICU would answer with another language's.
std::unique_ptr<USet, CloseSet> exemplars(const std::string& locale) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<ULocaleData, CloseLocaleData> data(ulocdata_open(locale.c_str(), &status));
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) return nullptr;
  std::unique_ptr<USet, CloseSet> set(
      ulocdata_getExemplarSet(data.get(), nullptr, USET_ADD_CASE_MAPPINGS, ULOCDATA_ES_STANDARD, &status));
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING || uset_size(set.get()) == 0) return nullptr;
  return set;
}

// Calls `take` with every code point of the set, those inside strings ("dž", "ẹ́") too.
template <class F>
void each_code_point(const USet* set, F&& take) {
  const int32_t n = uset_getItemCount(set);
  for (int32_t i = 0; i < n; ++i) {
    UChar32 first = 0, last = 0;
    UChar string[16];
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = uset_getItem(set, i, &first, &last, string, 16, &status);
    if (U_FAILURE(status)) continue;
    if (length == 0) {
      for (UChar32 c = first; c <= last; ++c) take(static_cast<char32_t>(c));
      continue;
    }
    for (int32_t k = 0; k < length;) {
      UChar32 c = 0;
      U16_NEXT(string, k, length, c);
      take(static_cast<char32_t>(c));
    }
  }
}

template <class Mask>
bool has(const Mask& mask, LanguageNumber language) {
  return (mask[static_cast<std::size_t>(language) / 64] >> (static_cast<unsigned>(language) % 64) & 1) != 0;
}
template <class Mask>
void put(Mask& mask, LanguageNumber language) {
  mask[static_cast<std::size_t>(language) / 64] |= uint64_t{1} << (static_cast<unsigned>(language) % 64);
}

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)) != 0; }

// Arabic letters have look-alikes of other code points that writers mix, and Indic scripts little to tell by: left out.
bool has_alphabet(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
  return script == USCRIPT_LATIN || script == USCRIPT_CYRILLIC;
}

}  // namespace

Alphabets::Alphabets(const TagTable& tags) {
  for (LanguageNumber l = 0; l < tags.size() && l < static_cast<LanguageNumber>(max_languages); ++l) {
    const std::string_view primary = tags.primary(l);
    // Chinese and Japanese exemplars are lists of common characters, no alphabets.
    if (primary == "und" || primary == "zh" || primary == "ja" || primary == "ko") continue;
    const auto set = exemplars(locale_of(primary));
    if (!set) continue;
    put(known_, l);
    each_code_point(set.get(), [&](char32_t c) {
      if (c >= 0x80 && is_letter(c) && has_alphabet(c)) put(masks_[c], l);
    });
  }
}

const Alphabets::Mask* Alphabets::mask_of(char32_t letter) const {
  const auto found = masks_.find(letter);
  return found == masks_.end() ? nullptr : &found->second;
}

bool Alphabets::speak_against(LanguageNumber language, std::string_view text) const {
  if (language < 0 || language >= static_cast<LanguageNumber>(max_languages) || !has(known_, language)) return false;
  uint64_t letters = 0, foreign = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (!is_letter(c)) continue;
    ++letters;
    if (c < 0x80) continue;
    const Mask* mask = mask_of(c);
    if (mask != nullptr && !has(*mask, language)) ++foreign;
  }
  return foreign * 50 > letters;
}

void Alphabets::that_fit(std::string_view text, std::vector<LanguageNumber>& result) const {
  result.clear();
  Mask fitting = known_;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (c < 0x80 || !is_letter(c)) continue;
    const Mask* mask = mask_of(c);
    if (mask == nullptr) continue;
    for (std::size_t i = 0; i < fitting.size(); ++i) fitting[i] &= (*mask)[i];
  }
  for (LanguageNumber l = 0; l < static_cast<LanguageNumber>(max_languages); ++l) {
    if (has(fitting, l)) result.push_back(l);
  }
}

}  // namespace docmill::language
