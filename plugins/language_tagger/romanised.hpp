// Languages that are not written in Latin letters, in Latin letters (`hi-Latn`, `ru-Latn`, Arabic with digits for
// letters), and Kurmanji: told by the small words that no sentence does without.
#pragma once

#include <string_view>

namespace docmill::language {

struct Romanised {
  std::string_view language;  // primary subtag; empty: none
  bool plain = false;         // two long words, or three and half of all: whatever others say
  bool doubtful = false;      // too little for that, yet too much to be sure of any other language
};

// `text`: valid UTF-8, of which the first 200 bytes are looked at. A language needs two of its words, and three in ten
// of all words of the text.
Romanised find_romanised(std::string_view text);

}  // namespace docmill::language
