#include "words/cues.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/normalise.hpp"
#include "text_edits/text_writer.hpp"

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

// Marks that writers set or leave out as they like: vowel signs and the stretching line of Arabic.
bool is_optional_mark(char32_t c) { return (c >= 0x64B && c <= 0x652) || c == 0x640; }

// Headlines in capitals lose the accents of Greek and the difference between the two letters i of Turkish.
char32_t without_accent(char32_t c) {
  switch (c) {
    case 0x3AC: return 0x3B1;
    case 0x3AD: return 0x3B5;
    case 0x3AE: return 0x3B7;
    case 0x3AF:
    case 0x3CA:
    case 0x390: return 0x3B9;
    case 0x3CC: return 0x3BF;
    case 0x3CD:
    case 0x3CB:
    case 0x3B0: return 0x3C5;
    case 0x3CE: return 0x3C9;
    case 0x130:
    case 0x131: return 'i';
    default: return c;
  }
}

// Letters of Devanagari with a dot: normal form writes letter and dot.
char32_t without_dot(char32_t c) {
  static constexpr char16_t letters[] = {0x915, 0x916, 0x917, 0x91C, 0x921, 0x922, 0x92B, 0x92F};
  return c >= 0x958 && c <= 0x95F ? letters[c - 0x958] : c;
}

char32_t fold_visible(char32_t c) {
  if (const int digit = u_charDigitValue(static_cast<UChar32>(c)); digit >= 0) return U'0' + digit;
  return without_accent(static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
}

// An accent that is written behind its letter joins it.
void fold_accent(char32_t accent, std::string& out) {
  const icu::Normalizer2* form = nfc();
  std::size_t last = out.size();
  const char32_t letter = utf8::previous(out, last);
  const UChar32 both =
      form == nullptr ? -1 : form->composePair(static_cast<UChar32>(letter), static_cast<UChar32>(accent));
  if (both < 0) return utf8::append(out, accent);
  out.resize(last);
  utf8::append(out, without_accent(static_cast<char32_t>(both)));
}

}  // namespace

namespace {

// As below, for what most lines are: ASCII.
void fold_ascii(std::string_view text, std::string& out) {
  out.resize(text.size());
  char* to = out.data();
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') *to++ = static_cast<char>(c + 32);
    else if (c > ' ' && c < 0x7F) *to++ = c;
    else if ((c == ' ' || (c >= '\t' && c <= '\r')) && to != out.data() && to[-1] != ' ') *to++ = ' ';
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
  if (!out.empty() && out.back() == ' ') out.pop_back();
}

}  // namespace

namespace {

// The letters of the alphabets of Europe and the Near East that fold by themselves; 0: look closer.
constexpr char32_t n_known_letters = 0x700;
const std::array<char16_t, n_known_letters>& known_letters() {
  static const std::array<char16_t, n_known_letters> known = [] {
    std::array<char16_t, n_known_letters> table{};
    for (char32_t c = 0x80; c < n_known_letters; ++c) {
      const bool alone = classify(c) == CharacterClass::visible && !is_optional_mark(c) && (c < 0x300 || c >= 0x370);
      if (alone && c != 0x2BC) table[c] = static_cast<char16_t>(fold_visible(c));
    }
    return table;
  }();
  return known;
}

}  // namespace

void fold(std::string_view text, std::string& out) {
  if (find_at_least(text, 0x80, 0) == text.size()) return fold_ascii(text, out);
  out.clear();
  const auto& known = known_letters();
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = utf8::next(text, i);
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c + 32);
    } else if (c > ' ' && c < 0x7F) {
      out += static_cast<char>(c);
    } else if (c < n_known_letters && known[c] != 0) {
      utf8::append(out, known[c]);
    } else if (c == 0x2019 || c == 0x2018 || c == 0x02BC) {
      out += '\'';
    } else {
      switch (classify(c)) {
        case CharacterClass::visible:
          if (is_optional_mark(c)) break;
          if (c >= 0x300 && c < 0x370 && !out.empty()) {
            fold_accent(c, out);
            break;
          }
          utf8::append(out, fold_visible(without_dot(c)));
          if (without_dot(c) != c) utf8::append(out, 0x93C);
          break;
        case CharacterClass::space:
        case CharacterClass::odd_space:
        case CharacterClass::line_end:
          if (!out.empty() && out.back() != ' ') out += ' ';
          break;
        default: break;
      }
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
}

namespace {

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

std::optional<CueProblem> CueTable::add(std::string_view file) {
  static constexpr std::string_view kinds[] = {"line", "start", "end", "part"};
  if (file.substr(0, 3) == "\xEF\xBB\xBF") file.remove_prefix(3);
  if (!utf8::is_valid(file)) return CueProblem{1, 1, "a cue file is UTF-8 text"};
  uint32_t number = 0;
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
    const auto* const label_at = std::find(cue_label_names.begin(), cue_label_names.end(), label);
    if (label_at == cue_label_names.end())
      return CueProblem{number, 1,
                        "no cue label '" + std::string(label) +
                            "'; there are byline, date, menu and others "
                            "(see the README of the cleaner)"};
    const auto* const kind_at = std::find(std::begin(kinds), std::end(kinds), kind);
    if (kind_at == std::end(kinds))
      return CueProblem{number, static_cast<uint32_t>(tab + 2),
                        "no cue kind '" + std::string(kind) + "'; it is line, start, end or part"};
    Phrase phrase;
    fold(row.substr(second + 1), phrase.text);
    if (label == "function") {
      function_words_.add(phrase.text);
      continue;
    }
    if (phrase.text.size() < 2)
      return CueProblem{number, static_cast<uint32_t>(second + 2), "a phrase has at least two bytes"};
    phrase.label = static_cast<Cue>(label_at - cue_label_names.begin());
    phrase.kind = static_cast<Kind>(kind_at - std::begin(kinds));
    std::size_t last = phrase.text.size();
    phrase.borderless = needs_no_border(utf8::previous(phrase.text, last));
    phrases_.push_back(std::move(phrase));
  }
  return std::nullopt;
}

// Longest first within a bucket, then by bytes, label and kind: one order for one content. The numbers are sorted, and
// each phrase is moved once.
void CueTable::sort_phrases() {
  std::vector<std::pair<unsigned, uint32_t>> order;
  order.reserve(phrases_.size());
  for (const Phrase& p : phrases_) order.emplace_back(bucket_of(p.text), static_cast<uint32_t>(order.size()));
  std::sort(order.begin(), order.end(), [this](const auto& x, const auto& y) {
    if (x.first != y.first) return x.first < y.first;
    const Phrase &a = phrases_[x.second], &b = phrases_[y.second];
    if (a.text.size() != b.text.size()) return a.text.size() > b.text.size();
    if (const int texts = a.text.compare(b.text); texts != 0) return texts < 0;
    return std::pair(a.label, a.kind) < std::pair(b.label, b.kind);
  });
  std::vector<Phrase> sorted;
  sorted.reserve(phrases_.size());
  for (const auto& [bucket, phrase] : order) sorted.push_back(std::move(phrases_[phrase]));
  phrases_.swap(sorted);
  endings_.clear();
  for (const Phrase& p : phrases_) endings_.push_back({static_cast<uint32_t>(p.text.size()), p.text.back()});
}

void CueTable::finish() {
  sort_phrases();
  language_prefixes_.assign(n_buckets / 64, 0);
  for (const Phrase& p : phrases_) {
    if (p.label != Cue::language) continue;
    const unsigned prefix = short_bucket(p.text, 0);
    language_prefixes_[prefix / 64] |= uint64_t{1} << (prefix % 64);
  }
  buckets_.assign(2 * n_buckets + 1, 0);
  for (const Phrase& p : phrases_) ++buckets_[bucket_of(p.text) + 1];
  filled_.assign(2 * n_buckets / 64, 0);
  for (std::size_t i = 0; i < 2 * n_buckets; ++i)
    if (buckets_[i + 1] != 0) filled_[i / 64] |= uint64_t{1} << (i % 64);
  for (std::size_t i = 1; i < buckets_.size(); ++i) buckets_[i] += buckets_[i - 1];
}

template <class Visit>
void CueTable::for_each_at(std::string_view folded, std::size_t at, Visit visit) const {
  if (has_phrases_at(folded, at)) for_each_known_at(folded, at, visit);
}

template <class Visit>
void CueTable::for_each_known_at(std::string_view folded, std::size_t at, Visit visit) const {
  const auto look_in = [&](unsigned bucket) {
    for (uint32_t i = buckets_[bucket]; i < buckets_[bucket + 1]; ++i) {
      const std::size_t end = at + endings_[i].size;
      if (end > folded.size() || folded[end - 1] != endings_[i].last) continue;
      if (folded.compare(at, endings_[i].size, phrases_[i].text) == 0) visit(phrases_[i]);
    }
  };
  if (at + 4 <= folded.size()) look_in(long_bucket(folded, at));
  look_in(short_bucket(folded, at));
}

bool CueTable::has_phrases_at(std::string_view folded, std::size_t at) const {
  if (buckets_.empty()) return false;
  const auto holds = [&](unsigned bucket) { return (filled_[bucket / 64] >> (bucket % 64) & 1) != 0; };
  return holds(short_bucket(folded, at)) || (at + 4 <= folded.size() && holds(long_bucket(folded, at)));
}

CueHits CueTable::match(std::string_view folded) const {
  CueHits hits;
  const std::string_view bare = bare_line(folded);
  const std::size_t bare_start = bare.empty() ? 0 : static_cast<std::size_t>(bare.data() - folded.data());
  const std::size_t bare_end = bare_start + bare.size();
  // Marks and brackets before the first word do not hide a "start" cue.
  std::size_t first = 0;
  while (first < folded.size()) {
    std::size_t next = first;
    if (is_word_character(utf8::next(folded, next)) || folded[first] == '@' || folded[first] == '(') break;
    first = next;
  }
  for (std::size_t at = 0; at < folded.size();) {
    // Within an ASCII word there is no border, and most places are there.
    if (at > 0 && is_ascii_word(folded[at - 1]) && is_ascii_word(folded[at])) {
      ++at;
      continue;
    }
    if (has_phrases_at(folded, at) && border_at(folded, at)) {
      for_each_known_at(folded, at, [&](const Phrase& p) {
        const std::size_t end = at + p.text.size();
        const uint64_t cue = bit(p.label);
        if (!p.borderless && !border_at(folded, end)) return;
        hits.seen_ |= cue;
        if (at == bare_start && end == bare_end && (p.kind == line || p.kind == part)) hits.line_ |= cue;
        if (p.kind == start && (at == 0 || at == first || at == bare_start)) {
          hits.start_ |= cue;
          uint32_t& length = hits.start_length_[static_cast<std::size_t>(p.label)];
          length = std::max(length, static_cast<uint32_t>(end));
        }
        if (p.kind == CueTable::end && end >= bare_end) hits.end_ |= cue;
        if (p.kind == part) hits.part_ |= cue;
      });
    }
    utf8::next(folded, at);
  }
  return hits;
}

int CueTable::month_at(std::string_view folded, std::size_t at, std::size_t* length) const {
  int month = 0;
  if (!border_at(folded, at)) return 0;
  for_each_at(folded, at, [&](const Phrase& p) {
    if (month != 0 || p.label < Cue::month_1 || !border_at(folded, at + p.text.size())) return;
    month = static_cast<int>(p.label) - static_cast<int>(Cue::month_1) + 1;
    *length = p.text.size();
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
      if (p.label == Cue::language) covered = std::max(covered, p.text.size());
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
        if (border_at(folded, at + p.text.size())) covered = std::max(covered, p.text.size());
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
