#include "main_content/page_facts.hpp"

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "plain_text/judge.hpp"
#include "text_edits/character_references.hpp"
#include "text_edits/text_writer.hpp"
#include "words/dates.hpp"

namespace docmill::cleaner {

namespace {

// Some systems write references of references ("&amp;amp;", "&amp;#8217;"). Of the names only those that stand for
// marks of text: a page about HTML may well be called "What &nbsp; does".
bool has_reference_left(std::string_view text) {
  static constexpr std::string_view names[] = {"amp",   "quot",  "apos",  "lsquo",  "rsquo", "ldquo",
                                               "rdquo", "ndash", "mdash", "hellip", "#39"};
  constexpr std::size_t longest = 6;
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    const std::string_view behind = text.substr(at + 1, longest + 1);
    const std::size_t end = behind.find(';');
    if (end == std::string_view::npos) continue;
    const std::string_view name = behind.substr(0, end);
    if (std::find(std::begin(names), std::end(names), name) != std::end(names)) return true;
    if (name.size() >= 3 && name[0] == '#' && name.find_first_not_of("0123456789", 1) == std::string_view::npos)
      return true;
  }
  return false;
}

// What is kept of a value is at most 2000 bytes; what stands behind so many of its own is not read.
constexpr std::size_t longest_raw_value = 20000;

}  // namespace

// Text with references read, white space squeezed and invisible characters gone: a value for a record.
std::string tidy(std::string_view raw) {
  std::string with_references, out;
  out.reserve(std::min<std::size_t>(raw.size(), 2000));
  std::string_view decoded = utf8::prefix(raw, longest_raw_value);
  if (decoded.find('&') != std::string_view::npos) {
    decode_character_references(decoded, with_references);
    if (has_reference_left(with_references)) decode_character_references(std::string(with_references), with_references);
    decoded = with_references;
  }
  const auto is_plain = [&](std::size_t at) { return at < decoded.size() && decoded[at] > ' ' && decoded[at] < 0x7F; };
  for (std::size_t i = 0; i < decoded.size();) {
    // Words of ASCII, with one space between them.
    std::size_t behind = i;
    while (is_plain(behind))
      behind += behind + 1 < decoded.size() && decoded[behind + 1] == ' ' && is_plain(behind + 2) ? 2 : 1;
    out.append(decoded.substr(i, behind - i));
    i = behind;
    if (i == decoded.size()) break;
    const char32_t c = utf8::next(decoded, i);
    switch (classify(c)) {
      case CharacterClass::visible:
      case CharacterClass::joiner: utf8::append(out, c); break;
      case CharacterClass::invisible: break;
      default:
        if (!out.empty() && out.back() != ' ') out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  out.resize(utf8::prefix(out, 2000).size());
  return out;
}

bool is_address(std::string_view s) {
  return s.find("://") != std::string_view::npos || s.substr(0, 2) == "//" || s.substr(0, 4) == "www.";
}

// "en_US" and "EN" as "en-US" and "en"; what is no tag (a name, a list) gives nothing.
std::string language_tag(std::string_view text) {
  std::string tag;
  std::size_t part = 0, letters = 0;
  for (const char c : text) {
    if (c == '-' || c == '_') {
      if (letters == 0) return {};
      tag += '-';
      ++part;
      letters = 0;
      continue;
    }
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if ((!letter && (part == 0 || c < '0' || c > '9')) || ++letters > (part == 0 ? 3u : 8u)) return {};
    tag += c;
  }
  if (letters == 0 || tag.size() < 2) return {};
  // Small letters, but capitals for a country, one capital for a script.
  std::size_t start = 0;
  for (std::size_t i = 0; i <= tag.size(); ++i) {
    if (i != tag.size() && tag[i] != '-') {
      if (tag[i] >= 'A' && tag[i] <= 'Z') tag[i] = static_cast<char>(tag[i] + 32);
      continue;
    }
    const auto raise = [&](std::size_t at) {
      if (tag[at] >= 'a' && tag[at] <= 'z') tag[at] = static_cast<char>(tag[at] - 32);
    };
    if (start != 0 && i - start == 2) raise(start), raise(start + 1);
    if (start != 0 && i - start == 4) raise(start);
    start = i + 1;
  }
  return tag == "und" || tag == "zxx" ? std::string() : tag;
}

namespace {

// "admin", "The Author", "NOC Admin": an office without a name.
bool is_nobody(std::string_view folded) {
  const std::size_t space = folded.rfind(' ');
  const std::string_view last = space == std::string_view::npos ? folded : folded.substr(space + 1);
  for (const std::string_view word : {"admin", "administrator", "author", "root", "user", "webmaster"})
    if (last == word) return true;
  if (folded.find("copyright") != std::string_view::npos) return true;
  return folded == "editor" || folded == "staff";
}
// "Jane Doe on 3 May": what led to the date that is cut off.
std::string_view without_last_word(std::string_view name) {
  while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
  for (const std::string_view word : {" on", " am", " le", " el", " il", " op", " em", " in"})
    if (name.size() > word.size() + 2 && name.substr(name.size() - word.size()) == word)
      return name.substr(0, name.size() - word.size());
  return name;
}
// "Jane Doe, coast reporter" is Jane Doe.
std::string_view without_office(std::string_view name, bool led) {
  const std::size_t comma = name.find(", ");
  const bool office = comma != std::string_view::npos && comma > 4 && comma + 2 < name.size() &&
                      name[comma + 2] >= 'a' && name[comma + 2] <= 'z' && name.substr(comma + 2, 4) != "and ";
  if (office) return name.substr(0, comma);
  // "By Jane Doe, Berlin": a word with one capital is a place; a degree or a house has several. Without "by" it may be
  // a name that is turned, "De Niro, Robert".
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const bool place = led && comma != std::string_view::npos && name.find(' ', comma + 2) == std::string_view::npos &&
                     comma + 4 < name.size() && is_capital(name[comma + 2]) && name.back() != '.' &&
                     std::none_of(name.begin() + static_cast<std::ptrdiff_t>(comma) + 3, name.end(), is_capital) &&
                     is_person_name(name.substr(0, comma));
  return place ? name.substr(0, comma) : name;
}

// "Jane Doe; Li Na" as "Jane Doe, Li Na"; where nothing stands between two marks, nothing is put.
std::string with_commas(std::string_view names) {
  if (names.find(';') == std::string_view::npos) return std::string(names);
  std::string out;
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t stop = std::min(names.find(';', at), names.size());
    std::string_view name = names.substr(at, stop - at);
    name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
    name = name.substr(0, name.find_last_not_of(' ') + 1);
    if (!name.empty()) out.append(out.empty() ? "" : ", ").append(name);
    at = stop + 1;
  }
  return out;
}
// Of three persons and more, who are no single name, those that a byline has room for, from the first. Empty where
// anything else is among them.
constexpr std::size_t longest_list = 4000;
std::string persons_of_list(std::string_view listed) {
  std::string names;
  std::size_t persons = 0;
  bool full = false;
  for (std::size_t at = 0; at < listed.size(); ++persons) {
    const std::size_t stop = std::min(listed.find(", ", at), listed.size());
    const std::string_view name = listed.substr(at, stop - at);
    if (!is_person_name(name)) return {};
    full = full || names.size() + name.size() + 2 > PageFacts::longest_byline;
    if (!full) names.append(names.empty() ? "" : ", ").append(name);
    at = stop + 2;
  }
  return persons >= 3 ? names : std::string();
}
}  // namespace

bool PageFacts::has_byline_cue(const CueHits& hits, std::string_view text) const {
  if (!hits.start(Cue::byline)) return false;
  static constexpr std::string_view northern[] = {"da", "fo", "nb", "nn", "no", "sv"};
  const std::string_view main = std::string_view(language.value).substr(0, language.value.find('-'));
  if (std::find(std::begin(northern), std::end(northern), main) != std::end(northern)) return true;
  return !begins_with_abbreviation(text, main.empty());
}

// "Una Reed | Edited by Tom Ash", "Una Reed. Photographs by Tom Ash": behind a mark stands who did something else.
std::string_view PageFacts::without_others_work(std::string_view names) {
  constexpr std::size_t longest_work = 30;
  for (std::size_t at = names.find_first_of("|;,.\xE2\xC2"); at != std::string_view::npos;
       at = names.find_first_of("|;,.\xE2\xC2", at + 1)) {
    const std::size_t begin = names.find_first_not_of(" |;,.\u2013\u2014\u2022\u00b7", at);
    if (begin == std::string_view::npos || begin == at || at == 0 || names[begin - 1] != ' ') continue;
    fold(names.substr(begin), folded_);
    const CueHits h = cues_.match(folded_);
    if (h.start(Cue::byline)) continue;
    const std::size_t by = folded_.find(" by ");
    if (h.start(Cue::editor) || h.start(Cue::credit) || (by != std::string::npos && by <= longest_work))
      return names.substr(0, at);
  }
  return names;
}

void PageFacts::offer_byline(int rank, std::string_view text, bool handle) {
  if (rank >= byline.rank || is_address(text)) return;
  if (text.size() > longest_byline) {
    if (text.size() <= longest_list) byline.offer(rank, persons_of_list(with_commas(text)));
    return;
  }
  text.remove_prefix(std::min(text.find_first_not_of(" ;"), text.size()));
  text = text.substr(0, text.find_last_not_of(" ;") + 1);
  fold(text, folded_);
  const CueHits h = cues_.match(folded_);
  std::string_view rest = text;
  const bool led = has_byline_cue(h, text);
  if (led) rest = text.substr(end_of_folded(text, h.start_length(Cue::byline), folded_));
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  fold(rest, folded_);
  if (const auto found = find_date(folded_, cues_)) rest = rest.substr(0, start_of_folded(rest, found->start, folded_));
  rest = without_others_work(rest);
  const std::string listed = with_commas(before_next_label(without_office(rest, led)));
  std::string name(without_last_word(without_calling(name_in(listed))));
  if (name.empty()) name = persons_of_list(listed);
  fold(name.empty() ? rest : std::string_view(name), folded_);
  if (is_nobody(folded_) || cues_.match(folded_).line(Cue::date)) return;
  // A handle, where the page itself says that it is the author.
  if (name.empty() && (rank <= 2 || handle) && rest.size() <= 40 &&
      rest.find_first_of("@/<>") == std::string_view::npos && std::count(rest.begin(), rest.end(), ' ') <= 2)
    name = rest;
  byline.offer(rank, name);
}
void PageFacts::offer_date(int rank, std::string_view text) {
  if (rank >= date.rank) return;
  std::string day = compact_day(text);
  if (day.empty()) day = day_in(text);
  // The zero of a clock that was never set.
  if (day != "1970-01-01" && day != "1969-12-31") date.offer(rank, std::move(day));
}

std::string PageFacts::day_in(std::string_view text) {
  if (text.empty() || text.size() > 300) return {};
  fold(text, folded_);
  std::string changed;
  std::size_t behind = 0;
  for (auto found = find_date(folded_, cues_); found; found = find_date(folded_, cues_, behind)) {
    const bool is_change = says_changed(std::string_view(folded_).substr(behind, found->start - behind));
    behind = found->end;
    std::string day = found->iso.empty() ? day_by_country(std::string_view(folded_).substr(found->start)) : found->iso;
    if (!is_change) return day;
    if (changed.empty()) changed = std::move(day);
  }
  return behind == 0 ? short_day_by_language(folded_) : changed;
}
// "09.03.24" and, where the year comes first, "24.03.09": the language that the page says it is in tells which.
// In English both orders are met.
std::string PageFacts::short_day_by_language(std::string_view text) const {
  const std::string_view main = std::string_view(language.value).substr(0, language.value.find('-'));
  if (main.empty() || main == "en") return {};
  // "le 09/03/24 à 10:11", "تاریخ: ۱۴۰۲/۱۲/۱۹": a word or two may lead to it.
  constexpr std::size_t longest_lead = 20;  // bytes
  const std::size_t first = text.find_first_of("0123456789");
  const std::string_view numbers = first <= longest_lead ? text.substr(first) : std::string_view();
  if (main == "fa") return persian_day_of_numbers(numbers);
  static constexpr std::string_view year_first[] = {"hu", "ja", "ko", "lt", "mn", "zh"};
  const bool turned = std::find(std::begin(year_first), std::end(year_first), main) != std::end(year_first);
  std::string day = short_day(text, turned);
  // With slashes both orders are met there, as in English.
  static constexpr std::string_view either[] = {"es-PR", "es-US", "fil", "fr-CA", "sv", "tl"};
  for (const std::string_view tag : either)
    if (language.value == tag || main == tag) return day;
  return day.empty() ? short_day(numbers, turned, '/') : day;
}
// "03/09/2024": the language that the page says it is in tells which is the month.
std::string PageFacts::day_by_country(std::string_view text) const {
  const std::string& tag = language.value;
  const bool month_first = tag == "en-US";
  if (!month_first && (tag.empty() || tag == "en")) return {};
  int numbers[3] = {0, 0, 0};
  std::size_t at = 0;
  for (int& n : numbers) {
    std::size_t digits = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && digits < 4; ++at, ++digits)
      n = n * 10 + (text[at] - '0');
    if (digits == 0) return {};
    if (at < text.size()) ++at;
  }
  const int month = month_first ? numbers[0] : numbers[1], day = month_first ? numbers[1] : numbers[0];
  if (month < 1 || month > 12 || day < 1 || day > 31 || numbers[2] < 1900 || numbers[2] > 2199) return {};
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(numbers[2]) + "-" + two(month) + "-" + two(day);
}

}  // namespace docmill::cleaner
