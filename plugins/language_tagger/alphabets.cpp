#include "alphabets.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "alphabets_table.hpp"
#include "byte_windows.hpp"
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

// By hand: Arabic letters that not all languages written in them have, of Persian and Urdu also what Arabic keyboards
// put for theirs; and Bashkir, of which CLDR says nothing.
constexpr std::array by_hand{
    Alphabet{"ar", "ءآأؤإئةىيك"},
    Alphabet{"ba", "АБВГҒДҘЕЁЖЗИЙКҠЛМНҢОӨПРСҪТУҮФХҺЦЧШЩЪЫЬЭӘЮЯабвгғдҙеёжзийкҡлмнңоөпрсҫтуүфхһцчшщъыьэәюя"},
    Alphabet{"fa", "ءآأؤئةۀيكپچژگکی"},
    Alphabet{"ks", "ءآأؤئؠٲٳٹڈڑںھہۃۄۆےپچژگکیيۍ"},
    Alphabet{"ku", "ئپچژگکیيىۆێەڕڵڤھ"},
    Alphabet{"mn", "ЄЇєї"},  // in old fonts, for Ө and Ү
    Alphabet{"ps", "ءآأؤئةيكىپچژګگکیټډړږښڅځڼېۍ"},
    Alphabet{"sd", "ءآئيىٻڀٺٽٿڄڃچڇڌڏڊڍڙڦڪکگڳڱڻھپژ"},
    Alphabet{"ug", "ئىيكپچژگېەۇۆۈۋڭھ"},
    Alphabet{"ur", "ءآأؤئةۂۓۃيكىپچژگکیٹڈڑںھہے"},
};

}  // namespace

Alphabets::Alphabets(const TagTable& tags) {
  const auto table = alphabets_table();
  for (LanguageNumber l = 0; l < tags.size() && l < static_cast<LanguageNumber>(max_languages); ++l) {
    const std::string_view primary = tags.primary(l);
    const auto more =
        std::find_if(by_hand.begin(), by_hand.end(), [&](const Alphabet& a) { return a.language == primary; });
    if (more != by_hand.end()) put_letters(more->letters, l);
    const auto found = std::lower_bound(table.begin(), table.end(), primary,
                                        [](const Alphabet& a, std::string_view p) { return a.language < p; });
    if (found == table.end() || found->language != primary) continue;
    put_letters(found->letters, l);
  }
}

void Alphabets::put_letters(std::string_view letters, LanguageNumber language) {
  put(known_, language);
  for (std::size_t at = 0; at < letters.size();) put(masks_[utf8::next(letters, at)], language);
}

const Alphabets::Mask* Alphabets::mask_of(char32_t letter) const {
  const auto found = masks_.find(letter);
  return found == masks_.end() ? nullptr : &found->second;
}

bool Alphabets::speak_against(LanguageNumber language, std::string_view text, uint64_t one_in) const {
  if (language < 0 || language >= static_cast<LanguageNumber>(max_languages) || !has(known_, language)) return false;
  // No letter of ASCII is foreign anywhere: most texts are done with here.
  if (is_ascii(text)) return false;
  uint64_t letters = 0, foreign = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    if (!is_letter(c)) continue;
    ++letters;
    if (c < 0x80) continue;
    const Mask* mask = mask_of(c);
    if (mask != nullptr && !has(*mask, language)) ++foreign;
  }
  return foreign * one_in > letters;
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
