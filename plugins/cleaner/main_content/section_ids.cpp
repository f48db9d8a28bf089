#include "main_content/section_ids.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "docmill/base/ascii.hpp"

namespace docmill::cleaner {

namespace {

void append_slug(std::string_view text, std::string& slug) {
  for (const char c : text) {
    const bool digit = ascii::is_digit(c);
    // Numbers of parts do not stand in ids.
    if (ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80 || (digit && !slug.empty()))
      slug += ascii::lower(c);
  }
}

void slug_of_heading(std::string_view source, const HtmlTree& tree, const HtmlContent& content, uint32_t heading,
                     std::string& slug) {
  constexpr uint32_t most_nodes_of_title = 30, longest_title = 200;
  slug.clear();
  const uint32_t end = std::min(tree.nodes[heading].subtree_end, heading + most_nodes_of_title);
  for (uint32_t k = heading + 1; k < end && slug.size() < longest_title;) {
    const HtmlNode& n = tree.nodes[k];
    if (n.tag == Tag::text) append_slug(source.substr(n.start, std::min(n.end - n.start, longest_title)), slug);
    k = content.nodes[k].skipped || is_hidden_by_nature(n.tag) ? n.subtree_end : k + 1;
  }
}

// The part that begins with the heading; 0: none.
uint32_t part_of(const HtmlTree& tree, uint32_t heading) {
  const uint32_t part = tree.nodes[heading].parent;
  const Tag t = tree.nodes[part].tag;
  if (t != Tag::section && t != Tag::div) return 0;
  return heading == part + 1 || (heading == part + 2 && tree.nodes[part + 1].blank) ? part : 0;
}

}  // namespace

void forget_section_ids(std::string_view source, const HtmlTree& tree, HtmlContent& content) {
  constexpr std::size_t fewest_parts = 3, fewest_without_role = 2;
  std::vector<uint32_t> parts;
  std::string id, slug, own;
  for (uint32_t i = 1; i < tree.nodes.size(); ++i) {
    if (!is_heading(tree.nodes[i].tag)) continue;
    const uint32_t part = part_of(tree, i);
    if (part == 0 || !attribute(source, tree, part, AttributeName::id, id)) continue;
    slug_of_heading(source, tree, content, i, slug);
    own.clear();
    append_slug(id, own);
    if (!own.empty() && own == slug) parts.push_back(part);
  }
  // Those of a document are of many words; what a site has beside it is named for that throughout.
  const auto others =
      std::count_if(parts.begin(), parts.end(), [&](uint32_t i) { return content.nodes[i].marks.role == Role::none; });
  if (parts.size() < fewest_parts || static_cast<std::size_t>(others) < fewest_without_role) return;
  for (const uint32_t part : parts) {
    Marks& marks = content.nodes[part].marks;
    if (marks.role == Role::none || marks.by_tag || marks.hides) continue;
    const bool by_class =
        attribute(source, tree, part, AttributeName::class_, id) && content.names.read(id).role != Role::none;
    if (!by_class) marks.role = marks.named = Role::none;
  }
}

}  // namespace docmill::cleaner
