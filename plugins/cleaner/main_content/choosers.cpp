#include "main_content/choosers.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace docmill::cleaner {

const char* name_of(Chooser chooser) {
  static constexpr const char* names[] = {"marked", "decayed", "lowest", "cluster", "run"};
  static_assert(std::size(names) == n_choosers);
  return names[static_cast<std::size_t>(chooser)];
}

namespace {

class ContainerChoosers {
 public:
  explicit ContainerChoosers(const PageView& page)
      : tree_(page.tree), blocks_(page.blocks), nodes_(page.nodes), excluded_(page.excluded) {}

  Choices choose() {
    Choices choices{};
    const auto set = [&](Chooser c, uint32_t node) { choices[static_cast<std::size_t>(c)] = node; };
    set(Chooser::marked, best_marked());
    vote();
    set(Chooser::decayed, climb(most_voted()));
    set(Chooser::lowest, lowest_holding([](std::size_t) { return true; }, 70));
    const uint64_t path = commonest_path();
    set(Chooser::cluster, lowest_holding([&](std::size_t i) { return nodes_[blocks_[i].element].path == path; }, 85));
    const auto [first, last] = largest_run();
    set(Chooser::run, lowest_holding([&, f = first, l = last](std::size_t i) { return i >= f && i <= l; }, 85));
    return choices;
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

  // Down from the root as long as one child holds `percent` of the words in those paragraphs. Linear: sums go up the
  // tree once, and each node is looked at once on the way down.
  template <class Counts>
  uint32_t lowest_holding(Counts counts_too, uint64_t percent) {
    held_.assign(tree_.size(), 0);
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      if (counts(blocks_[i]) && counts_too(i)) held_[blocks_[i].element] += blocks_[i].words;
    for (uint32_t i = static_cast<uint32_t>(tree_.size()); i-- > 1;) held_[parent(i)] += held_[i];
    const uint64_t enough = held_[0] * percent;
    if (held_[0] == 0) return 0;
    uint32_t at = 0;
    for (uint32_t child = 1; child < tree_[at].subtree_end;) {
      if (tree_[child].tag != Tag::text && held_[child] * 100 >= enough && !is_paragraph(tree_[child].tag)) {
        at = child;
        ++child;
      } else {
        child = tree_[child].subtree_end;
      }
    }
    return at;
  }

  uint64_t commonest_path() const {
    std::map<uint64_t, uint64_t> words;  // by path; ordered, so that a tie falls the same everywhere
    for (const Block& b : blocks_)
      if (counts(b)) words[nodes_[b.element].path] += b.words;
    uint64_t best = 0, most = 0;
    for (const auto& [path, n] : words)
      if (n > most) most = n, best = path;
    return best;
  }

  std::pair<std::size_t, std::size_t> largest_run() const {
    int64_t sum = 0, most = 0;
    std::size_t start = 0, first = 1, last = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Block& b = blocks_[i];
      if (sum <= 0) {
        sum = 0;
        start = i;
      }
      if (counts(b)) sum += b.words;
      else sum -= b.link_words * 2 > b.words ? 10 : 4;
      if (sum > most) {
        most = sum;
        first = start;
        last = i;
      }
    }
    return {first, last};
  }

  const std::vector<HtmlNode>& tree_;
  const std::vector<Block>& blocks_;
  std::vector<HtmlContent::Node>& nodes_;
  const std::vector<bool>& excluded_;
  std::vector<uint64_t> held_;
};

}  // namespace

Choices choose_containers(const PageView& page) { return ContainerChoosers(page).choose(); }

std::vector<uint32_t> rank_containers(const PageView& page, const Choices& choices) {
  const auto words = [&](uint32_t i) { return uint64_t{page.nodes[i].good_words}; };
  const auto below = [&](uint32_t i, uint32_t above) { return i >= above && i < page.tree[above].subtree_end; };
  // Per mille of the words of both that they share.
  const auto agreement = [&](uint32_t a, uint32_t b) -> uint64_t {
    if (!below(a, b) && !below(b, a)) return 0;
    const uint64_t x = words(a), y = words(b);
    return x + y == 0 ? 0 : 2000 * std::min(x, y) / (x + y);
  };
  struct Ranked {
    uint32_t node;
    uint64_t votes;
  };
  std::vector<Ranked> ranked;
  for (std::size_t c = 0; c < n_choosers; ++c) {
    const uint32_t node = choices[c];
    if (node == 0) continue;
    uint64_t votes = 0;
    for (std::size_t o = 0; o < n_choosers; ++o)
      if (o != c && choices[o] != 0) votes += agreement(node, choices[o]);
    // What the page says of itself, and the chooser that proved best alone, weigh more than a count of heads.
    if (static_cast<Chooser>(c) == Chooser::marked) votes += 1500;
    if (static_cast<Chooser>(c) == Chooser::decayed) votes += 600;
    const auto same = std::find_if(ranked.begin(), ranked.end(), [&](const Ranked& r) { return r.node == node; });
    if (same == ranked.end()) ranked.push_back({node, votes});
    else same->votes = std::max(same->votes, votes);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) { return a.votes > b.votes; });
  std::vector<uint32_t> order;
  for (const Ranked& r : ranked) order.push_back(r.node);
  if (order.empty()) order.push_back(0);
  return order;
}

}  // namespace docmill::cleaner
