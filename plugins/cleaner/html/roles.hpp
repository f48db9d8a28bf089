// What an element's tag, class, id and other attributes say it is for.
#pragma once

#include <cstdint>
#include <string_view>

#include "html/class_names.hpp"
#include "html/parser.hpp"

namespace docmill::cleaner {

struct Marks {
  Role role = Role::none;
  Role named = Role::none;     // the same before it is weighed against the words inside
  bool by_tag = false;         // nav, aside, footer: what the page itself says
  bool plain_name = false;     // the name says the role and nothing else: "related-posts", not "related-work"
  bool hides = false;          // display:none and its kin: nobody sees it
  bool aria_hides = false;     // only screen readers are told that it is not there
  bool tooltip = false;        // one, or what has one
  bool opened = false;         // hidden until the reader opens it: a panel of tabs, or as read_blocks finds out
  bool lines = false;          // its style keeps the line ends of its text
  bool block = false;          // an inline element that its style sets as a block
  bool notes = false;          // footnotes
  bool remark = false;         // a note of a handbook, by a class
  bool reviews = false;        // what customers say, or an article about a thing
  bool consents = false;       // asks about the cookies of the browser: by its name, then as weigh_names finds out
  bool ingredients = false;    // of a recipe or a product
  bool numbers_lines = false;  // it may be numbers of lines of code: named so, or not to be selected with the text
  bool opens = false;          // its attributes say that it opens something (aria-expanded, aria-controls, data-toggle)
  bool disclosure = false;     // a button or a place that opens and closes text: its words are a heading
  bool article_body = false;   // itemprop=articleBody, or a class name used for nothing else
  bool article = false;        // article, main, role=main, class tokens as "content", "post", "story"
  uint32_t names = 0;          // a number for the class names, digits aside; equal for equal ones
};

Marks marks_of(std::string_view source, const HtmlTree& tree, uint32_t element, NameTable& names);

}  // namespace docmill::cleaner
