#include "main_content/repeats.hpp"

#include <algorithm>
#include <vector>

namespace docmill::cleaner {

namespace {

// One of few words may be said of each item of a list; it goes with what stands beside it.
constexpr uint32_t fewest_words = 2, words_of_paragraph = 20;

bool may_repeat(const HtmlContent& content, std::size_t i) {
  const Block& b = content.blocks[i];
  const Tag tag = content.units[i].tag;
  return b.words < fewest_words || content.nodes[b.element].preformatted || tag == Tag::td || tag == Tag::th ||
         tag == Tag::math;
}

// Is what stands before them, or behind them, the same as well?
bool same_beside(const std::vector<Block>& blocks, uint32_t a, uint32_t b) {
  if (a + 1 == b) return false;
  return (a > 0 && blocks[a - 1].key == blocks[b - 1].key) ||
         (b + 1 < blocks.size() && blocks[a + 1].key == blocks[b + 1].key);
}

}  // namespace

void drop_repeats(const HtmlTree& tree, HtmlContent& content) {
  std::vector<Block>& blocks = content.blocks;
  std::vector<uint32_t> order;
  for (uint32_t i = 0; i < blocks.size(); ++i)
    if (!blocks[i].verdict && !may_repeat(content, i)) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return blocks[a].key != blocks[b].key ? blocks[a].key < blocks[b].key : a < b;
  });
  const auto parent = [&](uint32_t i) { return tree.nodes[blocks[i].element].parent; };
  for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
    bool beside = false;
    for (to = from + 1; to < order.size() && blocks[order[to]].key == blocks[order[from]].key; ++to)
      beside = beside || parent(order[to]) == parent(order[to - 1]);
    for (std::size_t k = from + 1; k < to && !beside; ++k) {
      Block& b = blocks[order[k]];
      if (b.words >= words_of_paragraph || same_beside(blocks, order[from], order[k]) ||
          same_beside(blocks, order[k - 1], order[k]))
        b.verdict = {"repeat", "said-before", 0.7};
    }
  }
}

}  // namespace docmill::cleaner
