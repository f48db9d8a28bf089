#include "main_content/meta_names.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "docmill/base/ascii.hpp"

namespace docmill::cleaner {

namespace {

// With full stops for all marks.
std::string dotted(std::string_view name) {
  std::string s(name);
  for (char& c : s)
    if (c == ':' || c == '_' || c == '-') c = '.';
  return s;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "cxenseparse:author", "article:authors": each house has names of its own; "coauthor" is none of them.
bool ends_in_author(std::string_view name) {
  for (const std::string_view word : {"author", "authors"}) {
    if (!name.ends_with(word)) continue;
    if (name.size() == word.size() || !ascii::is_lower(name[name.size() - word.size() - 1])) return true;
  }
  return false;
}

// "pubdate", "w-published-date", "dc.date.issued", "created": what is no day is passed over anyway.
bool says_published(std::string_view name) {
  const auto says = [&](std::string_view word) { return name.find(word) != std::string_view::npos; };
  for (const std::string_view word : {"created", "issued", "pubdate", "pub.date"})
    if (name.ends_with(word)) return true;
  return (says("publish") || says("publication") || says("posted") || says("creat")) && (says("date") || says("time"));
}
bool says_changed_or_over(std::string_view name) {
  for (const std::string_view word : {"updat", "modif", "revis", "expir"})
    if (name.find(word) != std::string_view::npos) return true;
  return false;
}

}  // namespace

bool names_title(std::string_view name) {
  return is_one_of(dotted(name), {"twitter.title", "dc.title", "dcterms.title", "headline", "citation.title",
                                  "parsely.title", "sailthru.title", "title"});
}

int rank_of_author(std::string_view name) {
  const std::string s = dotted(name);
  if (s == "author") return 1;
  // What made the page may say "creator" of itself.
  if (s == "creator") return 3;
  return s == "byl" || s == "dc.creator" || s == "dcterms.creator" || ends_in_author(s) ? 2 : 0;
}

int rank_of_day(std::string_view name) {
  const std::string s = dotted(name);
  if (is_one_of(s, {"article.published.time", "datepublished", "og.published.time", "og.article.published.time"}))
    return 0;
  const bool day = is_one_of(s, {"date", "dc.date", "dcterms.date", "parsely.pub.date", "sailthru.date",
                                 "citation.date", "citation.online.date"});
  if (day || (says_published(s) && !says_changed_or_over(s))) return 2;
  return is_one_of(s,
                   {"article.published", "article.post.date", "og.release.date", "displaydate", "pdate", "timestamp"})
             ? 5
             : -1;
}

}  // namespace docmill::cleaner
