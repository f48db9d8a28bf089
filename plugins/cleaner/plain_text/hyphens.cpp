// Words that were parted at the end of a line.
#include <unicode/uchar.h>

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "plain_text/judge.hpp"

namespace docmill::cleaner {

namespace {

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)) != 0; }

// A soft hyphen is invisible and so no part of the trimmed line; it stands behind it.
bool has_soft_hyphen(std::string_view source, const Line& line) {
  return source.substr(line.end, line.raw_end - line.end).find("\u00ad") != std::string_view::npos;
}

// The hyphen at the end of a line with a letter before it; 0 when there is none.
char32_t hyphen_at_end(std::string_view text) {
  std::size_t at = text.size();
  if (at == 0) return 0;
  const char32_t hyphen = utf8::previous(text, at);
  if (at == 0 || (hyphen != '-' && hyphen != 0x2010)) return 0;
  return is_letter(utf8::previous(text, at)) ? hyphen : 0;
}

// Words of letters with a hyphen inside, folded.
void collect_hyphenated(std::string_view source, WordSet& words) {
  std::string folded;
  for (std::size_t at = source.find('-'); at < source.size(); at = source.find('-', at + 1)) {
    if (at == 0 || at + 1 >= source.size()) continue;
    const auto part_of_word = [&](std::size_t i) {
      const auto c = static_cast<unsigned char>(source[i]);
      return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    std::size_t start = at, end = at + 1;
    while (start > 0 && at - start < 40 && part_of_word(start - 1)) --start;
    while (end < source.size() && end - at < 40 && part_of_word(end)) ++end;
    if (start == at || end == at + 1) continue;
    fold(source.substr(start, end - start), folded);
    words.add(folded);
  }
}

// The last word of a line without its hyphen, a hyphen, and the first word of the next one.
std::string with_hyphen(std::string_view line, std::string_view next) {
  std::size_t end = line.size();
  utf8::previous(line, end);
  const std::string_view before = line.substr(0, end);
  std::size_t start = before.size();
  while (start > 0) {
    std::size_t at = start;
    if (!is_letter(utf8::previous(before, at))) break;
    start = at;
  }
  std::size_t stop = 0;
  while (stop < next.size()) {
    std::size_t at = stop;
    if (!is_letter(utf8::next(next, at))) break;
    stop = at;
  }
  std::string folded;
  fold(std::string(before.substr(start)) + "-" + std::string(next.substr(0, stop)), folded);
  return folded;
}

}  // namespace

void find_hyphens(std::string_view source, const PlainTextOptions& options, PlainTextScratch& scratch) {
  scratch.hyphens.clear();
  const std::vector<Line>& lines = scratch.lines;
  if (!options.join_hyphens || options.markdown || options.from_html) return;
  WordSet hyphenated;
  bool collected = false, wrapped = false;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const Line &line = lines[i], &next = lines[i + 1];
    if (line.verdict || next.verdict || next.blank_before != 0 || !next.begins_small) continue;
    if (has_soft_hyphen(source, line)) {
      scratch.hyphens.push_back({static_cast<uint32_t>(i), line.end});
      continue;
    }
    const char32_t hyphen = hyphen_at_end(text_of(source, line));
    if (hyphen == 0) continue;
    if (!collected) {
      collect_hyphenated(source, hyphenated);
      wrapped = is_hard_wrapped(lines);
      collected = true;
    }
    if (!wrapped) continue;
    if (hyphen == '-' && hyphenated.has(with_hyphen(text_of(source, line), text_of(source, next)))) continue;
    std::size_t cut = line.end;
    utf8::previous(source, cut);
    scratch.hyphens.push_back({static_cast<uint32_t>(i), static_cast<uint32_t>(cut)});
  }
}

}  // namespace docmill::cleaner
