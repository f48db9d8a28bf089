#include "alphabets.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "alphabets_table.hpp"
#include "docmill/base/utf8.hpp"
#include "letters.hpp"

namespace docmill::language {

namespace {

template <class Mask>
bool has(const Mask& mask, LanguageNumber language) {
  return (mask[static_cast<std::size_t>(language) / 64] >> (static_cast<unsigned>(language) % 64) & 1) != 0;
}
template <class Mask>
void put(Mask& mask, LanguageNumber language) {
  mask[static_cast<std::size_t>(language) / 64] |= uint64_t{1} << (static_cast<unsigned>(language) % 64);
}

bool is_letter(char32_t c) {
  return c < 0x80 ? is_ascii_letter(static_cast<char>(c)) : u_isalpha(static_cast<UChar32>(c)) != 0;
}

}  // namespace

Alphabets::Alphabets(const TagTable& tags) {
  const auto table = alphabets_table();
  for (LanguageNumber l = 0; l < tags.size() && l < static_cast<LanguageNumber>(max_languages); ++l) {
    const std::string_view primary = tags.primary(l);
    const auto found = std::lower_bound(table.begin(), table.end(), primary,
                                        [](const Alphabet& a, std::string_view p) { return a.language < p; });
    if (found == table.end() || found->language != primary) continue;
    put(known_, l);
    for (std::size_t at = 0; at < found->letters.size();) put(masks_[utf8::next(found->letters, at)], l);
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
