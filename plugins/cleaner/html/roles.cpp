#include "html/roles.hpp"

#include <algorithm>

#include "docmill/base/ascii.hpp"

namespace docmill::cleaner {

namespace {

Role role_of_tag(Tag tag) {
  switch (tag) {
    case Tag::nav:
    case Tag::menu: return Role::navigation;
    case Tag::footer: return Role::navigation;
    case Tag::aside: return Role::related;
    case Tag::figcaption: return Role::caption;
    case Tag::dialog: return Role::hidden;
    default: return Role::none;
  }
}

// The longest class or id that is looked at: real ones are short, and looking is linear in a long one anyway.
constexpr std::size_t longest_names = 1000;

// The style without spaces, in small letters, is in `scratch` then. Scripts let blocks appear that have no size or no
// place at first; of words within a sentence that is for screen readers, or a trap for those who copy.
bool hides(std::string_view style, bool block, std::string& scratch) {
  scratch.resize(std::min(style.size(), longest_names));
  char* to = scratch.data();
  for (const char c : style.substr(0, longest_names)) {
    *to = ascii::lower(c);
    to += !detail::is_html_space(c);
  }
  scratch.resize(static_cast<std::size_t>(to - scratch.data()));
  const auto says = [&](std::string_view words) { return scratch.find(words) != std::string::npos; };
  if (says("display:none") || says("visibility:hidden")) return true;
  if (block) return false;
  if (says("position:absolute") &&
      (says("clip:rect(0") || says("clip:rect(1px") || says("left:-999") || says("left:-1000")))
    return true;
  const std::size_t size = scratch.find("font-size:0");
  return size != std::string::npos && scratch.find_first_of(".123456789", size + 11) != size + 11;
}

// Of a style without spaces.
bool keeps_lines(std::string_view style) {
  return style.find("white-space:pre") != std::string_view::npos ||
         style.find("white-space:break-spaces") != std::string_view::npos;
}

}  // namespace

Marks marks_of(std::string_view source, const HtmlTree& tree, uint32_t element, NameTable& names) {
  const HtmlNode& node = tree.nodes[element];
  Marks marks;
  marks.role = role_of_tag(node.tag);
  marks.by_tag = marks.role != Role::none;
  marks.article = node.tag == Tag::article || node.tag == Tag::main;
  bool aria_hidden = false, dialog = false;
  const bool nameless = node.tag == Tag::blockquote || is_heading(node.tag);
  const auto take = [&](const NameReading& r) {
    marks.article_body = marks.article_body || r.article_body;
    marks.article = marks.article || r.article;
    marks.disclosure = marks.disclosure || r.disclosure;
    marks.notes = marks.notes || r.notes;
    marks.consents = marks.consents || (r.consents && !nameless);
    marks.reviews = marks.reviews || (r.reviews && !nameless);
    marks.ingredients = marks.ingredients || (r.ingredients && !nameless);
    marks.hides = marks.hides || r.hides;
    marks.tooltip = marks.tooltip || r.tooltip;
    marks.numbers_lines = marks.numbers_lines || r.numbers_lines;
    if (marks.by_tag || nameless || r.role == Role::none) return;
    if (marks.role == Role::none || (r.plain && !marks.plain_name)) {
      marks.role = r.role;
      marks.plain_name = r.plain;
    }
  };
  // The name of a custom element is one ("amp-ad").
  if (node.tag == Tag::unknown) {
    const std::string_view tag = source.substr(node.start + 1, std::min<uint32_t>(node.end - node.start - 1, 40));
    const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/>"));
    if (name.find('-') != std::string_view::npos) {
      NameReading r = names.read(name);
      r.hides = false;
      take(r);
    }
  }
  for (const HtmlAttribute& attribute : tree.attributes_of(element)) {
    const std::string_view value = attribute.value(source).substr(0, longest_names);
    switch (attribute.name) {
      case AttributeName::class_: {
        const NameReading& r = names.read(value);
        marks.names = r.number;
        marks.remark = r.remark;
        marks.lines = marks.lines || r.keeps_lines;
        take(r);
        marks.hides = marks.hides || (r.icon && !is_block(node.tag));
        break;
      }
      case AttributeName::id: {
        NameReading r = names.read(value);
        r.hides = false;  // an id is an address: it sets no style
        take(r);
        break;
      }
      case AttributeName::itemprop:
      case AttributeName::property:
        marks.article_body = marks.article_body || value.find("articleBody") != std::string_view::npos;
        marks.ingredients = marks.ingredients || value == "recipeIngredient" || value == "ingredients";
        if (value == "author" && marks.role == Role::none) marks.role = Role::author, marks.plain_name = true;
        break;
      case AttributeName::role:
        marks.article = marks.article || value == "main" || value == "article";
        marks.notes = marks.notes || value == "doc-endnotes" || value == "doc-footnote" || value == "doc-endnote";
        if (value == "navigation" || value == "banner" || value == "contentinfo" || value == "search")
          marks.role = Role::navigation, marks.plain_name = true;
        dialog = dialog || value == "dialog" || value == "alertdialog";
        marks.opened = value == "tabpanel";
        if (value == "complementary") marks.role = Role::related, marks.plain_name = true;
        marks.hides = marks.hides || value == "tooltip";
        break;
      case AttributeName::hidden:
        // What the search of the page finds is text.
        marks.hides = marks.hides || !equals_ignoring_case(value, "until-found");
        break;
      case AttributeName::popover: marks.hides = true; break;
      case AttributeName::epub_type:
        marks.notes = marks.notes || value == "footnote" || value == "endnote" || value == "rearnote";
        break;
      case AttributeName::style:
        marks.hides = hides(value, is_block(node.tag), names.scratch) || marks.hides;
        marks.block = names.scratch.find("display:block") != std::string::npos;
        marks.lines = marks.lines || keeps_lines(names.scratch);
        marks.numbers_lines = marks.numbers_lines || names.scratch.find("user-select:none") != std::string::npos;
        break;
      case AttributeName::aria_modal: dialog = dialog || value == "true"; break;
      case AttributeName::aria_hidden: aria_hidden = value == "true"; break;
      case AttributeName::aria_expanded:
      case AttributeName::aria_controls: marks.disclosure = marks.opens = true; break;
      case AttributeName::data_toggle:
      case AttributeName::data_bs_toggle: marks.opens = marks.opens || value == "collapse"; break;
      default: break;
    }
  }
  // An icon, or a second rendering of the words beside it; around blocks it is put by scripts that open a dialog.
  if (aria_hidden && !is_block(node.tag) && !marks.hides) marks.hides = marks.aria_hides = true;
  if (marks.ingredients && marks.role == Role::related) marks.role = Role::none;
  if (marks.hides) marks.role = Role::hidden;
  // What is laid over the page, whether it is open or not: settings, forms, offers.
  if (dialog && (is_block(node.tag) || node.tag == Tag::unknown)) {
    if (marks.role != Role::cookies) marks.role = Role::hidden;
    marks.by_tag = true;
  }
  marks.named = marks.role;
  return marks;
}

}  // namespace docmill::cleaner
