#include "html/class_names.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <iterator>

#include "docmill/base/ascii.hpp"
#include "html/name_words.hpp"
#include "html/parser.hpp"
#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

namespace {

using namespace std::literals;

// A bit for each byte of the names of an element.
class Places {
 public:
  static constexpr std::size_t most = 1024;

  void set16(std::size_t at, uint32_t bits) { words_[at / 64] |= uint64_t{bits} << at % 64; }
  void clear(std::size_t size) { std::fill_n(words_.begin(), size / 64 + 2, 0); }
  uint64_t& word(std::size_t k) { return words_[k]; }
  uint64_t word(std::size_t k) const { return words_[k]; }
  // The first place from `from` on, or `end`.
  std::size_t next(std::size_t from, std::size_t end) const {
    if (from >= end) return end;
    uint64_t here = words_[from / 64] >> from % 64 << from % 64;
    std::size_t k = from / 64;
    while (here == 0) {
      if (++k * 64 >= end) return end;
      here = words_[k];
    }
    return std::min(k * 64 + static_cast<std::size_t>(std::countr_zero(here)), end);
  }

 private:
  std::array<uint64_t, most / 64 + 2> words_;
};

// The names in a class or an id, what their bytes are found once for all: parted by white space into names, these by
// anything but letters, and by capitals inside, into words.
class ParsedNames {
 public:
  // Of at most Places::most bytes. Into `scratch`: the names in small letters, and zeros behind them, so that words can
  // be looked for sixteen places at a time.
  ParsedNames(std::string_view names, std::string& scratch) : names_(names), size_(names_.size()) {
    scratch.assign(names_);
    scratch.append(padding, '\0');
    small_ = scratch.data();
    for (Places* p : {&spaces_, &no_names_, &starts_, &ends_, &run_starts_}) p->clear(size_);
    uint64_t letter_before = 0, capital_before = 0;  // the last of the 64 before
    for (std::size_t k = 0; k * 64 < size_; ++k) {
      uint64_t capitals = 0, letters = 0;
      for (std::size_t at = k * 64; at < size_ && at < k * 64 + 64; at += scan_width) {
        detail::Bytes16 v = detail::load(small_ + at);
        const auto is = [&](char c) { return v == detail::all(static_cast<uint8_t>(c)); };
        spaces_.set16(at, bytes16::high_bits(is(' ') | is('\n') | is('\t') | is('\r') | is('\f')));
        no_names_.set16(at, bytes16::high_bits(is(':') | is('[')));
        const auto capital = (v >= detail::all('A')) & (v <= detail::all('Z'));
        capitals |= uint64_t{bytes16::high_bits(capital)} << at % 64;
        v |= reinterpret_cast<detail::Bytes16>(capital) & detail::all('a' - 'A');
        std::memcpy(scratch.data() + at, &v, sizeof v);
        letters |= uint64_t{bytes16::high_bits((v >= detail::all('a')) & (v <= detail::all('z')))} << at % 64;
      }
      const uint64_t behind_letter = letters << 1 | letter_before, behind_capital = capitals << 1 | capital_before;
      starts_.word(k) = letters & (~behind_letter | (capitals & ~behind_capital));
      ends_.word(k) = starts_.word(k) | ~letters;
      run_starts_.word(k) = letters & ~behind_letter;
      letter_before = letters >> 63;
      capital_before = capitals >> 63;
    }
  }

  // Calls visit(start, end) for each name.
  template <class Visit>
  void for_each_name(Visit visit) const {
    for (std::size_t at = 0; at < size_;) {
      const std::size_t end = spaces_.next(at, size_);
      if (end > at) visit(at, end);
      at = end + 1;
    }
  }
  // A variant or a value of a utility class ("print:hidden", "w-[30%]") is no name.
  bool is_name(std::size_t start, std::size_t end) const { return no_names_.next(start, end) == end; }
  // Calls visit for what each word of a name says.
  template <class Visit>
  void for_each_word(std::size_t start, std::size_t end, Visit visit) const {
    static constexpr NameWord nothing;
    for (std::size_t at = starts_.next(start, end); at < end;) {
      const std::size_t stop = ends_.next(at + 1, end);
      // Of a name that a tool made: "v18by0fb".
      const bool of_number = at > start && ascii::is_digit(small_[at - 1]);
      visit(of_number ? nothing : name_word(small_ + at, stop - at));
      at = starts_.next(stop, end);
    }
  }

  std::string_view in_small(std::size_t start, std::size_t end) const { return {small_ + start, end - start}; }
  std::string_view as_written(std::size_t start, std::size_t end) const { return names_.substr(start, end - start); }

  // Does one of the words stand anywhere in the names, be it a word there or not?
  template <class... Words>
  bool has_any(Words... words) const {
    const std::string_view padded(small_, size_ + padding);
    for (std::size_t at = 0; at < size_; at += scan_width)
      if (detail::any((ends_of_word(small_ + at, words) | ...)) &&
          ((find_word_here(padded, words, at) != std::string_view::npos) || ...))
        return true;
    return false;
  }
  bool has_body_name() const {
    for (std::size_t at = run_starts_.next(0, size_); at < size_; at = run_starts_.next(at + 1, size_))
      if (has_body_name_at({small_, size_}, at)) return true;
    return false;
  }

 private:
  static constexpr std::size_t padding = 2 * scan_width;

  std::string_view names_;
  std::size_t size_;
  const char* small_;  // the same in small letters, with padding
  Places spaces_, no_names_, starts_, ends_, run_starts_;
};

// One class token or an id; false when it says nothing.
bool read_name(const ParsedNames& names, std::size_t start, std::size_t end, NameReading& r) {
  if (!names.is_name(start, end)) return false;
  r = {};
  r.plain = true;
  uint32_t said = 0, first_halves = 0, second_halves = 0;
  bool nothing_else = true;
  int cookies = 0, words = 0;
  names.for_each_word(start, end, [&](const NameWord& word) {
    said |= word.says;
    ++words;
    first_halves |= word.first_halves;
    second_halves |= word.second_halves;
    if (r.role == Role::none) r.role = word.role;
    cookies += word.role == Role::cookies;
    nothing_else = nothing_else && (word.role != Role::none || (word.says & NameWord::frame) != 0);
  });
  const bool unseen_name = is_unseen_name(names.in_small(start, end));
  if (said == 0 && r.role == Role::none && (first_halves | second_halves) == 0 && !unseen_name) return false;
  const auto says = [&](NameWord::Says what) { return (said & what) != 0; };
  r.numbers_lines = says(NameWord::line_number) || (says(NameWord::line) && says(NameWord::number));
  r.article = says(NameWord::article);
  r.disclosure = says(NameWord::disclosure);
  r.notes = says(NameWord::notes);
  r.reviews = says(NameWord::reviews);
  r.remark = words == 1 && says(NameWord::remark);
  r.consents = cookies >= 2 || (cookies == 1 && says(NameWord::notice));
  r.ingredients = says(NameWord::ingredients);
  if (says(NameWord::describes)) r.role = Role::none;
  else if (says(NameWord::author) && says(NameWord::author_frame)) r.role = Role::author;
  else if (r.role != Role::none) r.plain = nothing_else;
  r.tooltip = says(NameWord::tooltip);
  const bool tip = r.tooltip && says(NameWord::text);
  const bool unseen = (first_halves & second_halves) != 0 || says(NameWord::unseen) || unseen_name || tip;
  r.hides = unseen && !names.as_written(start, end).starts_with("not-");
  return true;
}

// FNV-1a, without digits: "post-12" and "post-13" are of one kind.
uint32_t number_of_names(std::string_view names) {
  uint32_t h = 2166136261u;
  for (const char c : names)
    if (!ascii::is_digit(c)) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h;
}

// All tokens of a class, or an id: the first that says a role, one that says nothing else before others.
NameReading read_names(std::string_view value, std::string& scratch) {
  NameReading all;
  all.number = number_of_names(value);
  const ParsedNames names(value, scratch);
  NameReading r;
  names.for_each_name([&](std::size_t start, std::size_t end) {
    if (!read_name(names, start, end, r)) return;
    all.article = all.article || r.article;
    all.disclosure = all.disclosure || r.disclosure;
    all.notes = all.notes || r.notes;
    all.reviews = all.reviews || r.reviews;
    all.remark = all.remark || r.remark;
    all.consents = all.consents || r.consents;
    all.ingredients = all.ingredients || r.ingredients;
    all.hides = all.hides || r.hides;
    all.tooltip = all.tooltip || r.tooltip;
    all.numbers_lines = all.numbers_lines || r.numbers_lines;
    if (r.role != Role::none && (all.role == Role::none || (r.plain && !all.plain))) {
      all.role = r.role;
      all.plain = r.plain;
    }
  });
  all.dates = names.has_any("date"sv, "publish"sv, "posted-on"sv);
  all.authors = names.has_any("author"sv, "byline"sv);
  all.article_body = names.has_body_name();
  all.keeps_lines = names.has_any("whitespace-pre-"sv, "white-space-pre"sv);
  all.icon = names.has_any("material-icons"sv, "material-symbols"sv);
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
  value = value.substr(0, Places::most);
  Entry& e = entries_[quick_hash(value) >> 32 & (size - 1)];  // what falls on one place is told apart by its bytes
  if (!e.is_read || e.value != value) {
    e.value.assign(value);
    e.reading = read_names(value, scratch);
    e.is_read = true;
  }
  return e.reading;
}

}  // namespace docmill::cleaner
