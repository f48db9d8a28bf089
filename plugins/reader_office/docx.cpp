// DOCX (ECMA-376, WordprocessingML): text, and what it is; not how it looks.
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "docx_fields.hpp"
#include "docx_styles.hpp"
#include "equation.hpp"
#include "html_builder.hpp"
#include "office_document.hpp"
#include "symbol_font.hpp"

namespace docmill::office {
namespace {

using Notes = std::map<std::string, const xml::Node*, std::less<>>;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Notes notes_by_id(const xml::Node* root) {
  Notes notes;
  if (root != nullptr)
    for (const xml::Node& note : root->children)
      if (note.attribute("w:type").empty() || note.attribute("w:type") == "normal")
        notes.emplace(note.attribute("w:id"), &note);
  return notes;
}

class Converter {
 public:
  Converter(const DocxStyles& styles, Notes footnotes, Notes endnotes, Room& room, Document& out)
      : styles_(styles), footnotes_(std::move(footnotes)), endnotes_(std::move(endnotes)), room_(room), out_(out) {}

  // Before any blocks of it: the body, and all notes.
  void read_fields(const xml::Node& body) {
    codes_.read(body);
    for (const Notes* notes : {&footnotes_, &endnotes_})
      for (const auto& note : *notes) codes_.read(*note.second);
  }
  std::string blocks_of(const xml::Node& parent) {
    Blocks blocks;
    add_blocks(parent, blocks);
    return blocks.take();
  }
  // Notes may tell of notes.
  void write_notes() {
    for (std::size_t i = 0; i < waiting_.size(); ++i) out_.notes.push_back(blocks_of(*waiting_[i]));
  }

 private:
  void add_blocks(const xml::Node& parent, Blocks& blocks);
  void add_paragraph(const xml::Node& paragraph, Blocks& blocks);
  void end_joined(Blocks& blocks);
  void add_runs(const xml::Node& parent, Inline& line);
  void add_run(const xml::Node& run, Inline& line);
  void add_run_content(const xml::Node& parent, Inline& line);
  void add_equation(const xml::Node& equation, Inline& line);
  void add_ruby(const xml::Node& ruby, Inline& line);
  void add_link(const xml::Node& link, Inline& line);
  void add_note(const Notes& notes, const xml::Node& reference, Inline& line);
  void add_drawing(const xml::Node& drawing);
  std::string table_of(const xml::Node& table);
  void add_rows(const xml::Node& parent, Table& out);
  void add_cells(const xml::Node& parent, Table& out);
  void add_cell(std::string_view html, std::size_t width, Table& out);

  const DocxStyles& styles_;
  const Notes footnotes_, endnotes_;
  FieldCodes codes_;
  Room& room_;
  Document& out_;
  std::vector<const xml::Node*> waiting_;      // notes that the text has told of, in its order
  std::unordered_set<const xml::Node*> told_;  // the same
  std::string boxes_;                          // text boxes of the paragraph
  bool is_hidden_ = false;                     // the paragraph, by its style
  std::optional<Inline> joined_;               // of a paragraph whose end was deleted: the next goes on with it
};

// Wrappers that hold what they wrap; what was deleted or moved away is none of them.
bool is_wrapper(std::string_view name) {
  return is_one_of(name, {"w:ins", "w:moveTo", "w:sdt", "w:sdtContent", "w:smartTag", "w:customXml", "w:fldSimple",
                          "w:bdo", "w:dir", "mc:AlternateContent", "mc:Choice"});
}

// A table of contents; words that ask for words ("Click here to enter text").
bool is_passed_over(const xml::Node& node) {
  if (node.name != "w:sdt") return false;
  const xml::Node* gallery = node.path({"w:sdtPr", "w:docPartObj", "w:docPartGallery"});
  return (gallery != nullptr && gallery->attribute("w:val") == "Table of Contents") ||
         node.path({"w:sdtPr", "w:showingPlcHdr"}) != nullptr;
}

bool holds_what_it_wraps(const xml::Node& node) { return is_wrapper(node.name) && !is_passed_over(node); }

void Converter::add_blocks(const xml::Node& parent, Blocks& blocks) {
  for (const xml::Node& node : parent.children) {
    const bool is_block = node.name == "w:tbl" || node.name == "w:altChunk" || holds_what_it_wraps(node);
    if (is_block) end_joined(blocks);  // not marks of ranges, which stand between paragraphs, too
    if (node.name == "w:p") add_paragraph(node, blocks);
    else if (node.name == "w:tbl") blocks.html(table_of(node));
    else if (node.name == "w:altChunk") out_.has_objects = true;
    else if (holds_what_it_wraps(node)) add_blocks(node, blocks);
  }
  end_joined(blocks);
}

// No paragraph follows.
void Converter::end_joined(Blocks& blocks) {
  if (std::optional<Inline> line = std::exchange(joined_, std::nullopt)) blocks.paragraph(*line);
}

// Was the end of the paragraph deleted, or moved away, under "track changes"? Then it goes on in the next one.
bool has_lost_its_end(const xml::Node& paragraph) {
  return paragraph.path({"w:pPr", "w:rPr", "w:del"}) != nullptr ||
         paragraph.path({"w:pPr", "w:rPr", "w:moveFrom"}) != nullptr;
}

void Converter::add_paragraph(const xml::Node& paragraph, Blocks& blocks) {
  if (styles_.is_contents(paragraph)) return;
  Inline line = std::exchange(joined_, std::nullopt).value_or(Inline());
  const std::string boxes_before = std::exchange(boxes_, {});
  const bool was_hidden = std::exchange(is_hidden_, styles_.is_hidden(paragraph));
  add_runs(paragraph, line);
  is_hidden_ = was_hidden;
  if (has_lost_its_end(paragraph)) {
    joined_ = std::move(line);
    return blocks.html(std::exchange(boxes_, boxes_before));
  }
  const auto list = styles_.list_paragraph(paragraph);
  const std::size_t item_depth = list && list->goes_on ? list->place.depth + 1 : 0;
  if (const int level = styles_.heading_level(paragraph); level != 0) blocks.heading(level, line);
  else if (list && !list->goes_on) blocks.list_item(list->place, line);
  else if (styles_.is_code(paragraph)) blocks.code(line, item_depth);
  else blocks.paragraph(line, item_depth);
  blocks.html(std::exchange(boxes_, boxes_before));
}

void Converter::add_runs(const xml::Node& parent, Inline& line) {
  for (const xml::Node& node : parent.children) {
    if (node.name == "w:r") add_run(node, line);
    else if (node.name == "w:hyperlink") add_link(node, line);
    else if (node.name == "m:oMath") add_equation(node, line);
    else if (node.name == "m:oMathPara") add_runs(node, line);
    else if (holds_what_it_wraps(node)) add_runs(node, line);
  }
}

void Converter::add_equation(const xml::Node& equation, Inline& line) {
  if (codes_.hold(equation)) return;
  line.emphasis({});
  line.text(equation_text(equation));
}

void Converter::add_run(const xml::Node& run, Inline& line) {
  const DocxStyles::RunForm form = styles_.form_of(run.child("w:rPr"));
  if (form.is_hidden.value_or(is_hidden_)) return;
  line.emphasis(form.emphasis);
  add_run_content(run, line);
}

void Converter::add_run_content(const xml::Node& parent, Inline& line) {
  for (const xml::Node& node : parent.children) {
    if (codes_.hold(node)) continue;
    if (node.name == "w:t") line.text(node.all_text());
    else if (node.name == "w:tab" || node.name == "w:ptab") line.text("\t");
    else if (node.name == "w:br" || node.name == "w:cr") line.line_break();
    else if (node.name == "w:noBreakHyphen") line.text("\xE2\x80\x91");
    else if (node.name == "w:footnoteReference") add_note(footnotes_, node, line);
    else if (node.name == "w:endnoteReference") add_note(endnotes_, node, line);
    else if (node.name == "w:sym") line.text(symbol_text(node.attribute("w:font"), node.attribute("w:char")));
    else if (node.name == "w:ruby") add_ruby(node, line);
    else if (holds_what_it_wraps(node)) add_run_content(node, line);
    else if (is_one_of(node.name, {"w:drawing", "w:pict", "w:object"})) add_drawing(node);
  }
}

// Of letters with their reading above them, the letters.
void Converter::add_ruby(const xml::Node& ruby, Inline& line) {
  if (const xml::Node* base = ruby.child("w:rubyBase")) add_runs(*base, line);
}

void Converter::add_link(const xml::Node& link, Inline& line) {
  line.begin_link(styles_.target(link.attribute("r:id")));
  add_runs(link, line);
  line.end_link();
}

void Converter::add_note(const Notes& notes, const xml::Node& reference, Inline& line) {
  const auto found = notes.find(reference.attribute("w:id"));
  if (found == notes.end() || !told_.insert(found->second).second) return;
  waiting_.push_back(found->second);
  line.note_mark(waiting_.size());
}

// The text boxes in a drawing; pictures say nothing.
void Converter::add_drawing(const xml::Node& drawing) {
  if (drawing.name == "w:object") out_.has_objects = true;
  for (const xml::Node& node : drawing.children) {
    if (node.name == "w:txbxContent") boxes_ += blocks_of(node);
    else if (node.name != "mc:Fallback") add_drawing(node);
  }
}

std::string Converter::table_of(const xml::Node& table) {
  Table out;
  add_rows(table, out);
  return out.take();
}

// "<w:tblHeader/>", not "<w:tblHeader w:val="0"/>".
bool is_on(const xml::Node* node) {
  return node != nullptr && !is_one_of(node->attribute("w:val"), {"0", "false", "off"});
}

// How many a cell goes over: Word has at most 63.
std::size_t columns(const xml::Node* said, std::size_t usual) {
  std::size_t n = usual;
  if (said == nullptr) return n;
  const std::string_view digits = said->attribute("w:val");
  (void)std::from_chars(digits.data(), digits.data() + digits.size(), n);
  return std::clamp<std::size_t>(n, usual, 63);
}

void Converter::add_rows(const xml::Node& parent, Table& out) {
  for (const xml::Node& node : parent.children) {
    if (node.name == "w:tr" && node.path({"w:trPr", "w:del"}) == nullptr) {
      out.begin_row(is_on(node.path({"w:trPr", "w:tblHeader"})));
      if (const std::size_t n = columns(node.path({"w:trPr", "w:gridBefore"}), 0); n != 0) add_cell("", n, out);
      add_cells(node, out);
    } else if (holds_what_it_wraps(node)) {
      add_rows(node, out);
    }
  }
}

void Converter::add_cells(const xml::Node& parent, Table& out) {
  for (const xml::Node& node : parent.children) {
    if (node.name == "w:tc") add_cell(blocks_of(node), columns(node.path({"w:tcPr", "w:gridSpan"}), 1), out);
    else if (holds_what_it_wraps(node)) add_cells(node, out);
  }
}

void Converter::add_cell(std::string_view html, std::size_t width, Table& out) {
  constexpr std::string_view blank_cell = "<td></td>";
  room_.take(width * blank_cell.size());
  out.cell(html, width);
}

std::string text_of(const xml::Node& root, std::string_view name) {
  const xml::Node* node = root.child(name);
  return node == nullptr ? "" : node->all_text();
}

void read_properties(const Parts& parts, Properties& out) {
  const auto core = parts.xml_of("docProps/core.xml");
  if (!core) return;
  out.title = text_of(*core, "dc:title");
  out.author = text_of(*core, "dc:creator");
  out.created = text_of(*core, "dcterms:created");
  out.modified = text_of(*core, "dcterms:modified");
  out.language = text_of(*core, "dc:language");
}

}  // namespace

Document read_docx(const Parts& parts, std::string_view main_part, Room& room) {
  const xml::Node root = *parts.xml_of(main_part, true);
  const xml::Node* body = root.child("w:body");
  if (body == nullptr) throw Mistake{"no-text", "it is no text document: spreadsheets and slides are not read"};
  const std::size_t slash = main_part.rfind('/') + 1;
  const std::string folder(main_part.substr(0, slash)), name(main_part.substr(slash));
  const DocxStyles styles(parts, folder, name);
  const auto footnotes = parts.xml_of(folder + "footnotes.xml"), endnotes = parts.xml_of(folder + "endnotes.xml");
  Document out;
  read_properties(parts, out.properties);
  if (out.properties.language.empty()) out.properties.language = styles.language();
  Converter converter(styles, notes_by_id(footnotes ? &*footnotes : nullptr),
                      notes_by_id(endnotes ? &*endnotes : nullptr), room, out);
  converter.read_fields(*body);
  out.body = converter.blocks_of(*body);
  converter.write_notes();
  out.has_macros = parts.has(folder + "vbaProject.bin");
  out.has_objects = out.has_objects || parts.has_below(folder + "embeddings/");
  return out;
}

}  // namespace docmill::office
