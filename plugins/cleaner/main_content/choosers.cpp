#include "main_content/choosers.hpp"

#include <algorithm>

namespace docmill::cleaner {

namespace {

class ContainerChoosers {
 public:
  explicit ContainerChoosers(const PageView& page)
      : tree_(page.tree), blocks_(page.blocks), nodes_(page.nodes), excluded_(page.excluded) {}

  Choices choose() {
    vote();
    return {best_marked(), climb(most_voted())};
  }

 private:
  uint32_t parent(uint32_t i) const { return tree_[i].parent; }
  bool counts(const Block& b) const { return b.good && !excluded_[b.element]; }

  static bool is_paragraph(Tag t) {
    return t == Tag::p || t == Tag::pre || t == Tag::blockquote || t == Tag::li || t == Tag::dd ||
           (t >= Tag::h1 && t <= Tag::h6);
  }
  double link_density(uint32_t i) const {
    return nodes_[i].words == 0 ? 0 : static_cast<double>(nodes_[i].link_words) / nodes_[i].words;
  }

  void vote() {
    for (const Block& b : blocks_) {
      if (!counts(b)) continue;
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

  uint32_t most_voted() const {
    uint32_t best = 0;
    double best_score = -1;
    for (uint32_t i = 0; i < tree_.size(); ++i) {
      if (tree_[i].tag == Tag::text || excluded_[i]) continue;
      if (nodes_[i].score == 0 && best_score >= 0) continue;
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

  // Of several the one that holds most, of nested ones that hold the same the outermost.
  uint32_t best_marked() const {
    uint32_t best = 0;
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      if (tree_[i].tag == Tag::text || !nodes_[i].marks.article_body || excluded_[parent(i)]) continue;
      if (nodes_[i].good_words < 20) continue;
      if (best == 0 || nodes_[i].good_words > nodes_[best].good_words) best = i;
    }
    return best;
  }

  const std::vector<HtmlNode>& tree_;
  const std::vector<Block>& blocks_;
  std::vector<HtmlContent::Node>& nodes_;
  const std::vector<bool>& excluded_;
};

}  // namespace

Choices choose_containers(const PageView& page) { return ContainerChoosers(page).choose(); }

}  // namespace docmill::cleaner
