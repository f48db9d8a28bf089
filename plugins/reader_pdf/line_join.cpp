#include "line_join.hpp"

#include <algorithm>
#include <docmill/base/ascii.hpp>
#include <docmill/base/utf8.hpp>
#include <utility>

namespace docmill::pdf {
namespace {

constexpr std::string_view hyphens[] = {"-", "\xE2\x80\x90"};  // U+2010
constexpr std::string_view soft_hyphen = "\xC2\xAD";
constexpr std::size_t longest_word = 64;  // bytes

bool is_letter(char c) { return static_cast<unsigned char>(c) >= 0x80 || ascii::is_letter(c); }

bool is_inside_word(char c) { return is_letter(c) || c == '-' || c == '\''; }

std::string small(std::string_view word) {
  std::string out(word);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::size_t hyphen_at_end(std::string_view text) {
  for (const std::string_view hyphen : hyphens)
    if (text.ends_with(hyphen) && text.size() > hyphen.size() && is_letter(text[text.size() - hyphen.size() - 1]))
      return hyphen.size();
  return 0;
}

// Characters that are written without spaces between words.
bool is_spaceless(char32_t c) {
  return (c >= 0x3000 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x20000 && c <= 0x3FFFF);
}

// Of two parts that the document has neither as one word nor with a hyphen between them.
bool is_compound(const std::string& head, const std::string& tail, const WordList& words) {
  if (head.size() == 1 || tail.size() == 1) return true;  // no word is cut behind its first letter
  // Parts of a compound may be cut as well: "well-com-" and "municated".
  const std::size_t hyphen = head.rfind('-');
  if (hyphen != std::string::npos || tail.find('-') < tail.size() - 1)
    return words.has(hyphen == std::string::npos ? head : head.substr(hyphen + 1));
  if (head == "self" || head == "non" || head == "well") return true;
  return words.has(head) && words.has_behind_hyphen(tail);
}

}  // namespace

WordList::WordList(const std::vector<Page>& pages) {
  for (const Page& page : pages)
    for (const Block& block : page.blocks)
      for (const Line& line : block.lines)
        for (std::size_t at = 0; at < line.text.size();) {
          if (!is_inside_word(line.text[at])) {
            ++at;
            continue;
          }
          std::size_t end = at;
          while (end < line.text.size() && is_inside_word(line.text[end])) ++end;
          const std::string_view word = std::string_view(line.text).substr(at, end - at);
          if (word.size() <= longest_word && hyphen_at_end(word) == 0) add(small(word));
          at = end;
        }
}

void WordList::add(std::string word) {
  const std::size_t hyphen = word.find('-');
  if (hyphen != 0 && hyphen != std::string::npos) behind_hyphens_.insert(word.substr(hyphen + 1));
  words_.insert(std::move(word));
}

bool ends_with_hyphen(std::string_view text) { return hyphen_at_end(text) != 0 || text.ends_with(soft_hyphen); }

bool begins_small(std::string_view text) {
  return !text.empty() && is_letter(text[0]) && (text[0] < 'A' || text[0] > 'Z');
}

Joint joint_of(std::string_view text, std::string_view next, const WordList& words) {
  if (text.empty() || next.empty()) return {text.size(), ""};
  if (text.ends_with(soft_hyphen)) return {text.size() - soft_hyphen.size(), ""};
  if (const std::size_t hyphen = hyphen_at_end(text); hyphen != 0) {
    const std::size_t without = text.size() - hyphen;
    std::size_t from = without, to = 0;
    // What is longer is no word of the list; a text without a space is not looked through again at each line of it.
    while (from > 0 && without - from <= longest_word && is_inside_word(text[from - 1])) --from;
    while (to < next.size() && to <= longest_word && is_inside_word(next[to])) ++to;
    const std::string head = small(text.substr(from, without - from)), tail = small(next.substr(0, to));
    if (tail.empty() || !is_letter(tail[0]))
      return {text.size(), tail.empty() && !next.empty() && next[0] > '9' ? " " : ""};
    if (words.has(head + tail)) return {without, ""};
    if (words.has(head + "-" + tail)) return {text.size(), ""};
    return {begins_small(next) && !is_compound(head, tail, words) ? without : text.size(), ""};
  }
  std::size_t last = text.size() - 1, first = 0;
  while (last > 0 && !utf8::is_border(text, last)) --last;
  if (is_spaceless(utf8::next(text, last)) && is_spaceless(utf8::next(next, first))) return {text.size(), ""};
  return {text.size(), " "};
}

}  // namespace docmill::pdf
