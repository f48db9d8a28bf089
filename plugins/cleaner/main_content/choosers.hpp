// Which element of a page holds the article: several choosers that look at different things, and a vote among them.
//
//   marked   the element that is named, or marked as, the body of an article, and holds most
//   decayed  paragraphs vote for the elements around them, less with each level (after Readability by Arc90, 2009, and
//            its kin); then the choice climbs as long as the parent holds notably more
//   lowest   the lowest element that holds most words of paragraphs
//   cluster  the same for those paragraphs alone that stand below the one path of tags and class names that most share
//   run      the same for the run of blocks with the largest sum: words in paragraphs less what is between them
//
// Pure functions; every sum is one of whole numbers but the decayed scores, which are compared with a margin.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "main_content/content.hpp"

namespace docmill::cleaner {

enum class Chooser : uint8_t { marked, decayed, lowest, cluster, run, count };
inline constexpr std::size_t n_choosers = static_cast<std::size_t>(Chooser::count);
const char* name_of(Chooser chooser);

// What the choosers look at. `excluded`: below an element that is named for something else.
struct PageView {
  const std::vector<HtmlNode>& tree;
  const std::vector<Block>& blocks;
  std::vector<HtmlContent::Node>& nodes;  // `score` is written
  const std::vector<bool>& excluded;
};

// The choice of each; 0, the root, where one has no opinion.
using Choices = std::array<uint32_t, n_choosers>;
Choices choose_containers(const PageView& page);

// The different choices, the one that the others agree with most first. Two choices agree by the words of paragraphs
// that they share.
std::vector<uint32_t> rank_containers(const PageView& page, const Choices& choices);

}  // namespace docmill::cleaner
