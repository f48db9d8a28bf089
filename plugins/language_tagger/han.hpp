// Chinese or Japanese, simplified or traditional, by the characters: what a standard of one country holds and the
// others lack (ICU's tables of GB 2312, Big5 and JIS X 0208).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace docmill::language {

// Han characters of a text that only one way of writing has.
struct HanCount {
  uint32_t simplified = 0;    // in GB 2312, not in Big5
  uint32_t traditional = 0;   // in Big5, not in GB 2312
  uint32_t japanese = 0;      // in JIS X 0208 alone: 駅, 挙, 円
  uint32_t not_japanese = 0;  // not in JIS X 0208: 们, 這, 國 is in it

  // Simplified and traditional ones side by side, and none that Japan lacks: that is how Japan writes.
  bool looks_japanese() const { return simplified > 0 && traditional > 0 && not_japanese == 0; }
};

// Does a word stand in the text that is Japanese although China has all its characters, too: 休業日, 新製品? `text`:
// valid UTF-8, whose first 512 bytes are looked at.
bool has_japanese_word(std::string_view text);

// Is all that is Han in the text a sign of dates and numbers, which China and Japan share: 2024年11月28日? `text`:
// valid UTF-8.
bool is_date_of_han(std::string_view text);

// Made once; may be used by all threads.
class HanCharacters {
 public:
  static const HanCharacters& get();
  // `text`: valid UTF-8.
  HanCount count(std::string_view text) const;

 private:
  static constexpr char32_t first = 0x4E00, last = 0x9FFF;
  enum Standard : uint8_t { gb = 1, big5 = 2, jis = 4 };
  HanCharacters();
  void add(const char* converter, Standard standard);
  std::array<uint8_t, last - first + 1> standards_{};
};

}  // namespace docmill::language
