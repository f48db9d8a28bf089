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

// "<w:b/>" and "<w:b w:val="true"/>" are on, "<w:b w:val="0"/>" is off; nothing where it is not said.
std::optional<bool> switch_of(const xml::Node* properties, std::string_view name) {
  const xml::Node* node = properties == nullptr ? nullptr : properties->child(name);
  if (node == nullptr) return std::nullopt;
  const std::string_view value = node->attribute("w:val");
  return value != "0" && value != "false" && value != "off" && value != "none";
}

std::optional<Height> height_of(const xml::Node* properties) {
  const xml::Node* node = properties == nullptr ? nullptr : properties->child("w:vertAlign");
  if (node == nullptr) return std::nullopt;
  const std::string_view value = node->attribute("w:val");
  return value == "superscript" ? Height::raised : value == "subscript" ? Height::lowered : Height::line;
}

// Those that Word and LibreOffice make, by the beginning of their names.
bool is_name_of_contents(std::string_view name) {
  const auto is_numbered = [&](std::string_view begin) {
    return name.size() == begin.size() + 1 && name.starts_with(begin) && name.back() >= '1' && name.back() <= '9';
  };
  return is_numbered("toc ") || is_numbered("index ") || is_numbered("contents ") || name == "toc heading" ||
         name == "contents heading" || name == "index heading" || name == "table of figures";
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
    const xml::Node* letters = node.child("w:rPr");
    style.is_bold = switch_of(letters, "w:b");
    style.is_italic = switch_of(letters, "w:i");
    style.is_hidden = switch_of(letters, "w:vanish");
    style.height = height_of(letters);
    styles_.emplace(node.attribute("w:styleId"), std::move(style));
  }
}

void DocxStyles::read_lists(const xml::Node& numbering) {
  const auto mark_of = [](const xml::Node& level) {
    const std::string format = value_of(level.child("w:numFmt"));
    const xml::Node* written = level.child("w:lvlText");
    const bool is_blank = written != nullptr && value_of(written).find_first_not_of(' ') == std::string::npos;
    if (is_blank && (format == "bullet" || format == "none")) return Mark::none;
    return format == "bullet" || format == "none" ? Mark::bullet : Mark::number;
  };
  std::map<std::string, std::map<std::string, Mark>> kinds;
  for (const xml::Node& node : numbering.children) {
    if (node.name == "w:abstractNum")
      for (const xml::Node& level : node.children)
        if (level.name == "w:lvl")
          kinds[std::string(node.attribute("w:abstractNumId"))][std::string(level.attribute("w:ilvl"))] =
              mark_of(level);
    if (node.name == "w:num")
      lists_[std::string(node.attribute("w:numId"))] = kinds[value_of(node.child("w:abstractNumId"))];
  }
}

const DocxStyles::Style* DocxStyles::find(const std::string& id) const {
  const auto found = styles_.find(id);
  return found == styles_.end() ? nullptr : &found->second;
}

const DocxStyles::Style* DocxStyles::style_of(const xml::Node& paragraph) const {
  return find(value_of(paragraph.path({"w:pPr", "w:pStyle"})));
}

template <class Has>
const DocxStyles::Style* DocxStyles::first_with(const Style* style, Has has) const {
  for (int n = 0; style != nullptr && n < longest_chain; ++n) {
    if (has(*style)) return style;
    style = find(style->based_on);
  }
  return nullptr;
}

int DocxStyles::heading_level(const xml::Node& paragraph) const {
  if (const int own = level_of(paragraph.path({"w:pPr", "w:outlineLvl"})); own != 0) return own;
  const Style* style = first_with(style_of(paragraph), [](const Style& s) { return s.level != 0; });
  return style == nullptr ? 0 : style->level;
}

std::optional<DocxStyles::ListParagraph> DocxStyles::list_paragraph(const xml::Node& paragraph) const {
  const xml::Node* own = paragraph.path({"w:pPr", "w:numPr"});
  const Style* style = first_with(style_of(paragraph), [](const Style& s) { return !s.list.empty(); });
  const std::string number = own != nullptr && own->child("w:numId") != nullptr ? value_of(own->child("w:numId"))
                             : style != nullptr                                 ? style->list
                                                                                : "";
  if (number.empty() || number == "0") return std::nullopt;  // 0 takes it out of its list
  const std::string level = own == nullptr ? "" : value_of(own->child("w:ilvl"));
  ListParagraph out;
  if (level.size() == 1 && level[0] >= '0' && level[0] <= '8')
    out.place.depth = static_cast<std::size_t>(level[0] - '0');
  if (const auto list = lists_.find(number); list != lists_.end())
    if (const auto mark = list->second.find(std::to_string(out.place.depth)); mark != list->second.end()) {
      out.place.is_ordered = mark->second == Mark::number;
      out.goes_on = mark->second == Mark::none;
    }
  return out;
}

bool DocxStyles::is_contents(const xml::Node& paragraph) const {
  const Style* style = style_of(paragraph);
  return style != nullptr && is_name_of_contents(style->name);
}

bool DocxStyles::is_code(const xml::Node& paragraph) const {
  return first_with(style_of(paragraph), [](const Style& s) { return is_code_style(s.name); }) != nullptr;
}

bool DocxStyles::is_hidden(const xml::Node& paragraph) const {
  const Style* style = first_with(style_of(paragraph), [](const Style& s) { return s.is_hidden.has_value(); });
  return style != nullptr && *style->is_hidden;
}

DocxStyles::RunForm DocxStyles::form_of(const xml::Node* properties) const {
  const Style* const style = properties == nullptr ? nullptr : find(value_of(properties->child("w:rStyle")));
  static const Style silent;
  const auto by_style = [&](auto member) {
    const Style* said = first_with(style, [&](const Style& s) { return (s.*member).has_value(); });
    return (said == nullptr ? silent : *said).*member;
  };
  const auto said = [](auto own, auto inherited) { return own.has_value() ? own : inherited; };
  RunForm out;
  out.emphasis.is_bold = said(switch_of(properties, "w:b"), by_style(&Style::is_bold)).value_or(false);
  out.emphasis.is_italic = said(switch_of(properties, "w:i"), by_style(&Style::is_italic)).value_or(false);
  out.emphasis.height = said(height_of(properties), by_style(&Style::height)).value_or(Height::line);
  out.is_hidden = said(switch_of(properties, "w:vanish"), by_style(&Style::is_hidden));
  return out;
}

std::string_view DocxStyles::target(std::string_view id) const {
  const auto found = targets_.find(id);
  return found == targets_.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace docmill::office
