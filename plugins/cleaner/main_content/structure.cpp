#include "main_content/structure.hpp"

#include <algorithm>
#include <unordered_map>

#include "main_content/text_place.hpp"

namespace docmill::cleaner {

namespace {

bool is_list(Tag t) { return t == Tag::ul || t == Tag::ol || t == Tag::menu; }
bool is_cell(Tag t) { return t == Tag::td || t == Tag::th; }

class StructureReader {
 public:
  StructureReader(std::string_view source, const HtmlTree& tree, const HtmlContent& content, const EditList& edits,
                  Structure& out)
      : nodes_(tree.nodes), content_(content), place_(edits), out_(out) {
    apply(source, edits, text_);
    number();
  }

  void read() {
    out_.clear();
    for (const Block& b : content_.blocks) {
      if (b.verdict) continue;
      const uint32_t start = place_.of_start(nodes_[b.first].start), end = place_.of_end(nodes_[b.last].end);
      const TextRange range = trimmed(text_, {start, end});
      if (range.start < range.end) block(b, range);
    }
  }

 private:
  // What is around each element, and its number among its kind. Parents stand before their children.
  struct Around {
    uint32_t item = 0, cell = 0, row = 0, table = 0, list = 0;  // nodes; 0: none
    uint32_t level = 0;                                         // lists around
    uint32_t number = 0;                                        // of an item, a row, a cell, among its kind
    uint32_t counter = 0;                                       // of a list, a table, a row: members so far
    bool caption = false;
  };

  void number() {
    around_.resize(nodes_.size());
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      const Tag t = nodes_[i].tag;
      if (t == Tag::text) continue;
      Around& a = around_[i];
      a = around_[nodes_[i].parent];
      a.number = a.counter = 0;
      if (is_list(t)) {
        a.list = i;
        ++a.level;
      } else if (t == Tag::li && a.list != 0) {
        a.item = i;
        a.number = ++around_[a.list].counter;
      } else if (t == Tag::table) {
        a.table = i;
        a.row = a.cell = a.item = 0;
      } else if (t == Tag::tr && a.table != 0) {
        a.row = i;
        a.number = ++around_[a.table].counter;
      } else if (is_cell(t) && a.row != 0) {
        a.cell = i;
        a.item = 0;
        a.number = ++around_[a.row].counter;
      }
      a.caption =
          a.caption || t == Tag::figcaption || t == Tag::caption || content_.nodes[i].marks.role == Role::caption;
    }
  }

  void block(const Block& b, TextRange range) {
    const Tag t = nodes_[b.element].tag;
    const Around& a = around_[b.element];
    if (t >= Tag::h1 && t <= Tag::h6)
      out_.headings.push_back({range, 1 + static_cast<uint32_t>(t) - static_cast<uint32_t>(Tag::h1)});
    if (a.caption) out_.captions.push_back(range);
    if (a.item != 0) item(a, range);
    if (a.cell != 0) cell(a, range);
  }

  void item(const Around& a, TextRange range) {
    if (last_item_ == a.item) {
      out_.items.back().place.end = range.end;
      return;
    }
    last_item_ = a.item;
    const bool ordered = nodes_[around_[a.item].list].tag == Tag::ol;
    out_.items.push_back(
        {range, number_of(around_[a.item].list, lists_), around_[a.item].number, around_[a.item].level, ordered});
  }

  void cell(const Around& a, TextRange range) {
    if (last_cell_ == a.cell) {
      out_.cells.back().place.end = range.end;
      return;
    }
    last_cell_ = a.cell;
    const Around& own = around_[a.cell];
    out_.cells.push_back(
        {range, number_of(own.table, tables_), around_[own.row].number, own.number, nodes_[a.cell].tag == Tag::th});
  }

  // The first list or table that is met is number 1.
  static uint32_t number_of(uint32_t node, std::unordered_map<uint32_t, uint32_t>& met) {
    return met.emplace(node, static_cast<uint32_t>(met.size()) + 1).first->second;
  }

  const std::vector<HtmlNode>& nodes_;
  const HtmlContent& content_;
  TextPlace place_;
  Structure& out_;
  std::string text_;
  std::vector<Around> around_;
  std::unordered_map<uint32_t, uint32_t> lists_, tables_;  // never walked: the order of a table is no order of ours
  uint32_t last_item_ = 0, last_cell_ = 0;
};

}  // namespace

void read_structure(std::string_view source, const HtmlTree& tree, const HtmlContent& content, const EditList& edits,
                    Structure& structure) {
  StructureReader(source, tree, content, edits, structure).read();
}

}  // namespace docmill::cleaner
