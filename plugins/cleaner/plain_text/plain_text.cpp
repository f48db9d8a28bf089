#include "plain_text/plain_text.hpp"

#include <algorithm>
#include <cstring>

#include "docmill/base/utf8.hpp"
#include "plain_text/judge.hpp"

namespace docmill::cleaner {

namespace {

// Both are in order.
void mark_headings(const std::vector<uint32_t>& starts, std::vector<Line>& lines) {
  auto line = lines.begin();
  for (const uint32_t start : starts) {
    while (line != lines.end() && line->start < start) ++line;
    if (line != lines.end() && line->start == start) line->heads_prose = true;
  }
}

}  // namespace

void judge_plain_text(std::string_view source, const CueTable& cues, const BlockModel& model,
                      const PlainTextOptions& options, PlainTextScratch& scratch, Article& article,
                      std::vector<InnerCut>& inner) {
  article.clear();
  inner.clear();
  read_lines(source, scratch.lines);
  scratch.cues.clear(scratch.lines.size());
  scratch.steps = 0;
  scratch.folded_of = static_cast<std::size_t>(-1);
  if (options.cut == Cut::nothing) return;
  if (options.headings != nullptr) mark_headings(*options.headings, scratch.lines);
  PlainTextJudge(source, cues, model, options, scratch, article, inner).judge();
  for (Line& line : scratch.lines) {
    if (!line.verdict) continue;
    const std::string_view label = line.verdict.label;
    const bool wanted =
        (options.keep_title && label == "title" && std::strcmp(line.verdict.reason, "title-repeat") != 0) ||
        (options.keep_captions && (label == "caption" || label == "credit")) ||
        (options.keep_references && label == "references");
    if (wanted) line.verdict = {};
  }
}

// Text whose lines were broken at a fixed width: most lines go on, with a small letter, in the next one.
bool is_hard_wrapped(const std::vector<Line>& lines) {
  std::size_t broken = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i)
    broken += !lines[i].ends_sentence && lines[i].words >= 5 && lines[i + 1].begins_small &&
              lines[i + 1].blank_before == 0 && !lines[i + 1].bullet;
  return broken >= 4 && broken * 4 >= lines.size();
}

void PlainTextJudge::judge() {
  if (lines_.empty()) return;
  if (!options_.from_html && is_hard_wrapped(lines_))
    return;  // lines are no paragraphs here; every rule below would be wrong
  if (options_.cut == Cut::automatic && !options_.markdown && is_whole_page()) judge_page();
  is_dated_ = is_dated();
  find_body();
  judge_sure_lines();
  find_body();
  judge_references();
  judge_head();
  drop_title_repeats();
  judge_tail();
  judge_bare_headings();
  if (article_.byline.empty()) article_.byline = editor_;
  if (!options_.markdown) {
    judge_author_note();
    cut_edit_marks();
  }
}

// A heading whose paragraph went is a line like others, and goes with it at the end.
void PlainTextJudge::judge_bare_headings() {
  for (std::size_t i = lines_.size(), kept_behind = 0; i-- > 0; kept_behind += lines_[i].kept()) {
    if (!lines_[i].heads_prose || !lines_[i].kept() || i + 1 == lines_.size() || !lines_[i + 1].verdict) continue;
    lines_[i].heads_prose = false;
    if (kept_behind == 0) drop(i, lines_[i + 1].verdict.label, "heading-of-removed", 0.7);
    else judge_sure_line(i);
  }
}

// "History [edit]", "History[edit | edit source]": what editors of a wiki see behind a heading.
void PlainTextJudge::cut_edit_marks() {
  constexpr uint32_t most_words = 25, longest_mark = 80;  // bytes
  const std::size_t n_before = inner_.size();
  for (const Line& line : lines_) {
    if (!line.kept() || line.words > most_words || line.end - line.start < 4 || source_[line.end - 1] != ']') continue;
    const std::size_t in_line = source_.substr(line.start, line.end - line.start).rfind('[');
    if (in_line == std::string_view::npos || in_line == 0) continue;
    const std::size_t open = line.start + in_line;
    if (line.end - open > longest_mark) continue;
    // "To change this page, click [edit]" is a sentence.
    const std::string_view before = source_.substr(line.start, in_line);
    if (before.find(", ") != std::string_view::npos && std::count(before.begin(), before.end(), ' ') > 3) continue;
    fold(source_.substr(open + 1, line.end - open - 2), scratch_.folded);
    bool edits = !scratch_.folded.empty();
    for (std::string_view rest = scratch_.folded; edits && !rest.empty();) {
      const std::size_t bar = std::min(rest.find('|'), rest.size());
      edits = cues_.match(rest.substr(0, bar)).line(Cue::edit_mark);
      rest.remove_prefix(std::min(bar + 1, rest.size()));
    }
    if (edits) inner_.push_back({static_cast<uint32_t>(open), line.end, {"navigation", "edit-mark", 0.9}});
  }
  if (n_before != 0 && n_before != inner_.size())
    std::sort(inner_.begin(), inner_.end(), [](const InnerCut& a, const InnerCut& b) { return a.start < b.start; });
}

std::string_view PlainTextJudge::folded(std::size_t i) {
  if (scratch_.folded_of != i) {
    fold(text(i), scratch_.folded_line);
    scratch_.folded_of = i;
  }
  return scratch_.folded_line;
}

void look_for_cues(std::string_view folded, const Line& line, const CueTable& table, std::size_t i, LineCues& cues) {
  cues.remember(i, table.match(folded), is_language_menu(folded, line, table));
}

CueHits PlainTextJudge::hits(std::size_t i) {
  LineCues& known = scratch_.cues;
  if (!known.knows(i)) {
    if (lines_[i].size() <= LineCues::longest) look_for_cues(folded(i), lines_[i], cues_, i, known);
    else known.remember(i, {}, false);
  }
  return known[i];
}

bool PlainTextJudge::has_noise_cue(std::size_t i) {
  const Line& line = lines_[i];
  if (line.words > 60) return false;
  const CueHits& h = hits(i);
  if (h.part(Cue::copyright) || h.start(Cue::copyright)) return true;
  if (line.words > 40) return false;
  return h.part(Cue::newsletter) || h.start(Cue::newsletter) || h.part(Cue::comments) || h.start(Cue::comments) ||
         h.part(Cue::navigation) || h.part(Cue::author_note) || h.start(Cue::references) || h.start(Cue::related) ||
         h.start(Cue::account) || h.start(Cue::share);
}

bool PlainTextJudge::is_interface(std::size_t i) {
  const CueHits& h = hits(i);
  for (const Cue c :
       {Cue::comments, Cue::share, Cue::newsletter, Cue::account, Cue::navigation, Cue::menu, Cue::advert})
    if (h.line(c)) return true;
  return false;
}

std::size_t PlainTextJudge::next_kept(std::size_t i) const {
  do ++i;
  while (i < lines_.size() && !lines_[i].kept());
  return i;
}

// The body runs from the first paragraph that no cue speaks against to the last one.
void PlainTextJudge::find_body() {
  body_first_ = body_last_ = none;
  for (const bool strict : {true, false}) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!lines_[i].kept() || !(strict ? is_prose(lines_[i]) : is_sentence(lines_[i])) || has_noise_cue(i)) continue;
      if (body_first_ == none) body_first_ = i;
      // From the front this is enough; the last one is found from the back.
      break;
    }
    if (body_first_ == none) continue;
    for (std::size_t i = lines_.size(); i-- > body_first_;) {
      if (!lines_[i].kept() || !(strict ? is_prose(lines_[i]) : is_sentence(lines_[i])) || has_noise_cue(i)) continue;
      body_last_ = i;
      break;
    }
    return;
  }
}

namespace {

void note_removed(std::vector<Removed>& removed, uint32_t start, uint32_t end, const Verdict& why, bool adjacent) {
  if (adjacent && !removed.empty()) {
    Removed& last = removed.back();
    // Neighbours taken out for one reason are one stretch; titles, bylines and dates stay apart.
    if (std::strcmp(last.why.label, why.label) == 0 && std::strcmp(last.why.reason, why.reason) == 0) {
      last.end = end;
      return;
    }
  }
  removed.push_back({start, end, why});
}

}  // namespace

void write_plain_text(std::string_view source, const PlainTextOptions& options, const CharacterOptions& characters,
                      const PlainTextScratch& scratch, const std::vector<InnerCut>& inner, EditList& edits,
                      std::vector<Removed>& removed) {
  removed.clear();
  TextWriter writer(source, characters, edits);
  auto cut = inner.begin();
  bool after_removed = false, goes_on = false;
  auto hyphen = scratch.hyphens.begin();
  for (const Line& line : scratch.lines) {
    const bool before_went_on = goes_on;
    if (goes_on) goes_on = false;
    else if (line.blank_before != 0) writer.paragraph_break();
    else writer.line_break();
    if (line.verdict) {
      note_removed(removed, line.start, line.end, line.verdict, after_removed);
      after_removed = true;
      continue;
    }
    after_removed = false;
    uint32_t at = line.raw_start;
    for (; cut != inner.end() && cut->start < line.raw_end; ++cut) {
      writer.keep(at, cut->start);
      removed.push_back({cut->start, cut->end, cut->why});
      at = cut->end;
    }
    if (hyphen != scratch.hyphens.end() && &scratch.lines[hyphen->line] == &line) {
      goes_on = true;
      writer.keep(before_went_on ? std::max(at, line.start) : at, hyphen->cut);
      ++hyphen;
      continue;
    }
    if (line.plain && at == line.start) writer.keep_plain(at, line.end);
    else if (options.markdown || options.from_html) writer.keep_preformatted(at, line.raw_end);
    else writer.keep(before_went_on ? std::max(at, line.start) : at, line.raw_end);
  }
  writer.finish();
}

}  // namespace docmill::cleaner
