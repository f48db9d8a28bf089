#include "main_content/mail_boxes.hpp"

#include <string>

namespace docmill::cleaner {

namespace {

constexpr uint32_t most_words_of_box = 60;

bool asks_for_mail(std::string_view source, const HtmlTree& tree, uint32_t input, std::string& value) {
  if (!attribute(source, tree, input, AttributeName::type, value)) return false;
  return value == "email" || value == "EMAIL" || value == "Email";
}

bool is_box(Tag t) { return t == Tag::div || t == Tag::section || t == Tag::form || t == Tag::aside; }

// The form around a field, if there is one near.
uint32_t form_around(const HtmlTree& tree, uint32_t field) {
  constexpr int farthest = 10;
  uint32_t i = tree.nodes[field].parent;
  for (int level = 0; level < farthest && i != 0; ++level, i = tree.nodes[i].parent)
    if (tree.nodes[i].tag == Tag::form) return i;
  return 0;
}

// What is of few words, and has no title of a page.
bool is_small(const HtmlTree& tree, const HtmlContent& content, uint32_t i) {
  constexpr uint32_t most_nodes_of_box = 200;
  if (content.nodes[i].words > most_words_of_box || content.nodes[i].words * 4 > content.nodes[0].words) return false;
  const uint32_t end = tree.nodes[i].subtree_end;
  for (uint32_t k = i + 1; k < end && k < i + most_nodes_of_box; ++k)
    if (tree.nodes[k].tag == Tag::h1) return false;
  return end - i <= most_nodes_of_box;
}

}  // namespace

void name_mail_boxes(std::string_view source, const HtmlTree& tree, HtmlContent& content) {
  constexpr int farthest = 4;
  std::string value;
  for (uint32_t i = 1; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].tag != Tag::input || !asks_for_mail(source, tree, i, value)) continue;
    uint32_t box = form_around(tree, i);
    if (box == 0 || !is_small(tree, content, box)) continue;
    for (int level = 0; level < farthest; ++level) {
      const uint32_t around = tree.nodes[box].parent;
      if (!is_box(tree.nodes[around].tag) || !is_small(tree, content, around)) break;
      box = around;
    }
    Marks& marks = content.nodes[box].marks;
    if (marks.role != Role::none || content.nodes[box].words == 0) continue;
    marks.role = marks.named = Role::newsletter;
    marks.plain_name = true;
  }
}

}  // namespace docmill::cleaner
