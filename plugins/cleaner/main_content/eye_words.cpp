#include "main_content/eye_words.hpp"

#include <algorithm>

#include "docmill/base/ascii.hpp"

namespace docmill::cleaner {

namespace {

constexpr uint32_t nodes_near = 60, longest_words = 300;  // bytes

bool is_of_word(char c) { return ascii::is_letter(c) || ascii::is_digit(c) || static_cast<unsigned char>(c) >= 0x80; }
void append_letters(std::string_view text, std::string& letters) {
  for (const char c : text)
    if (is_of_word(c)) letters += ascii::lower(c);
}
// One letter of a script that tells small and capital ones apart; those of icon fonts are longer in UTF-8.
bool is_initial(std::string_view text) {
  if (text.size() == 1) return ascii::is_upper(text[0]);
  const auto first = static_cast<unsigned char>(text.empty() ? 0 : text[0]);
  return text.size() == 2 && first >= 0xC3 && first < 0xE0;
}

}  // namespace

bool EyeWords::letters_below(uint32_t element, uint32_t most_bytes, std::string& letters) const {
  letters.clear();
  for (uint32_t k = element + 1; k < nodes_[element].subtree_end;) {
    if (letters.size() > most_bytes || k > element + nodes_near + most_bytes) return false;
    const HtmlNode& n = nodes_[k];
    if (n.tag == Tag::text && !n.blank)
      append_letters(source_.substr(n.start, std::min(n.end - n.start, 2 * most_bytes)), letters);
    k = is_hidden_by_nature(n.tag) ? n.subtree_end : k + 1;
  }
  return letters.size() <= most_bytes;
}

bool EyeWords::is_for_readers(uint32_t element) {
  const Tag t = nodes_[element].tag;
  return t != Tag::text && !is_block(t) && marks_of(source_, tree_, element, names_).hides;
}

// The initial of a paragraph, set large, right before the rest of its word; a twin for screen readers may stand
// between.
bool EyeWords::begin_word(uint32_t element) {
  if (nodes_[element].subtree_end != element + 2 || nodes_[element + 1].tag != Tag::text) return false;
  const HtmlNode& initial = nodes_[element + 1];
  if (!is_initial(source_.substr(initial.start, initial.end - initial.start))) return false;
  uint32_t behind = nodes_[element].subtree_end;
  if (behind < nodes_.size() && nodes_[behind].parent == nodes_[element].parent && is_for_readers(behind))
    behind = nodes_[behind].subtree_end;
  if (behind >= nodes_.size() || nodes_[behind].tag != Tag::text) return false;
  const char next = source_[nodes_[behind].start];
  return ascii::is_lower(next) || static_cast<unsigned char>(next) >= 0x80;
}

// An element beside it says the same to screen readers, and is hidden from the eyes.
bool EyeWords::have_twin(uint32_t element) {
  constexpr int farthest = 6;
  const uint32_t parent = nodes_[element].parent;
  const auto is_twin = [&](uint32_t k) {
    return is_for_readers(k) && letters_below(k, longest_words, other_) && other_ == own_ &&
           !marks_of(source_, tree_, k, names_).aria_hides;
  };
  uint32_t k = nodes_[element].subtree_end;
  for (int n = 0; n < farthest && k < nodes_.size() && nodes_[k].parent == parent; ++n, k = nodes_[k].subtree_end)
    if (is_twin(k)) return true;
  k = element - 1;
  for (int n = 0; n < farthest && k > parent; ++n, --k) {
    for (int level = 0; level < farthest && nodes_[k].parent > parent; ++level) k = nodes_[k].parent;
    if (nodes_[k].parent != parent) return false;
    if (is_twin(k)) return true;
  }
  return false;
}

// A script took a sentence apart into words or letters, and its label says it as a whole.
bool EyeWords::are_in_label(uint32_t element) {
  constexpr uint32_t longest_label = 1000;
  uint32_t up = nodes_[element].parent;
  for (int level = 0; level < 3 && up != 0; ++level, up = nodes_[up].parent) {
    if (nodes_[up].tag == Tag::a || nodes_[up].tag == Tag::button) return false;
    const auto [label, is_new] = labelled_.emplace(up, false);
    if (is_new && rare_attribute(source_, tree_, up, "aria-label", value_)) {
      own_.clear();
      append_letters(std::string_view(value_).substr(0, longest_label), own_);
      label->second = letters_below(up, longest_label, other_) && own_ == other_;
    }
    if (label->second) return true;
  }
  return false;
}

// KaTeX without its second output.
bool EyeWords::show_formula(uint32_t element) {
  if (!attribute(source_, tree_, element, AttributeName::class_, value_) || value_ != "katex-html") return false;
  const uint32_t parent = nodes_[element].parent;
  for (uint32_t k = parent + 1; k < element && k < parent + nodes_near; ++k)
    if (nodes_[k].tag == Tag::math) return false;
  return element < parent + nodes_near;
}

bool EyeWords::are_in(uint32_t element) {
  if (begin_word(element) || show_formula(element) || are_in_label(element)) return true;
  return letters_below(element, longest_words, own_) && !own_.empty() && have_twin(element);
}

bool EyeWords::touch_word(uint32_t element) const {
  constexpr uint32_t farthest = 20;
  const HtmlNode& before = nodes_[element - 1];
  const uint32_t end = std::min(nodes_[element].subtree_end, element + farthest);
  uint32_t first = element + 1;
  while (first < end && nodes_[first].tag != Tag::text) ++first;
  if (first >= end || before.tag != Tag::text || before.blank) return false;
  // The two share an inline element: badges beside a name touch it as well.
  if (before.parent != nodes_[element].parent || is_block(nodes_[before.parent].tag)) return false;
  // Of scripts that part words by spaces: the letters of others have three bytes.
  const auto byte = [&](uint32_t at) { return static_cast<unsigned char>(source_[at]); };
  const auto begins_letter = [&](uint32_t at) {
    return ascii::is_letter(source_[at]) || (byte(at) >= 0xC3 && byte(at) <= 0xDF);
  };
  return begins_letter(nodes_[first].start) &&
         (ascii::is_letter(source_[before.end - 1]) ||
          (byte(before.end - 1) >= 0x80 && before.end - before.start >= 2 && begins_letter(before.end - 2)));
}

}  // namespace docmill::cleaner
