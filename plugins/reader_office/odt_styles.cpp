#include "odt_styles.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace docmill::office {
namespace {

constexpr int longest_line_of_styles = 20;  // of styles that are based on others

bool is_among(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "super 58%", "sub 58%", "33% 58%", "-33% 58%", "0% 100%".
Height height_of_position(std::string_view position) {
  if (position.starts_with("sub") || position.starts_with('-')) return Height::lowered;
  return position.starts_with("super") || (!position.starts_with("0%") && !position.empty()) ? Height::raised
                                                                                             : Height::line;
}

// A list whose mark is a blank goes on with an item.
bool is_blank_mark(const xml::Node& level) {
  if (level.name == "text:list-level-style-bullet")
    return level.attribute("text:bullet-char").find_first_not_of(' ') == std::string_view::npos &&
           !level.attribute("text:bullet-char").empty();
  return false;
}

}  // namespace

std::size_t number_of(std::string_view digits, std::size_t most) {
  std::size_t n = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9' || n > most) break;
    n = n * 10 + static_cast<std::size_t>(c - '0');
  }
  return std::clamp<std::size_t>(n, 1, most);
}

void OdtStyles::read(const xml::Node& parent) {
  for (const xml::Node& node : parent.children) {
    if (node.name == "style:style") add(node);
    else if (node.name == "text:list-style") add_list(node);
    else if (is_among(node.name, {"office:styles", "office:automatic-styles"})) read(node);
  }
}

void OdtStyles::add(const xml::Node& node) {
  const std::string_view family = node.attribute("style:family");
  if (family != "paragraph" && family != "text") return;
  Style style;
  style.parent = node.attribute("style:parent-style-name");
  if (const xml::Node* text = node.child("style:text-properties")) {
    if (const std::string_view weight = text->attribute("fo:font-weight"); !weight.empty())
      style.is_bold = is_among(weight, {"bold", "600", "700", "800", "900"});
    if (const std::string_view slope = text->attribute("fo:font-style"); !slope.empty())
      style.is_italic = is_among(slope, {"italic", "oblique"});
    if (const std::string_view display = text->attribute("text:display"); !display.empty())
      style.is_hidden = display == "none";
    if (const std::string_view position = text->attribute("style:text-position"); !position.empty())
      style.height = height_of_position(position);
  }
  (family == "text" ? texts_ : paragraphs_)
      .insert_or_assign(std::string(node.attribute("style:name")), std::move(style));
}

void OdtStyles::add_list(const xml::Node& node) {
  auto& levels = lists_[std::string(node.attribute("style:name"))];
  for (const xml::Node& level : node.children) {
    if (level.is_text()) continue;  // white space between
    levels[number_of(level.attribute("text:level"), 100)] = level.name == "text:list-level-style-number" ? Mark::number
                                                            : is_blank_mark(level)                       ? Mark::none
                                                                                                         : Mark::bullet;
  }
}

template <class Use>
bool OdtStyles::any_of_chain(const Named& styles, std::string_view name, Use use) {
  for (int n = 0; n < longest_line_of_styles; ++n) {
    const auto found = styles.find(name);
    const Style* style = found == styles.end() ? nullptr : &found->second;
    if (use(name, style)) return true;
    if (style == nullptr) return false;
    name = style->parent;
  }
  return false;
}

bool OdtStyles::is_based_on(std::string_view style, std::string_view name) const {
  return any_of_chain(paragraphs_, style, [&](std::string_view one, const Style*) { return one == name; });
}

bool OdtStyles::is_code(std::string_view paragraph_style) const {
  return any_of_chain(paragraphs_, paragraph_style,
                      [](std::string_view one, const Style*) { return is_code_style(one); });
}

bool OdtStyles::is_hidden(std::string_view paragraph_style) const {
  bool is_hidden = false;
  any_of_chain(paragraphs_, paragraph_style, [&](std::string_view, const Style* style) {
    if (style == nullptr || !style->is_hidden) return false;
    is_hidden = *style->is_hidden;
    return true;
  });
  return is_hidden;
}

std::optional<Emphasis> OdtStyles::within(const Emphasis& outer, std::string_view text_style) const {
  Style all;
  any_of_chain(texts_, text_style, [&](std::string_view, const Style* style) {
    if (style == nullptr) return false;
    if (!all.is_bold) all.is_bold = style->is_bold;
    if (!all.is_italic) all.is_italic = style->is_italic;
    if (!all.is_hidden) all.is_hidden = style->is_hidden;
    if (!all.height) all.height = style->height;
    return false;
  });
  if (all.is_hidden.value_or(false)) return std::nullopt;
  return Emphasis{all.is_bold.value_or(outer.is_bold), all.is_italic.value_or(outer.is_italic),
                  all.height.value_or(outer.height)};
}

OdtStyles::Mark OdtStyles::mark_of(std::string_view list_style, std::size_t depth) const {
  const auto found = lists_.find(list_style);
  if (found == lists_.end()) return Mark::bullet;
  const auto level = found->second.find(depth + 1);
  return level == found->second.end() ? Mark::bullet : level->second;
}

}  // namespace docmill::office
