#include "main_content/labelled_links.hpp"

#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

namespace {

constexpr uint32_t most_words_of_label = 6, fewest_words_of_link = 3, most_words = 30, most_nodes = 40;

// Is the text a label's end: a colon or a bar?
bool ends_label(std::string_view text) {
  while (!text.empty() && detail::is_html_space(text.back())) text.remove_suffix(1);
  for (const std::string_view mark : {":", "|", "\uff1a"})
    if (text.ends_with(mark)) return true;
  return false;
}

// A label, then one link to the end of the block.
bool is_labelled_link(std::string_view source, const HtmlTree& tree, const Block& b) {
  if (b.last - b.first > most_nodes) return false;
  bool label = false, link = false;
  for (uint32_t i = b.first; i <= b.last; ++i) {
    const HtmlNode& n = tree.nodes[i];
    if (n.tag == Tag::a) {
      if (link) return false;
      link = true;
    }
    if (n.tag != Tag::text || n.blank || is_hidden_by_nature(tree.nodes[n.parent].tag)) continue;
    if (n.in_link && !label) return false;
    if (!n.in_link && link) return false;
    if (!n.in_link) label = ends_label(source.substr(n.start, n.end - n.start));
  }
  return label && link;
}

bool is_prose(const HtmlTree& tree, const Block& b) {
  return !b.verdict && b.good && tree.nodes[b.element].tag == Tag::p && b.words >= 12;
}

}  // namespace

void drop_labelled_links(std::string_view source, const HtmlTree& tree, HtmlContent& content) {
  std::vector<Block>& blocks = content.blocks;
  for (std::size_t i = 1; i + 1 < blocks.size(); ++i) {
    Block& b = blocks[i];
    if (b.verdict || b.words > most_words || b.link_words < fewest_words_of_link || b.ends_sentence ||
        b.words - b.link_words > most_words_of_label || tree.nodes[b.element].tag != Tag::p)
      continue;
    if (!is_prose(tree, blocks[i - 1]) || !is_prose(tree, blocks[i + 1])) continue;
    if (!is_labelled_link(source, tree, b)) continue;
    b.verdict = {"related", "labelled-link", 0.7};
  }
}

}  // namespace docmill::cleaner
