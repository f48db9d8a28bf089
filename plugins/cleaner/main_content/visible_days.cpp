// The days that elements of a page show: whose day it is, and which of them is that of publication.
#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "main_content/visible_facts.hpp"
#include "words/dates.hpp"

namespace docmill::cleaner {

void VisibleFacts::time(uint32_t i) {
  if (++times_ > 100) return;
  std::string value, names;
  const bool machine = rare_attribute(source_, tree_, i, "datetime", value) && !value.empty();
  attribute(source_, tree_, i, AttributeName::class_, names);
  std::string property;
  if (attribute(source_, tree_, i, AttributeName::itemprop, property)) names += " " + property;
  // What the element around says of itself.
  const bool named = !names.empty();
  if (attribute(source_, tree_, nodes_[i].parent, AttributeName::class_, property))
    for (const char* word : {"event", "published", "posted", "updated", "modified"})
      if (property.find(word) != std::string::npos) names += std::string(" ") + word;
  const bool published = rare_attribute(source_, tree_, i, "pubdate", property);
  if (!published && !named && stands_in_sentence(i)) return;
  // What scripts read, what people see ("9 March 2024"), what they see at "3 months ago" when they point at it.
  std::string day = machine ? compact_day(value) : std::string();
  if (day.empty() && !facts_.day_in(value).empty()) day = value;
  if (day.empty()) day = authors_.text_below(i);
  if (facts_.day_in(day).empty()) {
    fold(day, folded_);
    if (says_changed(folded_)) names += " updated";
    attribute(source_, tree_, i, AttributeName::title, day);
  }
  offer_time(i, day, names, published);
}

// Does an element or a text stand in a sentence, which speaks of another day than that of the page?
bool VisibleFacts::stands_in_sentence(uint32_t i) {
  constexpr uint32_t most_nodes = 60, most_bytes = 600, least_words = 10, least_words_behind_cue = 15;
  uint32_t block = nodes_[i].parent;
  for (int level = 0; level < 4 && block != 0 && !is_block(nodes_[block].tag); ++level) block = nodes_[block].parent;
  const Tag t = nodes_[block].tag;
  if (t != Tag::p && t != Tag::li && t != Tag::dd && t != Tag::td && t != Tag::blockquote && t != Tag::div)
    return false;
  std::string around;
  const uint32_t end = std::min(nodes_[block].subtree_end, block + most_nodes);
  for (uint32_t k = block + 1; k < end && around.size() < most_bytes; ++k) {
    if (is_block(nodes_[k].tag)) return false;
    else if (nodes_[k].tag == Tag::text)
      around += utf8::prefix(source_.substr(nodes_[k].start, nodes_[k].end - nodes_[k].start), most_bytes);
  }
  around = tidy(around);
  fold(around, folded_);
  const CueHits h = cues_.match_start(folded_);
  if (h.start(Cue::byline) || is_dateline()) return false;
  // "Published on", but also "On that day".
  const bool cue = h.start(Cue::date);
  if (cue && (around.empty() || std::string_view(".!?").find(around.back()) == std::string_view::npos)) return false;
  const CueTable::Words words = cues_.words(folded_);
  return words.all >= (cue ? least_words_behind_cue : least_words) && words.function * 4 >= words.all;
}

// The best of the dates that elements show: published before updated, the article's before others'.
void VisibleFacts::offer_time(uint32_t i, std::string_view text, std::string_view names, bool published) {
  const std::string day = facts_.day_in(text);
  if (day.empty()) return;
  const auto says = [&](std::string_view word) { return names.find(word) != std::string_view::npos; };
  const Surroundings s = around(i);
  if (s.comments || s.card) return;
  int score = 10;
  if (published || says("ublish") || says("osted")) score += 4;
  if (says("pdated") || says("odified") || says("dateModified") || is_called_changed(i, text)) score -= 4;
  if (says("start") || says("end") || says("event") || says("today") || says("clock") || says("now")) score -= 6;
  if (s.article) score += 1;
  if (s.aside) score -= 8;
  // Close to the headline.
  if (first_h1_ != 0 && i - first_h1_ < 80 && !s.aside) score += 3;
  if (score >= 3) best_time_.offer(100 - score, day);
}

// "April 17, 2015 -- The hall", "Berlin, 5 March 2024 | The hall": a paragraph, folded, whose first words are its day.
bool VisibleFacts::is_dateline() const {
  constexpr std::size_t longest_place = 30;
  const auto day = find_date(folded_, cues_);
  if (!day || day->start > longest_place) return false;
  const std::string_view behind = std::string_view(folded_).substr(day->end);
  if (day->start == 0) return true;
  for (const std::string_view mark : {" -", " \u2013", " \u2014", "|", " |", ")", " ("})
    if (behind.starts_with(mark)) return true;
  return false;
}

// "Updated" in the text of an element, or right before it.
bool VisibleFacts::is_called_changed(uint32_t i, std::string_view text) {
  fold(text, folded_);
  if (says_changed(folded_)) return true;
  const HtmlNode& before = nodes_[i - 1];
  if (before.tag != Tag::text || before.parent != nodes_[i].parent || before.end - before.start > 60) return false;
  fold(tidy(source_.substr(before.start, before.end - before.start)), folded_);
  return says_changed(folded_);
}

// Does a line begin with what leads to a day, or say that one is that of a change?
bool VisibleFacts::speaks_of_days(std::string_view text) {
  fold(text, folded_);
  return cues_.match_start(folded_).start(Cue::date) || says_changed(folded_);
}

}  // namespace docmill::cleaner
