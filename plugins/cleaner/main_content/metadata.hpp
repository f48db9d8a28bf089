// What a page says about itself: meta elements, JSON-LD, OpenGraph, headings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article.hpp"
#include "classify/page_signs.hpp"
#include "html/class_names.hpp"
#include "html/parser.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner {

struct HtmlMetadata {
  Article article;                  // the best of each
  std::string weak_byline;          // who publishes, named as the author: where the text names nobody
  std::string_view json_body;       // the article's text as JSON-LD has it, in the source; empty where it has none
  PageSigns signs;                  // of what kind the page says it is
  std::vector<std::string> sites;   // names of the site, said or at the end of the title, as keys (title_key)
  std::vector<std::string> titles;  // every wording of the title that was met, the best first
};

// A byline without the site's name behind the author's ("Jane Doe, The Courier", "Jane Doe for the Courier"); `sites`
// as in HtmlMetadata.
std::string without_sites(const std::string& byline, const std::vector<std::string>& sites);

// Never fails: what cannot be read is passed over. JSON-LD above 1 MiB is not looked at. `names` know this source or
// nothing.
void read_metadata(std::string_view source, const HtmlTree& tree, const CueTable& cues, NameTable& names,
                   HtmlMetadata& metadata);

}  // namespace docmill::cleaner
