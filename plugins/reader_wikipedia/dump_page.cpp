#include "dump_page.hpp"

#include <algorithm>

#include "docmill/base/ascii.hpp"
#include "xml/character_references.hpp"

namespace docmill::wikipedia {
namespace {

// What stands between <element ...> and </element>, as written.
std::string_view inside_of(std::string_view xml, const std::string& element) {
  for (std::size_t at = 0; (at = xml.find("<" + element, at)) != std::string_view::npos; ++at) {
    const std::size_t behind = at + 1 + element.size();
    if (behind >= xml.size() || (xml[behind] != '>' && xml[behind] != ' ')) continue;
    const std::size_t open = xml.find('>', behind);
    if (open == std::string_view::npos || xml[open - 1] == '/') return {};
    const std::size_t close = xml.find("</" + element + ">", open);
    return close == std::string_view::npos ? std::string_view() : xml.substr(open + 1, close - open - 1);
  }
  return {};
}

// <namespace key="6" case="first-letter">File</namespace>
std::vector<std::string> names_of_space(std::string_view xml, const std::string& key) {
  std::vector<std::string> names;
  const std::size_t at = xml.find("<namespace key=\"" + key + "\"");
  if (at != std::string_view::npos)
    if (std::string name = text_of(xml.substr(at), "namespace"); !name.empty()) names.push_back(std::move(name));
  return names;
}

// Not <text bytes="0"/>, nor <text deleted="deleted"/>. Such pages are short; others are not searched for it.
bool has_text(std::string_view page) {
  constexpr std::size_t longest_without = 4096;
  if (page.size() > longest_without) return true;
  const std::size_t text = page.rfind("<text");
  const std::size_t end = text == std::string_view::npos ? text : page.find('>', text);
  if (end == std::string_view::npos) return false;
  return page[end - 1] != '/' && !page.substr(end + 1).starts_with("</text>");
}

}  // namespace

std::string text_of(std::string_view xml, std::string_view element) {
  std::string out;
  append_unescaped(out, inside_of(xml, std::string(element)));
  return out;
}

SiteInfo parse_site_info(std::string_view xml) {
  SiteInfo out;
  out.name = text_of(xml, "dbname");
  out.base_url = text_of(xml, "base");
  out.base_url.resize(out.base_url.rfind('/') + 1);  // 0 where there is none
  out.file_names = names_of_space(xml, "6");
  out.category_names = names_of_space(xml, "14");
  return out;
}

PageHead parse_page_head(std::string_view page) {
  const std::string_view head = page.substr(0, page.find("<revision"));
  return {inside_of(head, "ns"), head.find("<redirect ") != std::string_view::npos, has_text(page)};
}

DumpPage parse_page(std::string_view page) {
  DumpPage out;
  out.title = text_of(page, "title");
  out.page_id = text_of(page, "id");
  const std::size_t last = page.rfind("<revision");
  const std::string_view revision = last == std::string_view::npos ? std::string_view() : page.substr(last);
  out.revision_id = text_of(revision, "id");
  out.date = text_of(revision, "timestamp");
  out.model = text_of(revision, "model");
  out.text = text_of(revision, "text");
  return out;
}

std::string url_of(const std::string& base_url, std::string_view title) {
  if (base_url.empty()) return {};
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = base_url;
  for (const char c : title) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = ascii::is_letter(c) || ascii::is_digit(c) ||
                          std::string_view("-_.~()',:;@!$*/").find(c) != std::string_view::npos;
    if (c == ' ') out += '_';
    else if (is_plain) out += c;
    else (out += '%') += {digits[byte >> 4], digits[byte & 15]};
  }
  return out;
}

}  // namespace docmill::wikipedia
