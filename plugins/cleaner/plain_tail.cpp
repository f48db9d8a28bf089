// The tail of a plain text: everything after the last paragraph. A cue word is enough here, and after the first sure
// sign that the article is over, what is no sentence goes as well.
#include <cstring>

#include "plain_judge.hpp"

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

}  // namespace

void PlainTextJudge::judge_tail() {
  if (body_last_ == none || options_.markdown) return;
  Verdict before;
  bool over = false;
  for (std::size_t i = body_last_ + 1; i < lines_.size(); ++i) {
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
  if (h.line(Cue::related) || (h.start(Cue::related) && label_like))
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
  if (is_separated_menu(line) && line.words <= 30) return drop(i, "menu", "separated-items", 0.75), true;
  if (judge_date(i) || judge_byline(i)) return true;
  if (line.words <= 6 && !line.ends_sentence && has_address(text(i)))
    return drop(i, "author", "e-mail-address", 0.75), true;
  return false;
}

}  // namespace docmill::cleaner
