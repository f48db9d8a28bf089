#include "main_content/prune.hpp"

#include <algorithm>

namespace docmill::cleaner {

namespace {

class Pruner {
 public:
  Pruner(const HtmlTree& tree, const HtmlOptions& options, HtmlContent& content)
      : tree_(tree.nodes), options_(options), content_(content), nodes_(content.nodes) {}

  void prune() {
    const uint32_t container = content_.container;
    std::vector<Verdict>& pruned = content_.pruned;
    pruned.assign(tree_.size(), Verdict{});
    if (!options_.prune) return keep_within(container);
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      if (tree_[i].tag == Tag::text) continue;
      if (pruned[parent(i)]) pruned[i] = pruned[parent(i)];
      else if (i != container && !below(container, i)) pruned[i] = judge(i);
    }
    for (Block& b : content_.blocks) {
      b.verdict = {};
      if (pruned[b.element]) b.verdict = pruned[b.element];
      else if (!below(b.element, container)) b.verdict = {"navigation", "outside-article", 0.8};
      else if (b.button) b.verdict = {"navigation", "button", 0.8};
      else if (b.words >= 1 && b.link_words == b.words) b.verdict = link_block(b);
    }
  }

 private:
  // Nothing goes but what is around the container or hidden.
  void keep_within(uint32_t container) {
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      if (tree_[i].tag == Tag::text) continue;
      std::vector<Verdict>& pruned = content_.pruned;
      if (pruned[parent(i)]) pruned[i] = pruned[parent(i)];
      else if (nodes_[i].marks.hides && nodes_[i].marks.role == Role::hidden) pruned[i] = {"hidden", "not-seen", 0.9};
    }
    for (Block& b : content_.blocks)
      b.verdict =
          !below(b.element, container) ? Verdict{"navigation", "outside-article", 0.8} : content_.pruned[b.element];
  }

  uint32_t parent(uint32_t i) const { return tree_[i].parent; }
  bool below(uint32_t i, uint32_t ancestor) const { return i >= ancestor && i < tree_[ancestor].subtree_end; }

  // A block that is nothing but a link: a list of them is navigation, a lone one in the article is body.
  Verdict link_block(const Block& b) const {
    const Tag t = tree_[b.element].tag;
    if (is_heading(t)) return {};
    if (b.ends_sentence || b.words > 12) return {};
    if (t == Tag::li || t == Tag::td) return {};  // judged with their list
    return b.words <= 4 ? Verdict{"navigation", "link-alone", 0.6} : Verdict{};
  }

  Verdict judge(uint32_t i) const {
    const HtmlContent::Node& n = nodes_[i];
    const uint32_t total = std::max<uint32_t>(nodes_[content_.container].words, 1);
    const bool outside = !below(i, content_.container);
    if (n.marks.role != Role::none && !(options_.keep_captions && n.marks.role == Role::caption))
      if (outside || fits_its_name(n, total))
        return {label_of(n.marks.role),
                n.marks.by_tag  ? "tag"
                : n.marks.hides ? "not-seen"
                                : "class-name",
                n.marks.by_tag ? 0.9 : 0.8};
    return outside ? Verdict{} : mostly_links(i, total);
  }

  // A part that holds a good share of the article is not what its name says.
  static bool fits_its_name(const HtmlContent::Node& n, uint32_t total) {
    const Role role = n.marks.role;
    const bool weak = role == Role::byline || role == Role::tags || role == Role::author || role == Role::caption;
    const uint32_t limit = n.marks.by_tag ? 50 : weak ? 20 : 33;
    return uint64_t{n.words} * 100 <= uint64_t{total} * limit || n.words <= 25;
  }

  Verdict mostly_links(uint32_t i, uint32_t total) const {
    const HtmlContent::Node& n = nodes_[i];
    const Tag t = tree_[i].tag;
    const bool list = t == Tag::ul || t == Tag::ol || t == Tag::table || t == Tag::section || t == Tag::dl;
    if (!list && t != Tag::div) return {};
    if (n.words < (list ? 2u : 3u) || n.good_words != 0) return {};
    if (uint64_t{n.link_words} * 100 < uint64_t{n.words} * (list ? 70 : 85)) return {};
    if (uint64_t{n.words} * 100 > uint64_t{total} * 40) return {};
    return {list ? "related" : "navigation", "mostly-links", 0.75};
  }

  const std::vector<HtmlNode>& tree_;
  const HtmlOptions& options_;
  HtmlContent& content_;
  const std::vector<HtmlContent::Node>& nodes_;
};

}  // namespace

void prune_blocks(const HtmlTree& tree, const HtmlOptions& options, HtmlContent& content) {
  Pruner(tree, options, content).prune();
}

}  // namespace docmill::cleaner
