// The model's word about single blocks of a page. Private to the HTML way.
#pragma once

#include <vector>

#include "main_content/content.hpp"

namespace docmill::cleaner {

// Changes verdicts where the model is sure: a block that the rules kept goes, one that they took out inside the
// container comes back. It never takes more than a share of what the rules kept: then it has met a page that it does
// not know, and nothing is changed. Does nothing without weights.
void apply_model(std::string_view source, const HtmlTree& tree, const HtmlKnowledge& knowledge,
                 const HtmlOptions& options, HtmlContent& content);

// The blocks that stay as headings over a paragraph of the article that stays.
std::vector<std::size_t> headings_over_prose(const HtmlContent& content);

}  // namespace docmill::cleaner
