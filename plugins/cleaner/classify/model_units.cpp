#include "classify/model_units.hpp"

#include <algorithm>
#include <string>

#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

namespace {

constexpr uint64_t noise_cues = bit(Cue::related) | bit(Cue::comments) | bit(Cue::share) | bit(Cue::newsletter) |
                                bit(Cue::copyright) | bit(Cue::navigation) | bit(Cue::account) | bit(Cue::menu) |
                                bit(Cue::advert) | bit(Cue::tags) | bit(Cue::author_note);

uint8_t percent(uint32_t part, uint32_t whole) {
  return whole == 0 ? 0 : static_cast<uint8_t>(std::min<uint64_t>(100, uint64_t{part} * 100 / whole));
}

}  // namespace

uint64_t text_key(std::string_view folded) { return quick_hash(folded) | 1; }

Unit unit_without_cues(std::string_view source, const Line& line, const CueTable& cues, std::string& folded) {
  Unit u;
  u.words = line.words;
  u.sentence_ends = line.sentence_ends;
  u.ends_full_stop = line.ends_full_stop;
  u.ends_sentence = line.ends_sentence;
  u.ends_colon = line.ends_colon;
  u.bullet = line.bullet;
  u.begins_small = line.begins_small;
  u.separated = line.separators >= 1;
  u.run_together = is_run_together(line);
  if (line.words >= 4) u.capital_share = percent(line.capitals, line.words);
  u.digit_share = percent(line.digits, line.size());

  // Of a long one the beginning tells what it is made of.
  const bool is_long = line.size() > longest_unit;
  std::string_view text = text_of(source, line);
  if (is_long) text = text.substr(0, text.find_last_of(' ', longest_unit));
  fold(text.substr(0, 2 * longest_unit), folded);
  const CueTable::Words words = cues.words(folded);
  if (words.all >= 5) u.function_share = percent(words.function, words.all);
  if (!is_long) u.key = text_key(folded);
  return u;
}

Unit unit_of(std::string_view source, const Line& line, const CueTable& cues, std::string& folded) {
  Unit u = unit_without_cues(source, line, cues, folded);
  if (line.size() <= longest_unit) set_cues(cues.match(folded), u);
  return u;
}

void set_cues(const CueHits& hits, Unit& unit) {
  unit.line_cues = hits.lines();
  unit.start_cues = hits.starts();
  unit.part_cues = hits.parts();
}

UnitList::Kind UnitList::kind_of(const Unit& u) {
  const bool noise = ((u.line_cues | u.start_cues | u.part_cues) & noise_cues) != 0;
  if (u.link_words * 2 > u.words) return Kind::link;
  if (noise && u.words <= 40) return Kind::cue;
  if (u.words >= 16 && (u.ends_sentence || u.ends_colon || u.sentence_ends >= 1)) return Kind::prose;
  if (u.ends_sentence && u.words >= 4) return Kind::sentence;
  return u.words >= 5 ? Kind::some_words : Kind::few_words;
}

void UnitList::mark_repeats() {
  repeats_.assign(units_.size(), 0);
  order_.clear();
  for (uint32_t i = 0; i < units_.size(); ++i)
    if (units_[i].key != 0) order_.push_back(i);
  std::sort(order_.begin(), order_.end(), [&](uint32_t a, uint32_t b) {
    return units_[a].key != units_[b].key ? units_[a].key < units_[b].key : a < b;
  });
  for (std::size_t i = 1; i < order_.size(); ++i) {
    if (units_[order_[i]].key != units_[order_[i - 1]].key) continue;
    repeats_[order_[i]] = 2;
    if (repeats_[order_[i - 1]] == 0) repeats_[order_[i - 1]] = 1;
  }
}

// "12 comments" above the article says nothing, below its first paragraph much.
void UnitList::count_headings_of_comments() {
  comments_above_.assign(units_.size(), 0);
  uint8_t seen = 0;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    comments_above_[i] = seen;
    const Unit& u = units_[i];
    if (i > first_prose_ && u.words <= 6 && ((u.line_cues | u.start_cues) & bit(Cue::comments)) != 0 && seen < 2)
      ++seen;
  }
}

void UnitList::finish() {
  const std::size_t n = units_.size();
  kinds_.resize(n);
  for (std::size_t i = 0; i < n; ++i) kinds_[i] = kind_of(units_[i]);
  mark_repeats();
  prose_words_.assign(n + 1, 0);
  distance_.assign(n, static_cast<uint32_t>(n) + 100);
  first_prose_ = n;
  last_prose_ = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const bool prose = kinds_[i] == Kind::prose;
    prose_words_[i + 1] = prose_words_[i] + (prose ? units_[i].words : 0);
    if (prose) {
      first_prose_ = std::min(first_prose_, i);
      last_prose_ = i;
      distance_[i] = 0;
    } else if (i > 0) {
      distance_[i] = distance_[i - 1] + 1;
    }
  }
  for (std::size_t i = n; i-- > 1;) distance_[i - 1] = std::min(distance_[i - 1], distance_[i] + 1);
  count_headings_of_comments();
  find_places();
}

void UnitList::find_places() {
  places_.assign(units_.size(), {});
  page_ = {};
  int32_t heading_cues = 0, since_heading = -1, since_title = -1;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const Unit& u = units_[i];
    Place& p = places_[i];
    p.words_before = page_.words;
    p.heading_cues = heading_cues;
    p.since_heading = since_heading;
    p.since_title = since_title;
    page_.words += u.words;
    page_.link_words += u.link_words;
    page_.good_words += kinds_[i] == Kind::prose || kinds_[i] == Kind::sentence ? u.words : 0;
    const bool heading = u.tag == Tag::text ? u.words <= 8 && !u.ends_sentence : is_heading(u.tag);
    if (heading) {
      heading_cues = 0;
      for (const Cue c : {Cue::related, Cue::comments, Cue::author_note, Cue::newsletter, Cue::share, Cue::references})
        if (((u.line_cues | u.start_cues) & bit(c)) != 0) heading_cues = 1 + static_cast<int32_t>(c);
      since_heading = 0;
    } else if (since_heading >= 0) {
      ++since_heading;
    }
    if (u.title) since_title = 0;
    else if (since_title >= 0) ++since_title;
  }
}

int32_t UnitList::prose_around(std::size_t i) const {
  const std::size_t from = i < 4 ? 0 : i - 4, to = std::min(units_.size(), i + 5);
  const uint32_t own = kinds_[i] == Kind::prose ? units_[i].words : 0;
  return static_cast<int32_t>(prose_words_[to] - prose_words_[from] - own);
}

}  // namespace docmill::cleaner
