// What the model would look at, for training it: tools/train_model.py reads this through cleaner_dev --units.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "classify/block_model.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner {

struct DescribedUnit {
  std::string text;
  FeatureList features;
};

// The blocks of a page, in order, with the verdict that the rules alone give among the features. Slow.
std::vector<DescribedUnit> describe_page(std::string_view source, const CueTable& cues);
// The lines of a plain text.
std::vector<DescribedUnit> describe_text(std::string_view source, const CueTable& cues);
// All text of a page, one block a line: what tools make of it that do not look for the article.
std::string whole_text_of_page(std::string_view source, const CueTable& cues);

}  // namespace docmill::cleaner
