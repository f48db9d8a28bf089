#include "main_content/mail_boxes.hpp"

#include <algorithm>
#include <string>

#include "docmill/base/ascii.hpp"

namespace docmill::cleaner {

namespace {

constexpr uint32_t most_words_of_box = 60, fewest_words_of_prose = 20;

bool asks_for_mail(std::string_view source, const HtmlTree& tree, uint32_t input, std::string& value) {
  if (!attribute(source, tree, input, AttributeName::type, value)) value = "text";
  for (char& c : value) c = ascii::lower(c);
  if (value == "email") return true;
  if (value != "text" || !rare_attribute(source, tree, input, "placeholder", value)) return false;
  for (char& c : value) c = ascii::lower(c);
  return value.find("email") != std::string::npos || value.find("e-mail") != std::string::npos;
}

bool is_box(Tag t) { return t == Tag::div || t == Tag::section || t == Tag::form || t == Tag::aside; }

// Is there a paragraph in the element that is not in the form?
bool holds_prose_beside(const HtmlTree& tree, const HtmlContent& content, uint32_t element, uint32_t form) {
  const uint32_t end = tree.nodes[element].subtree_end, end_of_form = tree.nodes[form].subtree_end;
  auto block = std::lower_bound(content.blocks.begin(), content.blocks.end(), element,
                                [](const Block& b, uint32_t start) { return b.first < start; });
  for (; block != content.blocks.end() && block->first < end; ++block)
    if (block->good && block->words >= fewest_words_of_prose && (block->first < form || block->first >= end_of_form))
      return true;
  return false;
}

// Somebody is written to, or an order is placed.
bool takes_more_than_address(const HtmlTree& tree, uint32_t form) {
  constexpr uint32_t most_nodes_of_form = 200;
  const uint32_t end = std::min(tree.nodes[form].subtree_end, form + most_nodes_of_form);
  for (uint32_t k = form + 1; k < end; ++k)
    if (tree.nodes[k].tag == Tag::textarea) return true;
  return false;
}

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
    const uint32_t form = form_around(tree, i);
    uint32_t box = form;
    if (form == 0 || !is_small(tree, content, form) || takes_more_than_address(tree, form)) continue;
    for (int level = 0; level < farthest; ++level) {
      const uint32_t around = tree.nodes[box].parent;
      if (!is_box(tree.nodes[around].tag) || !is_small(tree, content, around) ||
          holds_prose_beside(tree, content, around, form))
        break;
      box = around;
    }
    Marks& marks = content.nodes[box].marks;
    if (marks.role != Role::none || content.nodes[box].words == 0) continue;
    marks.role = marks.named = Role::newsletter;
    marks.plain_name = true;
  }
}

}  // namespace docmill::cleaner
