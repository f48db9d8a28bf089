// Reads texts with links written into them and scores what the linker finds against them. The format is told at the
// head of gold/paragraphs.txt.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linker.hpp"

namespace docmill::linker {

struct GoldMention {
  uint32_t start = 0, end = 0;
  std::vector<std::string> keys;  // any of them is right; none: NIL
  bool optional = false;
};

struct GoldText {
  std::string title, text;
  std::vector<GoldMention> mentions;
};

std::vector<GoldText> read_gold(std::string_view file);

struct GoldScore {
  int right = 0, wrong = 0, missed = 0;               // links
  int nil_right = 0, nil_linked = 0, nil_unseen = 0;  // gold NIL mentions: found as NIL, linked, not found
  int nil_extra = 0;                                  // NIL where the gold has nothing
  int mentions = 0, ambiguous = 0;                    // of the gold, without the optional ones
  std::vector<std::string> mistakes;                  // a line each
  double precision() const { return right + wrong == 0 ? 1 : static_cast<double>(right) / (right + wrong); }
  double recall() const { return right + missed == 0 ? 1 : static_cast<double>(right) / (right + missed); }
  double f1() const { return precision() + recall() == 0 ? 0 : 2 * precision() * recall() / (precision() + recall()); }
  double nil_accuracy() const {
    const int n = nil_right + nil_linked + nil_unseen;
    return n == 0 ? 1 : static_cast<double>(nil_right) / n;
  }
};

GoldScore score_gold(const Linker& linker, const std::vector<GoldText>& texts);

}  // namespace docmill::linker
