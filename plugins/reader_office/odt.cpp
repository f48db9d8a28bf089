// ODT (OpenDocument 1.3, text documents): text, and what it is; not how it looks.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "html_builder.hpp"
#include "office_document.hpp"

namespace docmill::office {
namespace {

bool is_any(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A number from 1 to `most`; 1 where there is none.
std::size_t number_of(std::string_view digits, std::size_t most) {
  std::size_t n = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9' || n > most) break;
    n = n * 10 + static_cast<std::size_t>(c - '0');
  }
  return std::clamp<std::size_t>(n, 1, most);
}

// What styles say that matters: by name.
class OdtStyles {
 public:
  void read(const xml::Node& parent) {
    for (const xml::Node& node : parent.children) {
      if (node.name == "style:style") add(node);
      else if (node.name == "text:list-style") add_list(node);
      else if (is_any(node.name, {"office:styles", "office:automatic-styles"})) read(node);
    }
  }
  struct Style {
    std::string parent;
    bool is_bold = false, is_italic = false, is_hidden = false;
  };
  const Style* find(std::string_view name) const {
    const auto found = styles_.find(name);
    return found == styles_.end() ? nullptr : &found->second;
  }
  // Is it the style `name`, or based on it?
  bool is_based_on(std::string_view style, std::string_view name) const {
    for (int n = 0; n < 20; ++n) {
      if (style == name) return true;
      const Style* found = find(style);
      if (found == nullptr) return false;
      style = found->parent;
    }
    return false;
  }
  bool is_ordered(std::string_view list, std::size_t depth) const {
    const auto found = lists_.find(list);
    if (found == lists_.end()) return false;
    const auto level = found->second.find(depth + 1);
    return level != found->second.end() && level->second;
  }

 private:
  void add(const xml::Node& node) {
    Style style;
    style.parent = node.attribute("style:parent-style-name");
    if (const xml::Node* text = node.child("style:text-properties")) {
      const std::string_view weight = text->attribute("fo:font-weight");
      style.is_bold = is_any(weight, {"bold", "600", "700", "800", "900"});
      style.is_italic = is_any(text->attribute("fo:font-style"), {"italic", "oblique"});
      style.is_hidden = text->attribute("text:display") == "none";
    }
    if (node.attribute("style:family") == "text" || !styles_.contains(node.attribute("style:name")))
      styles_.insert_or_assign(std::string(node.attribute("style:name")), std::move(style));
  }
  void add_list(const xml::Node& node) {
    auto& levels = lists_[std::string(node.attribute("style:name"))];
    for (const xml::Node& level : node.children)
      levels[number_of(level.attribute("text:level"), 100)] = level.name == "text:list-level-style-number";
  }

  std::map<std::string, Style, std::less<>> styles_;
  std::map<std::string, std::map<std::size_t, bool>, std::less<>> lists_;
};

class OdtConverter {
 public:
  OdtConverter(const OdtStyles& styles, Document& out) : styles_(styles), out_(out) {}

  std::string blocks_of(const xml::Node& parent) {
    Blocks blocks;
    add_blocks(parent, blocks);
    return blocks.take();
  }
  void write_notes() {
    for (std::size_t i = 0; i < waiting_.size(); ++i) out_.notes.push_back(blocks_of(*waiting_[i]));
  }

 private:
  struct Emphasis {
    bool is_bold = false, is_italic = false;
  };

  void add_blocks(const xml::Node& parent, Blocks& blocks) {
    for (const xml::Node& node : parent.children) {
      if (node.name == "text:p" || node.name == "text:h") add_paragraph(node, blocks);
      else if (node.name == "text:list") add_list(node, blocks, 0, node.attribute("text:style-name"));
      else if (node.name == "table:table") blocks.html(table_of(node));
      else if (is_any(node.name, {"text:section", "text:numbered-paragraph", "draw:frame", "draw:text-box", "draw:a"}))
        add_blocks(node, blocks);
      else if (is_any(node.name, {"draw:object", "draw:object-ole"})) out_.has_objects = true;
    }
  }

  void add_paragraph(const xml::Node& node, Blocks& blocks) {
    Inline line;
    const std::string boxes_before = std::exchange(boxes_, {});
    add_text(node, line, {});
    if (node.name == "text:h")
      blocks.heading(static_cast<int>(number_of(node.attribute("text:outline-level"), 6)), line);
    else if (styles_.is_based_on(node.attribute("text:style-name"), "Title")) blocks.heading(1, line);
    else blocks.paragraph(line);
    blocks.html(std::exchange(boxes_, boxes_before));
  }

  // `style`: of the outermost list, where the inner ones have none.
  void add_list(const xml::Node& list, Blocks& blocks, std::size_t depth, std::string_view style) {
    if (!list.attribute("text:style-name").empty()) style = list.attribute("text:style-name");
    for (const xml::Node& item : list.children) {
      if (!is_any(item.name, {"text:list-item", "text:list-header"})) continue;
      for (const xml::Node& node : item.children) {
        if (node.name == "text:list") add_list(node, blocks, depth + 1, style);
        else if (node.name == "text:h") add_paragraph(node, blocks);  // a numbered heading
        else if (node.name == "text:p") {
          Inline line;
          add_text(node, line, {});
          blocks.list_item(depth, styles_.is_ordered(style, depth), line);
        }
      }
    }
  }

  void add_text(const xml::Node& parent, Inline& line, Emphasis emphasis) {
    for (const xml::Node& node : parent.children) {
      line.emphasis(emphasis.is_bold, emphasis.is_italic);
      if (node.is_text()) line.text(node.text);
      else if (node.name == "text:s") line.text(std::string(number_of(node.attribute("text:c"), 1000), ' '));
      else if (node.name == "text:tab") line.text("\t");
      else if (node.name == "text:line-break") line.line_break();
      else if (node.name == "text:span") add_span(node, line, emphasis);
      else if (node.name == "text:a") add_link(node, line, emphasis);
      else if (node.name == "text:note") add_note(node, line);
      else if (node.name == "draw:frame" || node.name == "draw:text-box") boxes_ += blocks_of(node);
      else if (!is_any(node.name, {"office:annotation", "office:annotation-end", "text:tracked-changes",
                                   "text:ruby-text", "text:hidden-text"}))
        add_text(node, line, emphasis);
    }
  }

  void add_span(const xml::Node& span, Inline& line, Emphasis emphasis) {
    if (const OdtStyles::Style* style = styles_.find(span.attribute("text:style-name"))) {
      if (style->is_hidden) return;
      emphasis.is_bold = emphasis.is_bold || style->is_bold;
      emphasis.is_italic = emphasis.is_italic || style->is_italic;
    }
    add_text(span, line, emphasis);
  }

  void add_link(const xml::Node& link, Inline& line, Emphasis emphasis) {
    const std::string_view target = link.attribute("xlink:href");
    line.begin_link(target.starts_with('#') ? std::string_view() : target);
    add_text(link, line, emphasis);
    line.end_link();
  }

  void add_note(const xml::Node& note, Inline& line) {
    const xml::Node* body = note.child("text:note-body");
    if (body == nullptr) return;
    waiting_.push_back(body);
    line.note_mark(waiting_.size());
  }

  std::string table_of(const xml::Node& table) {
    Table out;
    add_rows(table, out);
    return out.take();
  }
  void add_rows(const xml::Node& parent, Table& out) {
    for (const xml::Node& node : parent.children) {
      if (node.name == "table:table-row") {
        out.begin_row();
        for (const xml::Node& cell : node.children)
          if (cell.name == "table:table-cell") out.cell(blocks_of(cell));
      } else if (is_any(node.name, {"table:table-header-rows", "table:table-rows", "table:table-row-group"})) {
        add_rows(node, out);
      }
    }
  }

  const OdtStyles& styles_;
  Document& out_;
  std::vector<const xml::Node*> waiting_;  // notes that the text has told of, in its order
  std::string boxes_;                      // text boxes of the paragraph
};

std::string text_below(const xml::Node& parent, std::string_view name) {
  const xml::Node* node = parent.child(name);
  return node == nullptr ? "" : node->all_text();
}

void read_meta(const Parts& parts, Properties& out) {
  const auto root = parts.xml_of("meta.xml");
  const xml::Node* meta = root ? root->child("office:meta") : nullptr;
  if (meta == nullptr) return;
  out.title = text_below(*meta, "dc:title");
  out.author = text_below(*meta, "meta:initial-creator");
  if (out.author.empty()) out.author = text_below(*meta, "dc:creator");
  out.created = text_below(*meta, "meta:creation-date");
  out.modified = text_below(*meta, "dc:date");
  out.language = text_below(*meta, "dc:language");
}

// "de-DE" of the style that paragraphs have where nothing else is said.
std::string language_of(const xml::Node& styles) {
  const xml::Node* all = styles.child("office:styles");
  if (all == nullptr) return "";
  for (const xml::Node& style : all->children) {
    if (style.name != "style:default-style" || style.attribute("style:family") != "paragraph") continue;
    const xml::Node* text = style.child("style:text-properties");
    if (text == nullptr || text->attribute("fo:language").empty() || text->attribute("fo:language") == "none") continue;
    const std::string_view country = text->attribute("fo:country");
    const std::string language(text->attribute("fo:language"));
    return country.empty() || country == "none" ? language : language + "-" + std::string(country);
  }
  return "";
}

bool is_encrypted(const Parts& parts) {
  const auto manifest = parts.xml_of("META-INF/manifest.xml");
  if (!manifest) return false;
  return std::any_of(manifest->children.begin(), manifest->children.end(), [](const xml::Node& file) {
    return file.attribute("manifest:full-path") == "content.xml" && file.child("manifest:encryption-data") != nullptr;
  });
}

}  // namespace

Document read_odt(const Parts& parts) {
  if (is_encrypted(parts)) throw Mistake{"encrypted", "the document is encrypted; save it without a password first"};
  const xml::Node root = *parts.xml_of("content.xml", true);
  const xml::Node* text = root.path({"office:body", "office:text"});
  if (text == nullptr) throw Mistake{"no-text", "it is no text document: spreadsheets and slides are not read"};
  Document out;
  read_meta(parts, out.properties);
  OdtStyles styles;
  if (const auto named = parts.xml_of("styles.xml")) {
    styles.read(*named);
    if (out.properties.language.empty()) out.properties.language = language_of(*named);
  }
  styles.read(root);
  OdtConverter converter(styles, out);
  out.body = converter.blocks_of(*text);
  converter.write_notes();
  out.has_macros = parts.has_below("Basic/");
  return out;
}

}  // namespace docmill::office
