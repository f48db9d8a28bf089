#include "main_content/judge_blocks.hpp"

#include <algorithm>
#include <map>

#include "plain_text/judge.hpp"

namespace docmill::cleaner {

namespace {

// In hundredths of the logarithm of the odds: 100 is 3 to 1, 200 is 7 to 1.
constexpr int32_t sure_to_go = -100;
constexpr int32_t sentence_goes = -200;
constexpr int32_t sure_to_stay = 200;
// Percent of the words that the rules kept.
constexpr uint32_t largest_cut = 30;

constexpr uint64_t bit(Cue c) { return uint64_t{1} << static_cast<unsigned>(c); }

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
  if (u.title || u.tag == Tag::pre || u.tag == Tag::td || u.tag == Tag::th) return true;
  const std::string_view l = label;
  if (l == "byline" || l == "date") return true;
  const bool caption = u.role == Role::caption || l == "caption" || l == "credit";
  return (options.keep_captions && caption) || (options.keep_references && l == "references");
}

void mark_titles(const std::vector<std::string>& titles, HtmlContent& content) {
  std::string key;
  std::vector<uint64_t> keys;
  for (const std::string& t : titles) {
    fold(t, key);
    keys.push_back(text_key(key));
  }
  for (std::size_t i = 0; i < content.units.size(); ++i) {
    Unit& u = content.units[i];
    u.title = u.key != 0 && std::find(keys.begin(), keys.end(), u.key) != keys.end();
  }
}

}  // namespace

void complete_units(const HtmlTree& tree, const HtmlKnowledge& knowledge, HtmlContent& content) {
  const auto& nodes = tree.nodes;
  // What is inherited, from the parent to the child; parents stand first.
  struct Inherited {
    Role role = Role::none;
    bool body_name = false;
    int8_t levels = -1;
  };
  std::vector<Inherited> inherited(nodes.size());
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].tag == Tag::text) continue;
    if (i != 0) inherited[i] = inherited[nodes[i].parent];
    Inherited& own = inherited[i];
    const Marks& marks = content.nodes[i].marks;
    if (marks.role != Role::none) own.role = marks.role;
    own.body_name = own.body_name || marks.article_body;
    if (i == content.container) own.levels = 0;
    else if (own.levels >= 0 && own.levels < 100 && is_block(nodes[i].tag)) ++own.levels;
  }
  std::map<uint64_t, uint64_t> path_words;
  uint64_t all = 0;
  for (const Block& b : content.blocks)
    if (b.good) {
      path_words[content.nodes[b.element].path] += b.words;
      all += b.words;
    }
  for (std::size_t i = 0; i < content.blocks.size(); ++i) {
    const Block& b = content.blocks[i];
    Unit& u = content.units[i];
    u.role = inherited[b.element].role;
    u.body_name = inherited[b.element].body_name;
    u.levels = inherited[b.element].levels;
    u.removed = b.verdict.label;
    const auto path = path_words.find(content.nodes[b.element].path);
    u.path_share = path == path_words.end() ? 0 : static_cast<uint8_t>(path->second * 100 / std::max<uint64_t>(all, 1));
  }
  mark_titles(knowledge.titles, content);
  content.units.finish();
}

void apply_model(const HtmlTree& tree, const HtmlKnowledge& knowledge, const HtmlOptions& options,
                 HtmlContent& content) {
  if (!options.prune || !knowledge.model.knows(BlockModel::page)) return;
  complete_units(tree, knowledge, content);
  FeatureList features;
  std::vector<int32_t> scores(content.blocks.size());
  uint64_t kept = 0, to_go = 0;
  for (std::size_t i = 0; i < content.blocks.size(); ++i) {
    content.units.features(i, features);
    scores[i] = knowledge.model.score(BlockModel::page, features);
    if (content.blocks[i].verdict) continue;
    kept += content.blocks[i].words;
    if (scores[i] <= sure_to_go) to_go += content.blocks[i].words;
  }
  const bool known_kind = to_go * 100 <= kept * largest_cut;
  for (std::size_t i = 0; i < content.blocks.size(); ++i) {
    Block& b = content.blocks[i];
    const Unit& u = content.units[i];
    const char* label = label_for(u);
    const int32_t limit = u.ends_sentence && u.words >= 8 && u.link_words * 2 <= u.words ? sentence_goes : sure_to_go;
    if (!b.verdict && known_kind && scores[i] <= limit && !is_safe(u, label, options))
      b.verdict = {label, "model", 0.8};
    else if (b.verdict && scores[i] >= sure_to_stay && u.levels >= 0 && u.role != Role::hidden) b.verdict = {};
  }
}

}  // namespace docmill::cleaner
