// How much bytes look like text in an encoding. Integer arithmetic over fixed tables: the same on every machine.
//
// Idea: Henri Sivonen, chardetng (https://hsivonen.fi/chardetng/): what encodings have in common with text is which
// letters stand beside which, more than how frequent pairs of letters are. Here even that is coarser: letters of one
// language, case inside words, scripts inside words, marks inside words; for East Asia, the rows of the character set
// that hold the common characters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/input/alphabets.hpp"
#include "host/input/decode.hpp"
#include "host/input/encodings.hpp"

namespace docmill::host {

// 10000: only common letters; up to 11500 where it says its own language. Below 0: hardly text in this encoding.
struct Plausibility {
  Encoding encoding;
  int64_t score = 0;
};

// Scratch of one thread. Takes part of a millisecond for a sample of 8 kB.
class PlausibilityJudge {
 public:
  PlausibilityJudge();
  // All encodings that are tried, likeliest first. `language`: what the document says it is in (ISO 639-1), or empty.
  std::vector<Plausibility> judge(std::string_view sample, std::string_view language) const;
  // Of one of them; nothing for an encoding that is not tried.
  std::optional<int64_t> judge(const Encoding& encoding, std::string_view sample) const;

 private:
  struct Letters {
    std::string_view language;
    int8_t worth[128];  // of bytes 0x80 and above
  };
  struct Table {
    Encoding encoding;
    int handicap;
    std::string_view unless;
    uint8_t kind[256];
    std::vector<Letters> languages;
  };
  void add_table(const LegacyEncoding& legacy, Decoder& decoder);
  static int64_t judge_table(const Table& table, std::string_view sample, std::string_view language);

  std::vector<Table> tables_;
};

}  // namespace docmill::host
