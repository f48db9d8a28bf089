#include "main_content/content.hpp"

#include <algorithm>

#include "main_content/blocks.hpp"
#include "main_content/choosers.hpp"
#include "main_content/judge_blocks.hpp"
#include "main_content/prune.hpp"

namespace docmill::cleaner {

namespace {

class ContentFinder {
 public:
  ContentFinder(std::string_view source, const HtmlTree& tree, const HtmlKnowledge& knowledge,
                const HtmlOptions& options, HtmlContent& content)
      : source_(source),
        page_(tree),
        tree_(tree.nodes),
        knowledge_(knowledge),
        options_(options),
        content_(content),
        blocks_(content.blocks),
        nodes_(content.nodes) {}

  void find() {
    content_.noscript = false;
    read_blocks(source_, page_, knowledge_.cues, content_);
    if (nodes_[0].words < least_words_of_page) {
      content_.noscript = true;
      read_blocks(source_, page_, knowledge_.cues, content_);
    }
    forget_roles_of_wrappers(false);
    // Next to nothing of a page full of sentences: what is named for comments or lists is the content here (a forum).
    if (!look_for_it()) {
      forget_roles_of_wrappers(true);
      look_for_it();
    }
    apply_model(page_, knowledge_, options_, content_);
    if (kept_words() == 0) keep_all();
  }

 private:
  static constexpr uint32_t least_words_of_page = 60;

  uint32_t parent(uint32_t i) const { return tree_[i].parent; }

  // The choices in their order, until one gives text; false when none does, and then the first one's stands.
  bool look_for_it() {
    for (HtmlContent::Node& n : nodes_) {
      n.good_words = 0;
      n.score = 0;
    }
    judge_outside_roles();
    const PageView page{tree_, blocks_, nodes_, excluded_};
    content_.choices = choose_containers(page);
    const std::vector<uint32_t> ranked = rank_containers(page, content_.choices);
    for (const uint32_t container : ranked) {
      take(container);
      if (!is_too_little()) return true;
    }
    take(ranked.front());
    return false;
  }
  void take(uint32_t container) {
    content_.container = container;
    prune_blocks(page_, options_, content_);
  }

  uint32_t kept_words() const {
    uint32_t words = 0;
    for (const Block& b : blocks_) words += b.verdict ? 0 : b.words;
    return words;
  }
  bool is_too_little() const {
    uint32_t good = 0;
    for (const Block& b : blocks_) good += b.good ? b.words : 0;
    return kept_words() * 5 < good || (kept_words() < 30 && nodes_[0].words > 60);
  }
  // The last resort: all text but what the page itself marks as something else.
  void keep_all() {
    content_.container = 0;
    for (Block& b : blocks_) b.verdict = {};
  }

  // A role on an element that holds most of the page's text is a name, not a role ("has-sidebar", "comments-open").
  void forget_roles_of_wrappers(bool all_names) {
    std::vector<uint32_t> good(tree_.size(), 0);
    for (const Block& b : blocks_)
      if (b.good) good[b.element] += b.words;
    for (uint32_t i = static_cast<uint32_t>(tree_.size()); i-- > 1;) good[parent(i)] += good[i];
    for (uint32_t i = 0; i < tree_.size(); ++i) {
      Marks& marks = nodes_[i].marks;
      if (marks.role == Role::none || (marks.role == Role::hidden && !all_names)) continue;
      const bool wraps = tree_[i].tag == Tag::body || tree_[i].tag == Tag::html || tree_[i].tag == Tag::main;
      // Comments, and what is said about cookies, may well be longer than the article.
      const bool may_be_long = marks.role == Role::comments || marks.role == Role::cookies;
      const uint32_t share = may_be_long ? 90 : marks.by_tag ? 60 : 40;
      if (wraps || (all_names && !marks.by_tag) || uint64_t{good[i]} * 100 > uint64_t{good[0]} * share)
        marks.role = Role::none;
    }
  }

  // Only what is not marked as something else may vote, and counts as good words.
  void judge_outside_roles() {
    excluded_.assign(tree_.size(), false);
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      const Role role = nodes_[i].marks.role;
      const bool self = role != Role::none && role != Role::byline && !nodes_[i].marks.article_body;
      excluded_[i] = excluded_[parent(i)] || self;
    }
    for (const Block& b : blocks_)
      if (b.good && !excluded_[b.element]) nodes_[b.element].good_words += b.words;
    for (uint32_t i = static_cast<uint32_t>(tree_.size()); i-- > 1;)
      nodes_[parent(i)].good_words += nodes_[i].good_words;
  }

  std::string_view source_;
  const HtmlTree& page_;
  const std::vector<HtmlNode>& tree_;
  const HtmlKnowledge& knowledge_;
  const HtmlOptions& options_;
  HtmlContent& content_;
  std::vector<Block>& blocks_;
  std::vector<HtmlContent::Node>& nodes_;
  std::vector<bool> excluded_;
};

}  // namespace

void find_content(std::string_view source, const HtmlTree& tree, const HtmlKnowledge& knowledge,
                  const HtmlOptions& options, HtmlContent& content) {
  ContentFinder(source, tree, knowledge, options, content).find();
}

}  // namespace docmill::cleaner
