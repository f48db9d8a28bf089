// Who wrote a page, as its elements show it: names in pieces beside their offices, and links to pages of persons.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/parser.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner {

// Looks at the elements of one page; nothing is owned. One thread.
class AuthorNames {
 public:
  AuthorNames(std::string_view source, const HtmlTree& tree, const CueTable& cues)
      : source_(source), tree_(tree), nodes_(tree.nodes), cues_(cues) {}

  // The names in an element whose text is in pieces ("By <a>Jane Doe</a> and <a>Li Na</a> <i>Reporters</i>"), joined as
  // the page joins them, else by commas: the first piece that is no cue word, and those that a comma, an "and" or a
  // link to a person adds. Empty where the first is no name of a person, or where all is one piece.
  std::string below(uint32_t i);
  // The names that a link to a person begins: its own, and those of its neighbours in the elements around it.
  std::string of_link(uint32_t a);
  // Does the address lead to the page of a person of that name (/author/jane-doe)? Where the part before the last says
  // less than that somebody writes ("/people/"), the last part must be the whole name. rel=author is enough.
  bool leads_to_person(uint32_t a, std::string_view name);
  // Without a name, whose letters are not gathered then: can leads_to_person be true of any?
  bool may_lead_to_person(uint32_t a);
  // The text below an element as a value for a record (tidy), of some hundred nodes at most.
  std::string text_below(uint32_t i) const;

 private:
  // Where a link leads: the last part of its path and the one before (empty: none, or a host); they stand in
  // `address_`.
  struct Target {
    bool said = false;  // rel=author
    std::string_view place, last;
  };
  Target target_of(uint32_t a);
  bool is_author(std::string_view name, bool linked) const;

  std::string_view source_;
  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  const CueTable& cues_;
  std::string folded_, address_;
};

}  // namespace docmill::cleaner
