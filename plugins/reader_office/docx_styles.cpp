#include "docx_styles.hpp"

#include <algorithm>

namespace docmill::office {
namespace {

constexpr int longest_chain = 20;  // of styles that are based on others

std::string value_of(const xml::Node* node) { return node == nullptr ? "" : std::string(node->attribute("w:val")); }

std::string small(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// "0" to "8" as 1 to 9; 0: no level.
int level_of(const xml::Node* node) {
  const std::string value = value_of(node);
  return value.size() == 1 && value[0] >= '0' && value[0] <= '8' ? value[0] - '0' + 1 : 0;
}

// The names of Word's own styles are the same in all languages.
int level_of_name(const std::string& name) {
  if (name == "title") return 1;
  if (name.size() == 9 && name.starts_with("heading ") && name[8] >= '1' && name[8] <= '9') return name[8] - '0';
  return 0;
}

}  // namespace

DocxStyles::DocxStyles(const Parts& parts, const std::string& folder, const std::string& name) {
  if (const auto styles = parts.xml_of(folder + "styles.xml")) read_styles(*styles);
  if (const auto numbering = parts.xml_of(folder + "numbering.xml")) read_lists(*numbering);
  if (const auto links = parts.xml_of(folder + "_rels/" + name + ".rels"))
    for (const xml::Node& link : links->children)
      if (link.attribute("TargetMode") == "External") targets_.emplace(link.attribute("Id"), link.attribute("Target"));
}

void DocxStyles::read_styles(const xml::Node& styles) {
  if (const auto* said = styles.path({"w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang"}))
    language_ = said->attribute("w:val");
  for (const xml::Node& node : styles.children) {
    if (node.name != "w:style") continue;
    Style style;
    style.name = small(value_of(node.child("w:name")));
    style.based_on = value_of(node.child("w:basedOn"));
    style.level = level_of_name(style.name);
    if (style.level == 0) style.level = level_of(node.path({"w:pPr", "w:outlineLvl"}));
    style.list = value_of(node.path({"w:pPr", "w:numPr", "w:numId"}));
    styles_.emplace(node.attribute("w:styleId"), std::move(style));
  }
}

void DocxStyles::read_lists(const xml::Node& numbering) {
  std::map<std::string, std::map<std::string, bool>> kinds;
  for (const xml::Node& node : numbering.children) {
    if (node.name == "w:abstractNum")
      for (const xml::Node& level : node.children)
        if (level.name == "w:lvl")
          kinds[std::string(node.attribute("w:abstractNumId"))][std::string(level.attribute("w:ilvl"))] =
              value_of(level.child("w:numFmt")) != "bullet" && value_of(level.child("w:numFmt")) != "none";
    if (node.name == "w:num")
      lists_[std::string(node.attribute("w:numId"))] = kinds[value_of(node.child("w:abstractNumId"))];
  }
}

const DocxStyles::Style* DocxStyles::style_of(const xml::Node& paragraph) const {
  const auto found = styles_.find(value_of(paragraph.path({"w:pPr", "w:pStyle"})));
  return found == styles_.end() ? nullptr : &found->second;
}

int DocxStyles::heading_level(const xml::Node& paragraph) const {
  if (const int own = level_of(paragraph.path({"w:pPr", "w:outlineLvl"})); own != 0) return own;
  const Style* style = style_of(paragraph);
  for (int n = 0; style != nullptr && n < longest_chain; ++n) {
    if (style->level != 0) return style->level;
    const auto next = styles_.find(style->based_on);
    style = next == styles_.end() ? nullptr : &next->second;
  }
  return 0;
}

std::optional<DocxStyles::ListPlace> DocxStyles::list_place(const xml::Node& paragraph) const {
  const xml::Node* own = paragraph.path({"w:pPr", "w:numPr"});
  const Style* style = style_of(paragraph);
  const std::string number = own != nullptr && own->child("w:numId") != nullptr ? value_of(own->child("w:numId"))
                             : style != nullptr                                 ? style->list
                                                                                : "";
  if (number.empty() || number == "0") return std::nullopt;  // 0 takes it out of its list
  const std::string level = own == nullptr ? "" : value_of(own->child("w:ilvl"));
  ListPlace place;
  if (level.size() == 1 && level[0] >= '0' && level[0] <= '8') place.depth = static_cast<std::size_t>(level[0] - '0');
  if (const auto list = lists_.find(number); list != lists_.end())
    if (const auto kind = list->second.find(std::to_string(place.depth)); kind != list->second.end())
      place.is_ordered = kind->second;
  return place;
}

bool DocxStyles::is_contents(const xml::Node& paragraph) const {
  const Style* style = style_of(paragraph);
  return style != nullptr && style->name.size() == 5 && style->name.starts_with("toc ");
}

std::string_view DocxStyles::target(std::string_view id) const {
  const auto found = targets_.find(id);
  return found == targets_.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace docmill::office
