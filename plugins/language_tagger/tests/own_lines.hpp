// Lines written for this test, with the language that a reader of it would name: greetings, capitals, headings of a
// word or two, close languages, foreign words in a sentence, a quotation in another script, text written in Latin
// letters that is not its own, and what is no language (und).
#pragma once

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "tagger.hpp"

namespace docmill::language {

struct OwnLine {
  std::string kind;
  std::string languages;  // primary subtags that are right: "hr|bs|sr"
  std::string text;
  bool held_back;  // not looked at when the tagger is mended
};

// FNV-1a; odd lines are held back.
inline bool is_held_back(std::string_view text) {
  uint64_t h = 0xCBF29CE484222325u;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return (h >> 20 & 1) != 0;
}

// `path`: a table with tabs and a heading: kind, languages, text.
inline std::vector<OwnLine> read_own_lines(const std::string& path) {
  std::vector<OwnLine> lines;
  std::ifstream in(path);
  std::string row;
  std::getline(in, row);
  while (std::getline(in, row)) {
    const std::size_t a = row.find('\t'), b = row.find('\t', a + 1);
    if (b == std::string::npos) continue;
    const std::string text = row.substr(b + 1);
    lines.push_back({row.substr(0, a), row.substr(a + 1, b - a - 1), text, is_held_back(text)});
  }
  return lines;
}

// An answer that is no more than a guess counts as none.
inline constexpr double guessed = 0.5;

inline bool is_right(const OwnLine& line, std::string_view language, double score) {
  if (line.languages == "und") return language == "und" || score < guessed;
  const std::string among = "|" + line.languages + "|";
  return among.find("|" + std::string(language) + "|") != std::string::npos;
}

struct OwnScore {
  int right = 0, all = 0;
};

// Of the lines of a kind ("": all), in the half that is held back or in the other.
inline OwnScore score_own_lines(const std::vector<OwnLine>& lines, const Tagger& tagger, std::string_view kind,
                                bool held_back) {
  OwnScore score;
  TaggedText tagged;
  for (const OwnLine& line : lines) {
    if (line.held_back != held_back || (!kind.empty() && line.kind != kind)) continue;
    tagger.tag(line.text, tagged);
    score.right += is_right(line, tagger.tags().primary(tagged.document.language), tagged.document.score);
    ++score.all;
  }
  return score;
}

}  // namespace docmill::language
