// Which element of a page holds the article: two choosers that look at different things.
//
//   marked   the element that is named, or marked as, the body of an article, and holds most
//   decayed  paragraphs vote for the elements around them, less with each level (after Readability by Arc90, 2009, and
//            its kin); then the choice climbs as long as the parent holds notably more
//
// A pure function; every sum is one of whole numbers but the decayed scores, which are compared with a margin.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "main_content/content.hpp"

namespace docmill::cleaner {

// What the choosers look at. `excluded`: below an element that is named for something else.
struct PageView {
  const std::vector<HtmlNode>& tree;
  const std::vector<Block>& blocks;
  std::vector<HtmlContent::Node>& nodes;  // `score` is written
  const std::vector<bool>& excluded;
};

// The choice of each, what the page says of itself first; 0, the root, where one has no opinion.
using Choices = std::array<uint32_t, 2>;
Choices choose_containers(const PageView& page);

}  // namespace docmill::cleaner
