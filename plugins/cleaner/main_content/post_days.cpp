#include "main_content/post_days.hpp"

#include <map>
#include <string>
#include <vector>

#include "main_content/page_facts.hpp"
#include "words/dates.hpp"
#include "words/fold.hpp"

namespace docmill::cleaner {

namespace {

constexpr uint32_t most_words_of_line = 12, fewest_words_of_prose = 20, longest_line = 300;
constexpr std::size_t fewest_posts = 2;

class PostDays {
 public:
  PostDays(std::string_view source, const HtmlTree& tree, const CueTable& cues, const HtmlContent& content)
      : source_(source), tree_(tree), cues_(cues), content_(content), blocks_(content.blocks) {}

  // The line that says the day of the post whose heading is block `i`; 0: none.
  std::size_t of_heading(std::size_t i) {
    const auto& nodes = tree_.nodes;
    if (blocks_[i].verdict || !is_heading(nodes[blocks_[i].element].tag) || content_.units[i].title) return 0;
    const bool linked = blocks_[i].link_words == blocks_[i].words;
    if (i + 2 < blocks_.size() && is_prose(i + 2) && says_day(i + 1, linked)) return i + 1;
    if (i > 0 && i + 1 < blocks_.size() && is_prose(i + 1) && says_day(i - 1, linked)) return i - 1;
    return 0;
  }

 private:
  bool is_prose(std::size_t i) const {
    const Block& b = blocks_[i];
    return !b.verdict && b.good && b.words >= fewest_words_of_prose && tree_.nodes[b.element].tag == Tag::p;
  }
  bool says_day(std::size_t i, bool linked) {
    const Block& b = blocks_[i];
    const Unit& u = content_.units[i];
    const Tag tag = tree_.nodes[b.element].tag;
    if (b.words > most_words_of_line || b.ends_sentence || is_heading(tag) || u.digit_share == 0) return false;
    if (tag == Tag::p && !linked && content_.nodes[b.element].marks.names == 0) return false;
    text_.clear();
    for (uint32_t k = b.first; k <= b.last;) {
      const HtmlNode& n = tree_.nodes[k];
      if (n.tag == Tag::text) text_.append(source_, n.start, n.end - n.start);
      if (text_.size() > longest_line) return false;
      k = content_.nodes[k].skipped ? n.subtree_end : k + 1;
    }
    if (text_.find('|') != std::string::npos) return false;  // where it was printed
    fold(tidy(text_), folded_);
    const auto date = find_date(folded_, cues_);
    return date && is_date_line(folded_, *date, cues_.match(folded_));
  }

  std::string_view source_;
  const HtmlTree& tree_;
  const CueTable& cues_;
  const HtmlContent& content_;
  const std::vector<Block>& blocks_;
  std::string text_, folded_;
};

}  // namespace

void drop_days_of_posts(std::string_view source, const HtmlTree& tree, const CueTable& cues, HtmlContent& content) {
  PostDays days(source, tree, cues, content);
  std::map<uint64_t, std::vector<std::size_t>> found;  // by path
  for (std::size_t i = 0; i < content.blocks.size(); ++i)
    if (const std::size_t line = days.of_heading(i); line != 0)
      found[content.nodes[content.blocks[line].element].path].push_back(line);
  for (const auto& [path, lines] : found)
    if (lines.size() >= fewest_posts)
      for (const std::size_t i : lines)
        if (!content.blocks[i].verdict) content.blocks[i].verdict = {"date", "day-of-post", 0.8};
}

}  // namespace docmill::cleaner
