#include "main_content/heading_tails.hpp"

#include <algorithm>

#include "docmill/base/ascii.hpp"
#include "text_edits/byte_scan.hpp"
#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

namespace {

constexpr uint32_t most_nodes_of_heading = 60;

// The part of an address behind the page's own.
std::string_view fragment_of(std::string_view address) {
  const std::size_t mark = address.find('#');
  return mark == std::string_view::npos ? std::string_view() : address.substr(mark + 1);
}

}  // namespace

uint32_t HeadingTails::heading_around(uint32_t i) const {
  for (int up = 0; up < 4 && i != 0; ++up, i = nodes_[i].parent) {
    const Tag t = nodes_[i].tag;
    if (is_heading(t) || t == Tag::summary || t == Tag::dt) return i;
  }
  return 0;
}

bool HeadingTails::is_mark(uint32_t i) {
  if (nodes_[i].subtree_end - i > most_nodes_of_heading) return false;
  uint32_t text = 0;
  for (uint32_t k = i + 1; k < nodes_[i].subtree_end;) {
    const bool says = nodes_[k].tag == Tag::text && !nodes_[k].blank;
    if (says && text != 0) return false;
    if (says) text = k;
    k = is_hidden_by_nature(nodes_[k].tag) ? nodes_[k].subtree_end : k + 1;
  }
  constexpr uint32_t longest_mark = 40;  // bytes
  if (text == 0 || nodes_[text].end - nodes_[text].start > longest_mark) return false;
  decoded_.clear();
  decode_character_references(source_.substr(nodes_[text].start, nodes_[text].end - nodes_[text].start), decoded_);
  for (const std::string_view mark : {"\u00b6", "#", "##", "\u00a7", "\U0001F517"})
    if (detail::trim_html_space(decoded_) == mark) return true;
  return false;
}

// "[edit]": the brackets stand in the link or around it.
bool HeadingTails::is_bracketed_link(uint32_t i) {
  constexpr std::size_t longest = 60;  // bytes
  if (nodes_[i].subtree_end - i > most_nodes_of_heading) return false;
  decoded_.clear();
  bool link = nodes_[i].tag == Tag::a;
  for (uint32_t k = i + 1; k < nodes_[i].subtree_end;) {
    const HtmlNode& n = nodes_[k];
    link = link || n.tag == Tag::a;
    if (n.tag == Tag::text) decoded_.append(source_.substr(n.start, std::min<std::size_t>(n.end - n.start, longest)));
    if (n.tag == Tag::text && !n.in_link && letters_in(k) != 0) return false;
    if (decoded_.size() > longest) return false;
    k = is_hidden_by_nature(n.tag) ? n.subtree_end : k + 1;
  }
  const std::string_view text = detail::trim_html_space(decoded_);
  return link && text.size() > 2 && text.front() == '[' && text.back() == ']';
}

// To the top of the page, or to its table of contents.
bool HeadingTails::leads_back(uint32_t link) {
  if (!attribute(source_, tree_, link, AttributeName::href, value_) || !value_.starts_with('#')) return false;
  for (const std::string_view place : {"top", "toc", "contents"})
    if (fragment_of(value_) == place) return true;
  return false;
}

uint32_t HeadingTails::letters_in(uint32_t text) {
  constexpr uint32_t most_bytes = 300;
  uint32_t letters = 0;
  const uint32_t end = std::min(nodes_[text].end, nodes_[text].start + most_bytes);
  for (uint32_t at = nodes_[text].start; at < end; ++at) {
    const char c = source_[at];
    letters += ascii::is_letter(c) || (static_cast<unsigned char>(c) & 0xC0) == 0xC0;
  }
  return letters;
}

HeadingTails::Rest HeadingTails::rest_of(uint32_t heading, uint32_t i) {
  Rest rest;
  const uint32_t end = nodes_[heading].subtree_end;
  rest.known = end - heading <= most_nodes_of_heading;
  for (uint32_t k = heading + 1; rest.known && k < end;) {
    const bool mark = k > i && nodes_[k].tag == Tag::a && (is_mark(k) || is_named_so(k, true));
    if (k == i || mark || is_hidden_by_nature(nodes_[k].tag)) {
      k = nodes_[k].subtree_end;
      continue;
    }
    if (nodes_[k].tag == Tag::text && !nodes_[k].blank) {
      rest.letters += letters_in(k);
      rest.behind = rest.behind || k > i;
    }
    ++k;
  }
  return rest;
}

// Its own id, that of what it heads, or of a place within it.
bool HeadingTails::leads_to_own_place(uint32_t link, uint32_t heading) {
  if (!attribute(source_, tree_, link, AttributeName::href, value_)) return false;
  const std::string_view place = fragment_of(value_);
  if (place.empty()) return false;
  // As it is written: ids that links lead to have no references in them, and many headings may stand in one part.
  const auto is_here = [&](uint32_t k) {
    for (const HtmlAttribute& a : tree_.attributes_of(k))
      if (a.name == AttributeName::id && a.value(source_) == place) return true;
    return false;
  };
  uint32_t up = heading;
  for (int level = 0; level < 3 && up != 0; ++level, up = nodes_[up].parent)
    if (is_here(up)) return true;
  for (uint32_t k = heading + 1; k < nodes_[heading].subtree_end; ++k)
    if (nodes_[k].tag != Tag::text && is_here(k)) return true;
  return false;
}

bool HeadingTails::is_named_so(uint32_t i, bool trails) {
  if (!attribute(source_, tree_, i, AttributeName::class_, value_)) return false;
  if (value_.find("editsection") != std::string::npos) return true;
  if (!trails || nodes_[i].tag != Tag::a) return false;
  for (const std::string_view name : {"headerlink", "header-link", "header-anchor", "heading-anchor", "heading-link",
                                      "anchor-link", "anchorlink", "permalink", "hash-link"})
    for (std::size_t at = value_.find(name); at != std::string::npos; at = value_.find(name, at + 1)) {
      const std::size_t end = at + name.size();
      if ((at == 0 || value_[at - 1] == ' ') && (end == value_.size() || value_[end] == ' ')) return true;
    }
  return false;
}

bool HeadingTails::is_tail(uint32_t i) {
  const bool link = nodes_[i].tag == Tag::a;
  if (!link && nodes_[i].tag != Tag::span && nodes_[i].tag != Tag::small) return false;
  const uint32_t heading = heading_around(nodes_[i].parent);
  if (heading == 0) return false;
  if (link && is_mark(i)) return true;
  const Rest rest = rest_of(heading, i);
  if (!rest.known || rest.letters == 0) return false;
  if (is_named_so(i, !rest.behind)) return true;
  if (!rest.behind && (is_bracketed_link(i) || (link && leads_back(i)))) return true;
  return link && !rest.behind && leads_to_own_place(i, heading);
}

bool HeadingTails::is_own_address(uint32_t link) {
  const uint32_t heading = heading_around(nodes_[link].parent);
  if (heading == 0) return false;
  if (leads_to_own_place(link, heading)) return true;
  // Docutils: back to its line in the table of contents.
  return attribute(source_, tree_, link, AttributeName::class_, value_) && value_ == "toc-backref";
}

bool HeadingTails::is_button_beside(uint32_t i, bool opens) {
  constexpr uint32_t fewest_letters = 3;  // of words: what stands before a question is "Q:" or a number
  const uint32_t heading = heading_around(nodes_[i].parent);
  if (heading == 0) return false;
  const Rest rest = rest_of(heading, i);
  if (!rest.known || rest.letters < fewest_letters) return false;
  uint32_t letters = 0;
  for (uint32_t k = i + 1; k < nodes_[i].subtree_end && k < i + most_nodes_of_heading; ++k)
    if (nodes_[k].tag == Tag::text) letters += letters_in(k);
  // What it opens is said by the longer part.
  return letters <= rest.letters || (!opens && !rest.behind);
}

}  // namespace docmill::cleaner
