#include "main_content/names.hpp"

#include <algorithm>

namespace docmill::cleaner {

namespace {

// Such parts are made of sentences like the article itself: comments, notes about the author, captions.
bool may_be_prose(Role role) {
  return role == Role::comments || role == Role::cookies || role == Role::author || role == Role::caption;
}

bool reads_like_text(const HtmlContent::Node& n, uint32_t good) {
  return uint64_t{good} * 100 >= uint64_t{n.words} * 60 && uint64_t{n.link_words} * 100 <= uint64_t{n.words} * 15;
}

// Whether the words below an element speak against its name.
bool contradicts(const HtmlContent::Node& n, Tag tag, uint32_t good, uint32_t in_headings, uint32_t in_code,
                 bool before_prose) {
  const Role role = n.marks.role;
  if (may_be_prose(role)) return false;
  // A frame around a heading, which prose outside of it may follow.
  if ((!n.marks.plain_name || before_prose) && n.words > 0 && n.words == in_headings && n.link_words == 0) return true;
  // A frame around code.
  if (in_code > 0 && uint64_t{in_code} * 100 >= uint64_t{n.words} * 80) return true;
  if (n.words < 8) return false;
  if (!reads_like_text(n, good)) return false;
  // A part may be named so; a paragraph has its class from a style sheet.
  if (tag == Tag::p) return true;
  if (!n.marks.plain_name) return true;
  // What is to be sold has a link.
  if (role == Role::advert && n.link_words == 0 && n.words >= 20) return true;
  return role != Role::related && role != Role::newsletter && role != Role::advert;
}

// Is the first block behind an element a paragraph with no link?
bool is_before_prose(const HtmlTree& tree, const HtmlContent& content, uint32_t element) {
  const auto behind = std::lower_bound(content.blocks.begin(), content.blocks.end(), tree.nodes[element].subtree_end,
                                       [](const Block& b, uint32_t end) { return b.first < end; });
  return behind != content.blocks.end() && tree.nodes[behind->element].tag == Tag::p && behind->words >= 25 &&
         behind->good && behind->link_words == 0;
}

// A box of facts: a list, or terms and what they are, and nothing to click.
bool holds_facts(const HtmlTree& tree, const HtmlContent& content, uint32_t aside) {
  constexpr uint32_t most_words = 120, fewest_items = 2;
  if (content.nodes[aside].words > most_words) return false;
  uint32_t items = 0;
  for (uint32_t i = aside + 1; i < tree.nodes[aside].subtree_end; ++i) {
    const Tag t = tree.nodes[i].tag;
    items += t == Tag::li || t == Tag::dd || t == Tag::td;
    if (t == Tag::form || t == Tag::input || t == Tag::button || t == Tag::a || t == Tag::img) return false;
  }
  return items >= fewest_items;
}

// An aside of sentences or facts without a link, amid the paragraphs of an article: a note, not what the site has
// beside.
bool is_note_within(const HtmlTree& tree, const HtmlContent& content, uint32_t aside, uint32_t good) {
  const HtmlContent::Node& n = content.nodes[aside];
  if (tree.nodes[aside].tag != Tag::aside || n.link_words != 0) return false;
  if ((n.words < 12 || !reads_like_text(n, good)) && !holds_facts(tree, content, aside)) return false;
  uint32_t up = tree.nodes[aside].parent;
  for (int level = 0; level < 10 && up != 0 && tree.nodes[up].tag != Tag::article && tree.nodes[up].tag != Tag::main;
       ++level)
    up = tree.nodes[up].parent;
  if (up == 0 || (tree.nodes[up].tag != Tag::article && tree.nodes[up].tag != Tag::main)) return false;
  const auto behind = std::lower_bound(content.blocks.begin(), content.blocks.end(), tree.nodes[aside].subtree_end,
                                       [](const Block& b, uint32_t end) { return b.first < end; });
  const auto before = std::lower_bound(content.blocks.begin(), content.blocks.end(), aside,
                                       [](const Block& b, uint32_t start) { return b.first < start; });
  return behind != content.blocks.end() && behind->good && behind->element < tree.nodes[up].subtree_end &&
         before != content.blocks.begin() && (before - 1)->good && (before - 1)->element > up;
}

// A field to write an address in.
bool holds_form(const HtmlTree& tree, uint32_t element) {
  constexpr uint32_t farthest = 60;  // nodes
  const uint32_t end = std::min(tree.nodes[element].subtree_end, element + farthest);
  for (uint32_t i = element + 1; i < end; ++i)
    if (tree.nodes[i].tag == Tag::form || tree.nodes[i].tag == Tag::input) return true;
  return false;
}

}  // namespace

void weigh_names(const HtmlTree& tree, bool all_names, HtmlContent& content) {
  const auto& nodes = tree.nodes;
  std::vector<uint32_t> good(nodes.size(), 0), headings(nodes.size(), 0), code(nodes.size(), 0),
      sentences(nodes.size(), 0);
  for (const Block& b : content.blocks) {
    if (b.good) good[b.element] += b.words;
    if (b.ends_sentence) sentences[b.element] += b.words;
    if (is_heading(nodes[b.element].tag)) headings[b.element] += b.words;
    if (content.nodes[b.element].preformatted) code[b.element] += b.words;
  }
  for (uint32_t i = static_cast<uint32_t>(nodes.size()); i-- > 1;) {
    good[nodes[i].parent] += good[i];
    sentences[nodes[i].parent] += sentences[i];
    headings[nodes[i].parent] += headings[i];
    code[nodes[i].parent] += code[i];
  }
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    HtmlContent::Node& n = content.nodes[i];
    Marks& marks = n.marks;
    if (marks.role == Role::none) continue;
    if (marks.hides && marks.opened && reads_like_text(n, std::max(good[i], sentences[i])))
      marks.hides = false, marks.role = Role::none;
    if (marks.hides && !all_names) continue;
    const bool wraps = nodes[i].tag == Tag::body || nodes[i].tag == Tag::html || nodes[i].tag == Tag::main;
    // Comments, and what is said about cookies, may well be longer than the article.
    const bool may_be_long = marks.role == Role::comments || marks.role == Role::cookies;
    const uint32_t share = may_be_long ? 90 : marks.by_tag ? 60 : 40;
    if (wraps || (all_names && !marks.by_tag) || uint64_t{good[i]} * 100 > uint64_t{good[0]} * share ||
        is_note_within(tree, content, i, std::max(good[i], sentences[i])) ||
        (!marks.by_tag && !marks.hides && !(marks.role == Role::newsletter && holds_form(tree, i)) &&
         contradicts(n, nodes[i].tag, good[i], headings[i], code[i],
                     n.words == headings[i] && is_before_prose(tree, content, i))))
      marks.role = Role::none;
  }
}

}  // namespace docmill::cleaner
