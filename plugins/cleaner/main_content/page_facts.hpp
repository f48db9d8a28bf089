// The facts that a page says about itself, of several sources the best of each.
#pragma once

#include <string>
#include <string_view>

#include "words/cues.hpp"

namespace docmill::cleaner {

// Where a fact came from, the better the lower.
struct Best {
  std::string value;
  int rank = 1000;
  void offer(int r, std::string v) {
    if (r < rank && !v.empty()) {
      rank = r;
      value = std::move(v);
    }
  }
};

// Text with references read, white space squeezed and invisible characters gone: a value for a record.
std::string tidy(std::string_view raw);
bool is_address(std::string_view text);
// "en_US" and "EN" as "en-US" and "en"; what is no tag (a name, a list) gives nothing.
std::string language_tag(std::string_view text);

class PageFacts {
 public:
  // Bytes of a byline, at most.
  static constexpr std::size_t longest_byline = 200;
  // Ranks of days behind this one are of places that the model of the blocks has not learned from.
  static constexpr int last_learned_rank_of_day = 3;

  explicit PageFacts(const CueTable& cues) : cues_(cues) {}

  // A name, or a text that holds one behind a cue word or before a date; what is no name is passed over. Of a longer
  // list of persons (up to 4000 bytes) those are taken that longest_byline has room for, from the first. `handle`: the
  // place says that it is one, and a single word or small letters ("jdoe") are taken too.
  void offer_byline(int rank, std::string_view text, bool handle = false);
  // Does the text, whose cues are `hits`, begin with the words of a byline, in the page's language where that is known?
  bool has_byline_cue(const CueHits& hits, std::string_view text) const;
  // A text with a day in it.
  void offer_date(int rank, std::string_view text);
  // The first date of the text, YYYY-MM-DD, that is not said to be the day of a change, else the first; empty when
  // there is none, or its day and month cannot be told.
  std::string day_in(std::string_view text);

  Best byline, date, site, url, language, description;

 private:
  std::string_view without_others_work(std::string_view names);
  std::string day_by_country(std::string_view text) const;
  std::string short_day_by_language(std::string_view text) const;

  const CueTable& cues_;
  std::string folded_;
};

}  // namespace docmill::cleaner
