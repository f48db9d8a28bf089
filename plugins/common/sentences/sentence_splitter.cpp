#include "sentence_splitter.hpp"

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "headings.hpp"
#include "mark_scan.hpp"
#include "marks.hpp"
#include "neighbours.hpp"

namespace docmill::sentences {

namespace {

std::size_t behind_blanks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t after = at;
    if (!is_blank(utf8::next(text, after))) break;
    at = after;
  }
  return at;
}

// White space from a line end on: where it ends, and how many lines end in it.
struct LineBreak {
  std::size_t to;
  std::size_t lines;
};

LineBreak read_line_break(std::string_view text, std::size_t at) {
  LineBreak result{at, 0};
  while (result.to < text.size()) {
    std::size_t after = result.to;
    const char32_t c = utf8::next(text, after);
    if (!is_space(c)) break;
    if (c == 0x2029) result.lines += 2;
    else if (c == '\n' || c == 0x85 || c == 0x2028) ++result.lines;
    else if (c == '\r' && text.substr(after, 1) != "\n") ++result.lines;
    result.to = after;
  }
  return result;
}

std::size_t without_space_behind(std::string_view text, std::size_t start, std::size_t end) {
  while (end > start) {
    std::size_t before = end;
    if (!is_space(utf8::previous(text, before))) break;
    end = before;
  }
  return end;
}

bool begins_lower(std::string_view s) {
  std::size_t at = 0;
  return !s.empty() && is_lower(utf8::next(s, at));
}

}  // namespace

std::string_view primary_language(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  return primary == "und" ? std::string_view() : primary;
}

const BoundaryRules& SentenceSplitter::rules_for(std::string_view language) {
  for (const Language& l : languages_) {
    if (l.name == language) return *l.rules;
  }
  constexpr std::size_t most_languages = 64;  // a corpus of more begins again: no tag of a hostile document stays
  if (languages_.size() >= most_languages) languages_.clear();
  languages_.push_back({std::string(language), nullptr});
  languages_.back().rules = std::make_unique<BoundaryRules>(languages_.back().name);
  return *languages_.back().rules;
}

// One pass over the marks. `open` is where the sentence that is being read begins.
void SentenceSplitter::split_body(std::string_view text, const BoundaryRules& rules, std::string_view language,
                                  std::size_t limit, bool keep_headings, std::vector<Sentence>& sentences) {
  sentences.clear();
  quotations_.begin(text);
  MarkScan scan(text, rules.local_marks());
  std::size_t open = read_line_break(text, 0).to;
  std::size_t seen = open;    // marks before have been dealt with
  std::size_t bare = open;    // no letter or digit from `open` to here
  std::size_t closing = 0;    // no cut before: a quotation is open up to here
  bool first_of_line = true;  // nothing has been cut off the line before `open`
  const auto close = [&](std::size_t end, bool line_ends) {
    if (open >= end) return;
    const std::string_view stretch = text.substr(open, end - open);
    const bool heading = line_ends && first_of_line && !keep_headings && looks_like_heading(stretch, language);
    if (!heading && has_letter_or_digit(stretch))
      sentences.push_back({static_cast<uint32_t>(open), static_cast<uint32_t>(end)});
  };
  const auto enough = [&] { return limit != 0 && sentences.size() >= limit; };

  for (std::size_t at = scan.next(); at != MarkScan::none && !enough(); at = scan.next()) {
    if (at < seen) continue;
    std::size_t after = at;
    const char32_t c = utf8::next(text, after);
    const Mark mark = mark_of(c, rules.local_marks());
    if (mark == Mark::none) {
      if (at >= closing && closers_of(c).first != 0 && is_opening(text, at, c)) {
        const std::size_t end = quotations_.closing(at, c);
        if (end != Quotations::none) closing = end;
      }
      continue;
    }
    if (mark == Mark::line_end) {
      const LineBreak line_break = read_line_break(text, at);
      seen = line_break.to;
      const std::size_t end = without_space_behind(text, open, at);
      const std::string_view stretch = text.substr(open, end > open ? end - open : 0);
      const bool goes_on = !stretch.empty() && line_break.lines == 1 &&
                           ((begins_lower(text.substr(seen)) && !ends_like_sentence(stretch, language)) ||
                            rules.is_open_ended(stretch, text.substr(seen)));
      if (goes_on) continue;
      close(end, true);
      open = seen;
      closing = 0;
      first_of_line = true;
      continue;
    }
    const MarkRun run = read_marks(text, at, rules.local_marks(), closing);
    seen = run.end;
    if (run.end <= closing) continue;  // inside a quotation
    bare = std::max(bare, open);
    while (bare < run.begin) {
      std::size_t behind = bare;
      if (is_letter_or_digit(utf8::next(text, behind))) break;
      bare = behind;
    }
    if (bare >= run.begin) continue;
    const std::size_t end = rules.end_of(text, open, run);
    if (end == BoundaryRules::no_end) continue;
    close(end, false);
    open = behind_blanks(text, end);
    closing = 0;
    first_of_line = false;
  }
  if (!enough()) close(without_space_behind(text, open, text.size()), true);
}

bool SentenceSplitter::split(std::string_view text, std::string_view tag, std::size_t limit,
                             std::vector<Sentence>& sentences) {
  text = utf8::prefix(text, INT32_MAX);
  const std::string_view language = primary_language(tag);
  const BoundaryRules& rules = rules_for(language);
  split_body(text, rules, language, limit, false, sentences);
  if (!sentences.empty()) return false;
  split_body(text, rules, language, limit, true, sentences);
  return !sentences.empty();
}

}  // namespace docmill::sentences
