// How often each form links to each page of a Wikipedia, put together with the items of Wikidata that the pages are
// about: from that come further names of an entry, how often a name means it, how prominent it is, and relations.
// (Counting links: Mihalcea and Csomai, "Wikify!", CIKM 2007; Milne and Witten, "Learning to link with Wikipedia", CIKM
// 2008, whose "commonness" the share of a form is.)
//
// Memory is bounded by the settings, and by the largest group of pages that one form leads to: all else is sorted on
// disk. What comes out depends on dumps and items alone, not on the memory.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compile/external_sorter.hpp"
#include "kb/packed_file.hpp"
#include "kb/wikipedia_dump.hpp"
#include "knowledge_base/knowledge_entry.hpp"

namespace docmill::linker {

struct WikipediaCounts {
  uint64_t pages = 0, redirects = 0, links = 0;
  uint64_t redirects_to_self = 0;  // left out, as are those below
  uint64_t redirects_in_circles = 0;
  uint64_t items = 0;          // pages that an item is about
  uint64_t links_counted = 0;  // to such pages, of forms that stay
  uint64_t forms = 0;          // pairs of a form and an item that stay
  uint64_t relations = 0;      // pairs of items whose pages link to each other
};

class WikipediaLinks {
 public:
  // `sites`: of which wikis dumps may come, "enwiki". Failures of the disk throw std::runtime_error, here and below.
  WikipediaLinks(SpillSettings settings, std::vector<std::string> sites);

  ~WikipediaLinks();

  // Adds a dump. Throws SourceError as read_wikipedia does, and where it is of another wiki.
  void read(PackedFile& file);
  // The page of `site` with this title is about the entry with this key. Other sites are passed over.
  void add_item(std::string_view site, std::string_view title, std::string_view key);
  // Once, when all is read.
  void finish();
  // Gives an entry its forms (KnowledgeEntry::linked), prominence and relations. In the order of keys, after finish().
  void complete(KnowledgeEntry& entry);

  const WikipediaCounts& counts() const { return counts_; }

  // A form that fewer links have, or a smaller share of its links in percent, is no name of the page.
  static constexpr uint64_t least_links = 2, least_percent = 2;
  static constexpr std::size_t most_relations = 64;  // of one entry

 private:
  class Counted;
  void add_page(std::string_view site, const WikipediaPage& page);
  void resolve_redirects();
  void count_forms();
  void keep_form(std::string_view form, const std::vector<std::pair<std::string, uint64_t>>& pages);
  void find_relations(ExternalSorter& both);
  ExternalSorter sorter() const;

  SpillSettings settings_;
  std::set<std::string, std::less<>> sites_;
  WikipediaCounts counts_;
  ExternalSorter redirects_;          // title NUL title it leads to
  ExternalSorter items_;              // title NUL key
  std::unique_ptr<Counted> links_;    // title NUL form, with their number
  ExternalSorter pairs_;              // title linked to NUL title of the page
  ExternalSorter forms_, relations_;  // of entries: key NUL what complete() gives
  std::string form_, relation_;       // the next of each
  bool more_forms_ = false, more_relations_ = false;
};

}  // namespace docmill::linker
