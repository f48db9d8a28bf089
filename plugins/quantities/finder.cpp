#include "finder.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::quantities {

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::date: return "date";
    case Kind::money: return "money";
    case Kind::percent: return "percent";
    case Kind::count: return "count";
  }
  return {};
}

std::string Quantity::value() const {
  switch (kind) {
    case Kind::date: return date ? date->text() : std::string();
    case Kind::money: return unit + ' ' + amount.text();
    case Kind::percent: return amount.text();
    case Kind::count: return amount.text() + ' ' + unit;
  }
  return {};
}

const Lexicon& Tables::of(std::string_view language) const {
  static const Lexicon empty;
  const Lexicon* any = &empty;
  for (const Lexicon& l : lexicons_) {
    if (l.language == language) return l;
    if (l.language == "any") any = &l;
  }
  return *any;
}

// The longest form of these kinds that stands at `at`; the language's own before those of all.
Finder::Hit Finder::hit(std::size_t at, Mask kinds) const {
  Hit best;
  if (at >= folded_.size()) return best;
  const std::string_view word = first_word_of(folded_, at);
  for (const Lexicon* lexicon : {words_, any_}) {
    lexicon->for_each_at(folded_, at, word, [&](const Entry& e, std::size_t end) {
      if ((bit(e.kind) & kinds) == 0) return false;
      if (end > best.end) best = {&e, end};
      return true;
    });
  }
  return best;
}

std::size_t Finder::past_join(std::size_t at) const {
  const std::size_t next = past_space(at);
  const Hit join = hit(next, bit(Word::join));
  return join ? past_space(join.end) : next;
}

bool Finder::has_capital(std::size_t at) const {
  if (!words_->capitals) return true;
  return u_isupper(static_cast<UChar32>(utf8::next(text_, at))) != 0;
}

std::size_t Finder::keep(std::size_t at, std::size_t end, Kind kind, Amount amount, std::string unit) {
  Quantity q;
  q.start = static_cast<uint32_t>(at);
  q.end = static_cast<uint32_t>(end);
  q.kind = kind;
  q.amount = amount;
  q.unit = std::move(unit);
  found_->push_back(std::move(q));
  return end;
}

// What a number is of, by what stands behind it.
std::size_t Finder::behind_number(std::size_t at, const Number& n) {
  if (const std::size_t end = ago_at(at, n, n.end)) return end;
  const Number scaled = with_scale(n, false);
  if (scaled.one) return 0;
  const std::size_t next = past_space(scaled.end);
  constexpr Mask kinds = bit(Word::percent) | bit(Word::symbol) | bit(Word::currency) | bit(Word::unit);
  Hit word = hit(next, kinds);
  if (!word && next < folded_.size() && folded_[next] == '-' && next == scaled.end)
    word = hit(next + 1, kinds);  // 5-mile
  if (!word) word = hit(past_join(scaled.end), kinds);
  if (!word) return 0;
  Amount amount = scaled.amount;
  if (word.entry->kind == Word::percent) {
    amount.exponent += static_cast<int>(word.entry->number);
    return keep(at, word.end, Kind::percent, amount, {});
  }
  const Kind kind = word.entry->kind == Word::unit ? Kind::count : Kind::money;
  return keep(at, word.end, kind, amount, word.entry->name);
}

std::size_t Finder::money_at(std::size_t at, const Hit& symbol) {
  if (ascii::is_lower(text_[at])) return 0;  // codes and such are in capitals
  const std::size_t next = past_space(symbol.end);
  if (next >= folded_.size() || !ascii::is_digit(folded_[next])) return 0;
  const Number n = digits_at(next);
  if (!n) return 0;
  const Number scaled = with_scale(n, true);
  return keep(at, scaled.end, Kind::money, scaled.amount, symbol.entry->name);
}

std::size_t Finder::percent_before_at(std::size_t at, const Hit& word) {
  Number n = number_at(past_space(word.end));
  if (!n) return 0;
  n.amount.exponent += static_cast<int>(word.entry->number);
  return keep(at, n.end, Kind::percent, n.amount, {});
}

std::size_t Finder::at_number(std::size_t at) {
  if (const std::size_t end = numeric_date_at(at)) return end;
  if (const std::size_t end = han_date_at(at)) return end;
  const Number n = number_at(at);
  if (!n) return 0;
  if (const std::size_t end = day_month_at(at, n)) return end;
  std::size_t end = 0;
  if (const int year = year_at(at, end); year >= 1500 && year <= 2099)
    if (const Hit behind = hit(past_space(end), bit(Word::year_behind)))
      return keep_date(at, behind.end, Date{year}, false);
  return behind_number(at, n);
}

std::size_t Finder::at_word(std::size_t at) {
  constexpr Mask kinds =
      ~(bit(Word::scale) | bit(Word::short_scale) | bit(Word::currency) | bit(Word::percent) | bit(Word::unit) |
        bit(Word::join) | bit(Word::ordinal) | bit(Word::ago) | bit(Word::ahead) | bit(Word::year_behind));
  const std::string_view word = first_word_of(folded_, at);
  std::size_t end = 0;
  for (const Lexicon* lexicon : {words_, any_}) {
    lexicon->for_each_at(folded_, at, word, [&](const Entry& e, std::size_t form_end) {
      if ((bit(e.kind) & kinds) == 0) return false;
      const Hit h{&e, form_end};
      switch (e.kind) {
        case Word::symbol: end = money_at(at, h); break;
        case Word::percent_before: end = percent_before_at(at, h); break;
        case Word::month: end = has_capital(at) ? month_at(at, h) : 0; break;
        case Word::weekday:
        case Word::period: end = has_capital(at) || e.kind == Word::period ? named_at(at, h, 0, false) : 0; break;
        case Word::relative: end = steps(at, form_end, static_cast<Period>(e.period), e.number); break;
        case Word::last:
        case Word::next:
        case Word::this_one: end = modified_at(at, h); break;
        case Word::ago_before:
        case Word::ahead_before: end = ago_before_at(at, h); break;
        case Word::year_before: end = within_at(at, h); break;
        default: break;
      }
      return end != 0;
    });
    if (end != 0) return end;
  }
  const Number n = number_at(at);
  return n ? behind_number(at, n) : 0;
}

std::size_t Finder::skip_word(std::size_t at) const {
  const std::size_t end = at + first_word_of(folded_, at).size();
  return end < folded_.size() && ascii::is_digit(folded_[end]) && is_within_word(folded_, at) ? skip_number(end) : end;
}

// Digits with what is glued to them: H100, 10:30, 1.2.3, 3rd.
std::size_t Finder::skip_number(std::size_t at) const {
  while (at < folded_.size()) {
    const char c = folded_[at];
    const bool inner = std::string_view(".,:/").find(c) != std::string_view::npos && at + 1 < folded_.size() &&
                       ascii::is_digit(folded_[at + 1]);
    if (!ascii::is_digit(c) && !ascii::is_lower(c) && !inner) break;
    ++at;
  }
  return at;
}

void Finder::find(std::string_view text, std::string_view language, std::optional<Date> anchor, std::size_t most,
                  std::vector<Quantity>& found) {
  words_ = &tables_.of(language);
  any_ = &tables_.any();
  text_ = text;
  anchor_ = anchor;
  found_ = &found;
  fold(text, folded_);
  const std::size_t limit = most > found.max_size() - found.size() ? found.max_size() : found.size() + most;
  for (std::size_t at = 0; at < folded_.size() && found.size() < limit;) {
    const char c = folded_[at];
    if (ascii::is_digit(c)) {
      const std::size_t end = at_number(at);
      at = end != 0 ? end : skip_number(at);
    } else if (ascii::is_lower(c) || static_cast<unsigned char>(c) >= 0x80 || c == '$') {
      const std::string_view word = first_word_of(folded_, at);
      const bool may = words_->begins(word) || any_->begins(word) || (static_cast<unsigned char>(c) >= 0xE3);
      std::size_t end = may ? han_date_at(at) : 0;
      if (may && end == 0) end = at_word(at);
      at = end != 0 ? end : skip_word(at);
    } else {
      ++at;
    }
  }
}

}  // namespace docmill::quantities
