#include "main_content/opened_parts.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <map>

#include "docmill/base/ascii.hpp"
#include "main_content/names.hpp"
#include "main_content/pictures.hpp"
#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

namespace {

// Calls visit for each id of a list with blanks between; that of a selector begins with #.
template <class Visit>
void for_each_id(std::string_view value, Visit visit) {
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find_first_of(" \t\r\n\f", at), value.size());
    const std::string_view id = value.substr(at, end - at);
    const std::size_t mark = id.starts_with('#') ? 1 : 0;
    if (id.size() > mark) visit(id.substr(mark));
    at = end + 1;
  }
}

// Those that say what an element opens.
constexpr std::string_view naming_attributes[] = {"aria-controls=", "data-target=", "data-bs-target="};

// Calls visit(the place behind it) for each of two words of three bytes in the text: one pass for several long ones
// that end so.
template <class Visit>
void for_each_end(std::string_view text, std::string_view a, std::string_view b, Visit visit) {
  using namespace detail;
  const auto is = [](const char* at, char c) { return load(at) == all(static_cast<uint8_t>(c)); };
  std::size_t at = 0;
  for (; at + scan_width + 2 <= text.size(); at += scan_width) {
    const char* p = text.data() + at;
    const auto both =
        (is(p, a[0]) & is(p + 1, a[1]) & is(p + 2, a[2])) | (is(p, b[0]) & is(p + 1, b[1]) & is(p + 2, b[2]));
    for (uint32_t places = bytes16::high_bits(both); places != 0; places &= places - 1)
      visit(at + static_cast<std::size_t>(std::countr_zero(places)) + 3);
  }
  for (; at + 3 <= text.size(); ++at)
    if (text.compare(at, 3, a) == 0 || text.compare(at, 3, b) == 0) visit(at + 3);
}

}  // namespace

// Terms, a form, or what is said about cookies, which a button lays over the page.
bool OpenedParts::is_dialog(uint32_t i) {
  const HtmlNode& n = nodes_[i];
  if (n.tag == Tag::dialog) return true;
  for (const AttributeName name : {AttributeName::class_, AttributeName::id, AttributeName::role}) {
    if (!attribute(source_, tree_, i, name, value_)) continue;
    for (char& c : value_) c = ascii::lower(c);
    for (const char* word : {"modal", "dialog", "popup", "overlay"})
      if (value_.find(word) != std::string::npos) return true;
    // Of the browser, not what is baked.
    for (const char* word : {"cookie", "consent"})
      if (value_.find(word) != std::string::npos &&
          (content_.nodes[i].marks.consents || content_.nodes[i].marks.plain_name ||
           holds_form(nodes_, i, FormHas::field_or_button)))
        return true;
  }
  return false;
}

// Has it an id that a button or a link says it opens?
bool OpenedParts::is_named(uint32_t i) {
  if (!attribute(source_, tree_, i, AttributeName::id, value_) || value_.empty()) return false;
  if (!knows_named_) {
    knows_named_ = true;
    std::array<std::size_t, std::size(naming_attributes)> hits{};
    for_each_end(source_, "ls=", "et=", [&](std::size_t at) {
      const std::string_view before = source_.substr(0, at);
      for (std::size_t k = 0; k < hits.size(); ++k) {
        if (!before.ends_with(naming_attributes[k]) || hits[k]++ >= most_named) continue;
        const bool quoted = at < source_.size() && (source_[at] == '"' || source_[at] == '\'');
        const char* const marks = !quoted ? " \t\r\n>" : source_[at] == '"' ? "\"" : "'";
        const std::string_view rest = source_.substr(std::min(at + quoted, source_.size()), longest_ids);
        const std::size_t end = rest.find_first_of(marks);
        if (end != std::string_view::npos)
          for_each_id(rest.substr(0, end), [&](std::string_view id) { named_.push_back(id); });
      }
    });
    std::sort(named_.begin(), named_.end());
  }
  return std::binary_search(named_.begin(), named_.end(), std::string_view(value_));
}

// The element or text before it in the same one, blanks aside; 0: none.
uint32_t OpenedParts::sibling_before(uint32_t i) const {
  const uint32_t parent = nodes_[i].parent;
  uint32_t before = i - 1;
  for (int looked = 0; before != parent && before != 0 && looked < 20; ++looked) {
    const bool blank = nodes_[before].tag == Tag::text && nodes_[before].blank;
    if (nodes_[before].parent == parent && !blank) return before;
    before = nodes_[before].parent == parent ? before - 1 : nodes_[before].parent;
  }
  return 0;
}

bool OpenedParts::follows_opener(uint32_t i) {
  const uint32_t before = sibling_before(i);
  if (before == 0) return false;
  for (uint32_t k = before; k < i && k < before + 20; ++k)
    if (nodes_[k].tag != Tag::text &&
        (content_.nodes[k].opens || (nodes_[k].tag == Tag::button && content_.nodes[k].marks.disclosure)))
      return !opens_another(k, i);
  return false;
}

void OpenedParts::find_ids() {
  if (knows_ids_) return;
  knows_ids_ = true;
  std::string id;
  for (uint32_t k = 1; k < nodes_.size(); ++k)
    if (nodes_[k].tag != Tag::text && attribute(source_, tree_, k, AttributeName::id, id) && !id.empty())
      ids_.emplace_back(id, k);
  std::sort(ids_.begin(), ids_.end());
}

// One that says by an id what it opens opens that alone (`is_named`), where there is such an id, and not in the part.
bool OpenedParts::opens_another(uint32_t opener, uint32_t part) {
  std::string value;
  if (!attribute(source_, tree_, opener, AttributeName::aria_controls, value) || value.empty()) return false;
  find_ids();
  bool within = false, elsewhere = false;
  for_each_id(value, [&](std::string_view id) {
    const auto from = [&](uint32_t node) {
      return std::lower_bound(ids_.begin(), ids_.end(), node, [&](const auto& have, uint32_t least) {
        return have.first < id || (have.first == id && have.second < least);
      });
    };
    const auto first = from(0), inside = from(part);
    elsewhere = elsewhere || (first != ids_.end() && first->first == id);
    within = within || (inside != ids_.end() && inside->first == id && inside->second < nodes_[part].subtree_end);
  });
  return elsewhere && !within;
}

bool OpenedParts::is_by_button(uint32_t i) {
  return !is_dialog(i) && (content_.nodes[i].marks.opened || is_named(i) || follows_opener(i));
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
    for (const uint32_t i : parts) content_.nodes[i].marks.opened = !is_dialog(i);
  }
}

}  // namespace docmill::cleaner
