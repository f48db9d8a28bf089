#include "main_content/author_notes.hpp"

namespace docmill::cleaner {

namespace {

constexpr uint32_t most_words_of_note = 150, most_paragraphs = 3, most_words_of_heading = 6;

bool heads_note(const Unit& u) {
  return u.words <= most_words_of_heading && !u.title && (u.line_cues & bit(Cue::author_note)) != 0;
}

}  // namespace

void drop_author_notes(const HtmlTree& tree, HtmlContent& content) {
  std::vector<Block>& blocks = content.blocks;
  uint64_t words_before = 0;  // that stay
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!blocks[i].verdict) words_before += blocks[i].words;
    if (i >= content.units.size() || !heads_note(content.units[i])) continue;
    uint32_t words = 0, paragraphs = 0;
    std::size_t end = i + 1;
    for (; end < blocks.size() && !is_heading(tree.nodes[blocks[end].element].tag); ++end) {
      if (blocks[end].verdict) continue;
      words += blocks[end].words;
      ++paragraphs;
      if (words > most_words_of_note || paragraphs > most_paragraphs) break;
    }
    // A page about that person, or what is no note.
    if (words == 0 || words > most_words_of_note || paragraphs > most_paragraphs || words_before < 3 * words) continue;
    for (std::size_t k = i; k < end; ++k)
      if (!blocks[k].verdict) blocks[k].verdict = {"author", "heading", 0.8};
  }
}

}  // namespace docmill::cleaner
