// What an element's tag, class, id and other attributes say it is for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "html/parser.hpp"

namespace docmill::cleaner {

enum class Role : uint8_t {
  none,
  navigation,
  related,
  comments,
  share,
  newsletter,
  advert,
  author,
  byline,
  tags,
  caption,
  cookies,
  hidden,
  account,
  count
};
// The label of what is removed for this role.
const char* label_of(Role role);

struct Marks {
  Role role = Role::none;
  Role named = Role::none;    // the same before it is weighed against the words inside
  bool by_tag = false;        // nav, aside, footer: what the page itself says
  bool plain_name = false;    // the name says the role and nothing else: "related-posts", not "related-work"
  bool hides = false;         // display:none and its kin: nobody sees it
  bool disclosure = false;    // a button or a place that opens and closes text: its words are a heading
  bool article_body = false;  // itemprop=articleBody, or a class name used for nothing else
  bool article = false;       // article, main, role=main, class tokens as "content", "post", "story"
  uint32_t names = 0;         // a number for the class names, digits aside; equal for equal ones
};

// Reads the attributes once. `scratch` is used for lower case.
Marks marks_of(std::string_view source, const HtmlNode& node, uint32_t max_attributes, std::string& scratch);

}  // namespace docmill::cleaner
