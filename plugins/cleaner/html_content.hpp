// Which blocks of an HTML page are the article.
//
// A block is a stretch of text between block-level borders. Blocks that read like paragraphs vote for the elements
// around them, less with each level (after Readability by Arc90, 2009, and its kin); what is named or marked as the
// body of an article is preferred where it holds enough; then the choice climbs as long as the parent holds notably
// more. Inside the container, parts go that are named for something else, or that are mostly links, unless they hold
// too much of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article.hpp"
#include "html_parser.hpp"
#include "html_roles.hpp"

namespace docmill::cleaner {

struct Block {
  uint32_t first = 0, last = 0;  // nodes, both included; texts and line breaks between belong to the block
  uint32_t element = 0;          // the block-level element around it
  uint32_t words = 0;
  uint32_t link_words = 0;
  uint32_t sentence_ends = 0;
  bool ends_sentence = false;
  bool good = false;  // reads like a paragraph
  Verdict verdict;    // why it is not in the text
};

struct HtmlContent {
  std::vector<Block> blocks;  // of the whole page, in order; those without a verdict are the article
  uint32_t container = 0;     // node
  bool noscript = false;      // the page has its text in noscript elements only, so they are read

  bool skips(Tag tag) const { return is_hidden_by_nature(tag) && !(noscript && tag == Tag::noscript); }

  // Scratch space.
  struct Node {
    Marks marks;
    uint32_t words = 0, link_words = 0, good_words = 0;  // in the subtree
    double score = 0;
  };
  std::vector<Node> nodes;
  std::vector<uint32_t> stack;
  std::string text, lower;
};

struct HtmlOptions {
  bool keep_captions = false;
};

void find_content(std::string_view source, const HtmlTree& tree, const HtmlOptions& options, HtmlContent& content);

}  // namespace docmill::cleaner
