#include "knowledge_base/other_spellings.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <utility>

#include "knowledge_base/legal_forms.hpp"
#include "knowledge_base/words_of_name.hpp"
#include "text/tokens.hpp"

namespace docmill::linker {
namespace {

constexpr std::size_t most_spellings = 32;  // of one name
constexpr std::size_t longest_name = 1000;  // bytes; longer ones are written one way

bool is_decimal_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_other(char c) {
  return is_capital(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// "Dream Machine" written as one word in camel case. Short and lower-case names do not lend themselves to it.
std::string joined_words(const Tokens& tokens, std::string_view text) {
  if (tokens.size() < 2 || text.size() < 9) return {};
  std::string together;
  for (const Token& t : tokens) {
    if (!t.is_word() || !t.is(token_flag::first_upper) || t.size() < 2 || t.is(token_flag::has_digit)) return {};
    together += text.substr(t.start, t.end - t.start);
  }
  return together;
}

// "GPT-4" with a space, "Kunlun 2" with a hyphen; `written_on`: also without both (GPT4), and F-16 as F16.
void add_other_joints(const Tokens& tokens, std::string_view text, bool written_on,
                      std::vector<std::string>& spellings) {
  if (tokens.size() < 2 || !tokens[0].is_word()) return;
  const Token& last = tokens.back();
  if (!last.is_word() || !last.is(token_flag::has_digit)) return;
  const std::string first(text.substr(0, tokens[0].end));
  const std::string_view tail = text.substr(last.start);
  const bool is_long = tokens[0].size() >= 3;
  const bool hyphen =
      tokens.size() == 3 && tokens[1].is_punctuation('-') && last.gap == Gap::none && tokens[1].gap == Gap::none;
  const bool space = tokens.size() == 2 && last.gap == Gap::space;
  if (is_long && (hyphen || space)) spellings.push_back(first + (hyphen ? ' ' : '-') + std::string(tail));
  const bool digits = !tokens[0].is(token_flag::has_digit) && is_decimal_digit(tail[0]);
  if (written_on && digits && (hyphen || (space && is_long))) spellings.push_back(first + std::string(tail));
}

std::string replaced(std::string_view text, std::size_t at, std::size_t size, std::string_view with) {
  return std::string(text.substr(0, at)).append(with).append(text.substr(at + size));
}

// "Johnson & Johnson" and "Johnson and Johnson".
std::string other_and(std::string_view text) {
  for (const auto& [one, other] : {std::pair(" & ", " and "), std::pair(" and ", " & ")})
    if (const std::size_t at = text.find(one); at != std::string_view::npos)
      return replaced(text, at, std::string_view(one).size(), other);
  return {};
}

// "AT&T" and "AT & T".
std::string other_ampersand(std::string_view text) {
  const std::size_t at = text.find('&');
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size()) return {};
  if (text[at - 1] != ' ' && text[at + 1] != ' ') return replaced(text, at, 1, " & ");
  // Only of capitals: "Johnson&Johnson" is nobody's way.
  const bool capitals = at >= 2 && at + 2 < text.size() && text[at - 1] == ' ' && text[at + 1] == ' ' &&
                        is_capital(text[at - 2]) && is_capital(text[at + 2]) &&
                        (at + 3 == text.size() || text[at + 3] == ' ');
  return capitals ? replaced(text, at - 1, 3, "&") : std::string();
}

// "Rolls-Royce" and "Rolls Royce": words of some length, each with a capital, or behind a number (7-Eleven).
std::string without_hyphen(const CharacterTable& characters, std::string_view text) {
  if (text.find_first_of("-\xE2\xEF") == std::string_view::npos) return {};  // where a hyphen or a dash may begin
  Tokens tokens;
  scan_tokens(characters, text, tokens);
  const auto is_part = [](const Token& t) {
    return t.is_word() && t.size() >= 4 && t.is(token_flag::first_upper) && !t.is(token_flag::has_digit);
  };
  const auto is_number = [](const Token& t) { return t.is(token_flag::has_digit) && !t.is(token_flag::has_letter); };
  std::string spelling(text);
  bool any = false;
  for (std::size_t i = tokens.size(); i-- > 2;) {  // from the end, so that places before stay as they are
    const Token &before = tokens[i - 2], &mark = tokens[i - 1], &behind = tokens[i];
    if (!mark.is_punctuation('-') || mark.gap != Gap::none || behind.gap != Gap::none) continue;
    if (!is_part(behind) || !(is_part(before) || is_number(before))) continue;
    spelling.replace(mark.start, mark.size(), " ");
    any = true;
  }
  return any ? spelling : std::string();
}

// "Kim Jong Un" and "Kim Jong-Un" of "Kim Jong-un".
std::vector<std::string> other_korean_names(const Words& words) {
  if (words.size() != 2 || !is_capital(words[0][0]) || !is_capital(words[1][0])) return {};
  const std::size_t hyphen = words[1].find('-');
  constexpr std::size_t longest_part = 7;
  if (hyphen == std::string_view::npos || hyphen < 2 || hyphen > longest_part) return {};
  const std::string_view second = words[1].substr(hyphen + 1);
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  if (second.size() < 2 || second.size() > longest_part || !std::all_of(second.begin(), second.end(), is_small))
    return {};
  std::string with_capital(second);
  with_capital[0] = static_cast<char>(with_capital[0] - 'a' + 'A');
  const std::string first = std::string(words[0]) + ' ' + std::string(words[1].substr(0, hyphen));
  return {first + ' ' + with_capital, first + '-' + with_capital};
}

// "ПАО Газпром" of "ПАО «Газпром»", "Toys R Us" of 'Toys "R" Us'.
std::string without_quotation_marks(std::string_view text) {
  std::string spelling(text);
  for (const std::string_view mark : {"\"", "«", "»", "“", "”", "„", "「", "」", "『", "』"})
    for (std::size_t at = 0; (at = spelling.find(mark, at)) != std::string::npos;) spelling.erase(at, mark.size());
  return spelling.size() < text.size() && spelling.size() >= 2 ? spelling : std::string();
}

// "J.P.", "U.S.", "D.C.", "J.": single letters with dots.
bool is_initials(std::string_view word) {
  if (word.size() < 2 || word.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < word.size(); i += 2)
    if (!is_capital(word[i]) || word[i + 1] != '.') return false;
  return true;
}

// "US Steel", "JP Morgan", "St Louis", "Martin Luther King Jr", "John F Kennedy": words of four letters at most, single
// letters. A single letter that begins a name keeps its dot: "J. Kennedy".
std::string without_dots(const Words& words) {
  constexpr std::size_t longest = 5;  // with the dot
  if (words.size() < 2 || (words[0].size() == 2 && is_initials(words[0]))) return {};
  std::string spelling;
  bool any = false;
  for (const std::string_view word : words) {
    const bool has_dot = is_initials(word) || (word.size() >= 2 && word.size() <= longest && word.back() == '.' &&
                                               std::all_of(word.begin(), word.end() - 1, is_letter_or_other));
    any |= has_dot;
    if (!spelling.empty()) spelling += ' ';
    spelling += has_dot ? without(word, ".") : std::string(word);
  }
  return any ? spelling : std::string();
}

// "J. P. Morgan" and "J.P. Morgan".
std::string other_initials(const Words& words) {
  if (words.size() < 2 || !is_initials(words[0])) return {};
  std::string spelling;
  std::size_t rest = 1;
  if (words[0].size() > 2) {
    for (std::size_t i = 0; i < words[0].size(); i += 2) {
      if (i != 0) spelling += ' ';
      spelling += words[0].substr(i, 2);
    }
  } else {
    spelling = words[0];
    while (rest + 1 < words.size() && words[rest].size() == 2 && is_initials(words[rest])) spelling += words[rest++];
    if (rest == 1) return {};
  }
  for (; rest < words.size(); ++rest) spelling.append(" ").append(words[rest]);
  return spelling;
}

// "Sammy Davis, Jr." and "Sammy Davis Jr.", "Washington, D.C." and "Washington D.C."
std::string other_comma(const Words& words) {
  static constexpr std::string_view behind_comma[] = {"jr", "sr", "dc"};
  if (words.size() < 2 || !is_one_of(behind_comma, plain(words.back()))) return {};
  std::string spelling = joined(std::span(words).first(words.size() - 1));
  if (spelling.back() == ',') spelling.pop_back();
  else spelling += ',';
  return spelling + ' ' + std::string(words.back());
}

// "Walt Disney Company" of "The Walt Disney Company"; a single word stays with its article.
std::string without_article(std::string_view text) {
  constexpr std::string_view the = "The ";
  if (!text.starts_with(the) || text.find(' ', the.size()) == std::string_view::npos) return {};
  return std::string(text.substr(the.size()));
}

// "Yahoo" of "Yahoo!", "Jeopardy" of "Jeopardy!".
std::string without_last_mark(std::string_view text) {
  return text.size() > 4 && (text.ends_with('!') || text.ends_with('?')) ? std::string(text.substr(0, text.size() - 1))
                                                                         : std::string();
}

// "Martin Luther King" of "Martin Luther King, Jr."
std::string without_junior(const Words& words) {
  if (words.size() < 3 || plain(words.back()) != "jr") return {};
  std::string spelling = joined(std::span(words).first(words.size() - 1));
  if (spelling.back() == ',') spelling.pop_back();
  return spelling;
}

// "イーロンマスク" of "イーロン・マスク".
std::string without_middle_dot(std::string_view text) {
  constexpr std::string_view dot = "・";
  std::string spelling(text);
  for (std::size_t at = 0; (at = spelling.find(dot, at)) != std::string::npos;) spelling.erase(at, dot.size());
  return spelling.size() < text.size() ? spelling : std::string();
}

}  // namespace

std::vector<std::string> other_spellings(const CharacterTable& characters, std::string_view text, bool organisation,
                                         bool joined) {
  if (text.size() > longest_name) return {};
  Tokens tokens;
  scan_tokens(characters, text, tokens);
  std::vector<std::string> spellings;
  if (joined) spellings.push_back(joined_words(tokens, text));
  add_other_joints(tokens, text, joined, spellings);
  std::vector<std::string> all{std::string(text)};
  const auto add = [&](std::string spelling) {
    if (!spelling.empty() && all.size() < most_spellings && std::find(all.begin(), all.end(), spelling) == all.end())
      all.push_back(std::move(spelling));
  };
  // What each way of writing gives of all that those before it gave.
  const auto each = [&](auto&& other) {
    for (std::size_t i = 0, n = all.size(); i < n; ++i) add(other(std::string(all[i])));
  };
  if (text.find_first_of(" .-&!?\"") != std::string_view::npos || text.size() > 6) {
    if (organisation) {
      each(without_article);
      each(without_legal_prefix);
    }
    for (std::size_t i = 0, n = all.size(); i < n; ++i) {
      std::vector<std::string> endings;
      add_other_endings(all[i], organisation, endings);
      for (std::string& ending : endings) add(std::move(ending));
    }
    if (organisation) {
      each(without_east_asian_form);
    }
    each(without_last_mark);
    each(without_middle_dot);
    each(without_quotation_marks);
    each(other_and);
    each(other_ampersand);
    each([&](const std::string& s) { return without_hyphen(characters, s); });
    if (!organisation)
      for (std::string& other : other_korean_names(words_of(text))) add(std::move(other));
    each([](const std::string& s) { return other_initials(words_of(s)); });
    each([](const std::string& s) { return other_comma(words_of(s)); });
    if (!organisation) each([](const std::string& s) { return without_junior(words_of(s)); });
    each([](const std::string& s) { return without_dots(words_of(s)); });
  }
  for (std::string& spelling : spellings) add(std::move(spelling));
  all.erase(all.begin());
  return all;
}

}  // namespace docmill::linker
