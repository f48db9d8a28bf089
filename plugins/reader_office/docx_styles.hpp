// What the paragraphs of a DOCX are, by its parts beside the text: styles, lists, links.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "html_builder.hpp"
#include "office_document.hpp"

namespace docmill::office {

class DocxStyles {
 public:
  // `folder`: of the main part, with its '/'; `name`: of the main part in it.
  DocxStyles(const Parts& parts, const std::string& folder, const std::string& name);

  // Level of a heading, from 1; 0: it is none.
  int heading_level(const xml::Node& paragraph) const;
  struct ListParagraph {
    ListPlace place;
    bool goes_on = false;  // no mark of its own: it belongs to the item before
  };
  std::optional<ListParagraph> list_paragraph(const xml::Node& paragraph) const;
  // Is it a line of code, by its style?
  bool is_code(const xml::Node& paragraph) const;
  // Are its letters hidden, by its style?
  bool is_hidden(const xml::Node& paragraph) const;
  struct RunForm {
    Emphasis emphasis;
    std::optional<bool> is_hidden;  // nothing: neither the run nor its style says it
  };
  // `properties`: w:rPr of a run, or null.
  RunForm form_of(const xml::Node* properties) const;
  // Is it a line of a table of contents or an index, or the title of one?
  bool is_contents(const xml::Node& paragraph) const;
  // Where a link leads; empty: within the document, or nowhere.
  std::string_view target(std::string_view id) const;
  const std::string& language() const { return language_; }

 private:
  struct Style {
    std::string name, based_on, list;  // list: number of it
    int level = 0;
    std::optional<bool> is_bold, is_italic, is_hidden;
    std::optional<Height> height;
  };
  enum class Mark { none, bullet, number };
  void read_styles(const xml::Node& styles);
  void read_lists(const xml::Node& numbering);
  const Style* style_of(const xml::Node& paragraph) const;
  const Style* find(const std::string& id) const;
  // The first of a style and those that it is based on for which `has(style)` is true; null: none.
  template <class Has>
  const Style* first_with(const Style* style, Has has) const;

  std::map<std::string, Style, std::less<>> styles_;
  std::map<std::string, std::map<std::string, Mark>, std::less<>> lists_;  // by number: by level
  std::map<std::string, std::string, std::less<>> targets_;
  std::string language_;
};

}  // namespace docmill::office
