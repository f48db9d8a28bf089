#include "host/input/plausibility.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "docmill/base/ascii.hpp"
#include "host/input/alphabets.hpp"

namespace docmill::host {
namespace {

// ---- single bytes
enum Kind : uint8_t {
  other,      // ASCII that is no letter
  joiner,     // stands between letters: an apostrophe, a soft hyphen, a dash
  mark,       // punctuation and signs of ordinary text
  symbol,     // what ordinary text has not
  forbidden,  // no character at all, or a control
  first_letter,
  latin_lower = first_letter,
  latin_upper,
  ascii_lower,
  ascii_upper,
  cyrillic_lower,
  cyrillic_upper,
  greek_lower,
  greek_upper,
  hebrew,
  arabic,
  thai,
  combining,  // goes with the letter before
};

bool is_letter_kind(uint8_t kind) { return kind >= first_letter; }
bool is_ascii(uint8_t kind) { return kind == ascii_lower || kind == ascii_upper; }
bool is_latin(uint8_t kind) { return kind >= latin_lower && kind <= ascii_upper; }
bool is_lower_kind(uint8_t kind) {
  return kind == latin_lower || kind == ascii_lower || kind == cyrillic_lower || kind == greek_lower;
}
bool is_upper_kind(uint8_t kind) {
  return kind == latin_upper || kind == ascii_upper || kind == cyrillic_upper || kind == greek_upper;
}
// Letters that stand beside each other are of one script.
int script_of(uint8_t kind) {
  if (is_latin(kind)) return latin_lower;
  if (kind == cyrillic_upper) return cyrillic_lower;
  if (kind == greek_upper) return greek_lower;
  return kind;
}

constexpr std::u32string_view joiners = U"\u2019\u2018\u00B4\u00AD\u00B7\u2011\u2013\u2014\u2026\u00A0";
constexpr std::u32string_view marks =
    U"\u201C\u201D\u201E\u201A\u00AB\u00BB\u2039\u203A\u2022\u00B0\u00A7\u00A9\u00AE\u2122"
    U"\u20AC\u00A3\u00BF\u00A1\u2116\u00D7\u00BD\u00BC\u00BE\u00B2\u00B3\u00AA\u00BA\u2020\u00B1\u00B5\u0E3F\u060C"
    U"\u061B\u061F\u0640\u05BE\u20AA\u2015\u00A5\u00A2\u00A6\u00AC\u00A8\u00AF\u00B6\u2021\u2030";

uint8_t kind_of(char32_t c) {
  if (c < 0x80) {
    if (c >= 'a' && c <= 'z') return ascii_lower;
    return c >= 'A' && c <= 'Z' ? ascii_upper : c == '\'' ? joiner : other;
  }
  if (joiners.find(c) != std::u32string_view::npos) return joiner;
  if (marks.find(c) != std::u32string_view::npos) return mark;
  if (c < 0xA0 || c == 0xFFFD || (c >= 0xE000 && c < 0xF900)) return forbidden;
  const auto code = static_cast<UChar32>(c);
  if ((c >= 0x300 && c < 0x370) || (c >= 0x591 && c < 0x5C8) || (c >= 0x64B && c < 0x653)) return combining;
  const bool upper = u_isupper(code) != 0;
  if (c >= 0x0E01 && c <= 0x0E59) return thai;
  if (u_isalpha(code) == 0) return symbol;
  if (c < 0x250) return upper ? latin_upper : latin_lower;
  if (c >= 0x370 && c < 0x400) return upper ? greek_upper : greek_lower;
  if (c >= 0x400 && c < 0x530) return upper ? cyrillic_upper : cyrillic_lower;
  if (c >= 0x5D0 && c < 0x5F5) return hebrew;
  if (c >= 0x620 && c < 0x700) return arabic;
  return symbol;
}

// Of valid UTF-8 below U+10000.
char32_t first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.empty()) return 0xFFFD;
  if (byte(0) < 0x80) return byte(0);
  if (byte(0) < 0xE0) return (byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
  return (byte(0) & 0xFu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
}

constexpr int worth_common = 100, worth_other = 80, worth_rare = 30, worth_foreign = -60;

int8_t worth_of(const Alphabet& alphabet, char32_t c) {
  const auto lower = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  const auto in = [&](std::u32string_view letters) { return letters.find(lower) != std::u32string_view::npos; };
  if (in(alphabet.common)) return worth_common;
  if (in(alphabet.other)) return worth_other;
  return in(alphabet.rare) ? worth_rare : worth_foreign;
}

// What the neighbours of a byte say against it; 0: nothing.
int against(uint8_t before, uint8_t here, uint8_t behind, std::size_t run) {
  if (here == forbidden) return 500;
  const bool inside = is_letter_kind(before) && is_letter_kind(behind);
  if (here == joiner) return 0;
  if (here == mark) return inside ? 120 : 0;
  if (here == symbol) return is_letter_kind(before) || is_letter_kind(behind) ? 200 : 100;
  if (here == combining) return is_letter_kind(before) ? 0 : 150;
  int n = 0;
  if (is_letter_kind(before) && before != combining && script_of(before) != script_of(here)) n += 150;
  if (is_letter_kind(behind) && behind != combining && script_of(behind) != script_of(here)) n += 150;
  if (is_upper_kind(here) && is_lower_kind(before)) n += 200;
  if (is_upper_kind(here) && is_upper_kind(before)) n += 40;
  if (is_latin(here) && run >= 3) n += 150;
  return n;
}

// ---- two bytes
struct Range {
  uint8_t from, to;
  bool has(uint8_t byte) const { return byte >= from && byte <= to; }
};

// Rows of a character set by lead byte: the marks and syllables that all text has, and the characters that were sorted
// to the front because they are common.
struct Rows {
  std::string_view name;
  std::array<std::string_view, 3> languages;
  std::array<Range, 2> leads;
  std::array<Range, 3> trails;
  std::array<Range, 2> marks;
  Range common;
  Range single;          // bytes that are a character alone; from > to: none
  uint8_t common_trail;  // the common characters have trail bytes from here on
};

constexpr Range nothing{1, 0};
// In this order one that is as likely as another wins: Korean syllables lie where Chinese has its common characters.
constexpr std::array<Rows, 5> two_bytes{{
    {"euc-kr",
     {"ko"},
     {{{0x81, 0xFE}, nothing}},
     {{{0x41, 0x5A}, {0x61, 0x7A}, {0x81, 0xFE}}},
     {{{0xA1, 0xA3}, nothing}},
     {0xB0, 0xC8},
     nothing,
     0xA1},
    {"euc-jp",
     {"ja"},
     {{{0xA1, 0xFE}, {0x8E, 0x8E}}},
     {{{0xA1, 0xFE}, nothing, nothing}},
     {{{0xA1, 0xA1}, {0xA3, 0xA5}}},
     {0xB0, 0xCF},
     nothing,
     0xA1},
    {"shift_jis",
     {"ja"},
     {{{0x81, 0x9F}, {0xE0, 0xFC}}},
     {{{0x40, 0x7E}, {0x80, 0xFC}, nothing}},
     {{{0x81, 0x83}, nothing}},
     {0x88, 0x97},
     {0xA1, 0xDF},
     0x40},
    {"gbk",
     {"zh"},
     {{{0x81, 0xFE}, nothing}},
     {{{0x40, 0x7E}, {0x80, 0xFE}, nothing}},
     {{{0xA1, 0xA3}, nothing}},
     {0xB0, 0xD7},
     nothing,
     0xA1},
    {"big5",
     {"zh"},
     {{{0x81, 0xFE}, nothing}},
     {{{0x40, 0x7E}, {0xA1, 0xFE}, nothing}},
     {{{0xA1, 0xA3}, nothing}},
     {0xA4, 0xC6},
     nothing,
     0x40},
}};

template <std::size_t N>
bool any_has(const std::array<Range, N>& ranges, uint8_t byte) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const Range& r) { return r.has(byte); });
}

constexpr std::size_t whole_character = 4;  // the sample may be cut inside one

int64_t judge_rows(const Rows& rows, std::string_view sample, std::string_view language) {
  int64_t sum = 0, n = 0;
  bool after_ascii = false;  // the character before was a letter of ASCII
  for (std::size_t i = 0; i < sample.size();) {
    const auto lead = static_cast<uint8_t>(sample[i]);
    if (lead < 0x80) {
      after_ascii = ascii::is_letter(sample[i++]);
      continue;
    }
    const auto trail = i + 1 < sample.size() ? static_cast<uint8_t>(sample[i + 1]) : uint8_t{0};
    const bool pair = any_has(rows.leads, lead) && any_has(rows.trails, trail);
    if (!pair) {
      if (i + whole_character < sample.size()) sum += rows.single.has(lead) ? -60 : -500;
      n += i + whole_character < sample.size();
      after_ascii = false;
      ++i;
      continue;
    }
    const bool is_mark = any_has(rows.marks, lead);
    const bool is_common = rows.common.has(lead) && trail >= rows.common_trail;
    int worth = is_mark || is_common ? 90 : -30;
    // An apostrophe and the letter behind it would be one, too: "'n".
    const bool alone = !is_mark && trail < 0x80 && (i == 0 || static_cast<uint8_t>(sample[i - 1]) < 0x80) &&
                       (i + 2 >= sample.size() || static_cast<uint8_t>(sample[i + 2]) < 0x80);
    if (alone) worth -= 150;
    if (!is_mark && (after_ascii || (i + 2 < sample.size() && ascii::is_letter(sample[i + 2])))) worth -= 100;
    sum += 2 * worth;
    n += 2;
    after_ascii = false;
    i += 2;
  }
  if (n == 0) return 0;
  const bool is_said = std::find(rows.languages.begin(), rows.languages.end(), language) != rows.languages.end();
  return 100 * sum / n + (is_said && !language.empty() ? 1500 : 0);
}

}  // namespace

void PlausibilityJudge::add_table(const LegacyEncoding& legacy, Decoder& decoder) {
  Table table;
  table.encoding = find_encoding(legacy.name).value();
  table.handicap = legacy.handicap;
  table.unless = legacy.unless;
  std::array<char32_t, 128> letters;
  std::string text;
  std::vector<docmill_map_run> map;
  for (unsigned byte = 0; byte < 256; ++byte) {
    const char raw[1] = {static_cast<char>(byte)};
    decoder.decode(table.encoding, {raw, 1}, 0, OnBad::replace, text, map);
    const char32_t c = first_character(text);
    table.kind[byte] = byte < 0x80 ? kind_of(byte) : kind_of(c);
    if (byte >= 0x80) letters[byte - 0x80] = c;
  }
  for (const std::string_view language : legacy.languages) {
    Letters& l = table.languages.emplace_back();
    l.language = language;
    for (std::size_t i = 0; i < letters.size(); ++i) l.worth[i] = worth_of(alphabet_of(language), letters[i]);
  }
  tables_.push_back(std::move(table));
}

PlausibilityJudge::PlausibilityJudge() {
  Decoder decoder;
  for (const LegacyEncoding& e : legacy_encodings()) add_table(e, decoder);
}

namespace {

// Signs of one encoding are letters of another. They stand alone or repeated; words of other scripts than ours are
// long, and our capitals begin something.
bool counts_as_letter(const uint8_t* kinds, std::string_view sample, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<uint8_t>(sample[i]); };
  const auto kind = [&](std::size_t i) { return i < sample.size() ? kinds[byte(i)] : uint8_t{other}; };
  const uint8_t here = kind(at), before = at > 0 ? kind(at - 1) : uint8_t{other}, behind = kind(at + 1);
  if (at > 1 && byte(at - 1) == byte(at) && byte(at - 2) == byte(at)) return false;
  if (is_latin(here)) return is_lower_kind(here) || is_letter_kind(before) || is_letter_kind(behind);
  constexpr std::size_t least = 3;
  std::size_t n = 1;
  for (std::size_t i = at; i > 0 && n < least && is_letter_kind(kind(i - 1)); --i) ++n;
  for (std::size_t i = at + 1; n < least && is_letter_kind(kind(i)); ++i) ++n;
  return n >= least;
}

}  // namespace

int64_t PlausibilityJudge::judge_table(const Table& table, std::string_view sample, std::string_view language) {
  std::array<uint32_t, 128> letters{};  // how often each came
  int64_t sum = 0, n = 0;
  std::size_t run = 0;  // letters beyond ASCII in a row
  uint8_t before = other;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const auto byte = static_cast<uint8_t>(sample[i]);
    const uint8_t here = table.kind[byte];
    const uint8_t behind = i + 1 < sample.size() ? table.kind[static_cast<uint8_t>(sample[i + 1])] : uint8_t{other};
    run = is_letter_kind(here) && !is_ascii(here) ? run + (here != combining) : 0;
    if (byte >= 0x80) {
      ++n;
      sum -= against(before, here, behind, run);
      if (is_letter_kind(here)) {
        if (counts_as_letter(table.kind, sample, i)) ++letters[byte - 0x80];
      } else if (here == mark || here == joiner) {
        sum += 20;
      }
    }
    before = here;
  }
  if (n == 0) return 0;
  int64_t best = INT64_MIN;
  for (const Letters& l : table.languages) {
    // Templates say English of pages in any language.
    int64_t worth = l.language == language && language != "en" ? 15 * n : 0;
    for (std::size_t i = 0; i < letters.size(); ++i) worth += int64_t{letters[i]} * l.worth[i];
    best = std::max(best, worth);
  }
  return 100 * (sum + best) / n - 100 * table.handicap;
}

std::vector<Plausibility> PlausibilityJudge::judge(std::string_view sample, std::string_view language) const {
  std::vector<Plausibility> all;
  const auto is_text_in = [&](std::string_view encoding) {
    return std::any_of(all.begin(), all.end(),
                       [&](const Plausibility& p) { return p.encoding.name == encoding && p.score >= 0; });
  };
  for (const Table& table : tables_)
    if (!is_text_in(table.unless)) all.push_back({table.encoding, judge_table(table, sample, language)});
  for (const Rows& rows : two_bytes)
    all.push_back({find_web_encoding(rows.name).value(), judge_rows(rows, sample, language)});
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  return all;
}

std::optional<int64_t> PlausibilityJudge::judge(const Encoding& encoding, std::string_view sample) const {
  for (const Table& table : tables_)
    if (table.encoding.name == encoding.name) return judge_table(table, sample, {});
  for (const Rows& rows : two_bytes)
    if (rows.name == encoding.name) return judge_rows(rows, sample, {});
  return std::nullopt;
}

}  // namespace docmill::host
