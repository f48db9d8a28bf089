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
  explicit PageFacts(const CueTable& cues) : cues_(cues) {}

  // A name, or a text that holds one behind a cue word or before a date; what is no name is passed over. `handle`: the
  // place says that it is one, and a single word or small letters ("jdoe") are taken too.
  void offer_byline(int rank, std::string_view text, bool handle = false);
  // A text with a day in it.
  void offer_date(int rank, std::string_view text);
  // The first date of the text, YYYY-MM-DD, that is not said to be the day of a change, else the first; empty when
  // there is none, or its day and month cannot be told.
  std::string day_in(std::string_view text);

  Best byline, date, site, url, language, description;

 private:
  std::string day_by_country(std::string_view text) const;
  std::string short_day_by_language(std::string_view text) const;

  const CueTable& cues_;
  std::string folded_;
};

}  // namespace docmill::cleaner
