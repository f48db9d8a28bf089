#include "knowledge_base/name_forms.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "knowledge_base/other_spellings.hpp"
#include "knowledge_base/plain_letters.hpp"
#include "text/tokens.hpp"

namespace docmill::linker {
namespace {

constexpr std::size_t least_in_capitals = 4;  // bytes; "IT" is not "It" in capitals

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

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
bool NameForms::is_name(std::string_view text, const Tokens& tokens) const {
  if (text == name_) return true;
  if (text.size() != name_.size() || text.size() < least_in_capitals) return false;
  Tokens of_name;
  scan_tokens(characters_, name_, of_name);
  return std::equal(tokens.begin(), tokens.end(), of_name.begin(), of_name.end(),
                    [](const Token& x, const Token& y) { return x.hash == y.hash && x.gap == y.gap; });
}

uint16_t NameForms::judge(std::string_view text) const {
  Tokens tokens;
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
  const uint64_t classes = words_.classes(first.hash);
  const bool common = (classes & (word_class::ordinary | word_class::function)) != 0;
  if (first.is(token_flag::has_upper) && common && (classes & word_class::demonym) == 0)
    flags |= form_flag::common_word;
  return flags;
}

void NameForms::add(std::string_view text, uint32_t entity, std::vector<FormSource>& forms) const {
  const uint16_t flags = judge(text);
  const auto add_derived = [&](std::string form) {
    // What is left of a name may be weaker evidence than the whole: "Target" of
    // "Target Corp."
    const auto rest = static_cast<uint16_t>((flags | judge(form)) & ~form_flag::name);
    forms.push_back({std::move(form), static_cast<uint16_t>(rest | form_flag::derived), entity});
  };
  const std::size_t first = forms.size();
  forms.push_back({std::string(text), flags, entity});
  for (std::string& form : other_spellings(characters_, text, organisation_, joined_)) add_derived(std::move(form));
  if (product_) add_derived_plural(text, add_derived);
  for (std::size_t i = first, n = forms.size(); i < n; ++i) {
    std::string form = in_other_romanian_letters(forms[i].text);
    const auto rest = static_cast<uint16_t>(forms[i].flags & ~form_flag::name);
    if (!form.empty()) forms.push_back({std::move(form), static_cast<uint16_t>(rest | form_flag::derived), entity});
  }
  constexpr uint16_t of_word = form_flag::common_word | form_flag::short_form;
  for (std::size_t i = first, n = forms.size(); i < n; ++i) {
    for (std::string& form : in_plain_letters(forms[i].text)) {
      const auto rest = static_cast<uint16_t>((forms[i].flags & ~form_flag::name) | (judge(form) & of_word));
      forms.push_back({std::move(form), static_cast<uint16_t>(rest | form_flag::derived), entity});
    }
  }
}

// "iPhones", "MacBooks": of names with a capital inside, which are no surname with an s. What ends in capitals or
// digits has its plural without.
template <class F>
void NameForms::add_derived_plural(std::string_view text, F&& add) const {
  constexpr std::size_t shortest = 4;
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (text.size() < shortest || text.find(' ') != std::string_view::npos || text.back() < 'a' || text.back() > 'z' ||
      text.back() == 's' || std::none_of(text.begin() + 1, text.end(), is_capital))
    return;
  add(std::string(text) + 's');
}

}  // namespace docmill::linker
