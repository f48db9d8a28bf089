#include "main_content/unit_places.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "words/fold.hpp"

namespace docmill::cleaner {

namespace {

void mark_titles(const std::vector<std::string>& titles, HtmlContent& content) {
  std::string key;
  std::vector<uint64_t> keys;
  for (const std::string& t : titles) {
    fold(t, key);
    keys.push_back(text_key(key));
  }
  for (std::size_t i = 0; i < content.units.size(); ++i) {
    Unit& u = content.units[i];
    u.title = u.key != 0 && std::find(keys.begin(), keys.end(), u.key) != keys.end();
  }
}

// Fills the places of the units: what stands around them in the tree.
class PlaceFinder {
 public:
  PlaceFinder(const HtmlTree& tree, HtmlContent& content)
      : nodes_(tree.nodes), content_(content), blocks_(content.blocks), units_(content.units) {}

  // What the units have from the elements around them; before UnitList::finish().
  void describe_units() {
    inherit();
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Inherited& around = around_[blocks_[i].element];
      Unit& u = units_[i];
      u.role = around.role;
      u.body_name = around.body_name;
      u.levels = around.levels;
      u.removed = blocks_[i].verdict.label;
    }
  }
  // Behind it.
  void find() {
    UnitList::Page& page = units_.page();
    page.good_words = good_[0];
    for (const HtmlNode& n : nodes_) page.articles += n.tag == Tag::article;
    add_up_paths();
    for (std::size_t i = 0; i < blocks_.size(); ++i) place(i);
  }

 private:
  // From the root down: roles and names around, parents stand first; from the leaves up: words of paragraphs.
  void inherit() {
    const std::size_t n = nodes_.size();
    good_.assign(n, 0);
    wider_.assign(n, 0);
    around_.assign(n, {});
    if (n != 0) inherit_role(0);
    for (const Block& b : blocks_)
      if (b.good) good_[b.element] += b.words;
    for (std::size_t i = n; i-- > 1;) good_[nodes_[i].parent] += good_[i];
    for (std::size_t i = 1; i < n; ++i) {
      if (nodes_[i].tag == Tag::text) continue;
      const uint32_t parent = nodes_[i].parent;
      const Marks& marks = content_.nodes[i].marks;
      Inherited& own = around_[i];
      own = around_[parent];
      if (marks.role != Role::none) own.roles |= 1u << static_cast<unsigned>(marks.role);
      if (marks.named != Role::none) own.names |= 1u << static_cast<unsigned>(marks.named);
      own.article = own.article || nodes_[i].tag == Tag::article || nodes_[i].tag == Tag::main;
      ++own.depth;
      inherit_role(i);
      wider_[i] = content_.nodes[parent].words > content_.nodes[i].words ? parent : wider_[parent];
    }
  }

  void inherit_role(std::size_t i) {
    Inherited& own = around_[i];
    const Marks& marks = content_.nodes[i].marks;
    if (marks.role != Role::none) own.role = marks.role;
    own.body_name = own.body_name || marks.article_body;
    if (i == content_.container) own.levels = 0;
    else if (own.levels >= 0 && own.levels < 100 && is_block(nodes_[i].tag)) ++own.levels;
  }

  // What the units of one path hold together.
  void add_up_paths() {
    order_.clear();
    for (uint32_t i = 0; i < blocks_.size(); ++i) order_.emplace_back(content_.nodes[blocks_[i].element].path, i);
    std::sort(order_.begin(), order_.end());
    for (std::size_t first = 0; first < order_.size();) {
      std::size_t end = first;
      uint32_t words = 0;
      uint64_t good = 0;
      for (; end < order_.size() && order_[end].first == order_[first].first; ++end) {
        const Block& b = blocks_[order_[end].second];
        words += b.words;
        good += b.good ? b.words : 0;
      }
      for (std::size_t k = first; k < end; ++k) {
        UnitList::Place& p = units_.place(order_[k].second);
        p.path_blocks = static_cast<int32_t>(end - first);
        p.path_words = words;
        units_[order_[k].second].path_share = good_[0] == 0 ? 0 : static_cast<uint8_t>(good * 100 / good_[0]);
      }
      first = end;
    }
  }

  void place(std::size_t i) {
    const uint32_t element = blocks_[i].element;
    UnitList::Place& p = units_.place(i);
    const Inherited& around = around_[element];
    p.roles = around.roles;
    p.names = around.names;
    p.in_article = around.article;
    p.depth = around.depth;
    uint32_t up = element;
    for (UnitList::Around& a : p.up) {
      const HtmlContent::Node& n = content_.nodes[up];
      a = {n.words, n.link_words, good_[up]};
      up = wider_[up];
    }
    for (std::size_t c = 0; c < content_.choices.size(); ++c) {
      const uint32_t choice = content_.choices[c];
      if (choice != 0 && element >= choice && element < nodes_[choice].subtree_end)
        p.chosen = static_cast<uint8_t>(p.chosen | 1u << c);
    }
  }

  struct Inherited {
    uint32_t roles = 0, names = 0;
    int32_t depth = 0;
    Role role = Role::none;  // of the nearest
    int8_t levels = -1;      // below the container; -1: outside
    bool article = false, body_name = false;
  };
  const std::vector<HtmlNode>& nodes_;
  HtmlContent& content_;
  const std::vector<Block>& blocks_;
  UnitList& units_;
  std::vector<uint32_t> good_, wider_;  // wider_: the nearest element around that holds more
  std::vector<Inherited> around_;
  std::vector<std::pair<uint64_t, uint32_t>> order_;
};

}  // namespace

void complete_units(const HtmlTree& tree, const HtmlKnowledge& knowledge, HtmlContent& content) {
  mark_titles(knowledge.titles, content);
  PlaceFinder places(tree, content);
  places.describe_units();
  content.units.finish();
  places.find();
  content.units.page().signs = knowledge.signs;
}

}  // namespace docmill::cleaner
