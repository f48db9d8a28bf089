#include "host/pipeline/words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "host/diagnostics/spelling.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t longest_quote = 60;  // code points
constexpr std::size_t longest_list = 20;

using ascii::is_digit;
using ascii::is_lower;
using ascii::is_upper;

bool is_name(std::string_view text, char joint) {
  const auto allowed = [joint](char c) { return is_lower(c) || is_digit(c) || c == joint; };
  return !text.empty() && is_lower(text[0]) && std::all_of(text.begin(), text.end(), allowed);
}

std::string as_name(std::string_view text, char joint) {
  std::string out;
  for (const char c : text.substr(0, longest_quote)) {
    if (is_upper(c)) out += static_cast<char>(c - 'A' + 'a');
    else if (is_lower(c) || (is_digit(c) && !out.empty())) out += c;
    else if (!out.empty() && out.back() != joint) out += joint;
  }
  while (!out.empty() && out.back() == joint) out.pop_back();
  return out;
}

}  // namespace

std::string shortened(std::string_view text) {
  std::string out;
  std::size_t n = 0, at = 0;
  for (; at < text.size() && n < longest_quote; ++n) {
    const std::size_t length = utf8::valid_length(text, at);
    const bool is_control = static_cast<unsigned char>(text[at]) < 0x20 || text[at] == 0x7F;
    if (length == 0 || is_control) utf8::append(out, text[at] == '\n' ? U' ' : U'\uFFFD');
    else out += text.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  if (at < text.size()) out += "...";
  return out;
}

std::string in_quotes(std::string_view text) { return "'" + shortened(text) + "'"; }

std::string listed(std::span<const std::string> words) {
  std::string out;
  for (std::size_t i = 0; i < std::min(words.size(), longest_list); ++i) {
    if (i != 0) out += ", ";
    out += words[i];
  }
  if (words.size() > longest_list) out += fmt::format(" and {} more", words.size() - longest_list);
  return out;
}

std::string shown(const Value& value) {
  if (const bool* b = std::get_if<bool>(&value.data)) return *b ? "true" : "false";
  if (const int64_t* i = std::get_if<int64_t>(&value.data)) return fmt::format("{}", *i);
  if (const double* n = std::get_if<double>(&value.data)) return fmt::format("{}", *n);
  if (const std::string* s = std::get_if<std::string>(&value.data)) return in_quotes(*s);
  return value.type_name();
}

bool is_stage_name(std::string_view text) { return is_name(text, '-'); }
bool is_layer_name(std::string_view text) { return is_name(text, '_'); }

const std::vector<std::string>& reserved_layers() {
  static const std::vector<std::string> names = {"errors",   "format",  "id",    "layers", "line",
                                                 "metadata", "offsets", "place", "raw",    "source"};
  return names;
}

bool is_reserved_layer(std::string_view text) {
  const std::vector<std::string>& names = reserved_layers();
  return std::find(names.begin(), names.end(), text) != names.end();
}

std::string as_stage_name(std::string_view text) { return as_name(text, '-'); }
std::string as_layer_name(std::string_view text) { return as_name(text, '_'); }

std::string as_boolean(const Value& value) {
  std::string word;
  if (const auto* text = std::get_if<std::string>(&value.data)) word = *text;
  if (const auto* integer = std::get_if<int64_t>(&value.data)) word = std::to_string(*integer);
  for (char& c : word)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  for (const char* yes : {"true", "yes", "on", "y", "1"})
    if (word == yes) return "true";
  for (const char* no : {"false", "no", "off", "n", "0"})
    if (word == no) return "false";
  return {};
}

std::string stage_suggestion(std::string_view word, std::span<const std::string> names) {
  std::string found = suggestion(word, names);
  if (!found.empty()) return found;
  std::vector<std::string> heads;
  for (const std::string& name : names) heads.push_back(name.substr(0, name.find('-')));
  const std::string head = nearest(word, heads);
  if (head.empty()) return {};
  const std::string* first = nullptr;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (heads[i] == head && (first == nullptr || names[i] < *first)) first = &names[i];
  }
  return fmt::format(", did you mean '{}'?", *first);
}

}  // namespace docmill::host
