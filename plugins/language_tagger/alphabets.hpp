// Which letters belong to which language: CLDR's exemplar characters (alphabets_table.hpp).
//
// A quadgram detector can call a short Ukrainian line Serbian; a letter that Serbian does not have tells better.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "language_tags.hpp"

namespace docmill::language {

// Immutable once made; may be used by all threads.
class Alphabets {
 public:
  explicit Alphabets(const TagTable& tags);

  // Do letters outside ASCII in `text` speak against the language? (More than one in so many letters is not of its
  // alphabet.) False where the alphabet is not known.
  bool speak_against(LanguageNumber language, std::string_view text, uint64_t one_in = 50) const;
  // The languages whose alphabets hold every letter outside ASCII of the text; all known ones where there is none.
  // Ascending.
  void that_fit(std::string_view text, std::vector<LanguageNumber>& result) const;

 private:
  static constexpr std::size_t max_languages = 256;
  using Mask = std::array<uint64_t, max_languages / 64>;
  void put_letters(std::string_view letters, LanguageNumber language);
  const Mask* mask_of(char32_t letter) const;

  Mask known_{};
  std::unordered_map<char32_t, Mask> masks_;
};

}  // namespace docmill::language
