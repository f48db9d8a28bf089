#include "gold_scorer.hpp"

#include <algorithm>

#include "mentions/mention_finder.hpp"

namespace docmill::linker {
namespace {

// Takes the marks out of a line and notes what they say.
void add_line(std::string_view line, GoldText& text) {
  while (true) {
    const std::size_t open = line.find("[[");
    text.text += line.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t bar = line.find('|', open), close = line.find("]]", open);
    GoldMention m;
    m.start = static_cast<uint32_t>(text.text.size());
    text.text += line.substr(open + 2, bar - open - 2);
    m.end = static_cast<uint32_t>(text.text.size());
    std::string_view keys = line.substr(bar + 1, close - bar - 1);
    m.optional = !keys.empty() && keys.back() == '?';
    if (m.optional) keys.remove_suffix(1);
    for_each_part(keys, [&](std::string_view key) { m.keys.emplace_back(key); });
    text.mentions.push_back(std::move(m));
    line.remove_prefix(close + 2);
  }
  text.text += '\n';
}

class Scorer {
 public:
  Scorer(const Linker& linker, GoldScore& score) : linker_(linker), score_(score) {}

  void add(const GoldText& gold) {
    linker_.link(gold.text, scratch_);
    found_.assign(scratch_.analysis.mentions.begin(), scratch_.analysis.mentions.end());
    std::vector<bool> used(found_.size(), false);
    for (const GoldMention& g : gold.mentions) judge(gold, g, used);
    for (std::size_t i = 0; i < found_.size(); ++i)
      if (!used[i]) judge_extra(gold, found_[i]);
  }

 private:
  uint32_t start(const Mention& m) const { return scratch_.analysis.tokens[m.first_token].start; }
  uint32_t end(const Mention& m) const { return scratch_.analysis.tokens[m.last_token].end; }
  std::string key(const Mention& m) const { return std::string(linker_.base().entity(m.entity).key); }

  void mistake(const GoldText& gold, const char* what, uint32_t from, uint32_t to, const std::string& more) {
    score_.mistakes.push_back(gold.title + ": " + what + " '" + gold.text.substr(from, to - from) + "' " + more);
  }

  void judge(const GoldText& gold, const GoldMention& g, std::vector<bool>& used) {
    const Mention* same = nullptr;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (start(found_[i]) != g.start || end(found_[i]) != g.end) continue;
      same = &found_[i];
      used[i] = true;
    }
    const bool linked = same != nullptr && same->entity != no_entity;
    if (!g.optional) count_kind(gold, g);
    if (g.keys.empty()) {
      if (linked) ++score_.nil_linked, ++score_.wrong;
      else if (g.optional) return;
      else if (same != nullptr) ++score_.nil_right;
      else ++score_.nil_unseen;
      if (linked || same == nullptr)
        mistake(gold, linked ? "linked an unknown name" : "did not see the unknown name", g.start, g.end,
                linked ? key(*same) : "");
    } else if (linked && std::find(g.keys.begin(), g.keys.end(), key(*same)) != g.keys.end()) {
      ++score_.right;
    } else {
      if (!g.optional) ++score_.missed;
      if (linked) ++score_.wrong;
      if (linked || !g.optional)
        mistake(gold, linked ? "linked wrongly" : "did not link", g.start, g.end, linked ? key(*same) : g.keys.front());
    }
  }

  void judge_extra(const GoldText& gold, const Mention& m) {
    if (m.entity == no_entity) {
      ++score_.nil_extra;
      mistake(gold, "made a name of", start(m), end(m), "");
    } else if (linker_.base().entity(m.entity).type != "concept") {
      ++score_.wrong;
      mistake(gold, "linked what is no name", start(m), end(m), key(m));
    }
  }

  // Ambiguous is what several entries are called, what is weak evidence alone (a bare surname, an ordinary word), and
  // an unknown name with such a word in it.
  void count_kind(const GoldText& gold, const GoldMention& g) {
    ++score_.mentions;
    Analysis& a = alone_;
    const std::string surface = gold.text.substr(g.start, g.end - g.start);
    a.text = surface;
    scan_tokens(linker_.base().characters(), a.text, a.tokens);
    find_mentions(linker_.base(), a);
    constexpr uint16_t weak =
        form_flag::part_of_name | form_flag::homonym | form_flag::short_form | form_flag::common_word;
    for (const Mention& m : a.mentions) {
      bool ambiguous = m.n_candidates >= 2;
      for (uint32_t k = 0; k < m.n_candidates; ++k)
        ambiguous |= (a.candidates[m.first_candidate + k].form_flags & weak) != 0;
      if (!ambiguous) continue;
      ++score_.ambiguous;
      return;
    }
  }

  const Linker& linker_;
  GoldScore& score_;
  LinkerScratch scratch_;
  Analysis alone_;
  std::vector<Mention> found_;
};

}  // namespace

std::vector<GoldText> read_gold(std::string_view file) {
  std::vector<GoldText> texts;
  while (!file.empty()) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    const std::string_view line = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    if (line.substr(0, 2) == "==") {
      texts.emplace_back();
      texts.back().title = line.substr(std::min<std::size_t>(3, line.size()));
    } else if (!texts.empty() && !line.empty()) {
      add_line(line, texts.back());
    }
  }
  return texts;
}

GoldScore score_gold(const Linker& linker, const std::vector<GoldText>& texts) {
  GoldScore score;
  Scorer scorer(linker, score);
  for (const GoldText& text : texts) scorer.add(text);
  return score;
}

}  // namespace docmill::linker
