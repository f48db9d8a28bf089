#include "main_content/names.hpp"

#include <algorithm>
#include <map>

namespace docmill::cleaner {

namespace {

// Such parts are made of sentences like the article itself: comments, notes about the author, captions.
bool may_be_prose(Role role) {
  return role == Role::comments || role == Role::cookies || role == Role::author || role == Role::caption;
}

bool reads_like_text(const HtmlContent::Node& n, uint32_t good) {
  return uint64_t{good} * 100 >= uint64_t{n.words} * 60 && uint64_t{n.link_words} * 100 <= uint64_t{n.words} * 15;
}

// Whether the words below an element speak against its name. `asks`: it has a field or a button.
bool contradicts(const HtmlContent::Node& n, Tag tag, uint32_t good, uint32_t in_headings, uint32_t in_code,
                 bool before_prose, bool asks) {
  const Role role = n.marks.role;
  if (may_be_prose(role)) return false;
  // A frame around a heading, which prose outside of it may follow.
  if ((!n.marks.plain_name || before_prose) && n.words > 0 && n.words == in_headings && n.link_words == 0) return true;
  // A frame around code; what copies it, and names its language, may stand beside it.
  const uint64_t share_of_code = n.link_words == 0 && !n.marks.plain_name ? 50 : 80;
  if (in_code > 0 && uint64_t{in_code} * 100 >= uint64_t{n.words} * share_of_code) return true;
  // What there is to navigate by has a link: dishes are a menu, too.
  if (role == Role::navigation && n.link_words == 0 && n.words >= 20) return true;
  if (n.words < 8) return false;
  if (!reads_like_text(n, good)) return false;
  // A part may be named so; a paragraph has its class from a style sheet.
  if (tag == Tag::p) return true;
  if (!n.marks.plain_name) return true;
  // What is to be sold has a link, and so has a letter that is to be subscribed to, or a field, which is asked before.
  if (role == Role::advert && n.link_words == 0 && n.words >= 20) return true;
  if (role == Role::newsletter && n.link_words == 0 && n.words >= 40 && !asks) return true;
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
  constexpr uint32_t most_words = 120, fewest_items = 2, most_nodes = 1000;
  const uint32_t end = tree.nodes[aside].subtree_end;
  if (content.nodes[aside].words > most_words || end - aside > most_nodes) return false;
  uint32_t items = 0;
  for (uint32_t i = aside + 1; i < end; ++i) {
    const Tag t = tree.nodes[i].tag;
    items += t == Tag::li || t == Tag::dd || t == Tag::td;
    if (t == Tag::form || t == Tag::input || t == Tag::button || t == Tag::a || t == Tag::img) return false;
  }
  return items >= fewest_items;
}

// What scripts make clickable: lines that say what buttons say, or parts named for that.
bool holds_interface(const HtmlTree& tree, const HtmlContent& content, uint32_t aside) {
  constexpr uint32_t most_nodes = 1000;
  constexpr uint64_t noise = bit(Cue::share) | bit(Cue::newsletter) | bit(Cue::comments) | bit(Cue::navigation) |
                             bit(Cue::menu) | bit(Cue::account) | bit(Cue::advert);
  const uint32_t end = std::min(tree.nodes[aside].subtree_end, aside + most_nodes);
  for (uint32_t i = aside; i < end; ++i) {
    const Role role = content.nodes[i].marks.named;
    if (role == Role::share || role == Role::newsletter || role == Role::navigation || role == Role::comments ||
        role == Role::account)
      return true;
  }
  std::size_t b = static_cast<std::size_t>(
      std::lower_bound(content.blocks.begin(), content.blocks.end(), aside,
                       [](const Block& block, uint32_t start) { return block.first < start; }) -
      content.blocks.begin());
  for (; b < content.blocks.size() && content.blocks[b].first < end; ++b)
    if ((content.units[b].line_cues & noise) != 0) return true;
  return false;
}

// An aside of sentences or facts without a link, amid the paragraphs of an article: a note, not what the site has
// beside.
bool is_note_within(const HtmlTree& tree, const HtmlContent& content, uint32_t aside, uint32_t good) {
  const HtmlContent::Node& n = content.nodes[aside];
  if (tree.nodes[aside].tag != Tag::aside || n.link_words != 0) return false;
  if ((n.words < 12 || !reads_like_text(n, good)) && !holds_facts(tree, content, aside)) return false;
  if (holds_interface(tree, content, aside)) return false;
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

// The foot of a quotation says whose it is; that of a part of an article is text where it reads so.
bool is_foot_of_text(const HtmlTree& tree, const HtmlContent& content, uint32_t footer, uint32_t good) {
  constexpr int farthest = 10;
  const HtmlContent::Node& n = content.nodes[footer];
  if (tree.nodes[footer].tag != Tag::footer || n.link_words != 0) return false;
  uint32_t up = tree.nodes[footer].parent;
  const bool of_part = tree.nodes[up].tag == Tag::section && n.words >= 8 && reads_like_text(n, good);
  for (int level = 0; level < farthest && up != 0; ++level, up = tree.nodes[up].parent) {
    if (tree.nodes[up].tag == Tag::blockquote) return true;
    if (tree.nodes[up].tag == Tag::article) return of_part;
  }
  return false;
}

// Page builders put the answers of an FAQ into one, and dishes make a menu: what there is to navigate by has a link.
bool is_nav_of_text(const HtmlContent::Node& n, Tag tag, uint32_t good) {
  return n.link_words == 0 && n.words >= 20 && (tag == Tag::menu || (tag == Tag::nav && reads_like_text(n, good)));
}

bool wraps_page(Tag t) { return t == Tag::body || t == Tag::html || t == Tag::main; }

// Sums what `value` gives for the elements that `counts`, one within another once.
template <class Counts, class Value>
uint64_t sum_of_outermost(const HtmlTree& tree, Counts counts, Value value) {
  uint64_t sum = 0;
  for (uint32_t i = 1; i < tree.nodes.size();) {
    const bool counted = counts(i);
    if (counted) sum += value(i);
    i = counted ? tree.nodes[i].subtree_end : i + 1;
  }
  return sum;
}
// Words below an element: of paragraphs, of sentences, in headings, in code.
struct Sums {
  uint32_t good = 0, sentences = 0, headings = 0, code = 0;
};
std::vector<Sums> sums_below(const HtmlTree& tree, const HtmlContent& content) {
  const auto& nodes = tree.nodes;
  std::vector<Sums> sums(nodes.size());
  for (const Block& b : content.blocks) {
    Sums& own = sums[b.element];
    if (b.good) own.good += b.words;
    if (b.ends_sentence) own.sentences += b.words;
    if (is_heading(nodes[b.element].tag)) own.headings += b.words;
    if (content.nodes[b.element].preformatted) own.code += b.words;
  }
  for (uint32_t i = static_cast<uint32_t>(nodes.size()); i-- > 1;) {
    Sums& parent = sums[nodes[i].parent];
    parent.good += sums[i].good;
    parent.sentences += sums[i].sentences;
    parent.headings += sums[i].headings;
    parent.code += sums[i].code;
  }
  return sums;
}

// What opens the text behind it is named for a menu at times ("dropdown-toggle"), and says what that is about.
bool opens_text_behind(const HtmlTree& tree, const HtmlContent& content, const std::vector<Sums>& sums, uint32_t i) {
  const HtmlContent::Node& n = content.nodes[i];
  if (n.marks.by_tag || !n.marks.disclosure || n.marks.role != Role::navigation || n.link_words != 0) return false;
  uint32_t behind = tree.nodes[i].subtree_end;
  if (behind < tree.nodes.size() && tree.nodes[behind].tag == Tag::text) ++behind;
  if (behind >= tree.nodes.size() || tree.nodes[behind].parent != tree.nodes[i].parent) return false;
  const HtmlContent::Node& text = content.nodes[behind];
  return text.words >= 20 && text.link_words == 0 && reads_like_text(text, sums[behind].good);
}

uint64_t good_of_authors(const HtmlTree& tree, const HtmlContent& content, const std::vector<Sums>& sums) {
  return sum_of_outermost(
      tree, [&](uint32_t i) { return content.nodes[i].marks.role == Role::author && !wraps_page(tree.nodes[i].tag); },
      [&](uint32_t i) { return sums[i].good; });
}
uint64_t words_of_hidden(const HtmlTree& tree, const HtmlContent& content) {
  return sum_of_outermost(
      tree, [&](uint32_t i) { return content.nodes[i].marks.hides; },
      [&](uint32_t i) { return content.nodes[i].words; });
}

// Where the page's own parts begin, in order: none of them stands in a dialog over the page.
std::vector<uint32_t> parts_of_page(const HtmlTree& tree) {
  std::vector<uint32_t> parts;
  for (uint32_t i = 1; i < tree.nodes.size(); ++i) {
    const Tag t = tree.nodes[i].tag;
    if (t == Tag::h1 || t == Tag::article || t == Tag::main) parts.push_back(i);
  }
  return parts;
}
bool holds_part(const HtmlTree& tree, const std::vector<uint32_t>& parts, uint32_t i) {
  const auto part = std::lower_bound(parts.begin(), parts.end(), i);
  return part != parts.end() && *part < tree.nodes[i].subtree_end;
}
bool is_page_in_dialog(const HtmlTree& tree, const Marks& marks, const std::vector<uint32_t>& parts, uint32_t i) {
  return marks.by_tag && marks.role == Role::hidden && holds_part(tree, parts, i);
}
// Does the element ask about the cookies of the browser? Its name says so, or it names nothing but cookies and has
// something to press; what the page is about does not stand in it.
bool asks_about_cookies(const HtmlTree& tree, const Marks& marks, const std::vector<uint32_t>& parts, uint32_t i) {
  if (marks.role != Role::cookies || holds_part(tree, parts, i)) return false;
  return marks.by_tag || marks.consents || (marks.plain_name && holds_form(tree.nodes, i, FormHas::field_or_button));
}

// Is more of the page below the element than any part of its name would hold? Comments may well be longer than the
// article, and so may be what each page of a site says about cookies, or at its foot (`of_site`), where this one has
// few sentences.
bool holds_too_much(const HtmlContent::Node& n, bool of_site, uint32_t good, uint32_t all_words, uint32_t all_good) {
  const Role role = n.marks.role;
  const bool short_by_nature =
      role == Role::byline || role == Role::tags || role == Role::author || role == Role::caption;
  const uint32_t share = role == Role::comments ? 90 : n.marks.by_tag ? 60 : short_by_nature ? 20 : 40;
  return uint64_t{good} * 100 > uint64_t{all_good} * share &&
         !(of_site && uint64_t{n.words} * 3 < uint64_t{all_words} * 2);
}

// What customers say are several elements of one kind, named so, and the elements named so that hold mostly those: a
// lone one may be the article.
void name_reviews(const HtmlTree& tree, HtmlContent& content) {
  constexpr uint32_t fewest_words = 3;
  std::vector<HtmlContent::Node>& nodes = content.nodes;
  std::map<uint64_t, uint32_t> of_kind;  // by path
  const auto may_be = [&](uint32_t i) { return nodes[i].marks.reviews && !nodes[i].marks.hides; };
  for (uint32_t i = 1; i < nodes.size(); ++i)
    if (may_be(i) && is_block(tree.nodes[i].tag) && nodes[i].words >= fewest_words) ++of_kind[nodes[i].path];
  std::vector<uint32_t> words(nodes.size(), 0);  // of such posts, the element itself included
  for (uint32_t i = static_cast<uint32_t>(nodes.size()); i-- > 1;) {
    const auto kind = may_be(i) ? of_kind.find(nodes[i].path) : of_kind.end();
    const bool post = kind != of_kind.end() && kind->second >= 2;
    if (post) words[i] = nodes[i].words;
    words[tree.nodes[i].parent] += words[i];
    if (post || (may_be(i) && nodes[i].words != 0 && words[i] * 2 >= nodes[i].words))
      nodes[i].marks.role = nodes[i].marks.named = Role::comments;
  }
}

}  // namespace

bool holds_form(const std::vector<HtmlNode>& nodes, uint32_t element, FormHas what) {
  constexpr uint32_t farthest = 60;  // nodes
  const uint32_t end = std::min(nodes[element].subtree_end, element + farthest);
  for (uint32_t i = element + 1; i < end; ++i)
    if (nodes[i].tag == Tag::form || nodes[i].tag == Tag::input ||
        (what == FormHas::field_or_button && nodes[i].tag == Tag::button))
      return true;
  return false;
}

void weigh_names(const HtmlTree& tree, bool all_names, PageIs page, HtmlContent& content) {
  const auto& nodes = tree.nodes;
  const std::vector<Sums> sums = sums_below(tree, content);
  const uint32_t all_good = sums[0].good;
  if (page == PageIs::product) name_reviews(tree, content);
  // Staff pages are made of biographies.
  const bool of_authors = good_of_authors(tree, content, sums) * 100 > uint64_t{all_good} * 40;
  const std::vector<uint32_t> parts = parts_of_page(tree);
  const bool hides_most = words_of_hidden(tree, content) * 3 >= uint64_t{content.nodes[0].words} * 2;
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    HtmlContent::Node& n = content.nodes[i];
    Marks& marks = n.marks;
    if (marks.role == Role::none) continue;
    const auto& [good, sentences, headings, code] = sums[i];
    if (is_page_in_dialog(tree, marks, parts, i)) marks.by_tag = false;
    const bool asks = asks_about_cookies(tree, marks, parts, i);
    marks.consents = asks;
    // Answers, facts, sizes; what is to choose from or to go to has links.
    if (marks.hides && marks.opened && uint64_t{n.link_words} * 100 <= uint64_t{n.words} * 30)
      marks.hides = false, marks.role = Role::none;
    if (marks.hides && !(all_names && hides_most)) continue;
    // Forgotten are names of parts whose text may be what the page is about.
    const bool forgotten = all_names && !marks.by_tag && !asks;
    if (wraps_page(nodes[i].tag) || forgotten || (page == PageIs::forum && marks.role == Role::comments) ||
        (of_authors && marks.role == Role::author) ||
        holds_too_much(n, asks || nodes[i].tag == Tag::footer, good, content.nodes[0].words, all_good) ||
        is_note_within(tree, content, i, std::max(good, sentences)) ||
        is_foot_of_text(tree, content, i, std::max(good, sentences)) || is_nav_of_text(n, nodes[i].tag, good) ||
        opens_text_behind(tree, content, sums, i) ||
        (!marks.by_tag && !marks.hides &&
         !(marks.role == Role::newsletter && holds_form(tree.nodes, i, FormHas::field)) &&
         !(marks.role == Role::navigation && n.link_words == 0 &&
           holds_form(tree.nodes, i, FormHas::field_or_button)) &&
         contradicts(n, nodes[i].tag, good, headings, code, n.words == headings && is_before_prose(tree, content, i),
                     holds_form(tree.nodes, i, FormHas::field_or_button))))
      marks.role = Role::none;
  }
}

}  // namespace docmill::cleaner
