// The tail of a plain text: everything after the last paragraph. A cue word is enough here, and after the first sure
// sign that the article is over, what is no sentence goes as well.
#include <algorithm>
#include <cstring>

#include "plain_text/judge.hpp"

namespace docmill::cleaner {

namespace {

bool is_interface_label(const Verdict& v) {
  for (const char* label : {"comments", "share", "newsletter", "account"})
    if (std::strcmp(v.label, label) == 0) return true;
  return false;
}

bool ends_the_article(const Verdict& v) {
  for (const char* label : {"comments", "related", "references", "copyright", "newsletter"})
    if (std::strcmp(v.label, label) == 0) return true;
  return false;
}

// "A Name, Another Name and a Third": each by itself, folded, if it is of two words at least.
std::vector<std::string> names_in(std::string_view byline) {
  std::vector<std::string> names;
  while (!byline.empty()) {
    std::size_t end = byline.size(), next = byline.size();
    for (const std::string_view mark : {", ", " & ", " and ", " und ", " y ", " et ", " e ", "; "})
      if (const std::size_t at = byline.find(mark); at < end) end = at, next = at + mark.size();
    std::string name;
    fold(byline.substr(0, end), name);
    if (name.find(' ') != std::string::npos && name.size() >= 6) names.push_back(std::move(name));
    byline.remove_prefix(next);
  }
  return names;
}

bool begins_with_name(std::string_view folded, std::string_view name) {
  return folded.size() > name.size() && folded.substr(0, name.size()) == name &&
         (folded[name.size()] == ' ' || folded[name.size()] == ',' || folded[name.size()] == '\'');
}

}  // namespace

// What stands at the end about the author: the name in full begins one of the last paragraphs, and stands nowhere in
// the article above; what comes behind it belongs to it.
void PlainTextJudge::judge_author_note() {
  const std::string& byline =
      options_.byline != nullptr && !options_.byline->empty() ? *options_.byline : article_.byline;
  const std::vector<std::string> names = names_in(byline);
  if (names.empty()) return;
  static constexpr std::size_t farthest = 4;  // paragraphs from the end
  std::size_t left = 0, first = none;
  for (std::size_t i = lines_.size(), seen = 0; i-- > 0 && seen < farthest;) {
    if (!lines_[i].kept()) continue;
    ++seen;
    const bool note = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return lines_[i].words >= 8 && begins_with_name(folded(i), name) && !names_elsewhere(name, i);
    });
    if (note) first = i;
  }
  if (first == none) return;
  for (std::size_t i = 0; i < first; ++i) left += lines_[i].kept() ? lines_[i].words : 0;
  uint32_t note_words = 0;
  for (std::size_t i = first; i < lines_.size(); ++i) note_words += lines_[i].kept() ? lines_[i].words : 0;
  if (left < 2 * note_words) return;  // a text about that person
  for (std::size_t i = first; i < lines_.size(); ++i) drop(i, "author", "name-of-author", 0.8);
}

bool PlainTextJudge::names_elsewhere(const std::string& name, std::size_t before) {
  for (std::size_t i = 0; i < before; ++i)
    if (lines_[i].kept() && folded(i).find(name) != std::string_view::npos) return true;
  return false;
}

void PlainTextJudge::judge_tail() {
  if (body_last_ == none || options_.markdown) return;
  Verdict before;
  bool over = false;
  for (std::size_t i = std::max(body_last_ + 1, content_end_); i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    if (!line.verdict && !judge_tail_line(i)) {
      if (before && is_interface_label(before) && line.begins_small && line.words <= 5)
        drop(i, before.label, "interface-fragment", 0.7);
      else if (over && !line.ends_sentence) drop(i, before ? before.label : "navigation", "after-end-of-article", 0.6);
    }
    if (!line.verdict) continue;
    before = line.verdict;
    over = over || ends_the_article(before);
  }
}

bool PlainTextJudge::judge_tail_line(std::size_t i) {
  const Line& line = lines_[i];
  const CueHits& h = hits(i);
  const bool label_like = !line.ends_full_stop || line.words <= 6;
  if (h.part(Cue::copyright) || h.start(Cue::copyright)) return drop(i, "copyright", "cue:copyright", 0.9), true;
  if (h.line(Cue::comments) || h.start(Cue::comments) || h.part(Cue::comments))
    return drop(i, "comments", "cue:comments", 0.85), true;
  if (h.line(Cue::newsletter) || h.start(Cue::newsletter) || h.part(Cue::newsletter))
    return drop(i, "newsletter", "cue:newsletter", 0.85), true;
  if (h.line(Cue::share) || h.start(Cue::share) || h.part(Cue::share))
    if (label_like) return drop(i, "share", "cue:share", 0.85), true;
  if (h.line(Cue::related) || (h.start(Cue::related) && !line.ends_full_stop))
    return drop(i, "related", "cue:related", 0.85), true;
  if ((h.start(Cue::references) && label_like) || (line.url && line.words == 1))
    return drop(i, "references", line.url ? "bare-url" : "cue:references", 0.8), true;
  if (h.start(Cue::tags) && label_like) return drop(i, "tags", "cue:tags", 0.8), true;
  if (h.line(Cue::tags) || h.line(Cue::author_note) || h.start(Cue::author_note) || h.part(Cue::author_note))
    return drop(i, h.line(Cue::tags) ? "tags" : "author", h.line(Cue::tags) ? "cue:tags" : "cue:author-note", 0.75),
           true;
  if (h.line(Cue::account) || h.start(Cue::account)) return drop(i, "account", "cue:account", 0.8), true;
  if (h.line(Cue::navigation) || h.start(Cue::navigation) || h.part(Cue::navigation) || h.line(Cue::menu))
    return drop(i, "navigation", "cue:navigation", 0.8), true;
  if (is_run_together(line)) return drop(i, "menu", "run-together", 0.85), true;
  if (judge_date(i) || judge_byline(i)) return true;
  if (line.words <= 6 && !line.ends_sentence && has_address(text(i)))
    return drop(i, "author", "e-mail-address", 0.75), true;
  return false;
}

}  // namespace docmill::cleaner
