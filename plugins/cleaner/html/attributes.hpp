// The attributes of start tags: where they stand, and which of them the cleaner tells apart.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "docmill/base/ascii.hpp"

namespace docmill::cleaner {

// Those that a rule asks every element for; each rare one is looked for by its name where it is wanted.
enum class AttributeName : uint8_t {
  other,
  alt,
  aria_controls,
  aria_expanded,
  aria_hidden,
  aria_modal,
  class_,
  content,
  data_bs_toggle,
  data_toggle,
  epub_type,
  hidden,
  href,
  http_equiv,
  id,
  itemprop,
  name,
  popover,
  property,
  rel,
  role,
  style,
  title,
  type,
  day,  // of scripts, with a name that says that a day is in it: "data-publish-time"; that of a change aside
  count
};

struct HtmlAttribute {
  uint32_t start, end;  // of the value in the source, references unread; the same where there is none
  AttributeName name;
  bool small;  // the name is written in small letters, as nearly all are, or is a day's

  std::string_view value(std::string_view source) const { return source.substr(start, end - start); }
};

struct KnownAttribute {
  AttributeName name;
  bool small;  // as in HtmlAttribute
};
// In whatever case.
KnownAttribute known_attribute(std::string_view name);

// Calls visit(name, raw value) for each attribute of the start tag, up to `limit` of them. Names as written; no copies.
template <class Visit>
void for_each_attribute(std::string_view tag, uint32_t limit, Visit visit);

inline bool equals_ignoring_case(std::string_view a, std::string_view lower_b) {
  if (a.size() != lower_b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (ascii::lower(a[i]) != lower_b[i]) return false;
  return true;
}
// Names of tags, as two of them are written.
inline bool equal_names(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return ascii::lower(x) == ascii::lower(y); });
}

// ---- details

namespace detail {
inline bool is_html_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
// Without the white space at its ends.
inline std::string_view trim_html_space(std::string_view text) {
  while (!text.empty() && is_html_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_html_space(text.back())) text.remove_suffix(1);
  return text;
}
}  // namespace detail

template <class Visit>
void for_each_attribute(std::string_view tag, uint32_t limit, Visit visit) {
  using detail::is_html_space;
  std::size_t i = 1;
  const auto at_end = [&] { return i >= tag.size() || tag[i] == '>'; };
  while (!at_end() && !is_html_space(tag[i]) && tag[i] != '/') ++i;  // the name
  for (uint32_t n = 0; n < limit; ++n) {
    while (!at_end() && (is_html_space(tag[i]) || tag[i] == '/')) ++i;
    if (at_end()) return;
    const std::size_t name = i++;
    while (!at_end() && !is_html_space(tag[i]) && tag[i] != '/' && tag[i] != '=') ++i;
    const std::size_t name_end = i;
    while (!at_end() && is_html_space(tag[i])) ++i;
    std::size_t value = i, value_end = i;
    if (!at_end() && tag[i] == '=') {
      ++i;
      while (!at_end() && is_html_space(tag[i])) ++i;
      if (i < tag.size() && (tag[i] == '"' || tag[i] == '\'')) {
        const char quote = tag[i++];
        value = i;
        value_end = i = std::min(tag.find(quote, i), tag.size());
        if (i < tag.size()) ++i;
      } else {
        value = i;
        while (!at_end() && !is_html_space(tag[i])) ++i;
        value_end = i;
      }
    }
    visit(tag.substr(name, name_end - name), tag.substr(value, value_end - value));
  }
}

}  // namespace docmill::cleaner
