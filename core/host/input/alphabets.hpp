// What the languages that were written in single-byte encodings look like: their letters beyond ASCII, by how common
// they are. Enough to tell encodings apart, not languages.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace docmill::host {

struct Alphabet {
  std::string_view language;  // ISO 639-1
  // UTF-8, lower case. Of a Latin alphabet what is beyond ASCII, of others all.
  std::u32string_view common, other, rare;
};

// The encodings that a detector tries, the likelier ones of a script first, and the languages written in each.
struct LegacyEncoding {
  std::string_view name;  // as find_encoding() knows it
  std::span<const std::string_view> languages;
  int handicap = 0;  // taken off a score: how much rarer it is than those it is mistaken for
  // One of the same languages, of Windows: only bytes that are hardly text in that may be this one, whose letters are
  // quotation marks and dashes there.
  std::string_view unless = {};
};

const Alphabet& alphabet_of(std::string_view language);
std::span<const LegacyEncoding> legacy_encodings();

}  // namespace docmill::host
