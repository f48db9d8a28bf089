#include "feed_text.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "docmill/base/ascii.hpp"
#include "feed_words.hpp"
#include "xml/character_references.hpp"

namespace docmill::feed {
namespace {

constexpr std::size_t longest_reference = 12;  // "&thetasym;"

// With references to characters replaced, those that HTML names as well.
std::string without_references(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find('&'), text.size());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const std::size_t end = text.substr(0, longest_reference).find(';');
    const std::string_view reference = text.substr(0, end == std::string_view::npos ? 1 : end + 1);
    if (const std::string named = character_of_html(reference); !named.empty()) out += named;
    else append_unescaped(out, reference);
    text.remove_prefix(reference.size());
  }
  return out;
}

// "<b>", "</b>", "<a href=...>", "<br/>": the name; empty: it is no tag of letters.
struct Tag {
  std::string name;
  bool is_end = false;
  std::size_t size = 0;
};
Tag tag_at(std::string_view text) {
  static constexpr std::string_view known[] = {"a",      "abbr",   "b",   "big",  "br", "cite", "code", "del",   "em",
                                               "font",   "i",      "ins", "mark", "p",  "q",    "s",    "small", "span",
                                               "strike", "strong", "sub", "sup",  "tt", "u",    "wbr"};
  Tag tag;
  std::size_t at = 1;
  if (at < text.size() && text[at] == '/') tag.is_end = true, ++at;
  while (at < text.size() && ascii::is_letter(text[at])) tag.name += ascii::lower(text[at++]);
  const std::size_t end = text.substr(0, 2000).find('>', at);
  const bool is_cut =
      end == std::string_view::npos || std::string_view(" \t\n/>").find(text[at]) == std::string_view::npos;
  if (is_cut || std::find(std::begin(known), std::end(known), tag.name) == std::end(known)) return {};
  tag.size = end + 1;
  return tag;
}

// Of a tag without an end: does the title speak of it ("The <br> tag")? One that breaks the line stands at a word, or
// at the beginning or the end.
bool is_word_of_title(std::string_view before, std::string_view behind) {
  if (before.empty() || behind.empty()) return false;
  const bool is_apart = std::string_view(" \t\r\n(\"'[,").find(before.back()) != std::string_view::npos;
  return is_apart && std::string_view(" \t\r\n)\"'].,:;?!-").find(behind.front()) != std::string_view::npos;
}

std::string without_tags(std::string_view text) {
  struct Open {
    std::string name;
    std::size_t place, size;  // of the tag in `out`
  };
  std::string out;
  std::vector<Open> open;
  constexpr std::size_t most_open = 20;
  for (std::size_t at = 0; at < text.size();) {
    const Tag tag = text[at] == '<' ? tag_at(text.substr(at)) : Tag();
    if (tag.size == 0) {
      out += text[at++];
      continue;
    }
    const std::string_view written = text.substr(at, tag.size);
    at += tag.size;
    if (tag.name == "br" || tag.name == "wbr") {
      if (is_word_of_title(out, text.substr(at))) out += written;
      else if (tag.name == "br") out += ' ';
      continue;
    }
    if (!tag.is_end && open.size() < most_open) open.push_back({tag.name, out.size(), written.size()});
    const bool is_pair = tag.is_end && !open.empty() && open.back().name == tag.name;
    if (!is_pair) {
      out += written;
      continue;
    }
    const std::string_view between = tag.name == "p" ? " " : "";
    out.replace(open.back().place, open.back().size, between);
    out += between;
    open.pop_back();
  }
  return out;
}

// "." and ".." of a path that begins with '/'.
std::string without_dots(std::string_view path) {
  std::vector<std::string_view> parts;
  bool ends_in_folder = false;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size());
    ends_in_folder = part == "." || part == "..";
    if (part == ".." && !parts.empty()) parts.pop_back();
    else if (!ends_in_folder) parts.push_back(part);
  }
  std::string out;
  for (const std::string_view part : parts) (out += '/') += part;
  if (ends_in_folder || out.empty()) out += '/';
  return out;
}

// Of "https:": 6; 0: it begins with none.
std::size_t scheme_size(std::string_view address) {
  std::size_t at = 0;
  while (at < address.size() &&
         (ascii::is_letter(address[at]) ||
          (at > 0 && (ascii::is_digit(address[at]) || address[at] == '+' || address[at] == '-' || address[at] == '.'))))
    ++at;
  return at > 0 && at < address.size() && address[at] == ':' ? at + 1 : 0;
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '<') out += "&lt;";
    else if (c == '&') out += "&amp;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
}

std::string plain_title(std::string_view title) {
  const std::string text = without_references(without_tags(title));
  std::string out;
  for (const char c : text) {
    if (!ascii::is_space(c)) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string resolved_address(std::string_view base, std::string_view reference) {
  const std::size_t scheme = scheme_size(base);
  if (scheme == 0 || !base.substr(scheme).starts_with("//") || scheme_size(reference) != 0)
    return std::string(reference);
  base = base.substr(0, base.find('#'));
  if (reference.empty()) return std::string(base);
  if (reference.starts_with("//")) return std::string(base.substr(0, scheme)).append(reference);
  const std::size_t host_end = std::min(base.find_first_of("/?", scheme + 2), base.size());
  const std::string_view host = base.substr(0, host_end);
  const std::size_t query = std::min(base.find('?', host_end), base.size());
  std::string_view path = base.substr(host_end, query - host_end);
  if (reference.front() == '#') return std::string(base).append(reference);
  if (reference.front() == '?') return std::string(host).append(path.empty() ? "/" : path).append(reference);
  const std::size_t path_end = std::min(reference.find_first_of("?#"), reference.size());
  std::string whole;
  if (reference.front() != '/') whole = path.empty() ? "/" : path.substr(0, path.rfind('/') + 1);
  whole += reference.substr(0, path_end);
  return std::string(host).append(without_dots(whole)).append(reference.substr(path_end));
}

}  // namespace docmill::feed
