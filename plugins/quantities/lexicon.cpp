#include "lexicon.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <charconv>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::quantities {

namespace {

constexpr std::size_t most_problems = 20;

struct KindName {
  std::string_view name;
  Word kind;
};
constexpr std::array kind_names{
    KindName{"month", Word::month},
    KindName{"weekday", Word::weekday},
    KindName{"number", Word::number},
    KindName{"one", Word::one},
    KindName{"scale", Word::scale},
    KindName{"short-scale", Word::short_scale},
    KindName{"symbol", Word::symbol},
    KindName{"currency", Word::currency},
    KindName{"percent", Word::percent},
    KindName{"percent-before", Word::percent_before},
    KindName{"unit", Word::unit},
    KindName{"join", Word::join},
    KindName{"ordinal", Word::ordinal},
    KindName{"period", Word::period},
    KindName{"periods", Word::periods},
    KindName{"relative", Word::relative},
    KindName{"last", Word::last},
    KindName{"next", Word::next},
    KindName{"this", Word::this_one},
    KindName{"ago", Word::ago},
    KindName{"ahead", Word::ahead},
    KindName{"ago-before", Word::ago_before},
    KindName{"ahead-before", Word::ahead_before},
    KindName{"year-before", Word::year_before},
    KindName{"year-behind", Word::year_behind},
};
constexpr std::array<std::string_view, 4> period_names{"day", "week", "month", "year"};

template <class F>
void for_each_part(std::string_view text, char separator, F&& take) {
  for (;;) {
    const std::size_t at = text.find(separator);
    take(text.substr(0, at));
    if (at == std::string_view::npos) return;
    text.remove_prefix(at + 1);
  }
}

bool read_integer(std::string_view text, int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool read_period(std::string_view text, int64_t& number) {
  const auto found = std::find(period_names.begin(), period_names.end(), text);
  number = found - period_names.begin();
  return found != period_names.end();
}

// What the second column says of an entry; false where it is not of its kind.
bool read_value(std::string_view value, Entry& e) {
  int64_t period = 0;
  const std::size_t colon = value.find(':');
  switch (e.kind) {
    case Word::month: return read_integer(value, e.number) && e.number >= 1 && e.number <= 12;
    case Word::weekday: return read_integer(value, e.number) && e.number >= 1 && e.number <= 7;
    case Word::one:
    case Word::number: return read_integer(value, e.number) && e.number >= 0;
    case Word::scale:
    case Word::short_scale:
    case Word::percent_before:
    case Word::percent: return read_integer(value, e.number) && e.number >= 0 && e.number <= 15;
    case Word::symbol:
    case Word::currency:
    case Word::unit: e.name = value; return !value.empty();
    case Word::periods:
    case Word::period: return read_period(value, e.number);
    case Word::relative:
      if (colon == value.npos || !read_period(value.substr(0, colon), period)) return false;
      e.period = static_cast<uint8_t>(period);
      return read_integer(value.substr(colon + 1), e.number);
    default: return value == "-";
  }
}

// What the second column of such a line holds.
std::string_view wanted(std::string_view kind) {
  if (kind == "month") return "a number from 1 to 12";
  if (kind == "weekday") return "a number from 1, Monday, to 7";
  if (kind == "number" || kind == "one") return "a whole number";
  if (kind == "scale" || kind == "short-scale" || kind.starts_with("percent")) return "a power of ten from 0 to 15";
  if (kind.starts_with("period")) return "day, week, month or year";
  if (kind == "relative") return "a period and steps, such as day:-1";
  if (kind == "decimal") return "a full stop or a comma";
  if (kind == "order") return "dmy, mdy or ymd";
  if (kind == "capitals") return "yes";
  if (kind == "currency" || kind == "symbol" || kind == "unit") return "its code or sign";
  return kind == "language" || kind == "thousands" ? "something" : "a hyphen";
}

bool is_han(char32_t c) {
  if (c < 0x2E80) return false;
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_HAN;
}

bool is_word_letter(char32_t c) {
  if (c < 0x80) return ascii::is_letter(static_cast<char>(c));
  return u_isalpha(static_cast<UChar32>(c)) && !is_han(c) && c != 0xBA && c != 0xAA;
}

}  // namespace

void fold(std::string_view text, std::string& folded) {
  folded.assign(text);
  for (std::size_t at = 0; at < folded.size();) {
    if (static_cast<unsigned char>(folded[at]) < 0x80) {
      folded[at] = ascii::lower(folded[at]);
      ++at;
      continue;
    }
    const std::size_t from = at;
    const char32_t c = utf8::next(text, at);
    if (c >= 0x2E80) continue;
    const auto lower = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    if (lower == c) continue;
    char bytes[4];
    std::size_t n = 0;
    std::string encoded;
    utf8::append(encoded, lower);
    for (const char b : encoded) bytes[n++] = b;
    if (n == at - from) std::copy(bytes, bytes + n, folded.begin() + static_cast<std::ptrdiff_t>(from));
  }
}

std::string_view first_word_of(std::string_view folded, std::size_t at) {
  std::size_t end = at;
  while (end < folded.size()) {
    std::size_t next = end;
    const char32_t c = utf8::next(folded, next);
    if (!is_word_letter(c)) {
      if (end == at) end = next;
      break;
    }
    end = next;
  }
  return folded.substr(at, end - at);
}

bool is_within_word(std::string_view folded, std::size_t at) {
  if (at >= folded.size()) return false;
  return is_word_letter(utf8::next(folded, at));
}

std::size_t space_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == ' ') return 1;
  if (text.substr(at, 2) == "\xC2\xA0") return 2;
  const std::string_view three = text.substr(at, 3);
  return three == "\xE2\x80\xAF" || three == "\xE2\x80\x89" ? 3 : 0;
}

// Where `form` ends in the text; 0 where it is not there or a word goes on behind it.
std::size_t Lexicon::end_of(std::string_view folded, std::size_t at, std::string_view form) {
  for (const char c : form) {
    if (c == ' ') {
      const std::size_t space = space_at(folded, at);
      if (space == 0) return 0;
      at += space;
    } else if (at >= folded.size() || folded[at++] != c) {
      return 0;
    }
  }
  std::size_t last = form.size();
  const bool ends_in_letter = is_word_letter(utf8::previous(form, last));
  return ends_in_letter && is_within_word(folded, at) ? 0 : at;
}

bool Lexicon::read_line(std::string_view line, std::string& problem) {
  const std::size_t tab = line.find('\t'), second = tab == line.npos ? tab : line.find('\t', tab + 1);
  const std::string_view kind = line.substr(0, tab);
  const std::string_view value =
      tab == line.npos ? std::string_view() : line.substr(tab + 1, second == line.npos ? second : second - tab - 1);
  if (kind == "language") return language = value, !value.empty();
  if (kind == "decimal") return decimal = value == "," ? ',' : '.', value == "," || value == ".";
  if (kind == "thousands") return thousands = value, !value.empty();
  if (kind == "capitals") return capitals = true, value == "yes";
  if (kind == "order") {
    order = value == "mdy" ? Order::mdy : value == "ymd" ? Order::ymd : Order::dmy;
    return order != Order::dmy || value == "dmy";
  }
  const auto found =
      std::find_if(kind_names.begin(), kind_names.end(), [&](const KindName& k) { return k.name == kind; });
  if (found == kind_names.end()) {
    problem = "'" + std::string(kind) + "' is no kind of line";
    return false;
  }
  Entry entry{{}, found->kind, 0, 0, {}};
  if (!read_value(value, entry)) return false;
  if (second == line.npos) {
    problem = "the forms are missing: KIND, VALUE and FORM|FORM are parted by tabs";
    return false;
  }
  for_each_part(line.substr(second + 1), '|', [&](std::string_view form) {
    if (form.empty()) return;
    fold(form, entry.form);
    by_first_word_[std::string(first_word_of(entry.form, 0))].push_back(static_cast<uint32_t>(entries_.size()));
    entries_.push_back(entry);
  });
  return true;
}

std::vector<TableProblem> Lexicon::read(std::string_view bytes) {
  std::vector<TableProblem> problems;
  uint32_t number = 0;
  for_each_part(bytes, '\n', [&](std::string_view line) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#' || problems.size() == most_problems) return;
    std::string problem;
    if (!utf8::is_valid(line)) problem = "not valid UTF-8";
    else if (read_line(line, problem)) return;
    const std::string_view kind = line.substr(0, line.find('\t'));
    if (problem.empty())
      problem = "the second column of '" + std::string(kind) + "' is to hold " + std::string(wanted(kind));
    problems.push_back({problem, number});
  });
  if (language.empty() && problems.empty()) problems.push_back({"there is no line 'language'", 1});
  for (auto& [word, places] : by_first_word_)
    std::stable_sort(places.begin(), places.end(),
                     [&](uint32_t a, uint32_t b) { return entries_[a].form.size() > entries_[b].form.size(); });
  return problems;
}

}  // namespace docmill::quantities
