#include "main_content/opened_parts.hpp"

#include <algorithm>
#include <map>

#include "docmill/base/ascii.hpp"
#include "main_content/pictures.hpp"
#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

// Terms, a form, or what is said about cookies, which a button lays over the page.
bool OpenedParts::is_dialog(const HtmlNode& n) {
  if (n.tag == Tag::dialog) return true;
  for (const char* attribute_name : {"class", "id", "role"}) {
    if (!attribute(source_, n, attribute_name, value_, max_attributes_)) continue;
    for (char& c : value_) c = ascii::lower(c);
    for (const char* word : {"modal", "dialog", "popup", "cookie", "consent", "overlay"})
      if (value_.find(word) != std::string::npos) return true;
  }
  return false;
}

// Has it an id that a button or a link says it opens?
bool OpenedParts::is_named(const HtmlNode& n) {
  if (!attribute(source_, n, "id", value_, max_attributes_) || value_.empty()) return false;
  if (!knows_named_) {
    knows_named_ = true;
    for (const std::string_view name : {"aria-controls=", "data-target=", "data-bs-target="})
      for (std::size_t at = find_word(source_, name, 0), hits = 0; at != std::string_view::npos && hits < most_named;
           at = find_word(source_, name, at), ++hits) {
        at += name.size();
        if (at < source_.size() && (source_[at] == '"' || source_[at] == '\'')) ++at;
        if (at < source_.size() && source_[at] == '#') ++at;
        const std::string_view rest = source_.substr(std::min(at, source_.size()), longest_id);
        const std::size_t end = rest.find_first_of("\"' >\n");
        if (end != 0 && end != std::string_view::npos) named_.push_back(rest.substr(0, end));
      }
    std::sort(named_.begin(), named_.end());
  }
  return std::binary_search(named_.begin(), named_.end(), std::string_view(value_));
}

// The element or text before it in the same one, blanks aside; 0: none.
uint32_t OpenedParts::sibling_before(uint32_t i) const {
  const uint32_t parent = nodes_[i].parent;
  uint32_t before = i - 1;
  for (int looked = 0; before != parent && before != 0 && looked < 20; ++looked) {
    const bool blank = nodes_[before].tag == Tag::text && is_blank(source_, nodes_[before]);
    if (nodes_[before].parent == parent && !blank) return before;
    before = nodes_[before].parent == parent ? before - 1 : nodes_[before].parent;
  }
  return 0;
}

bool OpenedParts::follows_opener(uint32_t i) const {
  const uint32_t before = sibling_before(i);
  if (before == 0) return false;
  for (uint32_t k = before; k < i && k < before + 20; ++k)
    if (nodes_[k].tag != Tag::text &&
        (content_.nodes[k].opens || (nodes_[k].tag == Tag::button && content_.nodes[k].marks.disclosure)))
      return !opens_another(k);
  return false;
}

// One that says by an id what it opens opens that alone (`is_named`).
bool OpenedParts::opens_another(uint32_t opener) const {
  std::string id;
  return attribute(source_, nodes_[opener], "aria-controls", id, max_attributes_) && !id.empty();
}

bool OpenedParts::is_by_button(uint32_t i) {
  return !is_dialog(nodes_[i]) && (content_.nodes[i].marks.opened || is_named(nodes_[i]) || follows_opener(i));
}

// Is what stands before the part seen, and a line?
bool OpenedParts::follows_line(uint32_t i) const {
  constexpr uint32_t longest_line = 25, longest_in_bytes = 300;
  const uint32_t before = sibling_before(i);
  if (before == 0 || content_.nodes[before].marks.hides) return false;
  const HtmlNode& n = nodes_[before];
  if (n.tag == Tag::text || !is_block(n.tag)) return std::max(n.close, n.end) - n.start <= longest_in_bytes;
  return content_.nodes[before].words >= 1 && content_.nodes[before].words <= longest_line;
}

void OpenedParts::find_rows() {
  constexpr uint32_t fewest_parts = 3, words_of_part = 25;
  std::map<uint64_t, std::vector<uint32_t>> rows;  // by path
  for (uint32_t i = 1; i < nodes_.size(); ++i) {
    const HtmlContent::Node& n = content_.nodes[i];
    if (n.marks.hides && !n.marks.opened && n.words >= 2 && is_block(nodes_[i].tag) && follows_line(i))
      rows[n.path].push_back(i);
  }
  for (const auto& [path, parts] : rows) {
    uint64_t words = 0;
    for (const uint32_t i : parts) words += content_.nodes[i].words;
    if (parts.size() < fewest_parts || words < parts.size() * words_of_part) continue;
    for (const uint32_t i : parts) content_.nodes[i].marks.opened = !is_dialog(nodes_[i]);
  }
}

}  // namespace docmill::cleaner
