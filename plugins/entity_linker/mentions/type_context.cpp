#include "mentions/type_context.hpp"

#include <algorithm>

#include "text/short_words.hpp"

namespace docmill::linker {
namespace {

constexpr char32_t em_dash = 0x2014;

// A language stands alone behind in, into or speak: "in Chinese and English", but not "in Chinese factories" and not
// "in Chinese, Dutch and Korean factories".
bool stands_as_language(const WordLists& words, const Analysis& a, const Mention& m) {
  const Token* before = word_before(a, m);
  // "in Chinese and English": behind another language that stands so.
  if (before != nullptr && m.first_token >= 2) {
    const std::string_view word = a.text.substr(before->start, before->size());
    const bool joined = (word == "and" || word == "or") && a.tokens[m.first_token - 2].gap == Gap::space;
    if (joined && words.is(a.tokens[m.first_token - 2].hash, word_class::demonym))
      before = m.first_token >= 3 ? &a.tokens[m.first_token - 3] : nullptr;
  }
  if (before == nullptr || !words.is(before->hash, word_class::speak)) return false;
  constexpr std::size_t longest_list = 12;
  const std::size_t limit = std::min(a.tokens.size(), m.last_token + longest_list);
  for (std::size_t i = m.last_token + std::size_t{1}; i < limit; ++i) {
    const Token& t = a.tokens[i];
    if (t.gap >= Gap::line) return true;
    if (t.is_punctuation(',')) continue;
    if (t.kind == TokenKind::punctuation) return true;
    const std::string_view word = a.text.substr(t.start, t.size());
    if (word == "and" || word == "or" || words.is(t.hash, word_class::demonym)) continue;
    return words.is(t.hash, word_class::function | word_class::auxiliary);
  }
  return true;
}

// "MOSCOW, Aug 30", "BEIJING (Agency) -", "PARIS 2026-08-30": the place that a report comes from, in capitals before a
// date, an agency or a dash.
bool stands_as_dateline(const WordLists& words, const Analysis& a, const Mention& m) {
  const Token& first = a.tokens[m.first_token];
  if (!first.is(token_flag::sentence_start) || !a.tokens[m.last_token].all_caps()) return false;
  std::size_t next = m.last_token + std::size_t{1};
  if (next < a.tokens.size() && a.tokens[next].is_punctuation(',')) ++next;
  if (next >= a.tokens.size() || a.tokens[next].gap != Gap::space) return false;
  const Token& t = a.tokens[next];
  // "WIGAN, England"
  if (next > m.last_token + std::size_t{1} && t.is_word() && t.is(token_flag::first_upper) && !t.all_caps())
    return true;
  if (t.kind == TokenKind::punctuation)
    return t.is_punctuation('(') || t.is_punctuation('-') || t.is_punctuation(em_dash);
  constexpr uint32_t year = 4;
  const bool number = t.is(token_flag::has_digit) && !t.is(token_flag::has_letter);
  return (number && t.size() == year) || words.is(t.hash, word_class::calendar);
}

uint64_t title_classes(const Token& t) {
  return t.is(token_flag::other_language) ? word_class::title | word_class::other_title : word_class::title;
}

// "2-0", "232-6": of three digits at most, so that no years are scores.
bool is_score(const Analysis& a, std::size_t i) {
  const auto number = [&](std::size_t k) {
    const Token& t = a.tokens[k];
    return t.size() <= 3 && t.is(token_flag::has_digit) && !t.is(token_flag::has_letter);
  };
  return i + 2 < a.tokens.size() && number(i) && a.tokens[i].gap == Gap::space && a.tokens[i + 1].is_punctuation('-') &&
         a.tokens[i + 1].gap == Gap::none && number(i + 2) && a.tokens[i + 2].gap == Gap::none;
}

}  // namespace

const Token* word_before(const Analysis& a, const Mention& m) {
  if (m.first_token == 0 || a.tokens[m.first_token].gap != Gap::space) return nullptr;
  const Token& t = a.tokens[m.first_token - 1];
  if (t.is_word()) return &t;
  // "Mr. Ma", "Dr. Li"
  if (t.is_punctuation('.') && t.gap == Gap::none && m.first_token >= 2 && a.tokens[m.first_token - 2].is_word())
    return &a.tokens[m.first_token - 2];
  return nullptr;
}

const Token* word_behind(const Analysis& a, const Mention& m) {
  const std::size_t next = m.last_token + 1;
  if (next >= a.tokens.size() || a.tokens[next].gap != Gap::space || !a.tokens[next].is_word()) return nullptr;
  return &a.tokens[next];
}

bool stands_with_article(const WordLists& words, const Analysis& a, const Mention& m, const Token* before) {
  if (before == nullptr || before->size() != 3) return false;
  const std::string_view word = a.text.substr(before->start, 3);
  if (word != "the" && word != "The") return false;
  const std::size_t next = m.last_token + std::size_t{1};
  if (next >= a.tokens.size() || a.tokens[next].gap >= Gap::line) return true;
  if (a.tokens[next].kind == TokenKind::punctuation) return !a.tokens[next].is_punctuation('-');
  return words.is(a.tokens[next].hash, word_class::function | word_class::auxiliary);
}

bool is_title(const WordLists& words, const Token& t) { return words.is(t.hash, title_classes(t)); }

Acts acts_like(const WordLists& words, const Analysis& a, const Mention& m) {
  const auto text = [&](const Token& t) { return a.text.substr(t.start, t.size()); };
  static constexpr ShortWords holdings("share", "shares", "stock", "stocks", "stake", "bonds", "revenue");
  static constexpr ShortWords of_companies("share", "shares", "stock", "stake", "bonds", "revenue", "sales", "servers",
                                           "products", "laptops", "chips", "customers", "employees", "factories",
                                           "executives", "spokesman", "spokeswoman", "reported", "posted", "sells",
                                           "sold", "ships", "shipped", "makes", "employs", "unveiled", "acquired",
                                           "rose", "fell", "gained", "plunged", "jumped");
  const Token* before = word_before(a, m);
  if (before != nullptr && is_title(words, *before)) return Acts::person;
  if (before != nullptr && m.first_token >= 2) {
    const std::string_view word = text(*before);
    if ((word == "of" || word == "in") && holdings.has(text(a.tokens[m.first_token - 2]))) return Acts::company;
  }
  std::size_t next = m.last_token + std::size_t{1};
  // "Dell's shares"
  if (next + 1 < a.tokens.size() && a.tokens[next].is_punctuation('\'') && text(a.tokens[next + 1]) == "s") next += 2;
  if (next >= a.tokens.size() || a.tokens[next].gap != Gap::space || !a.tokens[next].is_word()) return Acts::unclear;
  if (of_companies.has(text(a.tokens[next]))) return Acts::company;
  if (!words.is(a.tokens[next].hash, word_class::said)) return Acts::unclear;
  // "said it", "said that its"
  for (std::size_t k = next + 1; k < a.tokens.size() && k <= next + 2 && a.tokens[k].gap == Gap::space; ++k)
    if (text(a.tokens[k]) == "it" || text(a.tokens[k]) == "its") return Acts::company;
  return Acts::person;
}

bool has_holders(const Analysis& a, const Mention& m) {
  static constexpr ShortWords holdings("share", "shares", "stock", "stake", "stakes", "bonds", "shareholders", "Shares",
                                       "Shareholders");
  const auto text = [&](const Token& t) { return a.text.substr(t.start, t.size()); };
  const Token *before = word_before(a, m), *behind = word_behind(a, m);
  if (before != nullptr && m.first_token >= 2 && (text(*before) == "of" || text(*before) == "in") &&
      holdings.has(text(a.tokens[m.first_token - 2])))
    return true;
  return behind != nullptr && holdings.has(text(*behind));
}

bool stands_in_contest(const Analysis& a, const Mention& m) {
  static constexpr ShortWords before_sides("beat", "beats", "BEAT", "beating", "defeated", "thrashed", "trounced",
                                           "overcame", "downed", "v", "V", "against", "AGAINST");
  static constexpr ShortWords behind_sides("beat", "beats", "BEAT", "defeated", "thrashed", "drew", "draw", "DRAW", "v",
                                           "V", "won", "lost", "squad", "captain", "goalkeeper", "striker", "fullback",
                                           "winger", "batsman", "bowler", "forward", "midfielder", "defender",
                                           "innings");
  const auto text = [&](const Token& t) { return a.text.substr(t.start, t.size()); };
  std::size_t next = m.last_token + std::size_t{1};
  // Nobody plays in "Texas v. Johnson".
  if (const Token* before = word_before(a, m); before != nullptr && before_sides.has(text(*before)))
    return a.tokens[m.first_token - 1].is_word();
  // "Latvia's captain"
  if (next + 1 < a.tokens.size() && a.tokens[next].is_punctuation('\'') && text(a.tokens[next + 1]) == "s") next += 2;
  if (next >= a.tokens.size() || a.tokens[next].gap != Gap::space) return false;
  if (!a.tokens[next].is_word() || !behind_sides.has(text(a.tokens[next]))) return is_score(a, next);
  const bool at_law =
      a.tokens[next].size() == 1 && next + 1 < a.tokens.size() && a.tokens[next + 1].is_punctuation('.');
  return !at_law;
}

bool is_side(const Entity& e) {
  static constexpr ShortWords first_words("FC", "AC", "AS", "SC", "FK", "NK", "HC", "BC", "KK", "CF", "SV", "VfB");
  static constexpr ShortWords last_words("team", "F.C.", "FC", "A.F.C.", "AFC", "RFC", "R.F.C.", "SC", "S.C.", "CF",
                                         "C.F.", "United", "Rovers", "Wanderers");
  const std::size_t first = e.name.find(' '), last = e.name.rfind(' ');
  if (first == std::string_view::npos) return false;
  return last_words.has(e.name.substr(last + 1)) || first_words.has(e.name.substr(0, first));
}

WordsBeside words_beside(const WordLists& words, const Analysis& a, const Mention& m) {
  WordsBeside beside{word_before(a, m), word_behind(a, m), 0, 0, false};
  if (beside.before != nullptr) beside.left = words.classes(beside.before->hash);
  if (beside.behind != nullptr) beside.right = words.classes(beside.behind->hash);
  beside.titled = beside.before != nullptr && (beside.left & title_classes(*beside.before)) != 0;
  return beside;
}

int type_context_points(const WordLists& words, const Analysis& a, const Mention& m, const WordsBeside& beside,
                        const EntityKind& kind, bool article) {
  int points = article ? 20 : 0;
  switch (kind.type_class) {
    case TypeClass::person:
      if (beside.titled) points += 20;
      if ((beside.right & word_class::said) != 0) points += 10;
      break;
    case TypeClass::place:
      if ((beside.left & word_class::place_word) != 0) points += 15;
      if ((beside.right & word_class::place_head) != 0) points += 15;
      if ((beside.left & word_class::direction) != 0 && beside.before->lower_case()) points += 15;
      if (stands_as_dateline(words, a, m)) points += 60;
      break;
    case TypeClass::organisation:
      if ((beside.right & word_class::said) != 0) points += 10;
      if (kind.is_company && stands_with_article(words, a, m, beside.before)) points -= 30;
      break;
    default: break;
  }
  if (beside.titled && kind.type_class != TypeClass::person) points -= 15;
  if (kind.is_language) points += stands_as_language(words, a, m) ? 130 : -60;
  return points;
}

}  // namespace docmill::linker
