#include "structured_field.hpp"

#include <algorithm>

#include "charsets/charsets.hpp"
#include "docmill/base/percent.hpp"
#include "header_text.hpp"
#include "headers/header_fields.hpp"

namespace docmill::mail {
namespace {

constexpr std::size_t most_parameters = 200, longest_comment = 200;

// The comment that begins at text[at], where it ends the parameter: up to a semicolon or the end; 0: there is none, the
// bracket belongs to a value ("report (1).pdf").
std::size_t comment_size(std::string_view text, std::size_t at) {
  int depth = 0;
  for (std::size_t i = at; i < text.size() && i - at <= longest_comment; ++i) {
    if (text[i] == '\\') ++i;
    else if (text[i] == '(') ++depth;
    else if (text[i] == ')' && --depth == 0) {
      const std::size_t next = text.find_first_not_of(" \t", i + 1);
      return next == std::string_view::npos || text[next] == ';' ? i + 1 - at : 0;
    }
  }
  return 0;
}

// What stands up to the next semicolon; takes it off. Semicolons in quotes do not count; quotes, and a comment in
// brackets behind the value, are taken away.
std::string take_parameter(std::string_view& text) {
  std::string out;
  bool in_quotes = false;
  std::size_t i = 0;
  for (; i < text.size() && (in_quotes || text[i] != ';'); ++i) {
    const bool follows_blank = i == 0 || text[i - 1] == ' ' || text[i - 1] == '\t';
    const std::size_t comment = text[i] == '(' && !in_quotes && follows_blank ? comment_size(text, i) : 0;
    if (comment != 0) i += comment - 1;
    else if (text[i] == '"') in_quotes = !in_quotes;
    else if (in_quotes && text[i] == '\\' && i + 1 < text.size()) out += text[++i];
    else out += text[i];
  }
  text.remove_prefix(std::min(i + 1, text.size()));
  return std::string(trimmed(out));
}

// charset'language'text
std::string extended_value(std::string_view text) {
  const std::size_t first = text.find('\'');
  const std::size_t second = first == std::string_view::npos ? first : text.find('\'', first + 1);
  if (second == std::string_view::npos) return to_utf8(percent_decoded(text));
  return to_utf8(percent_decoded(text.substr(second + 1)), text.substr(0, first));
}

}  // namespace

StructuredField::StructuredField(std::string_view text) {
  value_ = lowered(take_parameter(text));
  while (!text.empty() && parameters_.size() < most_parameters) {
    const std::string parameter = take_parameter(text);
    const std::size_t equals = parameter.find('=');
    if (equals == std::string::npos) continue;
    parameters_.emplace_back(lowered(trimmed(std::string_view(parameter).substr(0, equals))),
                             trimmed(std::string_view(parameter).substr(equals + 1)));
  }
}

std::string StructuredField::get(std::string_view name) const {
  std::string joined;  // name*0, name*1*, ...
  bool is_extended = false;
  const std::string wanted(name);
  const auto find = [&](const std::string& written) {
    const auto at = std::find_if(parameters_.begin(), parameters_.end(),
                                 [&](const auto& parameter) { return parameter.first == written; });
    return at == parameters_.end() ? nullptr : &at->second;
  };
  if (const std::string* plain = find(wanted)) return decoded_words(*plain);
  if (const std::string* extended = find(wanted + "*")) return extended_value(*extended);
  for (std::size_t n = 0; n < parameters_.size(); ++n) {
    const std::string part = wanted + "*" + std::to_string(n);
    const std::string* literal = find(part);
    const std::string* encoded = find(part + "*");
    if (literal == nullptr && encoded == nullptr) break;
    is_extended = is_extended || encoded != nullptr;
    joined += literal != nullptr ? *literal : *encoded;
  }
  return is_extended ? extended_value(joined) : to_utf8(joined);
}

}  // namespace docmill::mail
