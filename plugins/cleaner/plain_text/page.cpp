// A whole page around one article: menus before, lists after. The article is the run of lines with the largest sum.
#include <algorithm>
#include <bit>

#include "docmill/base/utf8.hpp"
#include "plain_text/judge.hpp"

namespace docmill::cleaner {

// Many short lines that are no sentences, and several kinds of interface phrases among them.
bool PlainTextJudge::is_whole_page() {
  constexpr uint64_t phrases = bit(Cue::navigation) | bit(Cue::account) | bit(Cue::copyright) | bit(Cue::share) |
                               bit(Cue::menu) | bit(Cue::comments) | bit(Cue::newsletter) | bit(Cue::section) |
                               bit(Cue::related);
  const auto is_short = [](const Line& line) { return line.words <= 8 && !line.ends_sentence; };
  const auto shorts = static_cast<std::size_t>(std::count_if(lines_.begin(), lines_.end(), is_short));
  if (shorts < 12 || shorts * 10 < lines_.size() * 4) return false;
  uint64_t kinds = 0;
  int interface = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (!is_short(lines_[i])) continue;
    const CueHits h = hits(i);
    const uint64_t found = (h.lines() | h.starts()) & phrases;
    if (found == 0) continue;
    kinds |= found;
    interface += std::popcount(found);
    if (std::popcount(kinds) >= 3 && interface >= 4) return true;
  }
  return false;
}

namespace {

// Is the text a part of the title, whose key is given?
bool is_in_title(std::string_view text, const std::string& title, std::string& key) {
  constexpr std::size_t beginning = 24, least = 12;
  title_key(utf8::prefix(text, beginning), key);
  if (title.find(key) == std::string::npos) return false;
  title_key(text, key);
  return key.size() >= least && title.find(key) != std::string::npos;
}

}  // namespace

void units_of_lines(std::string_view source, const std::vector<Line>& lines, const CueTable& cues, LineCues& known,
                    UnitList& units) {
  units.clear();
  std::string folded, page_title, key;
  if (!lines.empty()) title_key(utf8::prefix(text_of(source, lines[0]), 400), page_title);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Unit unit = unit_without_cues(source, lines[i], cues, folded);
    if (lines[i].size() <= longest_unit) {
      if (!known.knows(i)) look_for_cues(folded, lines[i], cues, i, known);
      set_cues(known[i], unit);
    }
    unit.title =
        lines[i].words >= 3 && lines[i].size() <= 300 && is_in_title(text_of(source, lines[i]), page_title, key);
    units.add(unit);
  }
  units.finish();
}

// By the model the sum over the run is the logarithm of its odds; one line alone never decides.
double PlainTextJudge::page_score(std::size_t i) {
  if (!model_.knows_lines()) return page_score_by_rules(i);
  return std::clamp(scratch_.scores[i], least_line_score, largest_line_score) / 1000.0;
}

// Without weights: words in sentences, less what speaks against.
double PlainTextJudge::page_score_by_rules(std::size_t i) {
  const Line& line = lines_[i];
  const double words = std::min<uint32_t>(line.words, 120);
  if (has_noise_cue(i)) return -std::min(30.0, 8 + words);
  const CueHits& h = hits(i);
  if (h.line(Cue::comments)) return -60;
  if (h.line(Cue::related)) return -25;
  if (line.words <= 6 && is_interface(i)) return -12;
  if (is_prose(line)) return words;
  if (is_sentence(line)) return words * 0.7;
  if (line.words >= 20) return line.separators >= 2 || is_run_together(line) ? -20 : words * 0.2;
  return -4 - (line.words <= 3 ? 2 : 0);
}

// A paragraph within or beside the run that no cue speaks against and the model only doubts.
bool PlainTextJudge::belongs_to_run(std::size_t i) {
  if (!model_.knows_lines() || !is_prose(lines_[i]) || has_noise_cue(i)) return false;
  return scratch_.scores[i] > page_paragraph_goes;
}

void PlainTextJudge::judge_page() {
  if (model_.knows_lines()) {
    units_of_lines(source_, lines_, cues_, scratch_.cues, scratch_.units);
    model_.look_at_lines(scratch_.units, scratch_.scores);
  }
  double sum = 0, best = 0;
  std::size_t start = 0, first = none, last = none;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (sum <= 0) {
      sum = 0;
      start = i;
    }
    sum += page_score(i);
    if (sum > best) {
      best = sum;
      first = start;
      last = i;
    }
  }
  if (first == none || (!model_.knows_lines() && best < 20)) return;
  while (first > 0 && belongs_to_run(first - 1)) --first;
  while (last + 1 < lines_.size() && belongs_to_run(last + 1)) ++last;
  choose_page_title(first);
  // Byline and date stand close above the article.
  for (std::size_t i = first > 8 ? first - 8 : 0; i < first; ++i)
    if (!lines_[i].verdict && !judge_date(i)) judge_byline(i);
  for (std::size_t i = 0; i < lines_.size(); ++i)
    if (i < first || i > last) drop(i, "navigation", i < first ? "before-article" : "after-article", 0.7);
    else if (model_.knows_lines() && scratch_.scores[i] <= page_line_goes && !belongs_to_run(i))
      drop(i, "navigation", "model", 0.7);
}

// The first line of a page is its title with the site's name behind it; the headline itself stands above the article.
void PlainTextJudge::choose_page_title(std::size_t first) {
  std::string page;
  title_key(text(0), page);
  std::size_t found = none;
  for (std::size_t i = std::min(first + 2, lines_.size()); i-- > 0;) {
    if (!is_title_like(lines_[i]) || lines_[i].words < 3) continue;
    title_key(text(i), scratch_.key);
    if (scratch_.key.size() < 12 || page.find(scratch_.key) == std::string::npos) continue;
    found = i;
    break;
  }
  if (found != none) take_title(found, "page-title");
}

}  // namespace docmill::cleaner
