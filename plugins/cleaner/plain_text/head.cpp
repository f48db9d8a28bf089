// The head of a plain text: title, byline, date, and what stands between them.
#include <unicode/uchar.h>

#include <algorithm>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "plain_text/judge.hpp"
#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

void title_key(std::string_view text, std::string& key) {
  key.clear();
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t high = find_at_least(text, 0x80, i), before = key.size();
    key.resize(before + high - i);
    char* to = key.data() + before;
    for (; i < high; ++i)
      if (ascii::is_letter(text[i]) || ascii::is_digit(text[i])) *to++ = ascii::lower(text[i]);
    key.resize(static_cast<std::size_t>(to - key.data()));
    if (high == text.size()) break;
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

void PlainTextJudge::judge_head() {
  const std::size_t end = body_first_ == none ? 0 : body_first_;
  for (std::size_t i = 0; i < end; ++i)
    if (!lines_[i].verdict && !lines_[i].heads_prose) judge_head_line(i);
  if (options_.markdown) read_markdown_title();
  else if (title_ == none && !options_.from_html) choose_title(end);
  if (title_ != none) judge_bare_names(end);
  if (!options_.markdown) judge_lines_below_standfirst();
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
  if (h.start(Cue::tags) && !line.ends_sentence) return drop(i, "tags", "cue:tags", 0.8), true;
  if (is_run_together(line)) return drop(i, "menu", "run-together", 0.85), true;
  if (is_separated_menu(line) && line.words <= 30) return drop(i, "menu", "separated-items", 0.75), true;
  return false;
}

// A word, a colon, a space and something.
bool PlainTextJudge::is_field(std::string_view line) {
  const std::size_t colon = line.find(": ");
  return colon != std::string_view::npos && colon >= 2 && colon <= 20 && colon + 2 < line.size() &&
         line.find_first_of(" .,;!?") > colon;
}

bool PlainTextJudge::could_be_title(std::size_t i) {
  const Line& line = lines_[i];
  // An address ("Dear all,") and the first field of a memo or a letter ("To: all drivers", "Subject: rope").
  // A date or a byline below ("Published: 24 February 2024") has gone and makes no memo of a title with a colon.
  std::size_t below = i + 1;
  while (below < lines_.size() && !lines_[below].kept() &&
         (below + 1 == lines_.size() || lines_[below + 1].blank_before == 0))
    ++below;
  const bool field_below = below < lines_.size() && lines_[below].kept() && is_field(text(below));
  if (text(i).back() == ',' || (field_below && is_field(text(i)))) return false;
  if (!is_title_like(line) || line.bullet || line.ends_colon || line.begins_small) return false;
  if (text(i).front() == '>' || opens_letter(i) || opens_talk(i)) return false;  // ">": of a mail that is answered
  // One or two words head a section or say a place; two sentences are a paragraph.
  if (line.words < 3 || line.sentence_ends > (line.ends_sentence ? 2u : 1u)) return false;
  const std::size_t next = next_kept(i);
  if (next < lines_.size() && lines_[next].begins_small && lines_[next].blank_before == 0) return false;
  return !begins_wrapped_paragraph(i);
}

// "Dear Sir or Madam", where a name ends the text; an address of two lines above it.
bool PlainTextJudge::opens_letter(std::size_t i) {
  constexpr uint32_t longest_greeting = 6, longest_name = 5, longest_address = 4;  // words
  const Line& line = lines_[i];
  if (line.words > longest_greeting) return false;
  const auto last = std::find_if(lines_.rbegin(), lines_.rend(), [](const Line& l) { return l.kept(); });
  if (last == lines_.rend() || last->words > longest_name || !is_name_like(text_of(source_, *last))) return false;
  if (hits(i).start(Cue::greeting)) return true;
  const std::size_t next = next_kept(i);
  return ascii::is_digit(text(i).front()) && line.words <= longest_address && next < lines_.size() &&
         lines_[next].blank_before == 0 && lines_[next].words <= longest_address && !lines_[next].ends_sentence;
}

namespace {

// "Ada Tern" of "Ada Tern: And today?".
std::string_view speaker_of(std::string_view line) {
  constexpr std::size_t longest_speaker = 40;
  const std::size_t colon = line.find(": ");
  return colon == std::string_view::npos || colon > longest_speaker ? std::string_view() : line.substr(0, colon);
}
bool is_quoted(std::string_view line) { return unquoted(line).size() != line.size(); }

}  // namespace

// The first line of an interview, whose speaker has the word again, of a conversation in quotation marks, of a log of
// messages or of a diary.
bool PlainTextJudge::opens_talk(std::size_t i) {
  if (is_dated_ || (i + 1 < lines_.size() && is_quoted(text(i)) && is_quoted(text(i + 1)))) return true;
  const std::string_view speaker = speaker_of(text(i));
  const std::size_t end = std::min(lines_.size(), i + 50);
  for (std::size_t k = i + 2; !speaker.empty() && k < end; ++k)
    if (speaker_of(text(k)) == speaker) return true;
  return false;
}

// Does the text begin with a day, and do two more lines, a quarter of all at least? Then these are entries of a diary
// or a log of messages, and no line says when the text was published.
bool PlainTextJudge::is_dated() {
  constexpr std::size_t fewest = 3, most_looked_at = 200;
  const auto begins_with_day = [&](std::size_t i) {
    if (!ascii::is_digit(text(i).front()) || lines_[i].digits < 4 || lines_[i].size() > LineCues::longest) return false;
    const auto date = find_date(folded(i), cues_);
    return date && date->start == 0;
  };
  if (options_.from_html || lines_.empty() || !begins_with_day(0)) return false;
  const std::size_t end = std::min(lines_.size(), most_looked_at);
  std::size_t dated = 0;
  for (std::size_t i = 0; i < end; ++i) dated += begins_with_day(i);
  return dated >= fewest && dated * 4 >= end;
}

// Three or more lines of about the same length that no blank line parts, none of them as long as a paragraph, and only
// the last one must end a sentence: the first is no title, though the second may begin with a capital (German nouns).
// Of two lines the first ends in a word that no sentence ends in.
bool PlainTextJudge::begins_wrapped_paragraph(std::size_t i) {
  constexpr uint32_t widest = 120;
  std::size_t end = i + 1;
  while (end < lines_.size() && lines_[end].blank_before == 0) ++end;
  if (end - i < 2 || !lines_[end - 1].ends_sentence) return false;
  if (end - i == 2 && !cues_.ends_in_function_word(folded(i))) return false;
  uint32_t longest = 0, broken = 0;
  for (std::size_t k = i; k < end; ++k) {
    longest = std::max(longest, lines_[k].size());
    if (lines_[k].bullet) return false;
    broken += !lines_[k].ends_sentence;
  }
  for (std::size_t k = i; k + 1 < end; ++k)
    if (lines_[k].size() * 10 < longest * 7) return false;
  return longest <= widest && broken * 2 >= end - i;
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

// The first heading of the first level; it stays in the text, as all structure of Markdown does.
void PlainTextJudge::read_markdown_title() {
  for (std::size_t i = 0; i < lines_.size() && i < 40; ++i) {
    const std::string_view t = text(i);
    if (t.substr(0, 3) == "```") return;
    if (t.size() < 3 || t.substr(0, 2) != "# ") continue;
    article_.title = std::string(unquoted(t.substr(2)));
    return;
  }
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
  constexpr std::size_t most_lines = 4;
  for (std::size_t i = 0, behind = 0; i < lines_.size(); i = behind) {
    behind = i + 1;
    // A heading may be set in several lines, which no blank line parts.
    std::size_t end = i + 1, size = lines_[i].size();
    if (i == 0 || lines_[i].blank_before != 0)
      for (; end < lines_.size() && lines_[end].blank_before == 0 && end - i <= most_lines; ++end)
        size += lines_[end].size() + 1;
    if (end == i + 1 || end - i > most_lines || !repeats_title(i, end, size, title.size()))
      end = i + 1, size = lines_[i].size();
    if (!repeats_title(i, end, size, title.size())) continue;
    // Of a page the first place is the title itself, and text is kept that merely begins like it.
    const bool first = title_ == none;
    if (first) title_ = i;
    for (std::size_t k = i; k < end; ++k) drop(k, "title", first ? "known-title" : "title-repeat", 0.95);
    behind = end;
  }
}

// The lines [first, end) of so many bytes, all of which are kept, and the title whose key is `scratch_.key`.
bool PlainTextJudge::repeats_title(std::size_t first, std::size_t end, std::size_t size, std::size_t title_size) {
  if (size * 10 < title_size * 7 || size * 7 > title_size * 10) return false;
  std::string& key = scratch_.other_key;
  for (std::size_t k = first; k < end; ++k)
    if (lines_[k].verdict) return false;
  const uint32_t start = lines_[first].start;
  title_key(source_.substr(start, lines_[end - 1].end - start), key);
  return same_title(scratch_.key, key);
}

}  // namespace docmill::cleaner
