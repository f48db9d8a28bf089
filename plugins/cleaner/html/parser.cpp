#include "html/parser.hpp"

#include <algorithm>
#include <array>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "html/tag_reader.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

namespace {

constexpr TagSet voids = set_of({Tag::area, Tag::base, Tag::br, Tag::col, Tag::embed, Tag::hr, Tag::img, Tag::input,
                                 Tag::link, Tag::meta, Tag::param, Tag::source, Tag::track, Tag::wbr});
constexpr TagSet raw_text =
    set_of({Tag::iframe, Tag::noembed, Tag::script, Tag::style, Tag::textarea, Tag::title, Tag::xmp});
constexpr TagSet in_head =
    set_of({Tag::base, Tag::link, Tag::meta, Tag::noscript, Tag::script, Tag::style, Tag::template_, Tag::title});
constexpr TagSet scopes =
    set_of({Tag::html, Tag::table, Tag::td, Tag::th, Tag::caption, Tag::object, Tag::template_, Tag::button});
using ascii::is_letter;
using ascii::lower;

bool is_blank(std::string_view text) {
  const auto is_ink = [](auto bytes) {
    return (bytes != ' ') & (bytes != '\n') & (bytes != '\t') & (bytes != '\r') & (bytes != '\f');
  };
  return !any_odd(text, 0, is_ink, [](std::size_t) { return true; });
}

class Parser {
 public:
  Parser(std::string_view source, const HtmlLimits& limits, HtmlTree& tree)
      : source_(source.size() > limits.bytes ? utf8::prefix(source, limits.bytes) : source),
        limits_(limits),
        tree_(tree),
        nodes_(tree.nodes),
        attributes_(tree.attributes),
        tags_(source_, limits.attributes, attributes_) {
    tree_.too_long = source_.size() != source.size();
  }

  void parse() {
    nodes_.clear();
    attributes_.clear();
    tree_.root_attributes.clear();
    tree_.too_many = tree_.too_deep = false;
    tree_.attributes_of_one = limits_.attributes;
    tree_.steps = 0;
    HtmlNode root;
    root.tag = Tag::html;
    nodes_.push_back(root);
    open_.push_back(0);
    while (at_ < source_.size()) token();
    while (!open_.empty()) pop();
  }

 private:
  // How far up an end tag or an implied end is looked for: real pages need a dozen levels.
  static constexpr std::size_t farthest = 120;

  uint32_t size() const { return static_cast<uint32_t>(source_.size()); }
  uint32_t find(char c, uint32_t from) const { return static_cast<uint32_t>(find_near(source_, c, from)); }
  char peek(uint32_t ahead) const { return at_ + ahead < size() ? source_[at_ + ahead] : '\0'; }

  void token() {
    if (source_[at_] == '<') {
      if (is_letter(peek(1))) return start_tag();
      if (peek(1) == '/') {
        if (is_letter(peek(2))) return end_tag();
        if (at_ + 2 < size()) return skip_to(find('>', at_ + 2));
      } else if (peek(1) == '!') {
        return declaration();
      } else if (peek(1) == '?') {
        return skip_to(find('>', at_ + 1));
      }
    }
    const uint32_t end = find('<', at_ + 1);
    text(at_, end);
    at_ = end;
  }

  void skip_to(uint32_t mark) { at_ = std::min(mark, size() - 1) + 1; }

  void declaration() {
    if (source_.compare(at_, 4, "<!--") == 0) {
      if (peek(4) == '>') return skip_to(at_ + 4);
      // "--!>" ends it as well. A comment without an end takes the rest, as in browsers.
      for (std::size_t dashes = source_.find("--", at_ + 2); dashes < source_.size();
           dashes = source_.find("--", dashes + 1)) {
        const std::string_view behind = source_.substr(dashes + 2, 2);
        if (behind.substr(0, 1) == ">") return skip_to(static_cast<uint32_t>(dashes) + 2);
        if (behind == "!>" && dashes >= at_ + 4) return skip_to(static_cast<uint32_t>(dashes) + 3);
      }
      at_ = size();
      return;
    }
    // Only formulas and drawings have CDATA; elsewhere it is a comment up to the next ">".
    if ((count(Tag::svg) != 0 || count(Tag::math) != 0) && source_.compare(at_, 9, "<![CDATA[") == 0) {
      const std::size_t end = source_.find("]]>", at_ + 9);
      at_ = end == std::string_view::npos ? size() : static_cast<uint32_t>(end) + 3;
      return;
    }
    skip_to(find('>', at_ + 2));
  }

  void start_tag() {
    const std::string_view name = tags_.name_at(at_ + 1);
    const Tag tag = tag_of(name);
    const std::size_t first_attribute = attributes_.size();
    const uint32_t start = at_, end = tags_.read_attributes(at_, at_ + 1 + static_cast<uint32_t>(name.size()));
    if (end > size()) {  // the file ends within the tag
      at_ = size();
      attributes_.resize(first_attribute);
      return;
    }
    at_ = end;
    close_implied(tag);
    if (tag == Tag::a) in_link_ = leads_somewhere(first_attribute);
    if (tag == Tag::html || (tag == Tag::body && count(Tag::body) != 0)) {
      if (tag == Tag::html && nodes_[0].end == 0) {
        nodes_[0].start = start, nodes_[0].end = end;
        tree_.root_attributes.assign(attributes_.begin() + static_cast<std::ptrdiff_t>(first_attribute),
                                     attributes_.end());
      }
      attributes_.resize(first_attribute);
      return;
    }
    // Within svg and math, and only there, "/>" ends an element.
    const bool foreign = (count(Tag::svg) != 0 || count(Tag::math) != 0) && source_[end - 2] == '/';
    const bool empty = has(voids, tag) || foreign;
    if (nodes_.size() >= limits_.nodes) {
      tree_.too_many = true;
      attributes_.resize(first_attribute);
      if (!empty && !has(raw_text, tag)) ++ignored_;
    } else if (open_.size() >= limits_.depth && !empty && !has(raw_text, tag)) {
      tree_.too_deep = true;
      attributes_.resize(first_attribute);
      ++ignored_;
      return;
    } else {
      push(tag, start, end, first_attribute);
      if (empty) pop();
    }
    if (has(raw_text, tag) && !foreign) raw(name, tag);
    if (tag == Tag::plaintext) {
      text(at_, size());
      at_ = size();
    }
  }

  // "<a name=x>" marks a place; an a without either is a link that a script makes.
  bool leads_somewhere(std::size_t first_attribute) const {
    bool href = false, place = false;
    for (std::size_t k = first_attribute; k < attributes_.size(); ++k) {
      const AttributeName name = attributes_[k].name;
      href = href || name == AttributeName::href;
      place = place || name == AttributeName::name || name == AttributeName::id;
    }
    return href || !place;
  }

  void raw(std::string_view name, Tag tag) {
    uint32_t end = at_;
    for (;; ++end) {
      end = find('<', end);
      if (end == size()) break;
      if (end + 1 < size() && source_[end + 1] == '/' && end + 2 + name.size() <= size() &&
          equal_names(source_.substr(end + 2, name.size()), name))
        break;
    }
    if (end > at_ && nodes_[open_.back()].tag == tag) text(at_, end);
    at_ = end;
    if (nodes_[open_.back()].tag == tag) {
      nodes_[open_.back()].close = end;
      pop();
    }
    if (at_ < size()) skip_to(find('>', at_));
  }

  void end_tag() {
    const std::string_view name = tags_.name_at(at_ + 2);
    const Tag tag = tag_of(name);
    const uint32_t start = at_, end = tags_.end_of(at_, at_ + 2 + static_cast<uint32_t>(name.size()));
    at_ = std::min(end, size());
    if (tag == Tag::a) in_link_ = false;
    if (tag == Tag::br && nodes_.size() < limits_.nodes) {
      push(tag, start, at_, attributes_.size());
      pop();
      return;
    }
    if (tag == Tag::html || tag == Tag::body || has(voids, tag)) return;
    if (ignored_ > 0) {
      --ignored_;
      return;
    }
    close(tag, name, start);
  }

  // Closes the nearest open element of that name, if one is in scope. The end of any heading ends any other.
  void close(Tag tag, std::string_view name, uint32_t place) {
    const bool heading = is_heading(tag);
    if (count(tag) == 0 && !(heading && any_heading_is_open())) return;
    const bool block = is_block(tag), scope = has(scopes, tag);
    for (std::size_t i = open_.size(), looked = 0; i-- > 1 && looked < farthest; ++looked) {
      ++tree_.steps;
      const HtmlNode& node = nodes_[open_[i]];
      const bool same = heading ? is_heading(node.tag) : node.tag == tag;
      if (same && (tag != Tag::unknown || equal_names(tags_.name_at(node.start + 1), name))) {
        while (open_.size() > i) {
          nodes_[open_.back()].close = place;
          pop();
        }
        return;
      }
      // An inline end tag does not close blocks, and nothing but a table's own tags leaves a cell.
      if (!block && !scope && is_block(node.tag)) return;
      const bool leaves_button = node.tag == Tag::button && block && tag != Tag::p;
      if (has(scopes, node.tag) && !scope && !is_table_part(tag) && !leaves_button) return;
      if (tag == Tag::li && (node.tag == Tag::ul || node.tag == Tag::ol)) return;
      if (node.tag == Tag::table && tag != Tag::table) return;
    }
  }

  bool any_heading_is_open() {
    for (const Tag t : {Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6})
      if (count(t) != 0) return true;
    return false;
  }
  static bool is_table_part(Tag t) {
    return t == Tag::tr || t == Tag::tbody || t == Tag::thead || t == Tag::tfoot || t == Tag::table || t == Tag::td ||
           t == Tag::th || t == Tag::caption;
  }

  // A paragraph ends a drawing that was never closed, but in a part of it that is made of HTML.
  void leave_drawing(Tag tag) {
    if (!is_block(tag) || count(Tag::svg) == 0) return;
    for (std::size_t i = open_.size(), looked = 0; i-- > 1 && looked < farthest; ++looked) {
      ++tree_.steps;
      const HtmlNode& node = nodes_[open_[i]];
      if (node.tag == Tag::svg) {
        while (open_.size() > i) pop();
        return;
      }
      const std::string_view name = tags_.name_at(node.start + 1);
      if (equal_names(name, "foreignobject") || equal_names(name, "desc") || is_block(node.tag)) return;
    }
  }

  // What the start of `tag` ends.
  void close_implied(Tag tag) {
    if (tag == Tag::title && count(Tag::svg) != 0) return;  // of a drawing, which stands in a sentence
    leave_drawing(tag);
    if (count(Tag::head) != 0 && tag != Tag::head && !has(in_head, tag)) close_nearest({Tag::head}, {});
    if (is_block(tag) && count(Tag::p) != 0)
      close_nearest({Tag::p}, {Tag::td, Tag::th, Tag::table, Tag::caption, Tag::button, Tag::object});
    if (is_heading(tag) && is_heading(nodes_[open_.back()].tag)) pop();
    if (tag == Tag::button) close_nearest({Tag::button}, {Tag::td, Tag::th, Tag::table, Tag::caption, Tag::object});
    switch (tag) {
      case Tag::li:
        close_nearest({Tag::li}, {Tag::ul, Tag::ol, Tag::menu, Tag::table, Tag::td, Tag::th, Tag::button});
        break;
      case Tag::dt:
      case Tag::dd: close_nearest({Tag::dt, Tag::dd}, {Tag::dl, Tag::table, Tag::td, Tag::th, Tag::button}); break;
      case Tag::option: close_nearest({Tag::option}, {Tag::select, Tag::optgroup}); break;
      case Tag::optgroup: close_nearest({Tag::optgroup}, {Tag::select}); break;
      case Tag::td:
      case Tag::th: close_nearest({Tag::td, Tag::th, Tag::caption}, {Tag::tr, Tag::table}); break;
      case Tag::tr: close_nearest({Tag::tr, Tag::caption}, {Tag::table}); break;
      case Tag::tbody:
      case Tag::thead:
      case Tag::tfoot: close_nearest({Tag::tbody, Tag::thead, Tag::tfoot, Tag::caption}, {Tag::table}); break;
      default: break;
    }
  }

  void close_nearest(std::initializer_list<Tag> what, std::initializer_list<Tag> borders) {
    const bool any = std::any_of(what.begin(), what.end(), [&](Tag t) { return count(t) != 0; });
    if (!any) return;
    for (std::size_t i = open_.size(), looked = 0; i-- > 1 && looked < farthest; ++looked) {
      ++tree_.steps;
      const Tag t = nodes_[open_[i]].tag;
      if (std::find(what.begin(), what.end(), t) != what.end()) {
        while (open_.size() > i) pop();
        return;
      }
      if (std::find(borders.begin(), borders.end(), t) != borders.end()) return;
    }
  }

  uint32_t& count(Tag t) { return open_count_[static_cast<std::size_t>(t)]; }

  void push(Tag tag, uint32_t start, uint32_t end, std::size_t first_attribute) {
    HtmlNode node;
    node.start = start;
    node.end = end;
    node.parent = open_.back();
    node.attributes = static_cast<uint32_t>(first_attribute);
    node.tag = tag;
    open_.push_back(static_cast<uint32_t>(nodes_.size()));
    nodes_.push_back(node);
    ++count(tag);
  }
  void pop() {
    HtmlNode& node = nodes_[open_.back()];
    node.subtree_end = static_cast<uint32_t>(nodes_.size());
    if (node.close == 0) node.close = at_;
    if (open_.size() > 1) --count(node.tag);
    open_.pop_back();
    if (node.tag == Tag::a) in_link_ = false;
  }

  void text(uint32_t start, uint32_t end) {
    if (start == end) return;
    if (nodes_.size() >= std::size_t{limits_.nodes} * 2) {
      tree_.too_many = true;
      return;
    }
    HtmlNode node;
    node.blank = is_blank(source_.substr(start, end - start));
    if (!node.blank && count(Tag::head) != 0 && nodes_[open_.back()].tag == Tag::head) close_nearest({Tag::head}, {});
    node.start = start;
    node.end = end;
    node.parent = open_.back();
    node.subtree_end = static_cast<uint32_t>(nodes_.size()) + 1;
    node.attributes = static_cast<uint32_t>(attributes_.size());
    node.tag = Tag::text;
    node.in_link = in_link_;
    nodes_.push_back(node);
  }

  const std::string_view source_;
  const HtmlLimits limits_;
  HtmlTree& tree_;
  std::vector<HtmlNode>& nodes_;
  std::vector<HtmlAttribute>& attributes_;
  TagReader tags_;
  std::vector<uint32_t> open_;
  std::array<uint32_t, static_cast<std::size_t>(Tag::count)> open_count_{};
  uint64_t ignored_ = 0;  // open elements that a limit kept out of the tree
  bool in_link_ = false;
  uint32_t at_ = 0;
};

}  // namespace

void parse_html(std::string_view source, const HtmlLimits& limits, HtmlTree& tree) {
  Parser(source, limits, tree).parse();
}

bool attribute(std::string_view source, const HtmlTree& tree, uint32_t node, AttributeName name, std::string& out) {
  for (const HtmlAttribute& a : tree.attributes_of(node))
    if (a.name == name) {
      decode_character_references(a.value(source), out);
      return true;
    }
  return false;
}

bool rare_attribute(std::string_view source, const HtmlTree& tree, uint32_t node, std::string_view name,
                    std::string& out) {
  const HtmlNode& n = tree.nodes[node];
  bool found = false;
  for_each_attribute(source.substr(n.start, n.end - n.start), tree.attributes_of_one,
                     [&](std::string_view other, std::string_view value) {
                       if (found || !equals_ignoring_case(other, name)) return;
                       decode_character_references(value, out);
                       found = true;
                     });
  return found;
}

}  // namespace docmill::cleaner
