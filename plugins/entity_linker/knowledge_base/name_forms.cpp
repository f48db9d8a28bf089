#include "knowledge_base/name_forms.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "text/tokens.hpp"

namespace docmill::linker {
namespace {

constexpr std::size_t least_in_capitals = 4;  // bytes; "IT" is not "It" in capitals

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

// "Dream Machine" written as one word in camel case. Short and lower-case names do not lend themselves to it.
std::string joined_words(const std::vector<Token>& tokens, std::string_view text) {
  if (tokens.size() < 2 || text.size() < 9) return {};
  std::string joined;
  for (const Token& t : tokens) {
    if (!t.is_word() || !t.is(token_flag::first_upper) || t.size() < 2 || t.is(token_flag::has_digit)) return {};
    joined += text.substr(t.start, t.end - t.start);
  }
  return joined;
}

// "GPT-4" written with a space, "Kunlun 2" with a hyphen.
std::string other_joint(const std::vector<Token>& tokens, std::string_view text) {
  if (tokens.size() < 2 || !tokens[0].is_word()) return {};
  const Token& last = tokens.back();
  if (!last.is_word() || !last.is(token_flag::has_digit) || tokens[0].size() < 3) return {};
  const std::string_view tail = text.substr(last.start);
  if (tokens.size() == 3 && tokens[1].is_punctuation('-') && last.gap == Gap::none && tokens[1].gap == Gap::none)
    return std::string(text.substr(0, tokens[0].end)) + " " + std::string(tail);
  if (tokens.size() == 2 && last.gap == Gap::space)
    return std::string(text.substr(0, tokens[0].end)) + "-" + std::string(tail);
  return {};
}

// Words that say what kind of company it is, in plain form: without dots and in lower case.
constexpr std::string_view legal_forms[] = {
    "ab",   "ag",  "as",           "asa", "bhd",  "bv",   "co",  "corp",    "company", "corporation", "eg",
    "gmbh", "inc", "incorporated", "jsc", "kg",   "kgaa", "kk",  "limited", "llc",     "llp",         "ltd",
    "ltda", "mbh", "nv",           "oao", "ojsc", "ooo",  "oy",  "oyj",     "pao",     "pjsc",        "plc",
    "pte",  "pty", "pvt",          "sa",  "sarl", "sas",  "sdn", "se",      "spa",     "srl",         "ug",
    "ad",   "aps", "berhad",       "dd",  "doo",  "hf",   "kft", "nyrt",    "pcl",     "sca",         "sia",
    "sl",   "snc", "sro",          "tbk", "uab",  "zrt"};

// The same in scripts without spaces, before or behind the name.
constexpr std::string_view east_asian_legal_forms[] = {"股份有限公司", "有限责任公司", "有限責任公司", "有限公司",
                                                       "株式会社",     "有限会社",     "주식회사"};

// The words of a text that stand between white space.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string without(std::string_view text, std::string_view marks) {
  std::string rest;
  for (const char c : text)
    if (marks.find(c) == std::string_view::npos) rest += c;
  return rest;
}

bool is_legal_form(std::string_view word) {
  std::string plain = without(word, ".,/");
  for (char& c : plain)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::find(std::begin(legal_forms), std::end(legal_forms), plain) != std::end(legal_forms);
}

// How many words at the end, but not all, are legal forms: "Co., Ltd.".
std::size_t legal_words(const std::vector<std::string_view>& words) {
  std::size_t n = 0;
  while (n + 1 < words.size() && is_legal_form(words[words.size() - 1 - n])) ++n;
  return n;
}

std::string joined(const std::vector<std::string_view>& words, std::size_t n) {
  std::string text;
  for (std::size_t i = 0; i < n; ++i) text += (i == 0 ? "" : " ") + std::string(words[i]);
  return text;
}

// How people write a name that ends in dots or legal forms: "Alphabet Inc", "Samsung Electronics Co Ltd", and of an
// organisation also without ("Samsung Electronics").
void add_other_endings(std::string_view text, bool organisation, std::vector<std::string>& forms) {
  if (text.size() > 2 && text.back() == '.') forms.emplace_back(text.substr(0, text.size() - 1));
  const std::vector<std::string_view> words = words_of(text);
  const std::size_t n_legal = legal_words(words);
  if (n_legal == 0) return;
  std::string bare = joined(words, words.size() - n_legal);
  if (bare.back() == ',') bare.pop_back();
  for (const std::string_view marks : {".,", ",", "."}) {
    std::string form = marks == "." ? joined(words, words.size() - n_legal) : bare;
    for (std::size_t i = words.size() - n_legal; i < words.size(); ++i) form += ' ' + without(words[i], marks);
    if (form != text) forms.push_back(std::move(form));
  }
  for (const std::string_view marks : {"", "."}) {  // "Alphabet, Inc."
    std::string form = bare + ',';
    for (std::size_t i = words.size() - n_legal; i < words.size(); ++i) form += ' ' + without(words[i], marks);
    if (form != text) forms.push_back(std::move(form));
  }
  if (organisation && bare.size() >= 3) forms.push_back(std::move(bare));
}

// "トヨタ自動車" of "トヨタ自動車株式会社"; of two characters at least.
std::string without_east_asian_form(std::string_view text) {
  constexpr std::size_t least = 6;  // bytes
  for (const std::string_view form : east_asian_legal_forms) {
    if (text.size() < form.size() + least) continue;
    if (text.ends_with(form)) text.remove_suffix(form.size());
    else if (text.starts_with(form)) text.remove_prefix(form.size());
    else continue;
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return std::string(text);
  }
  return {};
}

// "Johnson & Johnson" and "Johnson and Johnson".
std::string other_and(std::string_view text) {
  for (const auto& [one, other] : {std::pair(" & ", " and "), std::pair(" and ", " & ")})
    if (const std::size_t at = text.find(one); at != std::string_view::npos)
      return std::string(text.substr(0, at)) + other + std::string(text.substr(at + std::string_view(one).size()));
  return {};
}

// "Rolls-Royce" and "Rolls Royce": words of some length, each with a capital.
std::string without_hyphen(const std::vector<Token>& tokens, std::string_view text) {
  if (tokens.size() != 3 || !tokens[1].is_punctuation('-') || tokens[1].gap != Gap::none || tokens[2].gap != Gap::none)
    return {};
  for (const Token* t : {&tokens[0], &tokens[2]})
    if (t->size() < 4 || !t->is(token_flag::first_upper) || t->is(token_flag::has_digit)) return {};
  return std::string(text.substr(0, tokens[0].end)) + " " + std::string(text.substr(tokens[2].start));
}

}  // namespace

std::string_view name_of_label(std::string_view label) {
  if (label.empty() || label.back() != ')') return label;
  const std::size_t bracket = label.rfind(" (");
  return bracket == std::string_view::npos || bracket == 0 ? label : label.substr(0, bracket);
}

bool ends_in_number(std::string_view name) {
  const std::size_t space = name.find_last_of(" -");
  const std::string_view last = space == std::string_view::npos ? name : name.substr(space + 1);
  return std::any_of(last.begin(), last.end(), is_ascii_digit);
}

// "MOSCOW" is called so as much as "Moscow"; a name in capitals may be an abbreviation instead.
bool NameForms::is_name(std::string_view text, const std::vector<Token>& tokens) const {
  if (text == name_) return true;
  if (text.size() != name_.size() || text.size() < least_in_capitals) return false;
  std::vector<Token> of_name;
  scan_tokens(characters_, name_, of_name);
  return std::equal(tokens.begin(), tokens.end(), of_name.begin(), of_name.end(),
                    [](const Token& x, const Token& y) { return x.hash == y.hash && x.gap == y.gap; });
}

uint16_t NameForms::judge(std::string_view text) const {
  std::vector<Token> tokens;
  scan_tokens(characters_, text, tokens);
  const bool named = is_name(text, tokens);
  uint16_t flags = named ? form_flag::name : 0;
  if (tokens.empty()) return flags;
  const Token& first = tokens.front();
  if (tokens.size() >= 2 && text.substr(0, 4) == "the ") flags |= form_flag::article;
  if (tokens.size() != 1) {
    if (homonym_ && named) flags |= form_flag::homonym;
    return flags;
  }
  if (!first.is_word()) return flags;  // Han and Hangul names stand for themselves
  if (person_ && !named) flags |= form_flag::part_of_name;
  if (first.size() <= 2 && !first.is(token_flag::plural)) flags |= form_flag::short_form;
  if (homonym_ && named && first.is(token_flag::has_upper)) flags |= form_flag::homonym;
  const uint32_t classes = words_.classes(first.hash);
  const bool common = (classes & (word_class::ordinary | word_class::function)) != 0;
  if (first.is(token_flag::has_upper) && common && (classes & word_class::demonym) == 0)
    flags |= form_flag::common_word;
  return flags;
}

void NameForms::add(std::string_view text, uint32_t entity, std::vector<FormSource>& forms) const {
  const uint16_t flags = judge(text);
  forms.push_back({std::string(text), flags, entity});
  std::vector<Token> tokens;
  scan_tokens(characters_, text, tokens);
  std::vector<std::string> made = {joined_ ? joined_words(tokens, text) : std::string(), other_joint(tokens, text),
                                   other_and(text), without_hyphen(tokens, text)};
  add_other_endings(text, organisation_, made);
  if (organisation_) made.push_back(without_east_asian_form(text));
  for (std::string& form : made) {
    if (form.empty()) continue;
    // What is left of a name may be weaker evidence than the whole: "Target" of "Target Corp."
    const auto rest = static_cast<uint16_t>((flags | judge(form)) & ~form_flag::name);
    forms.push_back({std::move(form), static_cast<uint16_t>(rest | form_flag::derived), entity});
  }
}

}  // namespace docmill::linker
