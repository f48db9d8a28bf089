// ODT (OpenDocument 1.3, text documents): text, and what it is; not how it looks.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "equation.hpp"
#include "html_builder.hpp"
#include "odt_styles.hpp"
#include "office_document.hpp"

namespace docmill::office {
namespace {

bool is_any(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class OdtConverter {
 public:
  OdtConverter(const Parts& parts, const OdtStyles& styles, Room& room, Document& out)
      : parts_(parts), styles_(styles), room_(room), out_(out) {}

  std::string blocks_of(const xml::Node& parent) {
    Blocks blocks;
    add_blocks(parent, blocks);
    return blocks.take();
  }
  void write_notes() {
    for (std::size_t i = 0; i < waiting_.size(); ++i) out_.notes.push_back(blocks_of(*waiting_[i]));
  }

 private:
  void add_blocks(const xml::Node& parent, Blocks& blocks) {
    for (const xml::Node& node : parent.children) {
      if (node.name == "text:p" || node.name == "text:h") add_paragraph(node, blocks);
      else if (node.name == "text:list") add_list(node, blocks, 0, node.attribute("text:style-name"));
      else if (node.name == "table:table") blocks.html(table_of(node));
      else if (is_hidden_section(node)) continue;
      else if (is_any(node.name, {"draw:object", "draw:object-ole"})) add_object(node, blocks);
      else if (is_any(node.name, {"text:section", "text:numbered-paragraph"}) || is_drawing(node))
        add_blocks(node, blocks);
    }
  }

  // Frames, text boxes, groups and shapes: what is written in them is paragraphs.
  static bool is_drawing(const xml::Node& node) { return node.name.starts_with("draw:"); }

  static bool is_hidden_section(const xml::Node& node) {
    if (node.name != "text:section") return false;
    const std::string_view display = node.attribute("text:display");
    return display == "none" || (display == "condition" && node.attribute("text:is-hidden") == "true");
  }

  // `item_depth`: of a paragraph that goes on with an item of a list.
  void add_paragraph(const xml::Node& node, Blocks& blocks, std::size_t item_depth = 0) {
    Inline line;
    const std::string boxes_before = std::exchange(boxes_, {});
    const std::string_view style = node.attribute("text:style-name");
    if (!is_hidden(node)) add_text(node, line, {});
    if (node.name == "text:h")
      blocks.heading(static_cast<int>(number_of(node.attribute("text:outline-level"), 6)), line);
    else if (styles_.is_based_on(style, "Title")) blocks.heading(1, line);
    else if (styles_.is_code(style)) blocks.code(line, item_depth);
    else blocks.paragraph(line, item_depth);
    blocks.html(std::exchange(boxes_, boxes_before));
  }

  // By its style, or by a field in it that says so.
  bool is_hidden(const xml::Node& paragraph) const {
    const xml::Node* field = paragraph.child("text:hidden-paragraph");
    return styles_.is_hidden(paragraph.attribute("text:style-name")) ||
           (field != nullptr && field->attribute("text:is-hidden") == "true");
  }

  // `style`: of the outermost list, where the inner ones have none.
  void add_list(const xml::Node& list, Blocks& blocks, std::size_t depth, std::string_view style) {
    if (!list.attribute("text:style-name").empty()) style = list.attribute("text:style-name");
    const OdtStyles::Mark mark = styles_.mark_of(style, depth);
    const bool continues =
        !list.attribute("text:continue-list").empty() || list.attribute("text:continue-numbering") == "true";
    const ListPlace place{depth, mark == OdtStyles::Mark::number, continues ? "" : std::to_string(++n_lists_)};
    for (const xml::Node& item : list.children) {
      if (!is_any(item.name, {"text:list-item", "text:list-header"})) continue;
      bool goes_on = mark == OdtStyles::Mark::none;
      for (const xml::Node& node : item.children) {
        if (node.name == "text:list") add_list(node, blocks, depth + 1, style);
        else if (node.name == "text:h") add_paragraph(node, blocks);  // a numbered heading
        else if (node.name == "text:p") add_item_paragraph(node, blocks, place, std::exchange(goes_on, true));
      }
    }
  }

  void add_item_paragraph(const xml::Node& node, Blocks& blocks, const ListPlace& place, bool goes_on) {
    if (goes_on) return add_paragraph(node, blocks, place.depth + 1);
    Inline line;
    const std::string boxes_before = std::exchange(boxes_, {});
    if (!is_hidden(node)) add_text(node, line, {});
    blocks.list_item(place, line);
    blocks.html(std::exchange(boxes_, boxes_before));
  }

  void add_text(const xml::Node& parent, Inline& line, const Emphasis& emphasis) {
    for (const xml::Node& node : parent.children) {
      line.emphasis(emphasis);
      if (node.is_text()) line.text(node.text);
      else if (node.name == "text:s") add_blanks(number_of(node.attribute("text:c"), 1000), line);
      else if (node.name == "text:tab") line.text("\t");
      else if (node.name == "text:line-break") line.line_break();
      else if (node.name == "text:span") add_span(node, line, emphasis);
      else if (node.name == "text:a") add_link(node, line, emphasis);
      else if (node.name == "text:note") add_note(node, line);
      else if (is_drawing(node)) add_drawing(node, line);
      else if (!is_any(node.name, {"office:annotation", "office:annotation-end", "text:tracked-changes",
                                   "text:ruby-text", "text:hidden-text", "text:script"}))
        add_text(node, line, emphasis);
    }
  }

  void add_blanks(std::size_t n, Inline& line) {
    room_.take(n);
    line.text(std::string(n, ' '));
  }

  void add_span(const xml::Node& span, Inline& line, const Emphasis& emphasis) {
    if (const auto own = styles_.within(emphasis, span.attribute("text:style-name"))) add_text(span, line, *own);
  }

  void add_link(const xml::Node& link, Inline& line, const Emphasis& emphasis) {
    const std::string_view target = link.attribute("xlink:href");
    line.begin_link(target.starts_with('#') ? std::string_view() : target);
    add_text(link, line, emphasis);
    line.end_link();
  }

  // An equation stands in the line; else there are text boxes, or pictures, which say nothing.
  void add_drawing(const xml::Node& drawing, Inline& line) {
    const xml::Node* object = drawing.name == "draw:frame" ? drawing.child("draw:object") : nullptr;
    const std::string equation = object == nullptr ? std::string() : equation_of(*object);
    if (equation.empty()) {
      boxes_ += blocks_of(drawing);
      return;
    }
    line.emphasis({});
    line.text(equation);
  }

  void add_object(const xml::Node& object, Blocks& blocks) {
    Inline line;
    line.text(equation_of(object));
    if (line.is_blank()) out_.has_objects = true;
    blocks.paragraph(line);
  }

  // Written in the object itself, or in a part of its own ("./Object 1", "Formula-0/"); empty: it is none.
  std::string equation_of(const xml::Node& object) {
    if (const xml::Node* own = object.child("math:math")) return mathml_text(*own);
    std::string_view folder = object.attribute("xlink:href");
    if (folder.starts_with("./")) folder.remove_prefix(2);
    if (folder.ends_with('/')) folder.remove_suffix(1);
    if (folder.empty()) return {};
    const std::string& text = equation_in(folder);
    room_.take(text.size());
    return text;
  }

  // Many objects may name one part: it is read once.
  const std::string& equation_in(std::string_view folder) {
    if (const auto known = equations_.find(folder); known != equations_.end()) return known->second;
    const auto root = parts_.xml_of(std::string(folder) + "/content.xml");
    const bool is_equation = root && root->name == "math:math";
    return equations_.emplace(folder, is_equation ? mathml_text(*root) : std::string()).first->second;
  }

  void add_note(const xml::Node& note, Inline& line) {
    const xml::Node* body = note.child("text:note-body");
    if (body == nullptr) return;
    waiting_.push_back(body);
    line.note_mark(waiting_.size());
  }

  std::string table_of(const xml::Node& table) {
    Table out;
    add_rows(table, out, false);
    return out.take();
  }
  void add_rows(const xml::Node& parent, Table& out, bool is_head) {
    for (const xml::Node& node : parent.children) {
      if (node.name == "table:table-row") {
        out.begin_row(is_head);
        for (const xml::Node& cell : node.children) {
          if (cell.name == "table:table-cell") out.cell(blocks_of(cell));
          else if (cell.name == "table:covered-table-cell") out.cell("");
        }
      } else if (is_any(node.name, {"table:table-header-rows", "table:table-rows", "table:table-row-group"})) {
        add_rows(node, out, is_head || node.name == "table:table-header-rows");
      }
    }
  }

  const Parts& parts_;
  const OdtStyles& styles_;
  Room& room_;
  Document& out_;
  std::vector<const xml::Node*> waiting_;                      // notes that the text has told of, in its order
  std::string boxes_;                                          // text boxes of the paragraph
  std::map<std::string, std::string, std::less<>> equations_;  // by the folder of the part; empty: it is none
  std::size_t n_lists_ = 0;
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

Document read_odt(const Parts& parts, Room& room) {
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
  OdtConverter converter(parts, styles, room, out);
  out.body = converter.blocks_of(*text);
  converter.write_notes();
  out.has_macros = parts.has_below("Basic/");
  return out;
}

}  // namespace docmill::office
