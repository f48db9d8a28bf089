// Who wrote it and when: the lines of byline and date in the head of a plain text.
#include <unicode/uchar.h>

#include <algorithm>
#include <cstring>

#include "docmill/base/utf8.hpp"
#include "plain_text/judge.hpp"

namespace docmill::cleaner {

namespace {

// What stands before the first mark between fields, marks at the beginning aside.
std::string_view first_field(std::string_view text) {
  const std::size_t start = std::min(text.find_first_not_of(" :|/-"), text.size());
  std::size_t end = text.size();
  for (const std::string_view mark : {"|", "｜", "／", " · ", " • ", " – ", " — ", "　　"})
    if (const std::size_t at = text.find(mark, start + 1); at != std::string_view::npos) end = std::min(end, at);
  return text.substr(0, end);
}

bool is_particle(std::string_view word) {
  static constexpr std::string_view particles[] = {"de", "del", "della", "di",  "da",  "dos", "do",  "la",
                                                   "le", "el",  "van",   "von", "der", "den", "ter", "ten",
                                                   "y",  "e",   "bin",   "ibn", "al",  "zu",  "af",  "av"};
  return std::find(std::begin(particles), std::end(particles), word) != std::end(particles);
}

}  // namespace

std::string_view without_calling(std::string_view name) {
  for (const std::string_view word : {" \uae30\uc790", " \ud2b9\ud30c\uc6d0"})
    if (name.size() > word.size() && name.ends_with(word)) return name.substr(0, name.size() - word.size());
  return name;
}

std::string_view before_next_label(std::string_view text) {
  std::size_t colon = std::string_view::npos;
  for (const std::string_view mark : {":", "："}) colon = std::min(colon, text.find(mark, 2));
  if (colon == std::string_view::npos) return text;
  // French sets a space before it.
  const std::size_t space = text.rfind(' ', text[colon - 1] == ' ' ? colon - 2 : colon);
  return space == std::string_view::npos || space == 0 ? text : text.substr(0, space);
}

bool has_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text[at - 1] == ' ') return false;
  const std::size_t dot = text.find('.', at);
  return dot != std::string_view::npos && dot > at + 1 && dot < std::min(text.find(' ', at), text.size());
}

// Two to five words, each with a capital or a small word of names; scripts without capitals give none.
bool is_person_name(std::string_view text) {
  std::size_t names = 0, words = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, stop - at);
    at = stop + 1;
    if (word.empty()) continue;
    ++words;
    std::size_t i = 0;
    if (u_isupper(static_cast<UChar32>(utf8::next(word, i)))) ++names;
    else if (!is_particle(word)) return false;
    while (i < word.size()) {
      const auto c = static_cast<UChar32>(utf8::next(word, i));
      if (!u_isalpha(c) && c != '.' && c != '-' && c != '\'' && c != 0x2019 && c != 0x301) return false;
    }
  }
  return names >= 2 && words <= 5;
}

bool begins_with_abbreviation(std::string_view text, bool unless_person) {
  text.remove_prefix(std::min(text.find_first_not_of(" |:-/"), text.size()));
  if (text.substr(0, 3) != "AV " && text.substr(0, 3) != "AF ") return false;
  text.remove_prefix(3);
  bool has_small = false;
  for (std::size_t i = 0; i < text.size();)
    has_small = u_islower(static_cast<UChar32>(utf8::next(text, i))) || has_small;
  return has_small && !(unless_person && is_person_name(name_in(text)));
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
    inside = letter || (u_charType(c) >= U_NON_SPACING_MARK && u_charType(c) <= U_COMBINING_SPACING_MARK) ||
             c == '\'' || c == 0x2019 || c == '-' || u_isdigit(c);
  }
  return words >= 1 && words <= 9 && digits <= 2 && small * 2 <= words;
}

namespace {

// Marks between fields, and brackets, around a name.
std::string_view without_marks(std::string_view text) {
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
  return text.substr(start, end - start);
}

}  // namespace

std::string name_in(std::string_view text) {
  text = without_marks(text);
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
  name = name.empty() ? std::string(text) : std::string(without_marks(name));
  return is_name_like(name) ? name : std::string();
}

bool PlainTextJudge::judge_date(std::size_t i) {
  const Line& line = lines_[i];
  if (is_dated_ || line.words > 20 || line.size() > 200 || line.digits < 4) return false;
  const CueHits h = hits(i);
  const auto date = find_date(folded(i), cues_);
  if (!date) return false;
  // "A Name - Nov 19, 2019": a date with a name beside it; a weekday is one word.
  std::string name;
  if (!h.start(Cue::date)) {
    const std::size_t before_date = start_of_folded(text(i), date->start, scratch_.key);
    const std::size_t after_cue =
        h.start(Cue::byline) ? end_of_folded(text(i), h.start_length(Cue::byline), scratch_.key) : 0;
    if (before_date > after_cue) name = name_in(text(i).substr(after_cue, before_date - after_cue));
    // What ends in a colon is a label of the day, be it before a weekday.
    const std::size_t colon = name.rfind(": ");
    const bool label = text(i).substr(0, before_date).ends_with(": ") ||
                       (colon != std::string::npos && name.find(' ', colon + 2) == std::string::npos);
    if ((label || name.find(' ') == std::string::npos) && after_cue == 0) name.clear();
  }
  const auto second = find_date(folded(i), cues_, date->end);
  const bool alone = name.empty() && is_date_line(folded(i), *date, h, second ? &*second : nullptr);
  if (!alone) {
    if (line.words > 12 || line.ends_full_stop) return false;
    const std::string_view behind = text(i).substr(end_of_folded(text(i), date->end, scratch_.key));
    if (name.empty() && !behind.starts_with('.')) name = name_in(behind);  // a stop ends what the day stands in
    if (name.empty()) return false;
  }
  // The day of publication, where that of a change stands before it.
  const auto changes = [&](std::size_t from, std::size_t to) {
    return says_changed(std::string_view(folded(i)).substr(from, to - from));
  };
  const bool later = second && changes(0, date->start) && !changes(date->end, second->start);
  if (article_.date.empty()) article_.date = later ? second->iso : date->iso;
  if (name.empty()) name = labelled_name(text(i));
  if (article_.byline.empty() && !name.empty()) article_.byline = without_calling(name);
  drop(i, "date", alone ? "date-line" : "name-and-date", alone ? 0.95 : 0.8);
  return true;
}

bool PlainTextJudge::judge_byline(std::size_t i) {
  const Line& line = lines_[i];
  if (line.words > 14 || line.size() > 200 || (line.ends_full_stop && line.words > 5)) return false;
  const CueHits h = hits(i);
  if (line.words <= 5 && !line.ends_sentence && (h.end(Cue::byline) || has_address(text(i)))) {
    const std::string name = name_in(text(i));
    fold(name, scratch_.folded);
    if (h.end(Cue::byline) || cues_.match(scratch_.folded).end(Cue::byline)) {
      if (article_.byline.empty()) article_.byline = without_calling(name);
      return drop(i, "byline", "cue:byline", 0.8), true;
    }
  }
  const Cue cue = h.start(Cue::byline) ? Cue::byline : Cue::editor;
  if (!h.start(cue)) return false;
  const std::string_view rest = text(i).substr(end_of_folded(text(i), h.start_length(cue), scratch_.key));
  // "記者が語る": a particle, no name.
  std::size_t at = 0;
  if (const char32_t c = rest.empty() ? 0 : utf8::next(rest, at); c >= 0x3040 && c < 0x30A0) return false;
  const std::string name = name_in(first_field(rest));
  if (name.empty() || (cue == Cue::byline && begins_with_abbreviation(text(i)))) return false;
  std::string& place = cue == Cue::editor ? editor_ : article_.byline;
  if (place.empty()) place = name;
  drop(i, "byline", cue == Cue::editor ? "cue:editor" : "cue:byline", cue == Cue::editor ? 0.9 : 0.95);
  return true;
}

// "2024-06-11 09:30 Source: a paper Author: a name": what stands behind a byline cue with a colon, up to the next
// field.
std::string PlainTextJudge::labelled_name(std::string_view line) {
  for (std::size_t space = line.find(' '); space != std::string_view::npos; space = line.find(' ', space + 1)) {
    const std::string_view rest = line.substr(space + 1);
    fold(rest, scratch_.folded);
    const CueHits h = cues_.match(scratch_.folded);
    if (!h.start(Cue::byline) || !is_label_end(scratch_.folded, h.start_length(Cue::byline))) continue;
    const std::string_view behind = rest.substr(end_of_folded(rest, h.start_length(Cue::byline), scratch_.key));
    std::string name = name_in(before_next_label(first_field(behind)));
    if (!name.empty()) return name;
  }
  return {};
}

// A name without a cue, between the title and the date or beside another line of that kind.
void PlainTextJudge::judge_bare_names(std::size_t end) {
  const auto is = [&](std::size_t i, const char* label) {
    return i < lines_.size() && lines_[i].verdict && std::strcmp(lines_[i].verdict.label, label) == 0;
  };
  for (std::size_t i = title_ + 1; i < end && article_.byline.empty(); ++i) {
    const Line& line = lines_[i];
    if (line.verdict || line.words > 10 || line.ends_sentence || line.ends_colon || line.digits != 0) continue;
    if (!is(i + 1, "date") && !is(i - 1, "date") && !is(i + 1, "reading-time") && !is(i + 1, "share")) continue;
    const std::string_view name = text(i).substr(0, text(i).find(','));
    if (!is_person_name(name) || hits(i).any(Cue::section) || is_interface(i)) continue;
    article_.byline = name;
    drop(i, "byline", "name-beside-date", 0.7);
  }
}

// A standfirst, which reads like a paragraph, may stand above the byline and the date.
void PlainTextJudge::judge_lines_below_standfirst() {
  if (body_first_ == none) return;
  const std::size_t end = std::min(body_first_ + 4, body_last_);
  bool found = false;
  for (std::size_t i = body_first_ + 1; i < end; ++i) {
    const Line& line = lines_[i];
    if (line.verdict || line.ends_sentence || line.words > 14) continue;
    const CueHits h = hits(i);
    if (h.start(Cue::byline)) {
      const std::string_view rest =
          first_field(text(i).substr(end_of_folded(text(i), h.start_length(Cue::byline), scratch_.key)));
      if (!is_person_name(name_in(rest)) && !is_label_end(folded(i), h.start_length(Cue::byline))) continue;
      found = judge_date(i) || judge_byline(i) || found;
    } else if (found || h.start(Cue::date)) {
      judge_date(i);
    }
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
      const std::string name = name_in(inside.substr(end_of_folded(inside, h.start_length(Cue::byline), scratch_.key)));
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
