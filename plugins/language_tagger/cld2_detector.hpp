// The one door to CLD2 (Compact Language Detector 2, Dick Sites, Google, 2013; upstream has been still since 2015).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language_tags.hpp"

namespace docmill::language {

// What CLD2 says of a stretch of text.
struct Guess {
  LanguageNumber language = TagTable::none;  // the language of most of it; none: nothing can be said
  int percent = 0;                           // share of the text that CLD2 gives to it, 0 to 100
  int64_t fit = 0;  // how well the text fits the language: about 1000 for ordinary text in it, far less for chance hits
  bool is_none() const { return language == TagTable::none; }
};

// Bytes of a stretch that are looked at; the rest is taken to be like the beginning (CLD2 counts in int).
inline constexpr std::size_t max_detected_bytes = std::size_t{1} << 18;

// `text`: valid UTF-8 that went through readable(). `hint`: CLD2 codes with commas between them, which are favoured, or
// nullptr. Thread-safe, a pure function.
Guess detect(std::string_view text, const char* hint = nullptr);

// What was said of short texts, which come again: rows of tables, captions, names in lists. Changes nothing but the
// time. Belongs to one thread.
class GuessMemo {
 public:
  // The same as detect(text).
  Guess detect(std::string_view text);

 private:
  static constexpr std::size_t longest = 23;
  static constexpr unsigned bits = 12;  // of the number of entries
  struct Entry {
    std::array<char, longest> text{};
    uint8_t size = 0;  // 0: free
    Guess guess;
  };
  std::vector<Entry> entries_;
};

// Does CLD2 take every byte of the text? (Up to max_detected_bytes. So for all that readable() gives.)
bool is_accepted(std::string_view text);

// Why the full tables are not the ones that answer, in one sentence with what to do; empty when they do.
// (libcld2_full holds tables only. Where libcld2 was loaded first, without it, the small tables answer silently, and
// Esperanto comes out as another language.)
std::string trouble_with_tables();

}  // namespace docmill::language
