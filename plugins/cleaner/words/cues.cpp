#include "words/cues.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <bit>
#include <iterator>
#include <utility>

#include "docmill/base/utf8.hpp"

namespace docmill::cleaner {

const std::array<std::string_view, n_cues> cue_label_names = {
    "byline",   "editor",     "date",     "menu",     "section",     "related",      "caption",
    "credit",   "image",      "comments", "share",    "newsletter",  "references",   "copyright",
    "language", "navigation", "advert",   "tags",     "author-note", "reading-time", "account",
    "function", "month-1",    "month-2",  "month-3",  "month-4",     "month-5",      "month-6",
    "month-7",  "month-8",    "month-9",  "month-10", "month-11",    "month-12"};

namespace {

bool is_combining(char32_t c) {
  if (c < 0x300) return false;
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & U_GC_M_MASK) != 0;
}

bool is_word_character(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return u_isalnum(static_cast<UChar32>(c)) || is_combining(c);
}
// Scripts without spaces between words: those of China and Japan, Thai, Lao, Khmer.
bool needs_no_border(char32_t c) {
  return (c >= 0x2E80 && c < 0xAC00) || (c >= 0xE00 && c < 0xF00) || (c >= 0x1780 && c < 0x1800);
}

bool is_ascii_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool border_at(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return true;
  if (is_ascii_word(text[at - 1]) && is_ascii_word(text[at])) return false;
  std::size_t before = at, behind = at;
  const char32_t left = utf8::previous(text, before), right = utf8::next(text, behind);
  return !is_word_character(left) || !is_word_character(right) || needs_no_border(left) || needs_no_border(right);
}

// Phrases are found by their beginning: those of four bytes and more by a hash of the first four, the few shorter ones
// by the first two.
constexpr std::size_t n_buckets = 65536;
unsigned short_bucket(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  return byte(at) << 8 | byte(at + 1);
}
unsigned long_bucket(std::string_view text, std::size_t at) {
  uint32_t first = 0;
  for (std::size_t i = 0; i < 4; ++i) first = first << 8 | static_cast<unsigned char>(text[at + i]);
  return n_buckets + ((first * 2654435761u) >> 16);
}
unsigned bucket_of(std::string_view phrase) {
  return phrase.size() >= 4 ? long_bucket(phrase, 0) : short_bucket(phrase, 0);
}

}  // namespace

std::string_view bare_line(std::string_view folded) {
  const auto around = [](char32_t c) { return !is_word_character(c) && c != 0xA9; };
  std::size_t start = 0, end = folded.size();
  while (start < end) {
    std::size_t next = start;
    if (!around(utf8::next(folded, next))) break;
    start = next;
  }
  // "3 comments", "comments (12)"
  std::size_t digits = start;
  while (digits < end && folded[digits] >= '0' && folded[digits] <= '9') ++digits;
  if (digits > start && digits < end && folded[digits] == ' ') start = digits + 1;
  while (end > start) {
    std::size_t before = end;
    if (!around(utf8::previous(folded, before))) break;
    end = before;
  }
  const std::size_t open = folded.substr(start, end - start).rfind(" (");
  if (open != std::string_view::npos) {
    const std::string_view inside = folded.substr(start + open + 2, end - start - open - 2);
    if (inside.find_first_not_of("0123456789") == std::string_view::npos) end = start + open;
  }
  return folded.substr(start, end - start);
}

namespace {

// The number of the name; as many as there are for none. Rows of one kind stand together: `last` is tried first.
template <class Names>
std::size_t number_of(const Names& names, std::string_view name, std::size_t last) {
  if (names[last] == name) return last;
  return static_cast<std::size_t>(std::find(std::begin(names), std::end(names), name) - std::begin(names));
}

constexpr std::string_view kind_names[] = {"line", "start", "end", "part"};

}  // namespace

std::optional<CueProblem> CueTable::add(std::string_view file) {
  if (file.substr(0, 3) == "\xEF\xBB\xBF") file.remove_prefix(3);
  if (!utf8::is_valid(file)) return CueProblem{1, 1, "a cue file is UTF-8 text"};
  uint32_t number = 0;
  std::size_t label_number = 0, kind_number = 0;
  std::string folded;
  while (!file.empty()) {
    ++number;
    const std::size_t end = std::min(file.find('\n'), file.size());
    std::string_view row = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (row.empty() || row.front() == '#') continue;
    const std::size_t tab = row.find('\t');
    const std::size_t second = tab == std::string_view::npos ? tab : row.find('\t', tab + 1);
    if (second == std::string_view::npos || row.find('\t', second + 1) != std::string_view::npos)
      return CueProblem{number, 1, "a cue is three fields with tabs between them: label, kind, phrase"};
    const std::string_view label = row.substr(0, tab), kind = row.substr(tab + 1, second - tab - 1);
    label_number = number_of(cue_label_names, label, label_number);
    if (label_number == n_cues)
      return CueProblem{number, 1,
                        "no cue label '" + std::string(label) +
                            "'; there are byline, date, menu and others "
                            "(see the README of the cleaner)"};
    kind_number = number_of(kind_names, kind, kind_number);
    if (kind_number == std::size(kind_names))
      return CueProblem{number, static_cast<uint32_t>(tab + 2),
                        "no cue kind '" + std::string(kind) + "'; it is line, start, end or part"};
    fold(row.substr(second + 1), folded);
    if (label_number == static_cast<std::size_t>(Cue::function)) {
      function_words_.add(folded);
      continue;
    }
    if (folded.size() < 2)
      return CueProblem{number, static_cast<uint32_t>(second + 2), "a phrase has at least two bytes"};
    std::size_t last = folded.size();
    const bool borderless = needs_no_border(utf8::previous(folded, last));
    phrases_.push_back({static_cast<uint32_t>(texts_.size()), static_cast<uint32_t>(folded.size()), folded.back(),
                        static_cast<Cue>(label_number), static_cast<Kind>(kind_number), borderless});
    texts_ += folded;
  }
  return std::nullopt;
}

bool CueTable::comes_before(const Phrase& a, const Phrase& b) const {
  if (a.size != b.size) return a.size > b.size;
  if (const int texts = text_of(a).compare(text_of(b)); texts != 0) return texts < 0;
  return std::pair(a.label, a.kind) < std::pair(b.label, b.kind);
}

// Longest first within a bucket, then by bytes, label and kind: one order for one content. Most buckets hold one.
void CueTable::sort_phrases() {
  std::vector<unsigned> buckets;
  buckets.reserve(phrases_.size());
  filled_.assign(2 * n_buckets / 64, 0);
  for (const Phrase& p : phrases_) {
    const unsigned bucket = buckets.emplace_back(bucket_of(text_of(p)));
    filled_[bucket / 64] |= uint64_t{1} << (bucket % 64);
  }
  filled_before_.clear();
  uint32_t n_filled = 0;
  for (const uint64_t bits : filled_) {
    filled_before_.push_back(n_filled);
    n_filled += static_cast<uint32_t>(std::popcount(bits));
  }
  first_.assign(n_filled + std::size_t{1}, 0);
  for (const unsigned bucket : buckets) ++first_[filled_place(bucket) + 1];
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  std::vector<uint32_t> next(first_.begin(), first_.end() - 1);
  std::vector<Phrase> sorted(phrases_.size());
  for (std::size_t i = 0; i < phrases_.size(); ++i) sorted[next[filled_place(buckets[i])]++] = phrases_[i];
  phrases_.swap(sorted);
  for (std::size_t i = 0; i + 1 < first_.size(); ++i)
    if (first_[i + 1] - first_[i] > 1)
      std::sort(phrases_.begin() + first_[i], phrases_.begin() + first_[i + 1],
                [this](const Phrase& a, const Phrase& b) { return comes_before(a, b); });
}

std::size_t CueTable::filled_place(unsigned bucket) const {
  const uint64_t before = filled_[bucket / 64] & ((uint64_t{1} << (bucket % 64)) - 1);
  return filled_before_[bucket / 64] + static_cast<std::size_t>(std::popcount(before));
}

void CueTable::finish() {
  sort_phrases();
  language_prefixes_.assign(n_buckets / 64, 0);
  for (const Phrase& p : phrases_) {
    if (p.label != Cue::language) continue;
    const unsigned prefix = short_bucket(text_of(p), 0);
    language_prefixes_[prefix / 64] |= uint64_t{1} << (prefix % 64);
  }
}

template <class Visit>
void CueTable::for_each_at(std::string_view folded, std::size_t at, Visit visit) const {
  if (has_phrases_at(folded, at)) for_each_known_at(folded, at, visit);
}

template <class Visit>
void CueTable::for_each_known_at(std::string_view folded, std::size_t at, Visit visit) const {
  const auto look_in = [&](unsigned bucket) {
    if ((filled_[bucket / 64] >> (bucket % 64) & 1) == 0) return;
    const std::size_t place = filled_place(bucket);
    for (uint32_t i = first_[place]; i < first_[place + 1]; ++i) {
      const Phrase& p = phrases_[i];
      const std::size_t end = at + p.size;
      if (end > folded.size() || folded[end - 1] != p.last) continue;
      if (folded.compare(at, p.size, text_of(p)) == 0) visit(p);
    }
  };
  if (at + 4 <= folded.size()) look_in(long_bucket(folded, at));
  look_in(short_bucket(folded, at));
}

bool CueTable::has_phrases_at(std::string_view folded, std::size_t at) const {
  if (filled_.empty()) return false;
  const auto holds = [&](unsigned bucket) { return (filled_[bucket / 64] >> (bucket % 64) & 1) != 0; };
  return holds(short_bucket(folded, at)) || (at + 4 <= folded.size() && holds(long_bucket(folded, at)));
}

CueTable::Edges CueTable::edges_of(std::string_view folded) {
  const std::string_view bare = bare_line(folded);
  const std::size_t bare_start = bare.empty() ? 0 : static_cast<std::size_t>(bare.data() - folded.data());
  // Marks and brackets before the first word do not hide a "start" cue.
  std::size_t first = 0;
  while (first < folded.size()) {
    std::size_t next = first;
    if (is_word_character(utf8::next(folded, next)) || folded[first] == '@' || folded[first] == '(') break;
    first = next;
  }
  return {first, bare_start, bare_start + bare.size()};
}

void CueTable::match_at(std::string_view folded, std::size_t at, const Edges& edges, CueHits& hits) const {
  if (!has_phrases_at(folded, at) || !border_at(folded, at)) return;
  for_each_known_at(folded, at, [&](const Phrase& p) {
    const std::size_t end = at + p.size;
    const uint64_t cue = bit(p.label);
    if (!p.borderless && !border_at(folded, end)) return;
    hits.seen_ |= cue;
    if (at == edges.bare_start && end == edges.bare_end && (p.kind == line || p.kind == part)) hits.line_ |= cue;
    if (p.kind == start && (at == 0 || at == edges.first || at == edges.bare_start)) {
      hits.start_ |= cue;
      uint32_t& length = hits.start_length_[static_cast<std::size_t>(p.label)];
      length = std::max(length, static_cast<uint32_t>(end));
    }
    if (p.kind == CueTable::end && end >= edges.bare_end) hits.end_ |= cue;
    if (p.kind == part) hits.part_ |= cue;
  });
}

CueHits CueTable::match(std::string_view folded) const {
  CueHits hits;
  const Edges edges = edges_of(folded);
  for (std::size_t at = 0; at < folded.size();) {
    // Within an ASCII word there is no border, and most places are there.
    if (at > 0 && is_ascii_word(folded[at - 1]) && is_ascii_word(folded[at])) {
      ++at;
      continue;
    }
    match_at(folded, at, edges, hits);
    utf8::next(folded, at);
  }
  return hits;
}

CueHits CueTable::match_start(std::string_view folded) const {
  CueHits hits;
  const Edges edges = edges_of(folded);
  for (const std::size_t at : {std::size_t{0}, edges.first, edges.bare_start})
    if (at < folded.size()) match_at(folded, at, edges, hits);
  return hits;
}

int CueTable::month_at(std::string_view folded, std::size_t at, std::size_t* length) const {
  int month = 0;
  if (!border_at(folded, at)) return 0;
  for_each_at(folded, at, [&](const Phrase& p) {
    if (month != 0 || p.label < Cue::month_1 || !border_at(folded, at + p.size)) return;
    month = static_cast<int>(p.label) - static_cast<int>(Cue::month_1) + 1;
    *length = p.size;
  });
  return month;
}

CueTable::Words CueTable::words(std::string_view folded) const {
  const auto in_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
  };
  Words found{0, 0};
  for (std::size_t at = 0; at < folded.size();) {
    if (!in_word(folded[at])) {
      ++at;
      continue;
    }
    const std::size_t start = at;
    while (at < folded.size() && in_word(folded[at])) ++at;
    ++found.all;
    found.function += function_words_.has(folded.substr(start, at - start));
  }
  return found;
}

CueTable::Languages CueTable::languages(std::string_view folded) const {
  Languages found{0, 0};
  if (language_prefixes_.empty()) return found;
  for (std::size_t at = 0; at < folded.size();) {
    std::size_t covered = 0;
    const unsigned prefix = short_bucket(folded, at);
    if ((language_prefixes_[prefix / 64] >> (prefix % 64) & 1) == 0) {
      ++at;  // within a sequence as well: no prefix begins there
      continue;
    }
    for_each_at(folded, at, [&](const Phrase& p) {
      if (p.label == Cue::language) covered = std::max<std::size_t>(covered, p.size);
    });
    if (covered == 0) {
      utf8::next(folded, at);
      continue;
    }
    ++found.names;
    found.bytes += static_cast<uint32_t>(covered);
    at += covered;
  }
  return found;
}

CueTable::Coverage CueTable::interface(std::string_view folded) const {
  static constexpr Cue labels[] = {Cue::share,      Cue::comments, Cue::navigation,  Cue::account,
                                   Cue::newsletter, Cue::menu,     Cue::reading_time};
  uint64_t wanted = 0;
  for (const Cue c : labels) wanted |= bit(c);
  Coverage found{0, 0, 0};
  for (std::size_t at = 0; at < folded.size();) {
    std::size_t covered = 0;
    if (border_at(folded, at))
      for_each_at(folded, at, [&](const Phrase& p) {
        if ((wanted & bit(p.label)) == 0 || p.kind == CueTable::end) return;
        if (border_at(folded, at + p.size)) covered = std::max<std::size_t>(covered, p.size);
      });
    if (covered != 0) {
      ++found.phrases;
      found.bytes += static_cast<uint32_t>(covered);
      at += covered;
      continue;
    }
    const std::size_t start = at;
    const char32_t c = utf8::next(folded, at);
    if (is_word_character(c) && !(c >= '0' && c <= '9')) found.others += static_cast<uint32_t>(at - start);
  }
  return found;
}

}  // namespace docmill::cleaner
