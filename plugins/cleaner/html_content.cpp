#include "html_content.hpp"

#include <algorithm>

#include "html_blocks.hpp"

namespace docmill::cleaner {

namespace {

class ContentFinder {
 public:
  ContentFinder(std::string_view source, const HtmlTree& tree, const HtmlOptions& options, HtmlContent& content)
      : source_(source),
        page_(tree),
        tree_(tree.nodes),
        options_(options),
        content_(content),
        blocks_(content.blocks),
        nodes_(content.nodes) {}

  void find() {
    content_.noscript = false;
    read_blocks(source_, page_, content_);
    if (nodes_[0].words < least_words_of_page) {
      content_.noscript = true;
      read_blocks(source_, page_, content_);
    }
    forget_roles_of_wrappers(false);
    look_for_it();
    // Next to nothing of a page full of sentences: what is named for comments or lists is the content here (a forum).
    if (is_too_little()) {
      forget_roles_of_wrappers(true);
      look_for_it();
    }
    if (kept_words() == 0) keep_all();
  }

 private:
  static constexpr uint32_t least_words_of_page = 60;

  uint32_t parent(uint32_t i) const { return tree_[i].parent; }
  bool below(uint32_t i, uint32_t ancestor) const { return i >= ancestor && i < tree_[ancestor].subtree_end; }

  void look_for_it() {
    for (HtmlContent::Node& n : nodes_) {
      n.good_words = 0;
      n.score = 0;
    }
    for (Block& b : blocks_) b.verdict = {};
    judge_outside_roles();
    vote();
    content_.container = choose();
    judge_blocks();
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
      // Comments may well be longer than the article.
      const uint32_t share = marks.role == Role::comments ? 90 : marks.by_tag ? 60 : 40;
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

  void vote() {
    for (const Block& b : blocks_) {
      if (!b.good || excluded_[b.element]) continue;
      double score = 1 + std::min(b.words / 12.0, 6.0) + std::min<double>(b.sentence_ends, 4.0) / 2;
      uint32_t to = b.element;
      if (is_paragraph(tree_[to].tag)) to = parent(to);
      for (int level = 0; level < 5; ++level) {
        nodes_[to].score += score;
        if (to == 0) break;
        to = parent(to);
        score *= level == 0 ? 0.5 : 0.6;
      }
    }
  }

  static bool is_paragraph(Tag t) {
    return t == Tag::p || t == Tag::pre || t == Tag::blockquote || t == Tag::li || t == Tag::dd ||
           (t >= Tag::h1 && t <= Tag::h6);
  }

  double link_density(uint32_t i) const {
    return nodes_[i].words == 0 ? 0 : static_cast<double>(nodes_[i].link_words) / nodes_[i].words;
  }

  uint32_t choose() const {
    const uint32_t voted = climb(most_voted());
    const uint32_t marked = best_marked();
    if (marked != 0 && nodes_[marked].good_words * 2 >= nodes_[voted].good_words) return marked;
    return voted;
  }

  uint32_t most_voted() const {
    uint32_t best = 0;
    double best_score = -1;
    for (uint32_t i = 0; i < tree_.size(); ++i) {
      if (tree_[i].tag == Tag::text || excluded_[i]) continue;
      double score = nodes_[i].score * (1 - link_density(i));
      if (nodes_[i].marks.article) score *= 1.15;
      if (tree_[i].tag == Tag::article || tree_[i].tag == Tag::main) score *= 1.15;
      if (score > best_score + 1e-9) {
        best_score = score;
        best = i;
      }
    }
    return best;
  }

  // An element named as the body of an article; of several the one with most, of nested ones the outermost that is not
  // much larger.
  uint32_t best_marked() const {
    uint32_t best = 0;
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      if (tree_[i].tag == Tag::text || !nodes_[i].marks.article_body || excluded_[parent(i)]) continue;
      if (nodes_[i].good_words < 20) continue;
      if (best == 0 || nodes_[i].good_words > nodes_[best].good_words) best = i;
    }
    return best;
  }

  // An article in several parts has them side by side: climb while the parent holds notably more good words.
  uint32_t climb(uint32_t i) const {
    uint32_t best = i;
    for (uint32_t up = i; up != 0;) {
      up = parent(up);
      if (tree_[up].tag == Tag::html || tree_[up].tag == Tag::body) break;
      if (nodes_[up].good_words * 10 > nodes_[best].good_words * 12 && link_density(up) < 0.35) best = up;
    }
    return best;
  }

  // ---- inside the container

  void judge_blocks() {
    const uint32_t container = content_.container;
    pruned_.assign(tree_.size(), Verdict{});
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      if (tree_[i].tag == Tag::text) continue;
      if (pruned_[parent(i)]) pruned_[i] = pruned_[parent(i)];
      else if (i != container && !is_around(i)) pruned_[i] = prune(i);
    }
    for (Block& b : blocks_) {
      if (pruned_[b.element]) b.verdict = pruned_[b.element];
      else if (!below(b.element, container)) b.verdict = {"navigation", "outside-article", 0.8};
      else if (b.words >= 1 && b.link_words == b.words && !is_inline_list(b)) b.verdict = link_block(b);
    }
  }

  bool is_around(uint32_t i) const { return below(content_.container, i); }
  bool is_inline_list(const Block&) const { return false; }

  // A block that is nothing but a link: a list of them is navigation, a lone one in the article is body.
  Verdict link_block(const Block& b) const {
    const Tag t = tree_[b.element].tag;
    if (t >= Tag::h1 && t <= Tag::h6) return {};
    if (b.ends_sentence || b.words > 12) return {};
    if (t == Tag::li || t == Tag::td) return {};  // judged with their list
    return b.words <= 4 ? Verdict{"navigation", "link-alone", 0.6} : Verdict{};
  }

  Verdict prune(uint32_t i) const {
    const HtmlContent::Node& n = nodes_[i];
    const Role role = n.marks.role;
    const uint32_t total = std::max<uint32_t>(nodes_[content_.container].words, 1);
    if (role != Role::none && !(options_.keep_captions && role == Role::caption)) {
      const bool outside = !below(i, content_.container);
      const bool weak = role == Role::byline || role == Role::tags || role == Role::author || role == Role::caption;
      // A part that holds a good share of the article is not what its name says.
      const uint32_t limit = n.marks.by_tag ? 50 : weak ? 20 : 33;
      if (outside || n.words * 100 <= total * limit || n.words <= 25)
        return {label_of(role), n.marks.by_tag ? "tag" : "class-name", n.marks.by_tag ? 0.9 : 0.8};
    }
    if (!below(i, content_.container)) return {};
    if (tree_[i].tag == Tag::ul || tree_[i].tag == Tag::ol || tree_[i].tag == Tag::div || tree_[i].tag == Tag::table ||
        tree_[i].tag == Tag::section || tree_[i].tag == Tag::dl || tree_[i].tag == Tag::p) {
      const bool list = tree_[i].tag != Tag::p && tree_[i].tag != Tag::div;
      const uint32_t least = list ? 2 : 3;
      if (n.words >= least && n.link_words * 100 >= n.words * (list ? 70 : 85) && n.words * 100 <= total * 40 &&
          n.good_words == 0 && tree_[i].tag != Tag::p)
        return {list ? "related" : "navigation", "mostly-links", 0.75};
    }
    return {};
  }

  std::string_view source_;
  const HtmlTree& page_;
  const std::vector<HtmlNode>& tree_;
  const HtmlOptions& options_;
  HtmlContent& content_;
  std::vector<Block>& blocks_;
  std::vector<HtmlContent::Node>& nodes_;
  std::vector<bool> excluded_;
  std::vector<Verdict> pruned_;
};

}  // namespace

void find_content(std::string_view source, const HtmlTree& tree, const HtmlOptions& options, HtmlContent& content) {
  ContentFinder(source, tree, options, content).find();
}

}  // namespace docmill::cleaner
