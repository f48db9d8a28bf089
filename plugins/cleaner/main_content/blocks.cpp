#include "main_content/blocks.hpp"

#include <algorithm>

#include "classify/lines.hpp"
#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

namespace {

class BlockReader {
 public:
  BlockReader(std::string_view source, const HtmlTree& tree, const CueTable& cues, HtmlContent& content)
      : source_(source), nodes_(tree.nodes), max_attributes_(tree.attributes), cues_(cues), content_(content) {}

  void read() {
    content_.blocks.clear();
    content_.units.clear();
    content_.nodes.assign(nodes_.size(), {});
    for (uint32_t i = 1; i < nodes_.size();) i = node(i);
    close();
    add_up();
    number_paths();
  }

 private:
  // Gives the index of the node to go on with.
  uint32_t node(uint32_t i) {
    const HtmlNode& n = nodes_[i];
    if (n.tag == Tag::text) {
      text(i);
      return i + 1;
    }
    HtmlContent::Node& own = content_.nodes[i];
    own.block = content_.nodes[n.parent].block;
    own.preformatted =
        content_.nodes[n.parent].preformatted || n.tag == Tag::pre || n.tag == Tag::xmp || n.tag == Tag::plaintext;
    if (content_.skips(n.tag)) {
      if (is_block(n.tag)) close();
      return n.subtree_end;
    }
    if (n.tag == Tag::br) {
      // Two in a row part paragraphs.
      if (breaks_++ > 0) close();
    } else {
      if (is_block(n.tag)) close();
      if (n.tag != Tag::a && n.tag != Tag::img && n.tag != Tag::b && n.tag != Tag::i && n.tag != Tag::em &&
          n.tag != Tag::strong)
        own.marks = marks_of(source_, n, max_attributes_, content_.lower);
      // An inline element with a role of its own (a span for a caption) is a block of its own.
      if (!is_block(n.tag) && own.marks.role != Role::none) close();
      if (is_block(n.tag) || own.marks.role != Role::none) own.block = i;
    }
    return i + 1;
  }

  void text(uint32_t i) {
    const HtmlNode& n = nodes_[i];
    const std::string_view raw = source_.substr(n.start, n.end - n.start);
    const bool blank = std::all_of(raw.begin(), raw.end(), [](char c) { return detail::is_html_space(c); });
    if (blank) {
      if (open_) content_.text += ' ';
      return;
    }
    breaks_ = 0;
    const uint32_t element = content_.nodes[n.parent].block;
    if (open_ && element != block_.element) close();
    if (!open_) {
      open_ = true;
      block_ = Block{};
      block_.first = i;
      block_.element = element;
      content_.text.clear();
    }
    block_.last = i;
    append(raw, n.in_link);
  }

  void append(std::string_view raw, bool in_link) {
    const std::size_t before = content_.text.size();
    if (raw.find('&') == std::string_view::npos) {
      content_.text.append(raw);
    } else {
      decode_character_references(raw, content_.lower);
      content_.text.append(content_.lower);
    }
    if (!in_link) return;
    Line line;
    line.start = static_cast<uint32_t>(before);
    line.end = static_cast<uint32_t>(content_.text.size());
    look_at(content_.text, line, content_.lower);
    block_.link_words += line.words;
  }

  void close() {
    breaks_ = 0;
    if (!open_) return;
    open_ = false;
    std::string& text = content_.text;
    while (!text.empty() && detail::is_html_space(text.back())) text.pop_back();
    Line line;
    line.end = static_cast<uint32_t>(text.size());
    look_at(text, line, content_.lower);
    block_.words = line.words;
    block_.link_words = std::min(block_.link_words, line.words);
    block_.sentence_ends = line.sentence_ends;
    block_.ends_sentence = line.ends_sentence;
    block_.good = is_good(block_);
    if (block_.words == 0 && line.separators == 0) return;
    Unit unit = unit_of(text, line, cues_, content_.folded);
    unit.link_words = block_.link_words;
    const HtmlNode& element = nodes_[block_.element];
    // A paragraph that is all of a cell is the cell.
    const Tag around = nodes_[element.parent].tag;
    unit.tag = element.tag == Tag::p && (around == Tag::td || around == Tag::th) ? around : element.tag;
    content_.blocks.push_back(block_);
    content_.units.add(unit);
  }

  static bool is_good(const Block& b) {
    if (b.link_words * 10 > b.words * 4) return false;
    return (b.words >= 8 && b.ends_sentence) || (b.words >= 20 && b.sentence_ends >= 1) || b.words >= 40;
  }

  // Sums go up the tree; nodes stand in document order, so from the back every child comes before its parent.
  void add_up() {
    for (const Block& b : content_.blocks) {
      HtmlContent::Node& n = content_.nodes[b.element];
      n.words += b.words;
      n.link_words += b.link_words;
    }
    for (uint32_t i = static_cast<uint32_t>(nodes_.size()); i-- > 1;) {
      HtmlContent::Node& parent = content_.nodes[nodes_[i].parent];
      parent.words += content_.nodes[i].words;
      parent.link_words += content_.nodes[i].link_words;
    }
  }

  // Tags and class names down from the root, mixed into one number (multiplied by an odd constant, as in Fibonacci
  // hashing). Parents stand before their children.
  void number_paths() {
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      if (nodes_[i].tag == Tag::text) continue;
      const uint64_t own = uint64_t{content_.nodes[i].marks.names} << 8 | static_cast<uint64_t>(nodes_[i].tag);
      content_.nodes[i].path = (content_.nodes[nodes_[i].parent].path ^ own) * 0x9E3779B97F4A7C15u;
    }
  }

  std::string_view source_;
  const std::vector<HtmlNode>& nodes_;
  uint32_t max_attributes_;
  const CueTable& cues_;
  HtmlContent& content_;
  bool open_ = false;
  int breaks_ = 0;
  Block block_;
};

}  // namespace

void read_blocks(std::string_view source, const HtmlTree& tree, const CueTable& cues, HtmlContent& content) {
  BlockReader(source, tree, cues, content).read();
}

}  // namespace docmill::cleaner
