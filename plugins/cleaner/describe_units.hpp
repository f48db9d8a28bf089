// What the model would look at, for training it: tools/train reads this.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "classify/block_model.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner {

struct DescribedUnits {
  UnitList units;
  std::vector<std::string> texts;
};
// The blocks of a page, in order, with the verdict that the rules alone give among the numbers. Slow.
void describe_page(std::string_view source, const CueTable& cues, DescribedUnits& described);
// The lines of a plain text.
void describe_text(std::string_view source, const CueTable& cues, DescribedUnits& described);
// All text of a page, one block a line: what tools make of it that do not look for the article.
std::string whole_text_of_page(std::string_view source, const CueTable& cues);

}  // namespace docmill::cleaner
