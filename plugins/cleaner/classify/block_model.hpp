// A small model that says how much a unit reads like body: the weights of its features, added up. The weights are a
// data file beside the plugin, trained by tools/train_model.py, and can be read and changed by hand.
//
// A weight file is UTF-8 text, a line for each weight; blank lines and lines that begin with # are skipped:
//   MODEL<TAB>FEATURE<TAB>WEIGHT
//   MODEL    "page" for the blocks of an HTML page, "text" for the lines of a plain text that is a whole page
//   FEATURE  as classify/model_units.hpp names them; one that is not listed weighs nothing
//   WEIGHT   a whole number between -10000 and 10000: hundredths of the logarithm of the odds
// Sums of whole numbers have no last bit that could differ between machines.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "classify/model_units.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner {

class BlockModel {
 public:
  enum Use : uint8_t { page, text };

  // Reads a whole file in place of what was known; tells the first mistake in it.
  std::optional<CueProblem> read(std::string_view file);
  // Without weights there is no opinion: the rules stand alone.
  bool knows(Use use) const { return !weights_[use].empty(); }
  // Above 0: more likely body than not. Hundredths of the logarithm of the odds.
  int32_t score(Use use, const FeatureList& features) const;

 private:
  std::array<std::vector<int32_t>, 2> weights_;
};

}  // namespace docmill::cleaner
