#include "main_content/prune.hpp"

namespace docmill::cleaner {

namespace {

// What the tag or the names of an element say against it.
Verdict verdict_of(const Marks& marks, const HtmlOptions& options) {
  if (!options.prune && !(marks.hides && marks.role == Role::hidden)) return {};
  if (marks.role == Role::none || (options.keep_captions && marks.role == Role::caption)) return {};
  if (marks.by_tag) return {label_of(marks.role), "tag", 0.9};
  return {label_of(marks.role), marks.hides ? "not-seen" : "class-name", 0.8};
}

}  // namespace

void prune_blocks(const HtmlTree& tree, const HtmlOptions& options, HtmlContent& content) {
  const std::vector<HtmlNode>& nodes = tree.nodes;
  const uint32_t container = content.container;
  const auto below = [&](uint32_t i, uint32_t above) { return i >= above && i < nodes[above].subtree_end; };
  std::vector<uint32_t>& pruned = content.pruned;
  pruned.assign(nodes.size(), 0);
  for (uint32_t i = 1; i < nodes.size(); ++i) {
    if (nodes[i].tag == Tag::text) continue;
    pruned[i] = pruned[nodes[i].parent];
    // Whatever the container and what is around it are named, it is the article.
    if (pruned[i] == 0 && !below(container, i) && verdict_of(content.nodes[i].marks, options)) pruned[i] = i;
  }
  for (Block& b : content.blocks) {
    const uint32_t by = pruned[b.element];
    b.verdict = by == 0 ? Verdict{} : verdict_of(content.nodes[by].marks, options);
    if (!b.verdict && !below(b.element, container)) b.verdict = {"navigation", "outside-article", 0.8};
    else if (!b.verdict && b.button && options.prune) b.verdict = {"navigation", "button", 0.8};
  }
}

}  // namespace docmill::cleaner
