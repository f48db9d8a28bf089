// Date and author of a page as people see them: elements that say what they are, texts beside the headline, labels.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "html/parser.hpp"
#include "html/roles.hpp"
#include "main_content/authors.hpp"
#include "main_content/page_facts.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner {

// Offers what it finds to the facts of the page. Elements are told in the order of the document; then, when all that
// the page declares is known, the rest of the page is looked at. Nothing is owned. One thread.
class VisibleFacts {
 public:
  VisibleFacts(std::string_view source, const HtmlTree& tree, const CueTable& cues, NameTable& names, PageFacts& facts)
      : source_(source),
        tree_(tree),
        nodes_(tree.nodes),
        cues_(cues),
        table_(names),
        facts_(facts),
        authors_(source, tree, cues) {}

  // The element i is an h1 (the first is the headline), a time, one that may say of itself what it is.
  void headline(uint32_t i) { first_h1_ = first_h1_ == 0 ? i : first_h1_; }
  void time(uint32_t i);
  void marked(uint32_t i);
  // Does the element that `marked` was told last say that it is the headline?
  bool is_headline(uint32_t i) const { return headline_ == i; }
  // Does the element i stand in what belongs to other articles, or to their readers? When all elements were told.
  bool is_beside_article(uint32_t i);

  // Short texts close to the headline, where nothing was declared.
  void read_beside_headline();
  // Where nothing was said at the headline: the address, and labels anywhere on the page.
  void read_elsewhere();

  // The best of the dates that are shown; empty when there is none.
  const std::string& date() const { return best_time_.value; }
  // Elements that show a date.
  int times() const { return times_; }

 private:
  struct Surroundings {
    bool article = false, aside = false, comments = false;
    bool card = false;  // in an article of its own beside the page's
  };
  // Each look reads all attributes of up to 40 elements; beyond the limit all is taken for comments.
  Surroundings around(uint32_t i);
  void offer_time(uint32_t i, std::string_view text, std::string_view names, bool published);
  bool is_of_picture(uint32_t i) const;
  std::string behind_label(std::string text);
  void declared_in_rdfa(uint32_t i, std::string_view property, std::string_view content);
  bool speaks_of_days(std::string_view text);
  bool stands_in_sentence(uint32_t i);
  bool is_dateline() const;
  bool is_called_changed(uint32_t i, std::string_view text);
  void names_of(std::string_view classes);
  std::string author_in(uint32_t i);
  void labelled_name(uint32_t i, const std::string& text);
  void name_behind_date(uint32_t i, std::string_view text);
  std::string linked_name(uint32_t a);
  void extend_byline();
  void name_behind(uint32_t i);

  std::string_view source_;
  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  const CueTable& cues_;
  NameTable& table_;
  PageFacts& facts_;
  AuthorNames authors_;
  Best best_time_;
  std::string folded_, lower_;
  uint32_t first_h1_ = 0, headline_ = 0;
  int times_ = 0, dates_ = 0, names_ = 0;
  // What is looked at on a page, at most: real ones have a handful.
  static constexpr int most_looks_around = 1000, most_person_links = 200, most_properties = 200;
  int looks_around_ = 0, person_links_ = 0, properties_ = 0;
};

}  // namespace docmill::cleaner
