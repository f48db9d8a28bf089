#include "main_content/among_the_rest.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "main_content/names.hpp"

namespace docmill::cleaner {

bool speaks_of_noise(const Unit& u) {
  const bool prose = u.words >= 16 && u.ends_sentence;
  return ((u.line_cues | u.start_cues | (prose ? 0 : u.part_cues)) & cues_of_noise) != 0;
}

namespace {

// The outermost list that an item stands in, or what is all of one.
uint32_t list_around(const HtmlTree& tree, uint32_t item) {
  while (item != 0 && (tree.nodes[item].tag == Tag::p || tree.nodes[item].tag == Tag::div))
    item = tree.nodes[item].parent;
  uint32_t list = tree.nodes[item].parent;
  for (uint32_t up = tree.nodes[list].parent; tree.nodes[up].tag == Tag::li || tree.nodes[up].tag == Tag::dd;
       up = tree.nodes[list].parent)
    list = tree.nodes[up].parent;
  return list;
}

class AmongTheRest {
 public:
  AmongTheRest(const HtmlTree& tree, const HtmlContent& content, int32_t bound)
      : nodes_(tree.nodes), tree_(tree), content_(content), bound_(bound), among_(content.blocks.size(), false) {}

  std::vector<bool> find() {
    count_paragraphs();
    find_items();
    find_paragraphs();
    find_lines();
    return std::move(among_);
  }

 private:
  static constexpr uint32_t fewest = 3;  // paragraphs

  std::size_t size() const { return content_.blocks.size(); }
  bool stays(std::size_t i) const { return content_.scores[i] >= bound_; }
  // No link, and nothing that the rules say is something else.
  bool is_text(std::size_t i) const {
    const Unit& u = content_.units[i];
    return u.link_words == 0 && u.role == Role::none && !content_.blocks[i].verdict;
  }
  bool is_prose_that_stays(std::size_t i) const {
    return content_.units[i].tag == Tag::p && content_.blocks[i].good && !content_.blocks[i].verdict && stays(i);
  }

  void count_paragraphs() {
    for (std::size_t i = 0; i < size(); ++i)
      if (is_prose_that_stays(i)) ++paragraphs_[nodes_[content_.blocks[i].element].parent];
  }
  uint32_t paragraphs_beside(uint32_t element) const {
    const auto found = paragraphs_.find(nodes_[element].parent);
    return found == paragraphs_.end() ? 0 : found->second;
  }
  // A box beside a paragraph that stays, named for a note of a handbook or opened by its first line, where there is
  // nothing to press.
  bool is_in_note(uint32_t element) const {
    constexpr uint32_t most_words = 120;
    constexpr int farthest = 3;
    for (int level = 0; level < farthest && element != 0; ++level) {
      element = nodes_[element].parent;
      const HtmlContent::Node& box = content_.nodes[element];
      const Tag t = nodes_[element].tag;
      if ((t != Tag::div && t != Tag::details) || box.link_words != 0 || box.words > most_words) return false;
      if (t == Tag::details || content_.nodes[element].marks.remark)
        return paragraphs_beside(element) > 0 && !holds_form(nodes_, element, FormHas::field_or_button);
    }
    return false;
  }

  // Items of a few words and the headings within a list go with the others.
  void find_items() {
    struct Items {
      uint32_t items = 0, all = 0, stay = 0;  // all, stay: words
      bool of_text = false, noise = false;
    };
    std::vector<uint32_t> list(size(), 0);
    std::map<uint32_t, Items> lists;
    for (std::size_t i = 0; i < size(); ++i) {
      const Unit& u = content_.units[i];
      if ((u.tag != Tag::li && u.tag != Tag::dt && u.tag != Tag::dd) || !is_text(i)) continue;
      list[i] = list_around(tree_, content_.blocks[i].element);
      Items& items = lists[list[i]];
      if (items.items++ == 0)
        items.of_text = is_in_note(list[i]) || (paragraphs_beside(list[i]) >= fewest && follows_prose(i, list[i]));
      items.all += u.words;
      items.stay += stays(i) ? u.words : 0;
      items.noise = items.noise || speaks_of_noise(u);
    }
    for (std::size_t i = 0; i < size(); ++i)
      if (list[i] != 0) {
        const Items& items = lists[list[i]];
        among_[i] = items.items >= 2 && (items.stay * 2 >= items.all || (items.of_text && !items.noise));
      }
  }
  // A paragraph that stands beside the list, a heading between them aside.
  bool follows_prose(std::size_t i, uint32_t list) const {
    const auto heads = [&](std::size_t k) {
      return is_heading(content_.units[k].tag) && is_text(k) && !speaks_of_noise(content_.units[k]);
    };
    if (i > 1 && heads(i - 1)) --i;
    return i > 0 && is_prose_that_stays(i - 1) && nodes_[content_.blocks[i - 1].element].parent == nodes_[list].parent;
  }

  void find_paragraphs() {
    for (std::size_t i = 0; i < size(); ++i) {
      const Unit& u = content_.units[i];
      if ((u.tag != Tag::p && u.tag != Tag::summary) || !is_text(i)) continue;
      const uint32_t element = content_.blocks[i].element;
      // "Note" is a heading of references in another language. Beside prose a label is none of it, a sentence is.
      among_[i] = is_in_note(element)
                      ? u.line_cues == bit(Cue::references) || !speaks_of_noise(u)
                      : paragraphs_beside(element) >= fewest && (u.ends_sentence || u.bullet) && !speaks_of_noise(u);
    }
  }

  static constexpr std::size_t farthest = 3;  // blocks

  bool is_line(std::size_t i) const {
    constexpr uint32_t most_words = 25;
    const Unit& u = content_.units[i];
    return (u.tag == Tag::p || u.tag == Tag::div) && u.words <= most_words && is_text(i) && !speaks_of_noise(u);
  }
  bool is_amid_prose(std::size_t first, std::size_t last) const {
    bool before = false, behind = false;
    for (std::size_t step = 1; step <= farthest; ++step) {
      before = before || (first >= step && is_prose_that_stays(first - step));
      behind = behind || (last + step < size() && is_prose_that_stays(last + step));
    }
    return before && behind;
  }
  // Runs of one path, between whose lines a few others may stand: at most so many runs pass a block.
  void find_lines() {
    const auto path = [&](std::size_t i) { return content_.nodes[content_.blocks[i].element].path; };
    std::vector<bool> seen(size(), false);
    std::vector<std::size_t> run;
    for (std::size_t i = 0; i < size(); ++i) {
      if (seen[i] || !is_line(i)) continue;
      run.assign(1, i);
      for (std::size_t k = i + 1; k < size() && k <= run.back() + farthest; ++k)
        if (!seen[k] && is_line(k) && path(k) == path(i)) run.push_back(k);
      uint64_t all = 0, stay = 0;
      for (const std::size_t k : run) {
        seen[k] = true;
        all += content_.units[k].words;
        stay += stays(k) ? content_.units[k].words : 0;
      }
      if (run.size() >= 2 && stay * 2 >= all && is_amid_prose(i, run.back()))
        for (const std::size_t k : run) among_[k] = true;
    }
  }

  const std::vector<HtmlNode>& nodes_;
  const HtmlTree& tree_;
  const HtmlContent& content_;
  int32_t bound_;
  std::map<uint32_t, uint32_t> paragraphs_;  // of prose that stays, by the element around
  std::vector<bool> among_;
};

}  // namespace

std::vector<bool> among_the_rest(const HtmlTree& tree, const HtmlContent& content, int32_t bound) {
  return AmongTheRest(tree, content, bound).find();
}

}  // namespace docmill::cleaner
