#include "tooling/report/differing_figures.hpp"

#include <algorithm>
#include <iterator>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "tooling/compare/record_lines.hpp"
#include "tooling/review/record_places.hpp"

namespace docmill::tooling {
namespace {

constexpr std::size_t most_statements = 50'000, most_of_one = 50, most_pairs = 40;
constexpr std::size_t longest_sentence = 600;  // bytes; longer ones are lists and tables
constexpr std::size_t fewest_words = 3;        // that both sentences have, beside entry and figure
constexpr std::size_t least_alike = 40;        // percent
constexpr std::size_t most_names = 8;          // of a sentence

struct Named {
  std::size_t start, end;
  std::string value, name;
};

bool is_word(char c) { return ascii::is_letter(c) || ascii::is_digit(c) || static_cast<unsigned char>(c) >= 0x80; }

// FNV-1a, so that equal runs compare equal words on every machine.
uint64_t hash_of(std::string_view word) {
  uint64_t hash = 14695981039346656037U;
  for (const char c : word)
    hash = (hash ^ static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c)) * 1099511628211U;
  return hash;
}

// Words of four bytes or more: the short ones are in every sentence.
void add_words(std::string_view text, std::vector<uint64_t>& hashes) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end - at >= 4) hashes.push_back(hash_of(text.substr(at, end - at)));
    at = std::max(end, at + 1);
  }
}

// The sentence around a place, roughly: from line end or ". " to the same. A figure has no space behind its point.
std::pair<std::size_t, std::size_t> sentence_around(std::string_view text, std::size_t start, std::size_t end) {
  const auto ends_at = [&](std::size_t i) {
    if (text[i] == '\n' || text.substr(i, 3) == "。") return true;
    return (text[i] == '.' || text[i] == '!' || text[i] == '?') && (i + 1 == text.size() || text[i + 1] == ' ');
  };
  std::size_t from = start, to = end;
  while (from > 0 && start - from <= longest_sentence && !ends_at(from - 1)) --from;
  while (to < text.size() && to - end <= longest_sentence && !ends_at(to)) ++to;
  while (from < start && (text[from] == ' ' || !utf8::is_border(text, from))) ++from;
  while (to > end && !utf8::is_border(text, to)) --to;
  return {from, to};
}

// The linked spans over the text, in order.
std::vector<Named> named_in(JsonValue record, std::string_view text, std::string_view unit) {
  std::vector<Named> named;
  for (const JsonMember& m : record.members()) {
    if (m.name == "quantities" || !m.value.is_array() || text_below(record, m.name) != "text") continue;
    PlaceReader places(text, unit);
    for (const JsonValue& span : m.value.items()) {
      const auto start = integer_of(span, "start"), end = integer_of(span, "end");
      const auto value = string_of(span, "value"), name = string_of(span, "name");
      if (!start || !end || !value || !name) continue;
      const std::size_t from = places.byte_of(*start);
      named.push_back(
          {from, places.byte_of(*end), std::string(utf8::prefix(*value, 200)), std::string(utf8::prefix(*name, 200))});
    }
  }
  std::stable_sort(named.begin(), named.end(), [](const Named& a, const Named& b) { return a.start < b.start; });
  return named;
}

// Value and name of the entries that lie in [from, to).
std::map<std::string, std::string> names_within(const std::vector<Named>& named, std::size_t from, std::size_t to) {
  std::map<std::string, std::string> names;
  auto next = std::lower_bound(named.begin(), named.end(), from,
                               [](const Named& n, std::size_t place) { return n.start < place; });
  for (; next != named.end() && next->end <= to && names.size() < most_names; ++next)
    names.emplace(next->value, next->name);
  return names;
}

std::size_t in_common(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  std::vector<uint64_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

}  // namespace

void DifferingFigures::add(JsonValue record, uint64_t document) {
  const JsonValue quantities = record["quantities"];
  const auto text = string_of(record, "text");
  if (!text || quantities.size() == 0) return;
  const std::string_view unit = string_of(record, "offsets").value_or("codepoint");
  const std::vector<Named> named = named_in(record, *text, unit);
  PlaceReader places(*text, unit);
  for (const JsonValue& q : quantities.items()) {
    const auto start = integer_of(q, "start"), end = integer_of(q, "end");
    const auto amount = string_of(q, "amount"), label = string_of(q, "label");
    if (!start || !end || !amount || !label) continue;  // dates have no amount
    const std::size_t at = places.byte_of(*start), behind = places.byte_of(*end);
    const auto [from, to] = sentence_around(*text, at, behind);
    if (to - from > longest_sentence) continue;
    Names names = names_within(named, from, to);
    if (names.empty()) continue;
    Statement s{document,
                std::string(*amount),
                std::string(text->substr(at, behind - at)),
                std::string(text->substr(from, to - from)),
                {}};
    add_words(text->substr(from, at - from), s.hashes);
    add_words(text->substr(behind, to - behind), s.hashes);
    std::sort(s.hashes.begin(), s.hashes.end());
    s.hashes.erase(std::unique(s.hashes.begin(), s.hashes.end()), s.hashes.end());
    const std::string_view what = string_of(q, "unit").value_or(*label);
    compare(names, std::string(what), std::move(s));
  }
}

void DifferingFigures::compare(const Names& names, const std::string& unit, Statement statement) {
  std::map<std::size_t, std::string> candidates;  // statements of the same unit, and an entry that both name
  for (const auto& [value, name] : names)
    if (const auto known = index_.find({value, unit}); known != index_.end())
      for (const std::size_t i : known->second) candidates.emplace(i, name);
  for (const auto& [i, name] : candidates) {
    const Statement& other = statements_[i];
    if (other.document == statement.document || other.amount == statement.amount) continue;
    const std::size_t both = in_common(other.hashes, statement.hashes);
    const std::size_t all = other.hashes.size() + statement.hashes.size() - both;
    if (both >= fewest_words && both * 100 >= all * least_alike) keep({both * 100 / all, name, unit, other, statement});
  }
  remember(names, unit, std::move(statement));
}

void DifferingFigures::remember(const Names& names, const std::string& unit, Statement statement) {
  bool is_known = false;
  for (const auto& [value, name] : names) {
    if (statements_.size() == most_statements) break;
    std::vector<std::size_t>& places = index_[{value, unit}];
    if (places.size() == most_of_one) continue;
    places.push_back(statements_.size());
    is_known = true;
  }
  if (is_known) statements_.push_back(std::move(statement));
  else ++left_out_;
}

// The most alike first, of equal ones the earlier.
void DifferingFigures::keep(Pair pair) {
  ++found_;
  const auto place = std::upper_bound(pairs_.begin(), pairs_.end(), pair,
                                      [](const Pair& a, const Pair& b) { return a.alike > b.alike; });
  pairs_.insert(place, std::move(pair));
  if (pairs_.size() > most_pairs) pairs_.pop_back();
}

void DifferingFigures::write(JsonWriter& w) const {
  const auto write_statement = [&w](const char* key, const Statement& s) {
    w.key(key).object().member("document", s.document).member("words", s.words).member("sentence", s.sentence).end();
  };
  w.key("figures").array();
  for (const Pair& pair : pairs_) {
    w.object().member("name", pair.name).member("unit", pair.unit);
    write_statement("one", pair.one);
    write_statement("other", pair.other);
    w.end();
  }
  w.end().member("figures_found", found_).member("figures_left_out", left_out_);
}

}  // namespace docmill::tooling
