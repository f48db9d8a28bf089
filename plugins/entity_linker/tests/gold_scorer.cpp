#include "gold_scorer.hpp"

#include <algorithm>

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
    m.key = line.substr(bar + 1, close - bar - 1);
    m.optional = !m.key.empty() && m.key.back() == '?';
    if (m.optional) m.key.pop_back();
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
    if (g.key.empty()) {
      if (linked) ++score_.nil_linked, ++score_.wrong;
      else if (same != nullptr) ++score_.nil_right;
      else ++score_.nil_unseen;
      if (linked || same == nullptr)
        mistake(gold, linked ? "linked an unknown name" : "did not see the unknown name", g.start, g.end,
                linked ? key(*same) : "");
    } else if (linked && key(*same) == g.key) {
      ++score_.right;
    } else {
      if (!g.optional) ++score_.missed;
      if (linked) ++score_.wrong;
      if (linked || !g.optional)
        mistake(gold, linked ? "linked wrongly" : "did not link", g.start, g.end, linked ? key(*same) : g.key);
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

  const Linker& linker_;
  GoldScore& score_;
  LinkerScratch scratch_;
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
