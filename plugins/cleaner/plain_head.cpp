// The head of a plain text: title, byline, date, and what stands between them.
#include <unicode/uchar.h>

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "plain_judge.hpp"

namespace docmill::cleaner {

void title_key(std::string_view text, std::string& key) {
  key.clear();
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<UChar32>(utf8::next(text, i));
    if (u_isalnum(c)) utf8::append(key, static_cast<char32_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT)));
  }
}

bool same_title(std::string_view key, std::string_view other) {
  if (key.size() > other.size()) std::swap(key, other);
  if (key.empty() || other.substr(0, key.size()) != key) return false;
  return key.size() == other.size() || (key.size() >= 20 && key.size() * 10 >= other.size() * 8);
}

std::string_view unquoted(std::string_view title) {
  static constexpr std::string_view pairs[][2] = {{"\"", "\""}, {"“", "”"},   {"„", "“"}, {"«", "»"},
                                                  {"「", "」"}, {"『", "』"}, {"‘", "’"}, {"'", "'"}};
  for (const auto& [open, close] : pairs) {
    if (title.size() <= open.size() + close.size() || title.substr(0, open.size()) != open ||
        title.substr(title.size() - close.size()) != close)
      continue;
    const std::string_view inside = title.substr(open.size(), title.size() - open.size() - close.size());
    if (inside.find(open) == std::string_view::npos && inside.find(close) == std::string_view::npos) return inside;
  }
  return title;
}

bool is_name_like(std::string_view text) {
  if (text.empty() || text.size() > 120) return false;
  std::size_t words = 0, small = 0, digits = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<UChar32>(utf8::next(text, i));
    digits += u_isdigit(c);
    if (c == '!' || c == '?' || c == ';' || c == 0x3002) return false;
    const bool letter = u_isalpha(c);
    if (letter && !inside) {
      ++words;
      small += u_islower(c);
    }
    inside = letter || c == '\'' || c == 0x2019 || c == '-' || u_isdigit(c);
  }
  return words >= 1 && words <= 9 && digits <= 2 && small * 2 <= words;
}

std::string name_in(std::string_view text) {
  const auto mark = [](char32_t c) {
    return c == ' ' || c == ':' || c == '/' || c == '|' || c == '-' || c == ',' || c == 0xFF1A || c == 0xFF0F ||
           c == 0xFF5C || c == 0x2013 || c == 0x2014 || c == 0xA0 || c == '=' || c == 0xFF1D || c == 0x2022 ||
           c == 0xB7 || c == '(' || c == ')';
  };
  std::size_t start = 0, end = text.size();
  while (start < end) {
    std::size_t next = start;
    if (!mark(utf8::next(text, next))) break;
    start = next;
  }
  while (end > start) {
    std::size_t before = end;
    const char32_t c = utf8::previous(text, before);
    if (!mark(c)) break;
    end = before;
  }
  text = text.substr(start, end - start);
  // Words that are addresses or handles go when something else is left.
  std::string name;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, stop - at);
    const std::size_t dot = word.find('.');
    const bool address =
        word.find('@') != std::string_view::npos || (dot != std::string_view::npos && dot > 1 && dot + 2 < word.size());
    if (!word.empty() && !address) {
      if (!name.empty()) name += ' ';
      name.append(word);
    }
    at = stop + 1;
  }
  if (name.empty()) name = text;
  return is_name_like(name) ? name : std::string();
}

namespace {

// The original bytes behind the first `folded_size` bytes of the folded form.
std::string_view behind_folded(std::string_view text, uint32_t folded_size, std::string& scratch) {
  for (std::size_t at = 0; at < text.size();) {
    utf8::next(text, at);
    fold(text.substr(0, at), scratch);
    if (scratch.size() >= folded_size) return text.substr(at);
  }
  return {};
}

}  // namespace

void PlainTextJudge::judge_head() {
  const std::size_t end = body_first_ == none ? 0 : body_first_;
  for (std::size_t i = 0; i < end; ++i)
    if (!lines_[i].verdict) judge_head_line(i);
  if (title_ == none && !options_.markdown && !options_.from_html) choose_title(end);
  cut_byline_bracket();
}

bool PlainTextJudge::judge_head_line(std::size_t i) {
  const Line& line = lines_[i];
  if (judge_date(i) || judge_byline(i)) return true;
  if (options_.markdown) return false;
  const CueHits& h = hits(i);
  if (line.words <= 8 && h.part(Cue::reading_time)) return drop(i, "reading-time", "cue:reading-time", 0.9), true;
  if (h.line(Cue::menu)) return drop(i, "menu", "cue:menu", 0.8), true;
  if (h.line(Cue::navigation) || h.start(Cue::navigation) || h.part(Cue::navigation))
    return drop(i, "navigation", "cue:navigation", 0.8), true;
  if (h.line(Cue::account)) return drop(i, "account", "cue:account", 0.8), true;
  if (h.line(Cue::share) || (h.start(Cue::share) && line.words <= 8)) return drop(i, "share", "cue:share", 0.8), true;
  if (h.line(Cue::comments)) return drop(i, "comments", "cue:comments", 0.8), true;
  if (h.line(Cue::newsletter) || (h.part(Cue::newsletter) && line.words <= 25))
    return drop(i, "newsletter", "cue:newsletter", 0.8), true;
  if (h.start(Cue::tags) && !line.ends_sentence) return drop(i, "tags", "cue:tags", 0.8), true;
  if (is_run_together(line)) return drop(i, "menu", "run-together", 0.85), true;
  if (is_separated_menu(line) && line.words <= 30) return drop(i, "menu", "separated-items", 0.75), true;
  if (line.digits == line.size()) return drop(i, "navigation", "bare-number", 0.6), true;
  return false;
}

bool PlainTextJudge::judge_date(std::size_t i) {
  const Line& line = lines_[i];
  if (line.words > 20 || line.size() > 200 || line.digits < 4) return false;
  const CueHits h = hits(i);
  const auto date = find_date(folded(i), cues_);
  if (!date) return false;
  // "A Name - Nov 19, 2019": a date with a name beside it; a weekday is one word.
  std::string name;
  if (!h.start(Cue::date) && folded(i).size() == text(i).size()) {
    const uint32_t after_cue = h.start(Cue::byline) ? h.start_length(Cue::byline) : 0;
    if (date->start > after_cue) name = name_in(text(i).substr(after_cue, date->start - after_cue));
    if (name.find(' ') == std::string::npos && after_cue == 0) name.clear();
  }
  const bool alone = name.empty() && is_date_line(folded(i), *date, h);
  if (!alone) {
    const std::string_view f = folded(i), t = text(i);
    if (line.words > 12 || line.ends_full_stop || f.size() != t.size()) return false;
    if (name.empty()) name = name_in(t.substr(date->end));
    if (name.empty()) return false;
  }
  if (article_.date.empty()) article_.date = date->iso;
  if (article_.byline.empty() && !name.empty()) article_.byline = name;
  drop(i, "date", alone ? "date-line" : "name-and-date", alone ? 0.95 : 0.8);
  return true;
}

bool PlainTextJudge::judge_byline(std::size_t i) {
  const Line& line = lines_[i];
  if (line.words > 14 || line.size() > 200 || (line.ends_full_stop && line.words > 5)) return false;
  const CueHits h = hits(i);
  if (h.end(Cue::byline) && line.words <= 5 && !line.ends_sentence) {
    if (article_.byline.empty()) article_.byline = name_in(text(i));
    return drop(i, "byline", "cue:byline", 0.8), true;
  }
  if (!h.start(Cue::byline)) return false;
  std::string_view rest = behind_folded(text(i), h.start_length(Cue::byline), scratch_.key);
  const std::string name = name_in(rest);
  if (name.empty()) return false;
  if (article_.byline.empty()) article_.byline = name;
  drop(i, "byline", "cue:byline", 0.95);
  return true;
}

bool PlainTextJudge::could_be_title(std::size_t i) {
  const Line& line = lines_[i];
  if (!is_title_like(line) || line.bullet || line.ends_colon || line.begins_small) return false;
  // One or two words head a section or say a place; two sentences are a paragraph.
  if (line.words < 3 || line.sentence_ends > (line.ends_sentence ? 2u : 1u)) return false;
  const std::size_t next = next_kept(i);
  return next >= lines_.size() || !(lines_[next].begins_small && lines_[next].blank_before == 0);
}

// "news" above the title: one or two words, and the title itself comes after.
bool PlainTextJudge::is_section_name(std::size_t i) {
  const Line& line = lines_[i];
  return line.words <= 3 && !line.ends_sentence && (hits(i).line(Cue::section) || line.begins_small || line.words <= 1);
}

void PlainTextJudge::choose_title(std::size_t end) {
  std::size_t i = 0;
  while (i < end && !lines_[i].kept()) ++i;
  if (i >= end) return;
  std::size_t first = i;
  while (is_section_name(i)) {
    std::size_t next = next_kept(i);
    if (next >= end || lines_[next].words < 3 || !could_be_title(next)) break;
    i = next;
  }
  if (!could_be_title(i)) return;
  for (; first < i; ++first) drop(first, "navigation", "section-name", 0.8);
  take_title(i, "first-line");
}

void PlainTextJudge::take_title(std::size_t i, const char* reason) {
  title_ = i;
  article_.title = std::string(unquoted(text(i)));
  drop(i, "title", reason, 1.0);
}

void PlainTextJudge::drop_title_repeats() {
  if (title_ != none) drop_repeats_of(text(title_));
  if (options_.titles == nullptr) return;
  for (const std::string& title : *options_.titles) drop_repeats_of(title);
}

void PlainTextJudge::drop_repeats_of(std::string_view title) {
  std::string& key = scratch_.key;
  title_key(title, key);
  if (key.size() < 8) return;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    if (line.verdict || line.size() * 10 < title.size() * 7 || line.size() * 7 > title.size() * 10) continue;
    title_key(text(i), scratch_.other_key);
    if (!same_title(key, scratch_.other_key)) continue;
    // Of a page the first place is the title itself, and text is kept that merely begins like it.
    const bool first = title_ == none;
    if (first) title_ = i;
    drop(i, "title", first ? "known-title" : "title-repeat", 0.95);
  }
}

// "[Text/Paper A Name] The paragraph ...": the bracket is the byline.
void PlainTextJudge::cut_byline_bracket() {
  if (body_first_ == none) return;
  static constexpr std::string_view brackets[][2] = {{"【", "】"}, {"[", "]"}, {"（", "）"}, {"(", ")"}, {"［", "］"}};
  for (std::size_t i = body_first_, seen = 0; i < lines_.size() && seen < 3; ++i, ++seen) {
    if (lines_[i].verdict) continue;
    const std::string_view t = text(i);
    for (const auto& [open, close] : brackets) {
      if (t.substr(0, open.size()) != open) continue;
      const std::size_t end = t.substr(0, 200).find(close);
      if (end == std::string_view::npos || end + close.size() >= t.size()) continue;
      const std::string_view inside = t.substr(open.size(), end - open.size());
      fold(inside, scratch_.folded);
      const CueHits h = cues_.match(scratch_.folded);
      if (!h.start(Cue::byline)) continue;
      const std::string name = name_in(behind_folded(inside, h.start_length(Cue::byline), scratch_.key));
      if (name.empty()) continue;
      if (article_.byline.empty()) article_.byline = name;
      auto after = static_cast<uint32_t>(lines_[i].start + end + close.size());
      while (after < lines_[i].end && source_[after] == ' ') ++after;
      inner_.push_back({lines_[i].start, after, {"byline", "byline-bracket", 0.95}});
      return;
    }
  }
}

}  // namespace docmill::cleaner
