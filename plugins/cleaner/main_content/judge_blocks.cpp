#include "main_content/judge_blocks.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "classify/unit_numbers.hpp"
#include "main_content/among_the_rest.hpp"
#include "main_content/footnotes.hpp"
#include "main_content/unit_places.hpp"

namespace docmill::cleaner {

namespace {

// The kind of noise that the block's own words speak for.
const char* label_for(const Unit& u) {
  static constexpr std::pair<Cue, const char*> labels[] = {{Cue::copyright, "copyright"},
                                                           {Cue::comments, "comments"},
                                                           {Cue::newsletter, "newsletter"},
                                                           {Cue::share, "share"},
                                                           {Cue::related, "related"},
                                                           {Cue::advert, "advert"},
                                                           {Cue::account, "account"},
                                                           {Cue::tags, "tags"},
                                                           {Cue::author_note, "author"},
                                                           {Cue::credit, "credit"},
                                                           {Cue::caption, "caption"},
                                                           {Cue::byline, "byline"},
                                                           {Cue::date, "date"},
                                                           {Cue::reading_time, "reading-time"},
                                                           {Cue::references, "references"}};
  const uint64_t cues = u.line_cues | u.start_cues | u.part_cues;
  for (const auto& [cue, label] : labels)
    if ((cues & bit(cue)) != 0) return label;
  return u.link_words * 2 > u.words ? "related" : "navigation";
}

// What the model may not take: titles, bylines and dates are the business of the rules for text, which read them; code
// and tables keep their form; and what the options say stays.
bool is_safe(const Unit& u, const char* label, const HtmlOptions& options) {
  if (u.title || u.tag == Tag::math || u.tag == Tag::td || u.tag == Tag::th) return true;
  const std::string_view l = label;
  if (l == "byline" || l == "date") return true;
  const bool caption = u.role == Role::caption || l == "caption" || l == "credit";
  return (options.keep_captions && caption) || (options.keep_references && l == "references");
}

// A paragraph among its like, or a heading over what stays, with no link and no word of noise: only much speaks against
// it.
bool is_like_the_rest(const Unit& u, bool next_stays) {
  if (u.link_words != 0 || u.role != Role::none || speaks_of_noise(u)) return false;
  return (u.tag == Tag::p && u.path_share >= 40) || (is_heading(u.tag) && next_stays);
}
// Nearly all that the page has to read is of this kind, whatever stands around it.
bool is_of_the_whole(const Unit& u) {
  return u.tag == Tag::p && u.path_share >= 70 && u.words >= 25 && u.ends_sentence && u.link_words == 0 &&
         !speaks_of_noise(u);
}
// A paragraph of the kind that the article is made of.
bool is_prose_of_article(const Unit& u) {
  return u.tag == Tag::p && u.path_share >= 40 && u.words >= 25 && u.ends_sentence && u.link_words == 0 &&
         u.role == Role::none && u.line_cues == 0;
}
// The element that gives a block its role.
uint32_t source_of_role(const HtmlTree& tree, const HtmlContent& content, const Block& b, Role role) {
  uint32_t i = b.element;
  while (i != 0 && content.nodes[i].marks.role != role) i = tree.nodes[i].parent;
  return i;
}
bool is_within(const HtmlTree& tree, uint32_t element, Tag a, Tag b) {
  constexpr int farthest = 30;
  uint32_t i = tree.nodes[element].parent;
  for (int level = 0; level < farthest && i != 0; ++level, i = tree.nodes[i].parent)
    if (tree.nodes[i].tag == a || tree.nodes[i].tag == b) return true;
  return false;
}
// A menu with nothing to click is one of dishes; the foot of an article or of a quotation says where that is from.
bool is_sure_navigation(const HtmlTree& tree, const HtmlContent& content, const Block& b) {
  const uint32_t i = source_of_role(tree, content, b, Role::navigation);
  const Tag tag = tree.nodes[i].tag;
  if (content.nodes[i].link_words != 0 || tag == Tag::nav) return true;
  return tag == Tag::footer && !is_within(tree, i, Tag::article, Tag::blockquote);
}
// Whose name or tag says so, and whose words do not speak against it, stays out whatever the model says: its sentences
// read like those of the article. Likewise a caption and an aside by their tags; a class named for a caption may set
// small print, one named for related things holds what the model has to tell apart.
bool stays_out(const HtmlTree& tree, const HtmlContent& content, const HtmlOptions& options, const Block& b,
               Role role) {
  constexpr int farthest = 12;
  const auto is_out = [](Role r) { return r == Role::hidden || r == Role::author || r == Role::newsletter; };
  // The caption of a box is of its kind.
  if (is_out(role) || is_out(content.nodes[content.pruned[b.element]].marks.role)) return true;
  if (role == Role::cookies) return content.nodes[source_of_role(tree, content, b, role)].marks.consents;
  if (role == Role::navigation) return is_sure_navigation(tree, content, b);
  uint32_t i = b.element;
  for (int level = 0; level < farthest && i != 0; ++level, i = tree.nodes[i].parent) {
    if (tree.nodes[i].tag == Tag::figcaption) return !options.keep_captions;
    if (tree.nodes[i].tag == Tag::aside && content.nodes[i].marks.role == Role::related) return true;
  }
  return false;
}
constexpr int32_t sure_to_go = -2500, out_of_the_question = -4000;

// What a dish or a product is made of: blocks of elements named so, outside of what has another role.
std::vector<bool> find_ingredients(const HtmlTree& tree, const HtmlContent& content) {
  constexpr std::size_t fewest_blocks = 3;
  std::vector<bool> found(content.blocks.size(), false);
  std::size_t blocks = 0;
  for (uint32_t i = 1; i < tree.nodes.size();) {
    const HtmlContent::Node& n = content.nodes[i];
    const bool part = n.marks.ingredients && uint64_t{n.link_words} * 2 <= n.words + 2 &&
                      uint64_t{n.words} * 2 <= content.nodes[0].words;
    if (part) {
      auto b = std::lower_bound(content.blocks.begin(), content.blocks.end(), i,
                                [](const Block& block, uint32_t start) { return block.first < start; });
      for (; b != content.blocks.end() && b->first < tree.nodes[i].subtree_end; ++b) {
        const auto k = static_cast<std::size_t>(b - content.blocks.begin());
        const bool item = has(set_of({Tag::td, Tag::th, Tag::li}), content.units[k].tag);
        found[k] = content.units[k].role == Role::none && !b->button && (item || b->link_words < b->words);
        blocks += found[k];
      }
    }
    i = part ? tree.nodes[i].subtree_end : i + 1;
  }
  if (blocks < fewest_blocks) found.assign(found.size(), false);
  return found;
}

// A paragraph right behind one that stays, beside the element that holds that one, within an article or main element.
bool is_beside_the_rest(const HtmlTree& tree, const HtmlContent& content, std::size_t i) {
  const Unit& u = content.units[i];
  if (i == 0 || (u.tag != Tag::p && u.tag != Tag::div) || u.words < 25 || !u.ends_sentence || u.link_words != 0 ||
      u.role != Role::none || speaks_of_noise(u))
    return false;
  // The element around it, frames of nothing else aside, is around the one before too.
  const auto& nodes = tree.nodes;
  uint32_t around = nodes[content.blocks[i].element].parent;
  while (around != 0 && content.nodes[around].words == u.words) around = nodes[around].parent;
  const uint32_t before = content.blocks[i - 1].element;
  if (before < around || before >= nodes[around].subtree_end) return false;
  while (around != 0 && nodes[around].tag != Tag::article && nodes[around].tag != Tag::main)
    around = nodes[around].parent;
  return around != 0;
}

// Says when and by whom the text below was written.
bool is_memo(const Unit& u) {
  constexpr uint32_t most_words = 10;
  constexpr uint64_t months = (bit(Cue::month_12) << 1) - bit(Cue::month_1);
  constexpr uint64_t memo = bit(Cue::date) | bit(Cue::byline) | bit(Cue::reading_time) | months;
  const bool has_digits = u.digit_share != Unit::unknown && u.digit_share > 0;
  return u.words <= most_words && !u.ends_sentence && has_digits &&
         (u.digit_share >= 50 || ((u.line_cues | u.start_cues | u.part_cues) & memo) != 0);
}
// The block that a heading stands over, marks beside it ("[edit]") and memos aside.
std::size_t behind_heading(const UnitList& units, std::size_t heading) {
  std::size_t i = heading + 1;
  while (i < units.size() && i < heading + 3 && !is_heading(units[i].tag) &&
         ((units[i].words <= 3 && units[i].link_words == units[i].words) || is_memo(units[i])))
    ++i;
  return i;
}
// Outside of what the rules took for the article: one more paragraph behind one that stays, or one of several headings
// over such paragraphs, also where it is a link (an index with whole posts).
bool belongs_to_the_rest(const UnitList& units, std::size_t i, bool one_before_stays, std::size_t next,
                         bool next_stays) {
  const Unit& u = units[i];
  if (is_prose_of_article(u)) return one_before_stays;
  return is_heading(u.tag) && !u.title && u.role == Role::none && (u.line_cues | u.start_cues | u.part_cues) == 0 &&
         next_stays && is_prose_of_article(units[next]) && units.place(i).path_blocks >= 2;
}

// Lines of one kind that hold nearly all that the page has to read (verse, a transcript in elements of their own).
// Paragraphs are of the kind of all others: only where those are lines, too.
bool is_line_of_the_whole(const UnitList& units, std::size_t i) {
  constexpr uint32_t words_of_line = 15;
  const Unit& u = units[i];
  const UnitList::Place& place = units.place(i);
  const auto blocks = static_cast<uint32_t>(std::max(place.path_blocks, 0));
  const bool line = u.tag == Tag::div || (u.tag == Tag::p && place.path_words <= uint64_t{words_of_line} * blocks);
  return line && u.path_share >= 70 && blocks >= 4 && u.words >= 2 && u.link_words == 0 && u.role == Role::none &&
         (u.line_cues | u.start_cues) == 0;
}
// An aside that its words and its place say is a note of the article: a box of facts goes only when that is sure.
bool is_in_note(const HtmlTree& tree, const HtmlContent& content, const Block& b) {
  for (uint32_t i = b.element, level = 0; i != 0 && level < 5; i = tree.nodes[i].parent, ++level)
    if (tree.nodes[i].tag == Tag::aside)
      return content.nodes[i].marks.role == Role::none && content.nodes[i].marks.named != Role::none &&
             content.nodes[i].link_words == 0;
  return false;
}
// Bare text between the elements that hold the blocks beside it.
bool is_between(const HtmlTree& tree, const HtmlContent& content, std::size_t i) {
  const Unit& u = content.units[i];
  const uint32_t element = content.blocks[i].element, end = tree.nodes[element].subtree_end;
  const auto holds = [&](std::size_t k) {
    return content.blocks[k].element > element && content.blocks[k].element < end;
  };
  return i > 0 && i + 1 < content.blocks.size() && holds(i - 1) && holds(i + 1) && u.words >= 3 && u.link_words == 0 &&
         u.role == Role::none && ((u.line_cues | u.start_cues) & cues_of_noise) == 0;
}
// A heading in a box whose text stays.
bool heads_box(const HtmlTree& tree, const HtmlContent& content, std::size_t i) {
  const UnitList& units = content.units;
  const Unit& u = units[i];
  return is_heading(u.tag) && !u.title && u.link_words == 0 && u.words <= 15 && (u.line_cues | u.start_cues) == 0 &&
         i + 1 < units.size() && u.role != Role::none && u.role != Role::hidden && u.role == units[i + 1].role &&
         units[i + 1].link_words == 0 &&
         content.blocks[i + 1].element < tree.nodes[tree.nodes[content.blocks[i].element].parent].subtree_end;
}

// The first sentence behind what opens it: a line that is a heading by what it does alone.
bool is_opened_by(const HtmlTree& tree, const HtmlContent& content, std::size_t opener, const Unit& u) {
  return is_heading(content.units[opener].tag) && !is_heading(tree.nodes[content.blocks[opener].element].tag) &&
         u.ends_sentence && u.link_words == 0 && u.role == Role::none && !speaks_of_noise(u);
}

// Does the sentence announce the list behind it ("the company asks all visitors to read these:")?
bool announces(const Unit& u) {
  return u.ends_colon && u.words >= 3 && u.link_words * 2 <= u.words &&
         ((u.line_cues | u.start_cues) & cues_of_noise) == 0;
}
bool is_quoted(const HtmlTree& tree, const Block& b) {
  for (uint32_t up = b.element, level = 0; up != 0 && level < 5; up = tree.nodes[up].parent, ++level)
    if (tree.nodes[up].tag == Tag::blockquote) return true;
  return false;
}

// A heading over a paragraph of the article: whatever it says, it says what that is about.
bool heads_prose(const UnitList& units, std::size_t i) {
  const Unit& u = units[i];
  const std::size_t next = behind_heading(units, i);
  if (!is_heading(u.tag) || u.words > 15 || next >= units.size()) return false;
  const Unit& p = units[next];
  // One that is a link, too, over a paragraph like most others; over another it is that of a teaser.
  if (u.link_words != 0 && p.path_share < 40) return false;
  return p.tag == Tag::p && p.words >= 25 && p.ends_sentence && p.link_words == 0 && p.line_cues == 0 &&
         p.role == u.role;
}

}  // namespace

std::vector<std::size_t> headings_over_prose(const HtmlContent& content) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < content.blocks.size(); ++i)
    if (!content.blocks[i].verdict && heads_prose(content.units, i) &&
        !content.blocks[behind_heading(content.units, i)].verdict)
      found.push_back(i);
  return found;
}

void apply_model(std::string_view source, const HtmlTree& tree, const HtmlKnowledge& knowledge,
                 const HtmlOptions& options, HtmlContent& content) {
  content.judged = false;
  if (!options.prune || !knowledge.model.knows_blocks()) return;
  complete_units(tree, knowledge, content);
  std::vector<int32_t>& scores = content.scores;
  knowledge.model.look_at_blocks(content.units, scores);
  const Bound bound = best_bound(content.units, scores);
  if (knowledge.model.knows_pages()) {
    std::vector<int32_t> numbers(names_of_page_numbers().size());
    page_numbers(content.units, scores, bound.score, bound.hope, numbers.data());
    content.type = knowledge.model.type(numbers.data());
    content.confidence = knowledge.model.confidence(numbers.data());
    content.judged = true;
  }
  // No model has learned from pages of a few words.
  const bool tiny = content.units.page().words < 40;
  Footnotes notes(source, tree, content);
  bool announced = false;  // by the block before the list
  bool before = false;     // the block before stays
  const std::vector<bool> ingredients = find_ingredients(tree, content);
  const std::vector<bool> among = among_the_rest(tree, content, bound.score);
  const auto stays = [&](std::size_t i) {
    return i < scores.size() && (scores[i] >= bound.score || (among[i] && scores[i] >= sure_to_go));
  };
  for (std::size_t i = 0; i < content.blocks.size(); ++i) {
    Block& b = content.blocks[i];
    const Unit& u = content.units[i];
    const char* label = label_for(u);
    // Laws, sources, names: links that the sentence before asks for; what it says that somebody wrote.
    const bool item = u.tag == Tag::li || (announced && is_quoted(tree, b));
    announced = item ? announced : !b.verdict && announces(u);
    // Whose words are quoted.
    const bool signs = before && u.tag == Tag::footer && u.role == Role::none && u.words <= 15 && is_quoted(tree, b);
    const bool heads_ingredients =
        is_heading(u.tag) && u.role == Role::none && i + 1 < ingredients.size() && ingredients[i + 1];
    if (ingredients[i] || heads_ingredients || (announced && item && u.role == Role::none) ||
        (notes.has(b) && u.role != Role::hidden &&
         !(u.role == Role::navigation && is_sure_navigation(tree, content, b))) ||
        signs) {
      b.verdict = {};
      before = true;
      continue;
    }
    // What a definition that stays defines.
    const bool term = u.tag == Tag::dt && u.link_words == 0 && i + 1 < content.blocks.size() &&
                      content.units[i + 1].tag == Tag::dd && stays(i + 1);
    const std::size_t next = is_heading(u.tag) ? behind_heading(content.units, i) : i + 1;
    const bool heads = heads_prose(content.units, i) && stays(next);
    const bool heads_of_box = heads_box(tree, content, i) && stays(i + 1);
    const bool whole_line = is_line_of_the_whole(content.units, i);
    const bool like = is_like_the_rest(u, stays(next)) || is_of_the_whole(u) || among[i] || term || heads ||
                      whole_line || heads_of_box || is_in_note(tree, content, b) ||
                      (before && i > 0 && is_opened_by(tree, content, i - 1, u)) ||
                      (before && stays(i + 1) && is_between(tree, content, i));
    const bool belongs = belongs_to_the_rest(content.units, i, before, next, stays(next)) || heads_of_box || whole_line;
    const bool beside = before && b.verdict && is_beside_the_rest(tree, content, i);
    const bool near = beside || (heads && (before || belongs));
    const int32_t goes = like ? sure_to_go : bound.score;
    const int32_t comes = near ? out_of_the_question : belongs ? sure_to_go : bound.score;
    if (!b.verdict && !tiny && scores[i] < goes && !content.nodes[b.element].preformatted &&
        !is_safe(u, label, options))
      b.verdict = {label, "model", 0.8};
    else if (b.verdict && scores[i] >= comes && !b.button && !stays_out(tree, content, options, b, u.role))
      b.verdict = {};
    before = !b.verdict;
  }
}

}  // namespace docmill::cleaner
