#include "html/class_names.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>

#include "docmill/base/ascii.hpp"
#include "html/name_words.hpp"
#include "html/parser.hpp"
#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

namespace {

using ascii::is_letter;
using ascii::lower;
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

// Calls visit for what each word of a class or id says: parted by anything but letters, and by capitals inside.
template <class Visit>
void for_each_word(std::string_view names, Visit visit) {
  std::array<char, longest_name_word> word;
  for (std::size_t i = 0; i < names.size();) {
    if (!is_letter(names[i])) {
      ++i;
      continue;
    }
    const bool of_number =
        i > 0 && names[i - 1] >= '0' && names[i - 1] <= '9';  // of a name that a tool made: "v18by0fb"
    std::size_t size = 0;
    uint32_t hash = word_hash_start;
    do {
      const char c = lower(names[i++]);
      hash = next_word_hash(hash, c);
      if (size < word.size()) word[size] = c;
      ++size;
    } while (i < names.size() && is_letter(names[i]) && !(is_capital(names[i]) && !is_capital(names[i - 1])));
    static constexpr NameWord nothing;
    visit(size <= word.size() && !of_number ? name_word({word.data(), size}, hash) : nothing);
  }
}

// One class token or an id.
NameReading read_name(std::string_view name) {
  NameReading r;
  r.plain = true;
  // A variant or a value of a utility class ("print:hidden", "w-[30%]") is no name.
  if (std::any_of(name.begin(), name.end(), [](char c) { return c == ':' || c == '['; })) return r;
  uint32_t said = 0, first_halves = 0, second_halves = 0;
  bool nothing_else = true;
  int cookies = 0;
  for_each_word(name, [&](const NameWord& word) {
    said |= word.says;
    first_halves |= word.first_halves;
    second_halves |= word.second_halves;
    if (r.role == Role::none) r.role = word.role;
    cookies += word.role == Role::cookies;
    nothing_else = nothing_else && (word.role != Role::none || (word.says & NameWord::frame) != 0);
  });
  const auto says = [&](NameWord::Says what) { return (said & what) != 0; };
  r.numbers_lines = says(NameWord::line_number) || (says(NameWord::line) && says(NameWord::number));
  r.article = says(NameWord::article);
  r.disclosure = says(NameWord::disclosure);
  r.notes = says(NameWord::notes);
  r.reviews = says(NameWord::reviews);
  r.consents = cookies >= 2 || (cookies == 1 && says(NameWord::notice));
  r.ingredients = says(NameWord::ingredients);
  if (says(NameWord::describes)) r.role = Role::none;
  else if (says(NameWord::author) && says(NameWord::author_frame)) r.role = Role::author;
  else if (r.role != Role::none) r.plain = nothing_else;
  const bool tip = says(NameWord::tooltip) && says(NameWord::text);
  r.hides = ((first_halves & second_halves) != 0 || says(NameWord::unseen) || tip) && name.substr(0, 4) != "not-";
  return r;
}

// The names in small letters, and zeros behind them, so that words can be looked for sixteen places at a time.
constexpr std::size_t padding = 2 * scan_width;
void lower_with_padding(std::string_view names, std::string& out) {
  out.assign(names);
  out.append(padding, '\0');
  for (std::size_t at = 0; at < names.size(); at += scan_width) {
    detail::Bytes16 v = detail::load(out.data() + at);
    const auto capital = (v >= detail::all('A')) & (v <= detail::all('Z'));
    v |= reinterpret_cast<detail::Bytes16>(capital) & detail::all('a' - 'A');
    std::memcpy(out.data() + at, &v, sizeof v);
  }
}

// What stands anywhere in the names, be it a word or not; `padded` as above.
void read_parts(std::string_view padded, NameReading& all) {
  const std::string_view names = padded.substr(0, padded.size() - padding);
  const auto stands = [&](std::string_view word) {
    for (std::size_t at = 0; at < names.size(); at += scan_width)
      if (find_word_here(padded, word, at) != std::string_view::npos) return true;
    return false;
  };
  all.dates = stands("date") || stands("publish") || stands("posted-on");
  all.authors = stands("author") || stands("byline");
  bool behind_letter = false;
  for (std::size_t at = 0; at < names.size() && !all.article_body; ++at) {
    const bool letter = ascii::is_lower(names[at]);
    if (letter && !behind_letter) all.article_body = has_body_name_at(names, at);
    behind_letter = letter;
  }
}

// FNV-1a, without digits: "post-12" and "post-13" are of one kind.
uint32_t number_of_names(std::string_view names) {
  uint32_t h = 2166136261u;
  for (const char c : names)
    if (c < '0' || c > '9') h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}

// All tokens of a class, or an id: the first that says a role, one that says nothing else before others.
NameReading read_names(std::string_view value, std::string& scratch) {
  NameReading all;
  all.number = number_of_names(value);
  for (std::size_t at = 0; at < value.size();) {
    std::size_t end = at;
    while (end < value.size() && !detail::is_html_space(value[end])) ++end;
    if (end > at) {
      const NameReading r = read_name(value.substr(at, end - at));
      all.article = all.article || r.article;
      all.disclosure = all.disclosure || r.disclosure;
      all.notes = all.notes || r.notes;
      all.reviews = all.reviews || r.reviews;
      all.consents = all.consents || r.consents;
      all.ingredients = all.ingredients || r.ingredients;
      all.hides = all.hides || r.hides;
      all.numbers_lines = all.numbers_lines || r.numbers_lines;
      if (r.role != Role::none && (all.role == Role::none || (r.plain && !all.plain))) {
        all.role = r.role;
        all.plain = r.plain;
      }
    }
    at = end + 1;
  }
  lower_with_padding(value, scratch);
  read_parts(scratch, all);
  return all;
}

}  // namespace

const char* label_of(Role role) {
  static constexpr const char* labels[] = {"other",      "navigation", "related", "comments", "share",
                                           "newsletter", "advert",     "author",  "byline",   "tags",
                                           "caption",    "cookies",    "hidden",  "account"};
  static_assert(std::size(labels) == static_cast<std::size_t>(Role::count));
  return labels[static_cast<std::size_t>(role)];
}

const NameReading& NameTable::read(std::string_view value) {
  Entry& e = entries_[quick_hash(value) >> 32 & (size - 1)];  // what falls on one place is told apart by its bytes
  if (e.page != page_ || e.value != value) e = {value, read_names(value, scratch), page_};
  return e.reading;
}

}  // namespace docmill::cleaner
