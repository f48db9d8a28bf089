#include "main_content/repeats.hpp"

#include <algorithm>
#include <vector>

namespace docmill::cleaner {

namespace {

// A lone block of so few words says nothing; so many in a row are nobody's stock phrase.
constexpr uint32_t fewest_words = 2, words_of_repeat = 20;
constexpr std::size_t most_blocks = 40;  // that are looked at for them

// Tables and lists of terms give many things the same value, whatever elements a cell holds.
bool is_in_cell(const HtmlTree& tree, uint32_t node) {
  constexpr int levels = 4;
  for (int k = 0; k < levels && node != 0; ++k, node = tree.nodes[node].parent) {
    const Tag tag = tree.nodes[node].tag;
    if (tag == Tag::td || tag == Tag::th || tag == Tag::dd) return true;
  }
  return false;
}

bool may_repeat(const HtmlTree& tree, const HtmlContent& content, std::size_t i) {
  const Block& b = content.blocks[i];
  return b.words < fewest_words || content.nodes[b.element].preformatted || content.units[i].tag == Tag::math ||
         is_in_cell(tree, b.element);
}

// What stays, one behind the other.
class KeptBlocks {
 public:
  explicit KeptBlocks(const std::vector<Block>& blocks) : blocks_(blocks), place_(blocks.size()) {
    for (uint32_t i = 0; i < blocks.size(); ++i) {
      place_[i] = static_cast<uint32_t>(kept_.size());
      if (!blocks[i].verdict) kept_.push_back(i);
    }
  }
  // Do the blocks a < b stand in two stretches that say the same in words_of_repeat words or more?
  bool repeat(uint32_t a, uint32_t b) const {
    const std::size_t first = place_[a], second = place_[b], apart = std::min<std::size_t>(second - first, most_blocks);
    uint32_t words = blocks_[a].words;
    std::size_t length = 1;
    for (std::size_t k = 1; words < words_of_repeat && k <= first && length < apart && same(first - k, second - k);
         ++k, ++length)
      words += at(first - k).words;
    for (std::size_t k = 1;
         words < words_of_repeat && second + k < kept_.size() && length < apart && same(first + k, second + k);
         ++k, ++length)
      words += at(first + k).words;
    return words >= words_of_repeat;
  }

 private:
  const Block& at(std::size_t place) const { return blocks_[kept_[place]]; }
  bool same(std::size_t x, std::size_t y) const { return at(x).key == at(y).key; }
  const std::vector<Block>& blocks_;
  std::vector<uint32_t> place_, kept_;
};

}  // namespace

void drop_repeats(const HtmlTree& tree, HtmlContent& content) {
  std::vector<Block>& blocks = content.blocks;
  const KeptBlocks kept(blocks);
  std::vector<uint32_t> order;
  for (uint32_t i = 0; i < blocks.size(); ++i)
    if (!blocks[i].verdict && !may_repeat(tree, content, i)) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return blocks[a].key != blocks[b].key ? blocks[a].key < blocks[b].key : a < b;
  });
  const auto parent = [&](uint32_t i) { return tree.nodes[blocks[i].element].parent; };
  for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
    bool beside = false;
    for (to = from + 1; to < order.size() && blocks[order[to]].key == blocks[order[from]].key; ++to)
      beside = beside || parent(order[to]) == parent(order[to - 1]);
    for (std::size_t k = from + 1; k < to && !beside; ++k)
      if (kept.repeat(order[from], order[k]) || kept.repeat(order[k - 1], order[k]))
        blocks[order[k]].verdict = {"repeat", "said-before", 0.7};
  }
}

}  // namespace docmill::cleaner
