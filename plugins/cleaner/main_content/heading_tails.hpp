// What stands in a heading and is no word of it: signs and links by which one links to it, edits or copies it. Private
// to the HTML way.
#pragma once

#include <string>
#include <string_view>

#include "html/parser.hpp"

namespace docmill::cleaner {

// Looks at a bounded number of nodes for each element that it is asked about.
class HeadingTails {
 public:
  HeadingTails(std::string_view source, const HtmlTree& tree) : source_(source), tree_(tree), nodes_(tree.nodes) {}

  // The heading, the summary or the term around (`i` itself may be it); 0: none.
  uint32_t heading_around(uint32_t i) const;
  // Is the inline element no word of the heading around? A mark alone never is; anything else only beside words.
  bool is_tail(uint32_t i);
  // Does the link, which is the words of a heading, lead to the place of that or to what it heads?
  bool is_own_address(uint32_t link);
  // Does the button in a heading do something to what is below, and does the heading say that without its words?
  // `opens`: it says that it opens something.
  bool is_button_beside(uint32_t i, bool opens);

 private:
  bool is_mark(uint32_t i);
  bool is_bracketed_link(uint32_t i);
  bool leads_back(uint32_t link);
  bool leads_to_own_place(uint32_t link, uint32_t heading);
  bool is_named_so(uint32_t i, bool trails);
  struct Rest {
    uint32_t letters = 0;
    bool behind = false;  // some stand behind the element
    bool known = true;    // the heading is short enough to tell
  };
  Rest rest_of(uint32_t heading, uint32_t i);
  uint32_t letters_in(uint32_t text);

  std::string_view source_;
  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  std::string value_, decoded_;
};

}  // namespace docmill::cleaner
