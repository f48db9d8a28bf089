#include "main_content/lines_to_others.hpp"

#include <algorithm>
#include <string>

#include "docmill/base/ascii.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

namespace {

constexpr uint32_t most_words_of_label = 6, fewest_words_of_link = 3, most_words_of_line = 30, most_nodes_of_line = 40;

// Is the text a label's end: a colon or a bar? `related`: its words say that other articles follow, and a dash is
// enough. An arrow alone points to one.
bool ends_label(std::string_view raw, bool related) {
  constexpr std::size_t longest = 200;  // bytes, at the end
  std::string decoded;
  decode_character_references(raw.substr(raw.size() - std::min(raw.size(), longest)), decoded);
  const std::string_view text = detail::trim_html_space(decoded);
  for (const std::string_view mark : {":", "|", "\uff1a", ">>", "\u00bb", "\u2192", "\u25b6", "\u25ba", "\u27a1"})
    if (text.ends_with(mark)) return true;
  for (const std::string_view mark : {"-", "\u2013", "\u2014"})
    if (related && text.ends_with(mark)) return true;
  return false;
}

// To a page, not to a place of this one or to a file.
bool leads_to_page(std::string_view source, const HtmlTree& tree, uint32_t link, std::string& address) {
  if (!attribute(source, tree, link, AttributeName::href, address) || address.empty() || address[0] == '#')
    return false;
  const std::string_view path = std::string_view(address).substr(0, address.find_first_of("?#"));
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || path.find('/', dot) != std::string_view::npos) return true;
  const std::string_view ending = path.substr(dot + 1);
  return ending.starts_with("htm") || ending.starts_with("php") || ending.starts_with("asp") || ending == "shtml" ||
         path.find('/', path.find("//") + 2) > dot;  // the end of a host's name
}

// A label, then one link to another page, to the end of the block.
bool is_labelled_link(std::string_view source, const HtmlTree& tree, const Block& b, bool related,
                      std::string& address) {
  if (b.last - b.first > most_nodes_of_line) return false;
  bool label = false, link = false;
  for (uint32_t i = b.first; i <= b.last; ++i) {
    const HtmlNode& n = tree.nodes[i];
    if (n.tag == Tag::a) {
      if (link || !leads_to_page(source, tree, i, address)) return false;
      link = true;
    }
    if (n.tag != Tag::text || n.blank || is_hidden_by_nature(tree.nodes[n.parent].tag)) continue;
    if (n.in_link && !label) return false;
    if (!n.in_link && link) return false;
    if (!n.in_link) label = ends_label(source.substr(n.start, n.end - n.start), related);
  }
  return label && link;
}

bool is_paragraph_beside(const HtmlTree& tree, const Block& b) {
  return !b.verdict && b.good && tree.nodes[b.element].tag == Tag::p && b.words >= 12;
}

// The list that a block is an item of; 0: none, or the item holds more than a link.
uint32_t list_of_links(const HtmlTree& tree, const Block& b) {
  constexpr int farthest = 3;
  if (b.link_words != b.words) return 0;
  uint32_t i = b.element;
  for (int level = 0; level < farthest && i != 0; ++level, i = tree.nodes[i].parent)
    if (tree.nodes[i].tag == Tag::li) return tree.nodes[i].parent;
  return 0;
}
// A line over other articles, as the model found.
bool heads_others(const Block& b) {
  constexpr uint32_t most_words_above = 8;
  return b.verdict && std::string_view(b.verdict.label) == "related" && b.words <= most_words_above;
}

// A list of nothing but links most of which are out, or its heading, goes as a whole.
void drop_rest_of_lists(const HtmlTree& tree, HtmlContent& content) {
  std::vector<Block>& blocks = content.blocks;
  for (std::size_t i = 0, end = 0; i < blocks.size(); i = end) {
    end = i + 1;
    const uint32_t list = list_of_links(tree, blocks[i]);
    if (list == 0 || content.nodes[list].link_words != content.nodes[list].words) continue;
    std::size_t out = blocks[i].verdict ? 1 : 0;
    for (; end < blocks.size() && list_of_links(tree, blocks[end]) == list; ++end) out += blocks[end].verdict ? 1 : 0;
    const bool headed = i > 0 && heads_others(blocks[i - 1]);
    if (out == end - i || !(headed || (out > 0 && out * 2 >= end - i))) continue;
    for (std::size_t k = i; k < end; ++k)
      if (!blocks[k].verdict) blocks[k].verdict = {"related", "among-links", 0.7};
  }
}

// WordPress shows a card of another post in place of the link.
bool is_embedded_post(std::string_view source, const HtmlTree& tree, const Block& b) {
  if (b.link_words != b.words) return false;
  uint32_t i = b.element;
  if (tree.nodes[i].tag == Tag::p) i = tree.nodes[i].parent;
  if (tree.nodes[i].tag != Tag::blockquote) return false;
  for (const HtmlAttribute& a : tree.attributes_of(i))
    if (a.name == AttributeName::class_) return a.value(source).find("wp-embedded-content") != std::string_view::npos;
  return false;
}

bool says(const Unit& u, Cue cue) { return ((u.line_cues | u.start_cues) & bit(cue)) != 0; }

// The small letters of the words of a block, as they stand in the source.
void read_words(std::string_view source, const HtmlTree& tree, const Block& b, std::string& words) {
  words.clear();
  for (uint32_t i = b.first; i <= b.last; ++i)
    if (tree.nodes[i].tag == Tag::text)
      words.append(source, tree.nodes[i].start, tree.nodes[i].end - tree.nodes[i].start);
  for (char& c : words) c = ascii::lower(c);
}

// "Sign up for our newsletter here": the words of a call, a letter, a link.
bool is_call_to_subscribe(const Block& b, const Unit& u) {
  return b.link_words != 0 && says(u, Cue::newsletter) && (u.part_cues & bit(Cue::letter)) != 0;
}

// "Follow us on Facebook".
bool is_call_to_follow(const Block& b, const Unit& u) {
  constexpr uint32_t most_words = 20;
  // A whole sentence without a link may be of the text: "Follow us on our journey through Patagonia."
  if (b.words > most_words || (b.link_words == 0 && b.ends_sentence && b.words > 5)) return false;
  return ((u.line_cues | u.start_cues | u.part_cues) & bit(Cue::follow)) != 0;
}

// "[edit]" behind a heading.
bool is_mark_behind_heading(std::string_view source, const HtmlTree& tree, const Block& b, std::string& words) {
  if (b.words > 3 || b.link_words != b.words) return false;
  read_words(source, tree, b, words);
  const std::string_view text = detail::trim_html_space(words);
  return text.starts_with('[') && text.ends_with(']');
}

// A box of a few words around a link or a button by which one subscribes, between two paragraphs of prose.
void drop_boxes_to_subscribe(const HtmlTree& tree, HtmlContent& content) {
  constexpr uint32_t most_words_of_box = 40;
  constexpr int farthest = 4;
  constexpr uint64_t subscribes = bit(Cue::newsletter) | bit(Cue::account);
  std::vector<Block>& blocks = content.blocks;
  for (std::size_t i = 1; i + 1 < blocks.size(); ++i) {
    if (blocks[i].link_words != blocks[i].words || (content.units[i].line_cues & subscribes) == 0) continue;
    uint32_t box = 0;
    for (uint32_t up = blocks[i].element, level = 0; up != 0 && level < farthest; up = tree.nodes[up].parent, ++level) {
      if (content.nodes[up].words > most_words_of_box) break;
      if (tree.nodes[up].tag == Tag::div || tree.nodes[up].tag == Tag::section) box = up;
    }
    if (box == 0) continue;
    const auto is_within = [&](std::size_t k) {
      return blocks[k].first > box && blocks[k].first < tree.nodes[box].subtree_end;
    };
    std::size_t first = i, last = i;
    while (first > 0 && is_within(first - 1)) --first;
    while (last + 1 < blocks.size() && is_within(last + 1)) ++last;
    if (first == 0 || last + 1 == blocks.size() || !is_paragraph_beside(tree, blocks[first - 1]) ||
        !is_paragraph_beside(tree, blocks[last + 1]))
      continue;
    for (std::size_t k = first; k <= last; ++k)
      if (!blocks[k].verdict) blocks[k].verdict = {"newsletter", "box-to-subscribe", 0.7};
    i = last;
  }
}

}  // namespace

void drop_lines_to_others(std::string_view source, const HtmlTree& tree, HtmlContent& content) {
  drop_rest_of_lists(tree, content);
  std::vector<Block>& blocks = content.blocks;
  std::string address;
  for (Block& b : blocks)
    if (!b.verdict && is_embedded_post(source, tree, b)) b.verdict = {"related", "embedded-post", 0.7};
  drop_boxes_to_subscribe(tree, content);
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    Block& b = blocks[i];
    const Unit& u = content.units[i];
    if (b.verdict || b.words > most_words_of_line) continue;
    const Tag tag = tree.nodes[b.element].tag;
    if ((tag == Tag::p || tag == Tag::div || is_heading(tag)) && is_paragraph_beside(tree, blocks[i - 1]) &&
        is_call_to_follow(b, u)) {
      b.verdict = {"share", "call-to-follow", 0.7};
      continue;
    }
    if (i + 1 == blocks.size() || b.link_words == 0) continue;
    if (is_heading(tree.nodes[blocks[i - 1].element].tag) && is_mark_behind_heading(source, tree, b, address)) {
      b.verdict = {"navigation", "behind-heading", 0.7};
      continue;
    }
    const bool related = says(u, Cue::related);
    if (tag != Tag::p && !(related && is_heading(tag))) continue;
    if (!is_paragraph_beside(tree, blocks[i - 1]) || !is_paragraph_beside(tree, blocks[i + 1])) continue;
    if (is_call_to_subscribe(b, u)) {
      b.verdict = {"newsletter", "call-to-subscribe", 0.7};
      continue;
    }
    if (b.link_words < fewest_words_of_link || b.ends_sentence || b.words - b.link_words > most_words_of_label)
      continue;
    if (!is_labelled_link(source, tree, b, related, address)) continue;
    b.verdict = {"related", "labelled-link", 0.7};
  }
}

}  // namespace docmill::cleaner
