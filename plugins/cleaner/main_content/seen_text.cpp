#include "main_content/seen_text.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "html/roles.hpp"
#include "main_content/page_facts.hpp"

namespace docmill::cleaner {

namespace {

// A heading has few nodes and little text.
constexpr uint32_t nodes_of_heading = 500, bytes_of_heading = 4000, bytes_of_sign = 40;

bool begins_with_space(std::string_view s) { return !s.empty() && detail::is_html_space(s.front()); }
bool ends_with_space(std::string_view s) { return !s.empty() && detail::is_html_space(s.back()); }

// A word in small letters ends before one with a capital: that is no word of two frames, as "T|he" is.
bool is_seam_of_words(std::string_view before, std::string_view behind) {
  return before.size() >= 2 && behind.size() >= 2 && ascii::is_lower(before.back()) &&
         ascii::is_lower(before[before.size() - 2]) && ascii::is_upper(behind[0]) && ascii::is_lower(behind[1]);
}
bool is_between_letters(std::string_view before, std::string_view behind) {
  const auto is_letter = [](char c) { return ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80; };
  return !before.empty() && !behind.empty() && is_letter(before.back()) && is_letter(behind.front());
}
bool has_space(std::string_view text) { return text.find(' ') != std::string_view::npos; }

}  // namespace

std::string SeenText::below(uint32_t i) {
  const auto joined = [&](bool all) {
    std::string raw;
    for (const Piece& piece : read(i, all)) {
      if (piece.parted) raw += ' ';
      raw += piece.raw;
    }
    return tidy(utf8::is_valid(raw) ? std::string_view(raw) : std::string_view(raw).substr(0, utf8::find_invalid(raw)));
  };
  std::string text = joined(false);
  if (text.empty()) text = joined(true);
  // What is left of a section that stood before the headline (": The railway").
  const std::size_t first = text.find_first_not_of(" :|");
  return first == std::string::npos || first == 0 ? text : text.substr(first);
}

std::vector<std::string> SeenText::pieces_below(uint32_t i) {
  std::vector<std::string> pieces;
  bool space = false;
  for (const Piece& piece : read(i, false)) {
    std::string text = tidy(utf8::prefix(piece.raw, 400));
    space = space || piece.parted || begins_with_space(piece.raw);
    if (text.empty()) continue;
    pieces.push_back((space && !pieces.empty() ? " " : "") + text);
    space = ends_with_space(piece.raw);
  }
  return pieces;
}

std::vector<SeenText::Piece> SeenText::read(uint32_t i, bool all) {
  struct Open {
    uint32_t end;
    bool line;  // set as a line of its own
  };
  std::vector<Piece> pieces;
  std::vector<Open> open;
  bool parted = false, closed = false, opened = false;
  std::size_t bytes = 0;
  const uint32_t end = std::min(nodes_[i].subtree_end, i + 1 + nodes_of_heading);
  for (uint32_t k = i + 1; k < end && bytes < bytes_of_heading;) {
    for (; !open.empty() && open.back().end <= k; open.pop_back()) {
      parted = parted || open.back().line;
      closed = true;
    }
    const HtmlNode& n = nodes_[k];
    if (n.tag == Tag::text) {
      const std::string_view raw = source_.substr(n.start, std::min<std::size_t>(n.end - n.start, bytes_of_heading));
      if (!pieces.empty()) {
        const std::string_view before = pieces.back().raw;
        // Lines of a heading that a script moves are frames side by side, letters that it moves are single ones.
        parted = parted || ((closed || opened) && is_seam_of_words(before, raw)) ||
                 (closed && opened && (has_space(before) || has_space(raw)) && is_between_letters(before, raw));
      }
      pieces.push_back({raw, parted && !pieces.empty()});
      bytes += raw.size();
      parted = closed = opened = false;
      ++k;
      continue;
    }
    const bool reading = n.tag == Tag::rt || n.tag == Tag::rp;
    if (reading || (!all && !is_seen(k))) {
      parted = parted || (!reading && n.tag != Tag::span);  // a span for screen readers stands within a word, too
      k = n.subtree_end;
      continue;
    }
    const bool line = n.tag == Tag::br || parts_lines(k);
    parted = parted || line;
    opened = opened || may_be_named(n.tag);
    if (line || may_be_named(n.tag)) open.push_back({n.subtree_end, line});
    ++k;
  }
  return pieces;
}

// As the text below has it: an initial that is set large is read, "[edit]" behind a headline is not.
bool SeenText::is_seen(uint32_t i) {
  const Tag t = nodes_[i].tag;
  if (is_hidden_by_nature(t) || is_sign_of_place(i)) return false;
  if (!is_block(t) && tails_.is_tail(i)) return false;
  const Marks marks = marks_of(source_, tree_, i, names_);
  return !marks.hides || (marks.aria_hides && !is_block(t) && eye_words_.are_in(i));
}

// A link to a place of the page without a letter or a digit ("#").
bool SeenText::is_sign_of_place(uint32_t i) {
  if (nodes_[i].tag != Tag::a || nodes_[i].subtree_end != i + 2 || nodes_[i + 1].tag != Tag::text) return false;
  const HtmlNode& n = nodes_[i + 1];
  if (n.end - n.start > bytes_of_sign || !attribute(source_, tree_, i, AttributeName::href, value_) ||
      value_.find('#') == std::string::npos)
    return false;
  const std::string sign = tidy(source_.substr(n.start, n.end - n.start));
  for (std::size_t at = 0; at < sign.size();)
    if (u_isalnum(static_cast<UChar32>(utf8::next(sign, at)))) return false;
  return true;
}

bool SeenText::parts_lines(uint32_t i) { return is_block(nodes_[i].tag) || marks_of(source_, tree_, i, names_).block; }

// Elements that say what their text is, more than marks of emphasis do.
bool SeenText::may_be_named(Tag tag) {
  return tag == Tag::a || tag == Tag::span || tag == Tag::small || tag == Tag::time || tag == Tag::unknown;
}

}  // namespace docmill::cleaner
