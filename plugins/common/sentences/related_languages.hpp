// Whose abbreviations and function words serve a language that has none of its own: a relative, or the language its
// readers learnt to abbreviate in.
#pragma once

#include <array>
#include <string_view>

namespace docmill::sentences {

struct Relative {
  std::string_view languages;  // primary subtags
  std::string_view relative;
};

inline constexpr std::array relatives{
    Relative{"nn no", "nb"},
    Relative{"fo", "da"},
    Relative{"lb gsw bar nds", "de"},
    Relative{"af fy li", "nl"},
    Relative{"ast an eu", "es"},
    Relative{"oc br", "fr"},
    Relative{"co sc scn nap vec lmo fur", "it"},
    Relative{"sh cnr", "hr"},
    Relative{"szl csb", "pl"},
    Relative{"kk ky tt ba cv mn tg ce os ab kv udm sah tyv", "ru"},
    Relative{"rue", "uk"},
    Relative{"az tk crh", "tr"},
    Relative{"jv su", "id"},
};

// Is the word one of those, with a space between?
constexpr bool is_one_of(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::string_view one = words.substr(0, words.find(' '));
    if (one == word) return true;
    words.remove_prefix(one.size() < words.size() ? one.size() + 1 : one.size());
  }
  return false;
}

// "" where it has none.
constexpr std::string_view relative_of(std::string_view language) {
  for (const Relative& r : relatives) {
    if (is_one_of(r.languages, language)) return r.relative;
  }
  return {};
}

}  // namespace docmill::sentences
