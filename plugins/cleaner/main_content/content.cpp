#include "main_content/content.hpp"

#include <algorithm>

#include "main_content/author_notes.hpp"
#include "main_content/blocks.hpp"
#include "main_content/choosers.hpp"
#include "main_content/judge_blocks.hpp"
#include "main_content/lines_to_others.hpp"
#include "main_content/mail_boxes.hpp"
#include "main_content/names.hpp"
#include "main_content/picture_captions.hpp"
#include "main_content/post_days.hpp"
#include "main_content/prune.hpp"
#include "main_content/section_ids.hpp"

namespace docmill::cleaner {

namespace {

class ContentFinder {
 public:
  ContentFinder(std::string_view source, const HtmlTree& tree, const HtmlKnowledge& knowledge,
                const HtmlOptions& options, HtmlContent& content)
      : source_(source),
        page_(tree),
        tree_(tree.nodes),
        knowledge_(knowledge),
        options_(options),
        content_(content),
        blocks_(content.blocks),
        nodes_(content.nodes) {}

  void find() {
    content_.fallback = false;
    read_blocks(source_, page_, knowledge_.cues, content_);
    if (nodes_[0].words < least_words_of_page) {
      content_.fallback = true;
      read_blocks(source_, page_, knowledge_.cues, content_);
    }
    const PageIs kind = kind_of(knowledge_.signs);
    forget_section_ids(source_, page_, content_);
    name_mail_boxes(source_, page_, content_);
    weigh_names(page_, false, kind, content_);
    // Next to nothing of a page full of sentences: what is named for comments or lists is the content here (a forum).
    if (!look_for_it()) {
      weigh_names(page_, true, kind, content_);
      look_for_it();
    }
    apply_model(source_, page_, knowledge_, options_, content_);
    if (options_.prune) {
      drop_lines_to_others(source_, page_, content_);
      drop_author_notes(page_, content_);
      drop_days_of_posts(source_, page_, knowledge_.cues, content_);
      if (!options_.keep_captions) drop_captions_of_pictures(source_, page_, knowledge_.cues, content_);
    }
    if (kept_words() == 0) keep_all();
  }

 private:
  static constexpr uint32_t least_words_of_page = 60;

  uint32_t parent(uint32_t i) const { return tree_[i].parent; }

  // The choices in their order, until one gives text; false when none does, and then the first one's stands.
  bool look_for_it() {
    for (HtmlContent::Node& n : nodes_) {
      n.good_words = 0;
      n.score = 0;
    }
    judge_outside_roles();
    const PageView page{tree_, blocks_, nodes_, excluded_};
    content_.choices = choose_containers(page);
    const auto [marked, decayed] = content_.choices;
    if (marked != 0 && gives_text(marked)) return true;
    if (gives_text(decayed)) return true;
    if (marked != 0) take(marked);
    return false;
  }
  bool gives_text(uint32_t container) {
    take(container);
    return !is_too_little();
  }
  void take(uint32_t container) {
    content_.container = container;
    prune_blocks(page_, options_, content_);
  }

  // By what the page declares: posts, or a product, and no article; a product with a single review may well be what an
  // article reviews.
  static PageIs kind_of(const PageSigns& signs) {
    constexpr int32_t forum_software = 3, product = 3;
    const bool sells = signs.declared == product || signs.ld_products > 0;
    if (signs.software == forum_software || (signs.ld_posts > 0 && signs.ld_articles == 0 && !sells))
      return PageIs::forum;
    return sells && signs.ld_articles == 0 && signs.ld_reviews != 1 ? PageIs::product : PageIs::unknown;
  }
  uint32_t kept_words() const {
    uint32_t words = 0;
    for (const Block& b : blocks_) words += b.verdict ? 0 : b.words;
    return words;
  }
  bool is_too_little() const {
    uint32_t good = 0;
    for (const Block& b : blocks_) good += b.good ? b.words : 0;
    return kept_words() * 5 < good || (kept_words() < 30 && nodes_[0].words > 60);
  }
  // The last resort: all text but what the page itself marks as something else.
  void keep_all() {
    content_.container = 0;
    for (Block& b : blocks_) b.verdict = {};
  }

  // Only what is not marked as something else may vote, and counts as good words.
  void judge_outside_roles() {
    excluded_.assign(tree_.size(), false);
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      const Role role = nodes_[i].marks.role;
      const bool self = role != Role::none && role != Role::byline && !nodes_[i].marks.article_body;
      excluded_[i] = excluded_[parent(i)] || self;
    }
    for (const Block& b : blocks_)
      if (b.good && !excluded_[b.element]) nodes_[b.element].good_words += b.words;
    for (uint32_t i = static_cast<uint32_t>(tree_.size()); i-- > 1;)
      nodes_[parent(i)].good_words += nodes_[i].good_words;
  }

  std::string_view source_;
  const HtmlTree& page_;
  const std::vector<HtmlNode>& tree_;
  const HtmlKnowledge& knowledge_;
  const HtmlOptions& options_;
  HtmlContent& content_;
  std::vector<Block>& blocks_;
  std::vector<HtmlContent::Node>& nodes_;
  std::vector<bool> excluded_;
};

}  // namespace

void find_content(std::string_view source, const HtmlTree& tree, const HtmlKnowledge& knowledge,
                  const HtmlOptions& options, HtmlContent& content) {
  ContentFinder(source, tree, knowledge, options, content).find();
}

}  // namespace docmill::cleaner
