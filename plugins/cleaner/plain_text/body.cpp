// Rules that are sure enough to fire anywhere in a plain text, the body included.
#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "plain_text/judge.hpp"
#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

bool is_label_end(std::string_view folded, uint32_t at) {
  const std::string_view before = folded.substr(0, at), after = folded.substr(at);
  const auto begins = [&](std::string_view p) { return after.substr(0, p.size()) == p; };
  const auto ends = [&](std::string_view p) {
    return before.size() >= p.size() && before.substr(before.size() - p.size()) == p;
  };
  return ends(":") || ends("：") || ends("=") || ends("＝") || begins(":") || begins(" :") || begins("：") ||
         begins("】") || begins("]");
}

void PlainTextJudge::judge_sure_lines() {
  constexpr uint64_t least_words_of_content = 100;  // lists of related links are seldom as long
  uint64_t words = 0;
  for (const Line& line : lines_) words += line.kept() ? line.words : 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    if (line.verdict || line.heads_prose) continue;
    // A paragraph: long, and it ends as one.
    if (line.ends_full_stop && line.words > 25) continue;
    // A sentence that is longer than the phrases that fill a line: only its beginning can speak against it.
    if (line.ends_full_stop && line.words > 8 && !begins_like_noise(i)) continue;
    if (!options_.markdown && i >= content_end_ && opens_related_list(i)) {
      // What most of the text stands in is the text.
      const std::size_t end = end_of_list_after(i);
      uint64_t listed = 0;
      for (std::size_t k = i + 1; k < end; ++k) listed += lines_[k].kept() ? lines_[k].words : 0;
      if (listed * 2 > words && listed >= least_words_of_content) {
        content_end_ = end;
        continue;
      }
      drop(i, "related", "heading-of-list", 0.95);
      for (std::size_t k = i + 1; k < end; ++k) drop(k, "related", "link-list-after-heading", 0.9);
      continue;
    }
    judge_sure_line(i);
  }
}

bool PlainTextJudge::begins_like_noise(std::size_t i) {
  const std::string_view t = text(i);
  fold(utf8::prefix(t, 40), scratch_.folded);
  const CueHits h = cues_.match_start(scratch_.folded);
  return h.start(Cue::copyright) || h.start(Cue::credit);
}

bool PlainTextJudge::judge_sure_line(std::size_t i) {
  const Line& line = lines_[i];
  if (is_language_menu(i)) return drop(i, "language-menu", "names-of-languages", 0.95), true;
  if (options_.markdown) return false;
  const CueHits h = hits(i);
  if (h.empty() && line.size() <= LineCues::longest) return false;  // every rule below asks for one
  if (is_row_of_buttons(i, h)) return drop(i, "share", "row-of-buttons", 0.85), true;
  if (is_credit(i, h)) return drop(i, "credit", "cue:credit", 0.9), true;
  if (is_caption_with_credit(i, h)) return drop(i, "caption", "credit-at-end", 0.9), true;
  if (h.line(Cue::advert)) return drop(i, "advert", "cue:advert", 0.9), true;
  if (h.start(Cue::related) && !line.ends_full_stop && line.words <= 30 &&
      is_label_end(folded(i), h.start_length(Cue::related)))
    return drop(i, "related", "cue:related", 0.85), true;
  // One word ("reply", "subscribe") may be a heading; two that fill a line are not.
  if (line.words >= 2) {
    if (h.line(Cue::comments)) return drop(i, "comments", "cue:comments", 0.85), true;
    if (h.line(Cue::share)) return drop(i, "share", "cue:share", 0.85), true;
    if (h.line(Cue::newsletter)) return drop(i, "newsletter", "cue:newsletter", 0.85), true;
    if (h.line(Cue::related)) return drop(i, "related", "cue:related", 0.8), true;
  }
  return false;
}

bool is_language_menu(std::string_view folded, const Line& line, const CueTable& cues) {
  if (line.sentence_ends != 0 || line.size() > LineCues::longest || line.size() < 16) return false;
  const std::size_t letters =
      count_where(folded, [](auto byte) { return (byte >= 0x80) | ((byte >= 'a') & (byte <= 'z')); });
  const CueTable::Languages found = cues.languages(folded, (letters * 6 + 9) / 10);
  return found.names >= 4 && found.bytes * 10 >= letters * 6;
}

bool PlainTextJudge::is_language_menu(std::size_t i) {
  hits(i);
  return scratch_.cues.is_language_menu(i);
}

// "Save Print Share": three phrases of the interface or more, two beside a mark that parts them, and hardly anything
// between them.
bool PlainTextJudge::is_row_of_buttons(std::size_t i, const CueHits& h) {
  const Line& line = lines_[i];
  if (line.ends_sentence || line.words < 2 || line.words > 30 || line.size() > 300) return false;
  const bool any = h.seen(Cue::share) || h.seen(Cue::comments) || h.seen(Cue::navigation) || h.seen(Cue::account) ||
                   h.seen(Cue::newsletter) || h.seen(Cue::menu) || h.seen(Cue::reading_time);
  if (!any) return false;
  const uint32_t times = in_body(i) ? 10 : 4;
  const CueTable::Coverage found = cues_.interface(folded(i), folded(i).size() / times);
  const uint32_t least = line.separators != 0 && !in_body(i) ? 2 : 3;  // "Privacy policy | Terms of use"
  return found.phrases >= least && found.others * times <= found.bytes;
}

// "Image from somewhere", "Photo: a name", with little more than that; behind a label a whole caption without a stop.
bool PlainTextJudge::is_credit(std::size_t i, const CueHits& h) {
  const Line& line = lines_[i];
  if (line.words > 40 || (line.ends_full_stop && line.words > 14)) return false;
  if (!h.start(Cue::credit)) return false;
  if (line.words <= 9) return true;
  return is_label_end(folded(i), h.start_length(Cue::credit)) && (!line.ends_sentence || line.words <= 16);
}

namespace {

// "... in June.ARCHIVE": where the credit lost the space before it; `cut` when there is no such place behind it.
std::size_t joint_behind_full_stop(std::string_view t, std::size_t cut) {
  const std::size_t dot = t.rfind('.');
  if (dot == std::string_view::npos || dot < 2 || dot + 4 >= t.size()) return cut;
  if (cut != std::string_view::npos && dot < cut) return cut;
  const auto capital = [&](std::size_t at) { return t[at] >= 'A' && t[at] <= 'Z'; };
  const bool small_before = (t[dot - 1] >= 'a' && t[dot - 1] <= 'z') || static_cast<unsigned char>(t[dot - 1]) >= 0x80;
  return small_before && capital(dot + 1) && capital(dot + 2) ? dot + 1 : cut;
}

// The place behind the last full stop, opening bracket or bar, where a credit may begin; npos when there is none.
std::size_t behind_last_mark(std::string_view t) {
  static constexpr std::string_view marks[] = {". ", "! ", "? ", "。", "(", "（", "[", " | ", " © ", "| "};
  for (std::size_t end = t.size(); end > 0; --end) {
    const char c = t[end - 1];
    // What a mark ends with: a space, a bracket, or the last byte of a wide one.
    if (c != ' ' && c != '(' && c != '[' && static_cast<unsigned char>(c) < 0x80) continue;
    for (const std::string_view mark : marks)
      if (end >= mark.size() && t.substr(end - mark.size(), mark.size()) == mark) return end;
  }
  return std::string_view::npos;
}

}  // namespace

// A caption with its credit behind it: "... in June. Name / Agency Photo", "... in June (Photo: Name)".
bool PlainTextJudge::is_caption_with_credit(std::size_t i, const CueHits& h) {
  const Line& line = lines_[i];
  if (line.ends_sentence || line.words < 4 || line.words > 80) return false;
  if (line.size() <= LineCues::longest && !h.seen(Cue::credit) && !h.seen(Cue::image)) return false;
  // "Words: a name | Pictures: a name" above the article is its byline.
  const bool head = body_first_ != none && i < body_first_;
  if (head && h.start(Cue::byline) && is_label_end(folded(i), h.start_length(Cue::byline))) return false;
  const std::string_view t = text(i);
  std::size_t cut = behind_last_mark(t);
  cut = joint_behind_full_stop(t, cut);
  if (cut == std::string_view::npos || cut == t.size() || t.size() - cut > 80) return false;
  fold(t.substr(cut), scratch_.folded);
  const std::string_view tail = scratch_.folded;
  if (std::count(tail.begin(), tail.end(), ' ') > 5) return false;
  const CueHits behind = cues_.match(tail);
  return behind.end(Cue::credit) || behind.start(Cue::credit) || behind.part(Cue::credit) || behind.part(Cue::image);
}

bool PlainTextJudge::opens_related_list(std::size_t i) {
  const Line& line = lines_[i];
  if (line.words > 10 || line.size() > 120 || line.ends_full_stop) return false;
  const CueHits& h = hits(i);
  if (!h.line(Cue::related) && !(h.start(Cue::related) && line.ends_colon)) return false;
  const std::size_t next = i + 1;
  if (next >= lines_.size()) return false;
  // Within the body only a list mark, or titles one after the other, make a list.
  if (lines_[next].bullet) return true;
  if (!in_body(i)) return is_title_like(lines_[next]) || lines_[next].url;
  return next + 1 < lines_.size() && is_title_like(lines_[next]) && is_title_like(lines_[next + 1]) &&
         lines_[next].words >= 4 && lines_[next + 1].words >= 4 && !lines_[next].ends_sentence &&
         !lines_[next + 1].ends_sentence;
}

std::size_t PlainTextJudge::end_of_list_after(std::size_t heading) {
  const std::size_t first = heading + 1;
  const bool bullets = lines_[first].bullet;
  const uint32_t spacing = lines_[first].blank_before;
  const bool body = in_body(heading);
  std::size_t i = first;
  for (; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    if (bullets ? !line.bullet : line.bullet) break;
    if (line.ends_full_stop && line.words > 20) break;
    if (line.words > 40) break;
    if (!bullets) {
      if (is_prose(line) && line.ends_full_stop) break;
      if (body &&
          (line.ends_full_stop || line.words < 4 || i - first >= 8 || (i > first + 1 && line.blank_before != spacing)))
        break;
    }
  }
  return i;
}

bool PlainTextJudge::is_citation(std::size_t i) {
  const Line& line = lines_[i];
  if (line.url || line.bullet) return true;
  const std::string_view t = text(i);
  if (t.front() == '[' || t.front() == '^' || (t.front() >= '0' && t.front() <= '9')) return true;
  return t.find("http://") != std::string_view::npos || t.find("https://") != std::string_view::npos ||
         t.find("doi") != std::string_view::npos || (line.digits >= 4 && line.words <= 60);
}

// A heading like "References" with addresses or citations to the end, or at least some of them at once behind it.
void PlainTextJudge::judge_references() {
  if (options_.markdown) return;
  std::size_t end = 0;  // of the citations behind i, once they were looked for: each line is looked at once
  for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
    const Line& line = lines_[i];
    if (line.verdict || line.words > 6 || line.ends_full_stop || !hits(i).line(Cue::references)) continue;
    end = std::max(end, i + 1);
    for (; end < lines_.size() && is_citation(end); ++end) ++scratch_.steps;
    if (end == i + 1) continue;
    // In the first half of a text a section of that name may be body; addresses decide.
    if (i * 2 < lines_.size() && !lines_[i + 1].url) continue;
    drop(i, "references", "heading-of-references", 0.95);
    for (std::size_t k = i + 1; k < end; ++k) drop(k, "references", lines_[k].url ? "bare-url" : "citation", 0.9);
  }
  find_body();
}

}  // namespace docmill::cleaner
