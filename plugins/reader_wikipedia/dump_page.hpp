// A page of a dump of MediaWiki (https://www.mediawiki.org/xml/export-0.11.xsd), as the export writes it. In its texts
// "<" is escaped, so a tag is where its bytes are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace docmill::wikipedia {

// What stands in front of the pages.
struct SiteInfo {
  std::string name;                                     // "enwiki"
  std::string base_url;                                 // "https://en.wikipedia.org/wiki/"; empty: not known
  std::vector<std::string> file_names, category_names;  // of these name spaces, in the wiki's language
};
SiteInfo parse_site_info(std::string_view xml);

// The text of the first element of that name, with its references replaced; empty: there is none.
std::string text_of(std::string_view xml, std::string_view element);

// What is said of a page before its text; cheap.
struct PageHead {
  std::string_view name_space;  // "0"
  bool is_redirect = false, has_text = true;
};
PageHead parse_page_head(std::string_view page);

struct DumpPage {
  std::string title, page_id, revision_id, date, model;
  std::string text;  // wikitext
};
// Of several revisions the last.
DumpPage parse_page(std::string_view page);

// The address of a page.
std::string url_of(const std::string& base_url, std::string_view title);

}  // namespace docmill::wikipedia
