#include "main_content/content_text.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstring>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "main_content/formulas.hpp"
#include "main_content/pictures.hpp"
#include "main_content/unspaced.hpp"
#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

namespace {

class BlockWriter {
 public:
  BlockWriter(std::string_view source, const HtmlTree& tree, const HtmlContent& content,
              const CharacterOptions& characters, EditList& edits)
      : source_(source),
        tree_(tree),
        nodes_(tree.nodes),
        content_(content),
        writer_(source, characters, edits),
        seams_(source, tree.nodes) {}

  void block(const Block& b) {
    separate(b);
    preformatted_ = content_.nodes[b.element].preformatted;
    line_end_ = 0;
    last_ = b.last;
    seams_.begin(b.last);
    for (uint32_t up = nodes_[b.first].parent; up != b.element && up != 0 && line_end_ == 0; up = nodes_[up].parent)
      if (content_.nodes[up].marks.block) line_end_ = nodes_[up].subtree_end;
    for (uint32_t i = b.first; i <= b.last;) i = node(i);
    before_ = b.element;
    good_before_ = b.good;
  }
  void finish() { writer_.finish(); }

 private:
  // Gives the index of the node to go on with.
  uint32_t node(uint32_t i) {
    const HtmlNode& n = nodes_[i];
    if (line_end_ != 0 && i >= line_end_) {
      writer_.line_break();
      line_end_ = 0;
    }
    if (n.tag == Tag::text) {
      text(i);
      return i + 1;
    }
    if (content_.nodes[i].skipped) {
      if (n.tag == Tag::input && !preformatted_ && is_before_word(i)) writer_.space();
      return n.subtree_end;
    }
    if (content_.nodes[i].marks.block && content_.nodes[i].block != i) {
      writer_.line_break();
      line_end_ = n.subtree_end;
    }
    if (!preformatted_ && (n.tag == Tag::a || n.tag == Tag::span) && is_joined(i)) writer_.space();
    switch (n.tag) {
      case Tag::br:
        writer_.line_break();
        seams_.break_line();
        break;
      case Tag::q: return quotation(i);
      case Tag::img: picture(i); break;
      case Tag::sup: return raised(i);
      case Tag::a: return is_note_mark(i) ? raise(nodes_[i + 1], nodes_[i + 1].start, n.subtree_end) : i + 1;
      case Tag::mfrac: return formula_part(i, FormulaPart::lower, "/", "/(");
      case Tag::msup: return formula_part(i, FormulaPart::exponent, "^", "^(");
      case Tag::msqrt: return root(i);
      case Tag::mtr:
        if (!is_first_part(i)) put_start(i, "; ");
        break;
      case Tag::mtd:
        if (!is_first_part(i)) writer_.space();
        break;
      default: break;
    }
    return i + 1;
  }
  // Two links or spans that touch, without a space that the style sheet makes, and letters or digits at the seam of a
  // script that sets spaces between words.
  bool is_joined(uint32_t i) {
    uint32_t before = i - 1;
    for (int level = 0; level < 8 && nodes_[before].parent > nodes_[i].parent; ++level) before = nodes_[before].parent;
    if (nodes_[before].parent != nodes_[i].parent || nodes_[before].tag != nodes_[i].tag || before == nodes_[i].parent)
      return false;
    const uint32_t tag_size = nodes_[i].tag == Tag::a ? 4 : 7;
    if (nodes_[before].close + tag_size != nodes_[i].start) return false;
    // The texts at the seam; in frames of emphasis, perhaps.
    uint32_t first = i + 1;
    while (first < nodes_[i].subtree_end && first < i + 4 && nodes_[first].tag != Tag::text) ++first;
    if (first >= nodes_[i].subtree_end || nodes_[first].tag != Tag::text || nodes_[i - 1].tag != Tag::text)
      return false;
    if (!ends_in_word(nodes_[i - 1]) || !begins_with_word(nodes_[first])) return false;
    return nodes_[i].tag == Tag::a ? differ_in(AttributeName::href, before, i) : are_two_names(before, i, i - 1, first);
  }
  // Both have the attribute, and not the same of it.
  bool differ_in(AttributeName name, uint32_t a, uint32_t b) {
    return attribute(source_, tree_, a, name, other_value_) && attribute(source_, tree_, b, name, value_) &&
           other_value_ != value_;
  }
  // Spans of two classes: a word in small letters ends before one with a capital. In code that is one word.
  bool are_two_names(uint32_t a, uint32_t b, uint32_t last, uint32_t first) {
    const HtmlNode &end = nodes_[last], &begin = nodes_[first];
    if (end.end < end.start + 2 || begin.end < begin.start + 2) return false;
    if (!ascii::is_lower(source_[end.end - 1]) || !ascii::is_lower(source_[end.end - 2]) ||
        !ascii::is_upper(source_[begin.start]) || !ascii::is_lower(source_[begin.start + 1]))
      return false;
    for (uint32_t up = nodes_[a].parent, level = 0; up != 0 && level < 8; up = nodes_[up].parent, ++level)
      if (nodes_[up].tag == Tag::code) return false;
    return differ_in(AttributeName::class_, a, b);
  }
  bool ends_in_word(const HtmlNode& n) const {
    uint32_t at = n.end;
    while (at > n.start && n.end - at < 4 && (static_cast<unsigned char>(source_[at - 1]) & 0xC0) == 0x80) --at;
    return at > n.start && is_of_spaced_word(at - 1);
  }
  bool begins_with_word(const HtmlNode& n) const { return n.end > n.start && is_of_spaced_word(n.start); }
  bool is_of_spaced_word(std::size_t at) const {
    if (static_cast<unsigned char>(source_[at]) < 0x80)
      return ascii::is_letter(source_[at]) || ascii::is_digit(source_[at]);
    const auto c = static_cast<UChar32>(utf8::next(source_, at));
    const int32_t breaks = u_getIntPropertyValue(c, UCHAR_LINE_BREAK);
    return u_isalnum(c) != 0 && breaks != U_LB_COMPLEX_CONTEXT && breaks != U_LB_IDEOGRAPHIC &&
           breaks != U_LB_CONDITIONAL_JAPANESE_STARTER && breaks != U_LB_NONSTARTER;
  }
  bool holds_block(uint32_t i) const {
    for (uint32_t k = i + 1; k < nodes_[i].subtree_end; ++k)
      if (nodes_[k].tag != Tag::text && (is_block(nodes_[k].tag) || nodes_[k].tag == Tag::br)) return true;
    return false;
  }
  void nodes_below(uint32_t i) {
    for (uint32_t k = i + 1; k < nodes_[i].subtree_end;) k = node(k);
  }

  // What browsers show around a quotation, within another one single marks.
  uint32_t quotation(uint32_t i) {
    const HtmlNode& n = nodes_[i];
    const uint32_t close = std::max(n.close, n.end);
    const uint32_t close_end = close < source_.size() && source_[close] == '<'
                                   ? static_cast<uint32_t>(std::min(source_.find('>', close), source_.size() - 1)) + 1
                                   : close;
    const bool has_end = source_.compare(close, 3, "</q") == 0 || source_.compare(close, 3, "</Q") == 0;
    if (!has_end || quotations_ >= 2 || holds_block(i)) return i + 1;
    ++quotations_;
    put_start(i, quotations_ == 1 ? "\u201c" : "\u2018");
    nodes_below(i);
    writer_.put(close, close_end, quotations_ == 1 ? "\u201d" : "\u2019");
    --quotations_;
    return n.subtree_end;
  }

  // An emoji as a picture is the character that its alternative text says, a formula is what that has of it.
  void picture(uint32_t i) {
    const std::string_view formula = formula_of_picture(source_, tree_, i);
    if (!formula.empty()) {
      const auto start = static_cast<uint32_t>(formula.data() - source_.data());
      return read(start, start + static_cast<uint32_t>(formula.size()));
    }
    if (is_picture_of_character(source_, tree_, i, value_)) put_start(i, value_);
  }

  // "10<sup>6</sup>" is not 106: digits behind a digit or a letter are raised; those that lead to a note behind
  // anything.
  uint32_t raised(uint32_t i) {
    const HtmlNode& n = nodes_[i];
    const HtmlNode* digits = nullptr;
    uint32_t link = 0;
    for (uint32_t k = i + 1; k < n.subtree_end; ++k) {
      if (nodes_[k].tag == Tag::a) link = k;
      if (nodes_[k].tag != Tag::text) continue;
      if (digits != nullptr) return i + 1;
      digits = &nodes_[k];
    }
    const bool minus = digits != nullptr && source_.compare(digits->start, 3, "\u2212") == 0;
    if (digits == nullptr || digits->end - digits->start > (minus ? 6 : 4) || n.start == 0) return i + 1;
    const char before = source_[n.start - 1];
    const bool letter = (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z') || before == ')';
    const bool note = link != 0 && leads_to_note(link) && touches_text(i);
    if (!note && !ascii::is_digit(before) && (!letter || digits->in_link)) return i + 1;
    const uint32_t first = digits->start + (minus ? 3 : 0);
    if (first == digits->end) return i + 1;
    for (uint32_t k = first; k < digits->end; ++k)
      if (!ascii::is_digit(source_[k]) && !(k == digits->start && source_[k] == '-' && digits->end > k + 1))
        return i + 1;
    if (minus) writer_.put(digits->start, first, "\u207b");
    return raise(*digits, first, n.subtree_end);
  }
  // Gives `behind`.
  uint32_t raise(const HtmlNode& digits, uint32_t first, uint32_t behind) {
    static constexpr const char* raised_digits[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                                    "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
    for (uint32_t k = first; k < digits.end; ++k)
      writer_.put(k, k + 1, source_[k] == '-' ? "\u207b" : raised_digits[source_[k] - '0']);
    return behind;
  }
  // A number that touches a word and leads to a note (Substack).
  bool is_note_mark(uint32_t a) {
    if (preformatted_ || nodes_[a].subtree_end != a + 2 || nodes_[a + 1].tag != Tag::text) return false;
    const HtmlNode& digits = nodes_[a + 1];
    if (digits.end - digits.start > 3 || !touches_text(a)) return false;
    for (uint32_t k = digits.start; k < digits.end; ++k)
      if (!ascii::is_digit(source_[k])) return false;
    return leads_to_note(a);
  }
  bool leads_to_note(uint32_t a) {
    if (!attribute(source_, tree_, a, AttributeName::href, value_) || value_.size() < 2) return false;
    return value_[0] == '#' || value_.find("#fn") != std::string::npos || value_.find("#footnote") != std::string::npos;
  }
  // Text of the same block that is no link stands right before it, and no mark that opens something.
  bool touches_text(uint32_t i) const {
    const HtmlNode& before = nodes_[i - 1];
    if (before.tag != Tag::text || before.in_link || before.end == before.start ||
        content_.nodes[before.parent].block != content_.nodes[nodes_[i].parent].block)
      return false;
    const char last = source_[before.end - 1];
    return !detail::is_html_space(last) && std::strchr("([{$#/-=+|~*", last) == nullptr;
  }

  // A sign for the start tag of an element, or for a byte of it: one tag may stand for two ("/√").
  void put_start(uint32_t i, std::string_view sign) {
    if (i != start_put_) start_put_ = i, start_used_ = nodes_[i].start;
    if (start_used_ >= nodes_[i].end) return;
    writer_.put(start_used_, start_used_ + 1, sign);
    ++start_used_;
  }
  // Puts a bracket for the end tag of an element that needs_brackets().
  void close_bracket(uint32_t i) {
    const uint32_t close = nodes_[i].close;
    writer_.put(close, static_cast<uint32_t>(std::min(source_.find('>', close), source_.size() - 1)) + 1, ")");
  }

  // "1/2", "x^2", "(a+b)/2": the signs take the places of the parts' tags.
  uint32_t formula_part(uint32_t i, FormulaPart second, const char* sign, const char* sign_and_bracket) {
    bool is_second = false;
    if (holds_block(i)) return i + 1;
    if (nodes_[i].tag == Tag::mfrac && follows_number(source_, tree_, i)) writer_.space();
    for (uint32_t k = i + 1; k < nodes_[i].subtree_end;) {
      if (nodes_[k].tag == Tag::text) {
        k = node(k);
        continue;
      }
      const uint32_t part = k;
      const bool brackets = nodes_[part].tag != Tag::msqrt &&  // a root has its own
                            needs_brackets(source_, tree_, part, is_second ? second : FormulaPart::upper);
      if (is_second) put_start(k, brackets ? sign_and_bracket : sign);
      else if (brackets) put_start(k, "(");
      is_second = true;
      k = node(k);
      // The rest of this part.
      while (k < nodes_[i].subtree_end && nodes_[k].parent != i) k = node(k);
      if (brackets) close_bracket(part);
    }
    return nodes_[i].subtree_end;
  }
  uint32_t root(uint32_t i) {
    if (holds_block(i)) return i + 1;
    const bool brackets = needs_brackets(source_, tree_, i, FormulaPart::lower);
    put_start(i, brackets ? "\u221a(" : "\u221a");
    nodes_below(i);
    if (brackets) close_bracket(i);
    return nodes_[i].subtree_end;
  }
  // The first cell of a row of a matrix, or the first row, stands behind the start tag of what is around.
  bool is_first_part(uint32_t i) const {
    const uint32_t before = i - 1;
    return before == nodes_[i].parent || (nodes_[before].blank && before - 1 == nodes_[i].parent);
  }

  static bool is_item(Tag t) { return t == Tag::li || t == Tag::dt || t == Tag::dd || t == Tag::option; }
  static bool is_cell(Tag t) { return t == Tag::td || t == Tag::th; }

  // The item or cell that a block is the text of, be it in a paragraph of its own.
  uint32_t place_of(uint32_t element) const {
    for (uint32_t up = element, level = 0; up != 0 && level < 3; up = nodes_[up].parent, ++level) {
      if (is_item(nodes_[up].tag) || is_cell(nodes_[up].tag)) return up;
      if (nodes_[up].tag != Tag::p && nodes_[up].tag != Tag::div) break;
    }
    return element;
  }

  void separate(const Block& b) {
    const uint32_t element = b.element;
    const uint32_t place = place_of(element), place_before = place_of(before_);
    const Tag tag = nodes_[place].tag, before = nodes_[place_before].tag;
    const bool code = content_.nodes[element].preformatted && content_.nodes[before_].preformatted &&
                      nodes_[element].parent == nodes_[before_].parent && nodes_[element].tag != Tag::pre;
    // Pages that are laid out by tables have their paragraphs in one cell.
    const bool of_cell = is_cell(tag) && (b.good || good_before_);
    if (place == place_before && (element != before_ || of_cell)) writer_.paragraph_break();
    else if (is_cell(tag) && is_cell(before))
      nodes_[place].parent == nodes_[place_before].parent ? writer_.space() : writer_.line_break();
    else if (is_item(tag) && is_item(before)) writer_.line_break();
    else if (code) writer_.line_break();
    else writer_.paragraph_break();
  }

  void keep(uint32_t start, uint32_t end) {
    if (preformatted_) return writer_.keep_preformatted(start, end);
    // Chinese and Japanese have no spaces: a line end between two of their characters is none.
    const std::string_view upto = source_.substr(0, end);
    for (std::size_t line = upto.find('\n', start); line < end; line = upto.find('\n', line + 1)) {
      uint32_t from = static_cast<uint32_t>(line), to = from + 1;
      while (from > start && detail::is_html_space(source_[from - 1])) --from;
      while (to < end && detail::is_html_space(source_[to])) ++to;
      if (from < start + 3 || to + 3 > end || !is_unspaced(source_, from - 3) || !is_unspaced(source_, to)) continue;
      writer_.keep(start, from);
      start = to;
      line = to;
    }
    writer_.keep(start, end);
  }

  void text(uint32_t i) {
    const HtmlNode& n = nodes_[i];
    const bool raw = nodes_[n.parent].tag == Tag::xmp || nodes_[n.parent].tag == Tag::plaintext;
    uint32_t at = n.start, stop = n.end;
    if (content_.nodes[n.parent].math) {
      while (at < stop && detail::is_html_space(source_[at])) ++at;
      while (stop > at && detail::is_html_space(source_[stop - 1])) --stop;
    }
    if (preformatted_) return raw ? keep(at, stop) : read(at, stop);
    if (content_.nodes[n.parent].lines) return lines(at, stop);
    seams_.trim(i, at, stop);
    raw ? keep(at, stop) : read(at, stop);
  }
  // A field that text stands around parts words, a comma it does not.
  bool is_before_word(uint32_t i) const {
    constexpr uint32_t farthest = 6;  // nodes
    for (uint32_t k = i + 1; k <= last_ && k < i + farthest; ++k)
      if (nodes_[k].tag == Tag::text) return begins_with_word(nodes_[k]);
    return false;
  }
  // Text whose line ends its style keeps.
  void lines(uint32_t at, uint32_t stop) {
    while (at < stop) {
      const auto end = static_cast<uint32_t>(std::min<std::size_t>(source_.substr(0, stop).find('\n', at), stop));
      read(at, end);
      if (end < stop) {
        const std::size_t next = source_.find_first_not_of(" \t\r", end + 1);
        const bool again = next < stop && source_[next] == '\n';
        again ? writer_.paragraph_break() : writer_.line_break();
      }
      at = end + 1;
    }
  }

  // Text with character references in it.
  void read(uint32_t at, uint32_t stop) {
    const std::string_view upto = source_.substr(0, stop);
    while (at < stop) {
      const std::size_t mark = upto.find('&', at);
      if (mark == std::string_view::npos) break;
      const auto reference = static_cast<uint32_t>(mark);
      decoded_.clear();
      const uint32_t length = read_character_reference(upto, reference, decoded_);
      const uint32_t end = reference + (length == 0 ? 1 : length);
      keep(at, length == 0 ? end : reference);
      if (length != 0) writer_.put(reference, end, decoded_, preformatted_);
      at = end;
    }
    keep(at, stop);
  }

  std::string_view source_;
  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  const HtmlContent& content_;
  TextWriter writer_;
  uint32_t before_ = 0;  // element of the block before
  uint32_t last_ = 0;    // node of the block that is written now
  UnspacedSeams seams_;
  bool good_before_ = false;
  bool preformatted_ = false;
  uint32_t line_end_ = 0;                    // node behind an element that its style sets as a line of its own; 0: none
  int quotations_ = 0;                       // around what is written now
  uint32_t start_put_ = 0, start_used_ = 0;  // see put_start()
  std::string decoded_, value_, other_value_;
};

}  // namespace

void write_blocks(std::string_view source, const HtmlTree& tree, const HtmlContent& content,
                  const CharacterOptions& characters, EditList& edits) {
  BlockWriter writer(source, tree, content, characters, edits);
  for (const Block& b : content.blocks)
    if (!b.verdict) writer.block(b);
  writer.finish();
}

void list_removed_blocks(const HtmlTree& tree, const HtmlContent& content, std::vector<Removed>& removed) {
  bool adjacent = false;
  for (const Block& b : content.blocks) {
    if (!b.verdict) {
      adjacent = false;
      continue;
    }
    const uint32_t start = tree.nodes[b.first].start, end = tree.nodes[b.last].end;
    if (adjacent && std::strcmp(removed.back().why.label, b.verdict.label) == 0 &&
        std::strcmp(removed.back().why.reason, b.verdict.reason) == 0)
      removed.back().end = end;
    else removed.push_back({start, end, b.verdict});
    adjacent = true;
  }
  for (const HtmlContent::Unseen& u : content.unseen) {
    const HtmlNode& n = tree.nodes[u.node];
    removed.push_back({n.start, std::max(n.close, n.end), u.why});
  }
  std::stable_sort(removed.begin(), removed.end(),
                   [](const Removed& a, const Removed& b) { return a.start < b.start; });
}

}  // namespace docmill::cleaner
