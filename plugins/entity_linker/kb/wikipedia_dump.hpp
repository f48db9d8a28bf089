// The pages of a Wikipedia: its dump of "pages-articles", as of https://dumps.wikimedia.org
// (https://www.mediawiki.org/xml/export-0.11.xsd). Read in pieces, so the size of the dump does not matter.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "kb/packed_file.hpp"

namespace docmill::linker {

// A page of the main name space. Titles are as the wiki has them: spaces, the first letter a capital.
struct WikipediaPage {
  std::string title;
  std::string redirect;  // the title it leads to; empty: an article
  std::string text;      // wikitext
};

struct WikipediaSink {
  std::function<void(std::string_view name)> site;  // "enwiki"; before the first page
  std::function<void(const WikipediaPage&)> page;
};

// Throws SourceError where the file is no such dump or breaks off, std::runtime_error where it cannot be read.
void read_wikipedia(PackedFile& file, const WikipediaSink& sink);

// The title that a link names: without section, underscores and outer spaces, the first letter a capital. Empty for a
// link within the page.
std::string title_of_link(std::string_view link);

// Calls `take` for each link of a wikitext, [[title|form]] or [[form]], with title as written and form as shown. Links
// in comments, nowiki and math, and forms with markup, of more than a line or of more than max_alias_bytes are left
// out; of links within links (captions) the inner ones count.
void for_each_link(std::string_view wikitext,
                   const std::function<void(std::string_view title, std::string_view form)>& take);

}  // namespace docmill::linker
