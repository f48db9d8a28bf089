#include "knowledge_base/name_forms.hpp"

#include <algorithm>
#include <string>

#include "text/tokens.hpp"

namespace docmill::linker {
namespace {

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

uint16_t NameForms::judge(std::string_view text) const {
  std::vector<Token> tokens;
  scan_tokens(characters_, text, tokens);
  uint16_t flags = text == name_ ? form_flag::name : 0;
  if (tokens.empty()) return flags;
  const Token& first = tokens.front();
  if (tokens.size() >= 2 && text.substr(0, 4) == "the ") flags |= form_flag::article;
  if (tokens.size() != 1) {
    if (homonym_ && text == name_) flags |= form_flag::homonym;
    return flags;
  }
  if (!first.is_word()) return flags;  // Han and Hangul names stand for themselves
  if (person_ && text != name_) flags |= form_flag::part_of_name;
  if (first.size() <= 2 && !first.is(token_flag::plural)) flags |= form_flag::short_form;
  if (homonym_ && text == name_ && first.is(token_flag::has_upper)) flags |= form_flag::homonym;
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
  for (std::string made : {joined_ ? joined_words(tokens, text) : std::string(), other_joint(tokens, text)}) {
    if (made.empty()) continue;
    const auto rest = static_cast<uint16_t>(flags & ~form_flag::name);
    forms.push_back({std::move(made), static_cast<uint16_t>(rest | form_flag::derived), entity});
  }
}

}  // namespace docmill::linker
