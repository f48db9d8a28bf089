#include "main_content/picture_captions.hpp"

#include <string>

#include "main_content/page_facts.hpp"
#include "words/fold.hpp"

namespace docmill::cleaner {

namespace {

constexpr uint32_t most_words_of_caption = 40, most_nodes_before = 20, longest_caption = 1000;

// A picture and no text stand before the block in its element.
bool begins_with_picture(const HtmlTree& tree, const Block& b) {
  if (b.first - b.element > most_nodes_before) return false;
  bool picture = false;
  for (uint32_t i = b.element + 1; i < b.first; ++i) {
    const HtmlNode& n = tree.nodes[i];
    if (n.tag == Tag::text && !n.blank) return false;
    picture = picture || n.tag == Tag::img;
  }
  return picture;
}

}  // namespace

void drop_captions_of_pictures(std::string_view source, const HtmlTree& tree, const CueTable& cues,
                               HtmlContent& content) {
  std::string text, folded;
  for (Block& b : content.blocks) {
    const Tag tag = tree.nodes[b.element].tag;
    if (b.verdict || b.words > most_words_of_caption || (tag != Tag::p && tag != Tag::div)) continue;
    if (!begins_with_picture(tree, b)) continue;
    text.clear();
    for (uint32_t k = b.first; k <= b.last; ++k)
      if (tree.nodes[k].tag == Tag::text && text.size() < longest_caption)
        text.append(source, tree.nodes[k].start, tree.nodes[k].end - tree.nodes[k].start);
    fold(tidy(text), folded);
    const CueHits hits = cues.match(folded);
    if (hits.seen(Cue::credit) || hits.any(Cue::caption)) b.verdict = {"caption", "below-picture", 0.7};
  }
}

}  // namespace docmill::cleaner
