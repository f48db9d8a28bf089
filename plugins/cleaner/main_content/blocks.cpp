#include "main_content/blocks.hpp"

#include <algorithm>

#include "classify/lines.hpp"
#include "docmill/base/ascii.hpp"
#include "main_content/eye_words.hpp"
#include "main_content/heading_tails.hpp"
#include "main_content/line_numbers.hpp"
#include "main_content/opened_parts.hpp"
#include "main_content/pictures.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

namespace {

class BlockReader {
 public:
  BlockReader(std::string_view source, const HtmlTree& tree, const CueTable& cues, HtmlContent& content)
      : source_(source),
        tree_(tree),
        nodes_(tree.nodes),
        cues_(cues),
        content_(content),
        opened_(source, tree, content),
        tails_(source, tree),
        eye_words_(source, tree, content.names) {}

  void read() {
    content_.blocks.clear();
    content_.units.clear();
    content_.unseen.clear();
    content_.nodes.assign(nodes_.size(), {});
    for (uint32_t i = 1; i < nodes_.size();) i = node(i);
    close();
    add_up();
    number_paths();
    opened_.find_rows();
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
    const HtmlContent::Node& around = content_.nodes[n.parent];
    own.block = around.block;
    own.preformatted = around.preformatted || n.tag == Tag::pre || n.tag == Tag::xmp || n.tag == Tag::plaintext;
    own.math = around.math || n.tag == Tag::math;
    own.button = around.button;
    own.lines = around.lines;
    if (skips(i)) {
      if (is_block(n.tag)) close();
      return skip(i, n.tag == Tag::rt || n.tag == Tag::rp ? "ruby-reading" : "not-text");
    }
    if (n.tag == Tag::br) {
      // Two in a row part paragraphs.
      if (breaks_++ > 0) close();
      return i + 1;
    }
    if (is_block(n.tag)) {
      close();
      picture_ = 0;
    }
    const bool plain =
        n.tag == Tag::a || n.tag == Tag::b || n.tag == Tag::i || n.tag == Tag::em || n.tag == Tag::strong;
    const bool may_be_number = n.tag == Tag::a && around.preformatted;
    if (n.tag != Tag::img && (!plain || may_be_number || n.end - n.start >= least_tag_that_hides))
      own.marks = marks_of(source_, tree_, i, content_.names);
    const bool speaks = own.marks.hides || own.marks.opens || own.marks.numbers_lines;
    if (speaks && plain && !may_be_number && !may_hide(n)) own.marks = Marks{};
    if (own.marks.numbers_lines && line_numbers_.is(source_, nodes_, i, around.preformatted)) {
      if (is_block(n.tag)) close();
      return skip(i, "line-number");
    }
    const bool link = n.tag == Tag::a && says_address(i);
    own.opens = own.marks.opens || (around.opens && !is_block(n.tag) && !link) || (link && tails_.is_own_address(i));
    own.lines = own.lines || own.marks.lines;
    if (plain && !own.marks.hides) own.marks = Marks{};
    if (own.marks.hides && is_block(n.tag)) own.marks.opened = opened_.is_by_button(i);
    bool starts_block = is_block(n.tag);
    if (n.tag == Tag::button) {
      // In code it copies; in a heading, or where it opens text, it says what that is about; one that holds paragraphs
      // was never closed, or is a card.
      const bool opens = own.marks.disclosure || own.marks.opens;
      if (own.preformatted || tails_.is_button_beside(i, opens)) return skip(i, "button");
      own.button = !own.marks.disclosure && tails_.heading_around(n.parent) == 0 && !is_longer_than_label(i);
    }
    if (n.tag == Tag::math) starts_block = is_displayed(i);
    if (n.tag == Tag::img) return picture(i);
    if (!is_block(n.tag)) {
      // Its name says how it looks, not what it is for; only whether anybody sees it counts. A formula that pictures
      // are shown for is there to be read.
      if (own.marks.aria_hides && eye_words_.are_in(i)) own.marks.hides = own.marks.aria_hides = false;
      if ((own.marks.hides || (own.marks.tooltip && eye_words_.touch_word(i))) && !holds_math(i))
        return skip(i, "not-seen");
      if (tails_.is_tail(i)) {
        if (n.tag == Tag::a) forget_address(i);
        return skip(i, "not-seen");
      }
      const bool custom = n.tag == Tag::unknown && own.marks.role != Role::none;
      if (!custom) own.marks.role = Role::none;
      // Within a heading, an item or a paragraph it is a line of that.
      const bool line = own.marks.block && is_one_text(nodes_[own.block].tag);
      if (line && open_) content_.text += ' ';
      starts_block = starts_block || custom || (own.marks.block && !line);
    }
    if (starts_block) {
      close();
      own.block = i;
    }
    return i + 1;
  }

  // Of links and marks of emphasis only whether one is hidden counts, and these words in the tag must say so.
  static constexpr uint32_t least_tag_that_hides = 8;
  bool may_hide(const HtmlNode& n) const {
    const std::string_view tag = source_.substr(n.start, n.end - n.start);
    for (const std::string_view word :
         {"hidden", "none", "only", "tooltip", "screen", "material-", "assist", "visually", "visible", "-sr", "tyle",
          "popover", "aria-expanded", "aria-controls", "collapse"})
      if (tag.find(word) != std::string_view::npos) return true;
    return false;
  }

  bool says_address(uint32_t a) const {
    for (const HtmlAttribute& attribute : tree_.attributes_of(a))
      if (attribute.name == AttributeName::href && attribute.small) return true;
    const HtmlNode& n = nodes_[a];
    return source_.substr(n.start, n.end - n.start).find("href") != std::string_view::npos;  // for a script
  }

  // Neither the element nor what is below it is text; it is listed when somebody might look for it.
  uint32_t skip(uint32_t i, const char* reason) {
    content_.nodes[i].skipped = true;
    if (is_listed(nodes_[i].tag))
      for (uint32_t k = i + 1; k < nodes_[i].subtree_end; ++k)
        if (nodes_[k].tag == Tag::text && !nodes_[k].blank) {
          content_.unseen.push_back({i, {"hidden", reason, 0.9}});
          break;
        }
    return nodes_[i].subtree_end;
  }
  static bool is_listed(Tag t) {
    return t != Tag::script && t != Tag::style && t != Tag::head && t != Tag::title && t != Tag::svg &&
           t != Tag::iframe && t != Tag::noembed && t != Tag::noscript && t != Tag::template_;
  }
  bool skips(uint32_t i) const {
    const Tag t = nodes_[i].tag;
    if (!is_hidden_by_nature(t)) return false;
    if (t == Tag::noscript || t == Tag::noframes) return !content_.fallback;
    if (t != Tag::template_) return true;
    // A shadow tree that the page declares is shown.
    std::string mode;
    return !rare_attribute(source_, tree_, i, "shadowrootmode", mode) &&
           !rare_attribute(source_, tree_, i, "shadowroot", mode);
  }
  // Does a button hold more text than says what it does?
  bool is_longer_than_label(uint32_t i) const {
    constexpr uint32_t longest_label = 200;  // bytes
    uint32_t bytes = 0;
    for (uint32_t k = i + 1; k < nodes_[i].subtree_end && k < i + longest_label; ++k)
      if (nodes_[k].tag == Tag::text && !nodes_[k].blank) bytes += nodes_[k].end - nodes_[k].start;
    return bytes > longest_label;
  }
  static bool is_one_text(Tag t) {
    return is_heading(t) || t == Tag::p || t == Tag::li || t == Tag::dt || t == Tag::dd;
  }
  bool is_displayed(uint32_t math) {
    std::string display;
    return rare_attribute(source_, tree_, math, "display", display) && display == "block";
  }
  bool holds_math(uint32_t i) const {
    for (uint32_t k = i + 1; k < nodes_[i].subtree_end && k < i + 20; ++k)
      if (nodes_[k].tag == Tag::math) return true;
    return false;
  }
  // The id of the section that the mark leads to was made of its heading's words: an address, no name.
  void forget_address(uint32_t mark) {
    constexpr int farthest = 3;
    std::string id;
    if (!attribute(source_, tree_, mark, AttributeName::href, value_) || value_.size() < 2) return;
    uint32_t up = nodes_[mark].parent;
    for (int level = 0; level < farthest && up != 0; ++level, up = nodes_[up].parent) {
      Marks& marks = content_.nodes[up].marks;
      if (marks.by_tag || marks.role == Role::none || !attribute(source_, tree_, up, AttributeName::id, id)) continue;
      if (value_.compare(1, std::string::npos, id) != 0) continue;
      const bool has_class = attribute(source_, tree_, up, AttributeName::class_, id);
      if (!has_class || id == "section") marks.role = marks.named = Role::none;
    }
  }

  void text(uint32_t i) {
    const HtmlNode& n = nodes_[i];
    const std::string_view raw = source_.substr(n.start, n.end - n.start);
    const HtmlContent::Node& around = content_.nodes[n.parent];
    // Between two line breaks a space that holds a line open shows nothing, either.
    if (n.blank || (breaks_ > 0 && holds_line_open(raw))) {
      if (open_ && !around.math) content_.text += ' ';
      return;
    }
    begin(i);
    formula_ = false;
    append(raw, (n.in_link && !around.opens) || around.button);
  }

  // No-break spaces alone, however they are written.
  static bool holds_line_open(std::string_view raw) {
    constexpr std::size_t longest = 100;  // bytes
    if (raw.size() > longest) return false;
    for (std::size_t at = 0; at < raw.size();) {
      const std::string_view rest = raw.substr(at);
      if (detail::is_html_space(rest[0])) ++at;
      else if (rest.starts_with("&nbsp;") || rest.starts_with("&#160;") || rest.starts_with("&#xa0;")) at += 6;
      else if (rest.starts_with("\u00a0")) at += 2;
      else return false;
    }
    return true;
  }

  // The text or picture `i` goes on with the open block or begins one.
  void begin(uint32_t i) {
    breaks_ = 0;
    const HtmlContent::Node& around = content_.nodes[nodes_[i].parent];
    if (open_ && around.block != block_.element) close();
    if (!open_) {
      open_ = true;
      block_ = Block{};
      block_.first = first_of_block(i, around.block);
      block_.element = around.block;
      content_.text.clear();
      button_ = formula_ = true;
      picture_ = 0;
    }
    block_.last = i;
    button_ = button_ && around.button;
  }

  // A picture that stands for a character belongs to the text around it, also before its first word and behind its
  // last; one that shows a formula is text.
  uint32_t picture(uint32_t i) {
    if (const std::string_view formula = formula_of_picture(source_, tree_, i); !formula.empty()) {
      // Beside a formula it is the same one for browsers that show none.
      if (holds_math(nodes_[i].parent)) return skip(i, "not-seen");
      begin(i);
      append(formula, false);
      return i + 1;
    }
    if (is_picture_of_character(source_, tree_, i, value_)) {
      if (open_ && content_.nodes[i].block == block_.element) block_.last = i;
      else picture_ = i;
    }
    return i + 1;
  }

  // Elements that put a sign before their text belong to the block that the text begins.
  uint32_t first_of_block(uint32_t text, uint32_t element) const {
    uint32_t first = picture_ != 0 && content_.nodes[picture_].block == element ? picture_ : text;
    if (first != text) return first;
    for (uint32_t i = nodes_[text].parent, child = text; i != element && i + 1 == child;
         child = i, i = nodes_[i].parent)
      if (nodes_[i].tag == Tag::q || nodes_[i].tag == Tag::mfrac || nodes_[i].tag == Tag::msup ||
          nodes_[i].tag == Tag::msqrt)
        first = i;
    return first;
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
    block_.button = button_ || (begins_in_button(true) && block_.words <= 20 && !block_.ends_sentence);
    block_.key = key_of(text);
    if (block_.words == 0 && line.separators == 0) return;
    Unit unit = unit_of(text, line, cues_, content_.folded);
    unit.link_words = block_.link_words;
    unit.tag = tag_of_block(block_.element);
    if (formula_) unit.tag = Tag::math;
    const bool opens = content_.nodes[block_.element].opens && unit.link_words == 0;
    if (block_.words <= 20 && !block_.button && (opens || begins_in_button(false))) unit.tag = Tag::h3;
    content_.blocks.push_back(block_);
    content_.units.add(unit);
  }

  // A paragraph or a box that is all of a cell, an item or a heading is that.
  Tag tag_of_block(uint32_t element) const {
    static constexpr TagSet frames = set_of({Tag::td, Tag::th, Tag::li, Tag::dt, Tag::dd, Tag::summary, Tag::h1,
                                             Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6});
    constexpr int farthest = 3;
    const Tag own = nodes_[element].tag;
    const Tag parent = nodes_[nodes_[element].parent].tag;
    if (own == Tag::p && (parent == Tag::td || parent == Tag::th)) return parent;
    uint32_t i = element;
    for (int level = 0; level < farthest && (nodes_[i].tag == Tag::p || nodes_[i].tag == Tag::div) && fills(i);
         ++level) {
      i = nodes_[i].parent;
      const Tag t = nodes_[i].tag;
      if (has(frames, t)) return t;
    }
    return own;
  }
  // Is there nothing beside the element in the one around, lists below an item aside?
  bool fills(uint32_t i) const {
    const uint32_t parent = nodes_[i].parent;
    const auto is_blank = [&](uint32_t k) { return nodes_[k].tag == Tag::text && nodes_[k].blank; };
    if (i != parent + 1 && (i != parent + 2 || !is_blank(parent + 1))) return false;
    uint32_t behind = nodes_[i].subtree_end;
    const uint32_t end = nodes_[parent].subtree_end;
    constexpr uint32_t most_blanks = 20;  // comments part them
    for (const uint32_t near = std::min(end, behind + most_blanks); behind < near && is_blank(behind);) ++behind;
    return behind == end || nodes_[behind].tag == Tag::ul || nodes_[behind].tag == Tag::ol;
  }

  // What opens and closes text is its heading; one that does something else (`acts`) takes what is beside it along.
  bool begins_in_button(bool acts) const {
    for (uint32_t i = nodes_[block_.first].parent; i != block_.element && i != 0; i = nodes_[i].parent)
      if (nodes_[i].tag == Tag::button && (!acts || content_.nodes[i].button)) return true;
    return false;
  }

  uint64_t key_of(std::string_view text) {
    content_.lower.resize(text.size());
    char* to = content_.lower.data();
    for (const char c : text) {
      *to = c;
      to += !detail::is_html_space(c);
    }
    return text_key({content_.lower.data(), static_cast<std::size_t>(to - content_.lower.data())});
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
  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  const CueTable& cues_;
  HtmlContent& content_;
  bool open_ = false;
  int breaks_ = 0;
  uint32_t picture_ = 0;  // of a character, before the first text of a block
  std::string value_;
  LineNumbers line_numbers_;
  OpenedParts opened_;
  HeadingTails tails_;
  EyeWords eye_words_;
  bool button_ = false;   // nothing but buttons in the block so far
  bool formula_ = false;  // nothing but pictures of formulas likewise
  Block block_;
};

}  // namespace

void read_blocks(std::string_view source, const HtmlTree& tree, const CueTable& cues, HtmlContent& content) {
  BlockReader(source, tree, cues, content).read();
}

}  // namespace docmill::cleaner
