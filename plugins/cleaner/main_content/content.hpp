// Which blocks of an HTML page are the article.
//
// A block is a stretch of text between block-level borders. Two choosers name the element that holds the article
// (main_content/choosers.hpp). Inside it, parts go that are named for something else (main_content/prune.hpp). A model
// over numbers of the blocks then has the last word about single ones (classify/block_model.hpp). When next to nothing
// is left of a page full of sentences, the next choice gets its turn, then the names of elements are forgotten, and in
// the end all text is kept.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "article.hpp"
#include "classify/block_model.hpp"
#include "classify/model_units.hpp"
#include "html/parser.hpp"
#include "html/roles.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner {

struct Block {
  uint32_t first = 0, last = 0;  // nodes, both included; texts and line breaks between belong to the block
  uint32_t element = 0;          // the block-level element around it
  uint32_t words = 0;
  uint32_t link_words = 0;
  uint32_t sentence_ends = 0;
  uint64_t key = 0;  // of its text, spaces aside: equal for equal ones
  bool ends_sentence = false;
  bool good = false;    // reads like a paragraph
  bool button = false;  // nothing but buttons
  Verdict verdict;      // why it is not in the text
};

struct HtmlContent {
  std::vector<Block> blocks;  // of the whole page, in order; those without a verdict are the article
  uint32_t container = 0;     // node; the choice of each chooser is in `choices`
  std::array<uint32_t, 2> choices{};
  bool fallback = false;  // the page has its text in noscript or noframes elements only, so they are read

  // Inside blocks or between them: text that nobody sees, or that is no text of the page. In order.
  struct Unseen {
    uint32_t node;  // the element
    Verdict why;
  };
  std::vector<Unseen> unseen;

  // Scratch space.
  struct Node {
    Marks marks;
    uint32_t words = 0, link_words = 0, good_words = 0;  // in the subtree
    uint32_t block = 0;         // the element that text in this one belongs to: itself or the nearest block around it
    bool preformatted = false;  // in pre and its kin
    bool lines = false;         // line ends of its text are shown, as its style says
    bool skipped = false;       // neither this nor what is below is text
    bool math = false;          // in a formula: white space between its parts is none
    bool button = false;        // in a button that does something
    bool opens = false;         // opens something, or stands in an inline element that does
    uint64_t path = 0;          // a number for the tags and class names from the root to here
    double score = 0;
  };
  std::vector<Node> nodes;
  UnitList units;       // of the blocks, for the model
  bool judged = false;  // the model has looked at the page: type and confidence hold
  PageType type = PageType::article;
  int32_t confidence = 0;        // ten-thousandths
  std::vector<int32_t> scores;   // of the blocks, by the model: thousandths of log odds
  std::vector<uint32_t> pruned;  // by node: the element whose names speak against it, 0: none
  NameTable names;               // of classes and ids
  std::string text, lower, folded;
};

struct HtmlOptions {
  bool keep_captions = false;
  bool keep_references = false;
  bool prune = true;  // else only what is around the article, or hidden, goes; without the model
};

// What is known before the page is read. Nothing is owned.
struct HtmlKnowledge {
  const CueTable& cues;
  const BlockModel& model;
  const std::vector<std::string>& titles;  // wordings of the title
  const PageSigns& signs;
};

void find_content(std::string_view source, const HtmlTree& tree, const HtmlKnowledge& knowledge,
                  const HtmlOptions& options, HtmlContent& content);

}  // namespace docmill::cleaner
