// What the paragraphs of a DOCX are, by its parts beside the text: styles, lists, links.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "office_document.hpp"

namespace docmill::office {

class DocxStyles {
 public:
  // `folder`: of the main part, with its '/'; `name`: of the main part in it.
  DocxStyles(const Parts& parts, const std::string& folder, const std::string& name);

  // Level of a heading, from 1; 0: it is none.
  int heading_level(const xml::Node& paragraph) const;
  struct ListPlace {
    std::size_t depth = 0;
    bool is_ordered = false;
  };
  std::optional<ListPlace> list_place(const xml::Node& paragraph) const;
  // Is it a line of a table of contents?
  bool is_contents(const xml::Node& paragraph) const;
  // Where a link leads; empty: within the document, or nowhere.
  std::string_view target(std::string_view id) const;
  const std::string& language() const { return language_; }

 private:
  struct Style {
    std::string name, based_on, list;  // list: number of it
    int level = 0;
  };
  void read_styles(const xml::Node& styles);
  void read_lists(const xml::Node& numbering);
  const Style* style_of(const xml::Node& paragraph) const;

  std::map<std::string, Style, std::less<>> styles_;
  std::map<std::string, std::map<std::string, bool>, std::less<>> lists_;  // by number: by level: ordered?
  std::map<std::string, std::string, std::less<>> targets_;
  std::string language_;
};

}  // namespace docmill::office
