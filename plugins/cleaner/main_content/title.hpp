// Which of the wordings of a title is the headline, without the site's name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace docmill::cleaner {

struct TitleSources {
  std::string og, json_ld, twitter, page;           // as the page gives them; `page` is the element title
  std::vector<std::string> h1, h2;                  // headings, the first few
  std::vector<std::vector<std::string>> h1_pieces;  // the texts within each h1 that has several, as SeenText gives them
  std::vector<std::string> sites;                   // names of the site, where they are said
};

// Every wording, the headline first; empty when there is none. A part behind or before a dash or bar goes when it is a
// name of the site, or looks like one and no other source has the whole.
std::vector<std::string> titles_of(const TitleSources& sources);

// What stands behind each mark that may part a title from the name of a site ("| The Courier").
std::vector<std::string_view> tails_of(std::string_view title);

}  // namespace docmill::cleaner
