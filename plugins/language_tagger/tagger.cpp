#include "tagger.hpp"

#include <algorithm>
#include <cmath>

namespace docmill::language {

Tagger::Tagger(const TaggerOptions& options, std::shared_ptr<const NgramModel> model, const Weights& weights)
    : weights_(weights), judge_(std::move(model), weights), options_(options) {}

namespace {

// The count of the language, which is there from then on. A document has few languages, most of it is in the first.
LanguageCount& count_of(LanguageNumber language, std::vector<LanguageCount>& counts) {
  if (!counts.empty() && counts.front().language == language) return counts.front();
  const auto found =
      std::find_if(counts.begin(), counts.end(), [&](const LanguageCount& c) { return c.language == language; });
  return found != counts.end() ? *found : counts.emplace_back(LanguageCount{language});
}

}  // namespace

// The language of the largest share of the letters; ties go to the smaller number.
void Tagger::vote(TaggedText& result) const {
  result.counts.clear();
  uint64_t total = 0;
  for (const Paragraph& p : result.paragraphs) {
    total += p.weight;
    if (p.judgement.language == TagTable::none) continue;
    LanguageCount& count = count_of(p.judgement.language, result.counts);
    count.letters += p.weight;
    count.sureness += p.weight * static_cast<uint64_t>(p.judgement.score * 10000 + 0.5);
  }
  const auto best =
      std::max_element(result.counts.begin(), result.counts.end(), [](const LanguageCount& a, const LanguageCount& b) {
        return a.sureness < b.sureness || (a.sureness == b.sureness && a.language > b.language);
      });
  result.document = {};
  result.document.script = result.all_letters.main_script();
  if (total == 0 || best == result.counts.end() || best->sureness == 0) return;
  result.document.language = best->language;
  // Where quotations or names in other letters are more than the text around them.
  const UScriptCode main = result.document.script;
  uint64_t heaviest = 0;
  for (const Paragraph& p : result.paragraphs) {
    if (p.judgement.language != result.document.language) continue;
    if (p.judgement.script == main || (is_japanese_script(main) && is_japanese_script(p.judgement.script))) {
      result.document.script = main;
      break;
    }
    if (p.letters <= heaviest) continue;
    heaviest = p.letters;
    result.document.script = p.judgement.script;
  }
  // share × mean confidence = (letters / total) × (sureness / letters)
  result.document.score = four_decimals(static_cast<double>(best->sureness) / 10000 / static_cast<double>(total));
}

// Where most letters stand in short paragraphs (lists, verse, chat), these say more together than each alone.
void Tagger::hear_whole_text(std::string_view text, TaggedText& result) const {
  uint64_t in_short = 0;
  for (const Paragraph& p : result.paragraphs) {
    if (p.letters < short_weight) in_short += p.letters;
  }
  if (std::any_of(result.lines.begin(), result.lines.end(), [](const Line& line) { return line.code; })) return;
  if (in_short * 2 <= result.all_letters.weight() || result.paragraphs.size() < 2) return;
  const std::string_view clean = made_readable(text, result);
  const Judgement whole = judge_.judge(clean, result.all_letters, result.judge);
  if (whole.language != TagTable::none && whole.score > result.document.score) result.document = whole;
}

// Takes the language of what is around when the model finds it about as good, or when CLD2, with it as a hint, answers
// so and the fit is no worse.
void Tagger::follow(const Judgement& around, std::string_view stretch, uint64_t weight, Judgement& j,
                    TaggedText& result) const {
  const LanguageNumber language = around.language;
  if (j.language == language || j.fit < 0 || !judge_.could_be(language, j.script)) return;
  const bool by_model = judge_.has_model_of(j.script);
  const bool close = by_model && judge_.are_close(language, j.language);
  if (weight >= short_weight && j.score >= doubtful_score && !close) return;
  // A language may be written in several scripts, but a text in one of them does not go on in another.
  if (j.script != around.script && j.script == USCRIPT_LATIN) return;
  if (judge_.alphabets().speak_against(language, stretch)) return;
  bool agrees = false;
  if (by_model) {
    NgramSum sum;
    judge_.model().add(stretch, enough_letters, sum, result.judge.memo);
    judge_.ask_model(sum, j.script, result.judge);
    const int32_t own = judge_.support(j.language, j.script, result.judge);
    const int32_t other = judge_.support(language, j.script, result.judge);
    // Where the model does not know its language, CLD2 was sure of it against the model.
    agrees = other != INT32_MIN &&
             (own == INT32_MIN ? j.score < sure_score() : own - other < (close ? weights_.close : weights_.context));
  } else {
    const std::string hint(tags().cld2_code(language));
    const Guess hinted = detect(stretch, hint.c_str());
    agrees = hinted.language == language && hinted.fit >= j.fit;
    j.fit = agrees ? hinted.fit : j.fit;
  }
  if (!agrees && weight >= options_.minimum_letters && j.score >= doubtful_score) return;
  j.language = language;
  j.score = std::min(around.score, std::max(j.score, 0.5));
}

void Tagger::follow_document(std::string_view text, TaggedText& result) const {
  if (result.document.language == TagTable::none) return;
  for (Paragraph& p : result.paragraphs) {
    if (p.judgement.language == result.document.language) continue;
    follow(result.document, made_readable(slice(text, p.range), result), p.letters, p.judgement, result);
  }
}

// The model does not know the language: CLD2, to which it is hinted, says whether it is as likely as the stretch's own.
int32_t Tagger::ask_cld2_for(LanguageNumber language, std::string_view stretch, int32_t own) const {
  const std::string hint(tags().cld2_code(language));
  return detect(stretch, hint.c_str()).language == language ? own : INT32_MIN;
}

void Tagger::find_spoken(TaggedText& result) {
  result.spoken.clear();
  for (std::size_t i = 0; i < result.paragraphs.size(); ++i) {
    const Judgement& j = result.paragraphs[i].judgement;
    const auto is_same = [&](const Spoken& s) { return s.language == j.language && s.script == j.script; };
    if (j.language != TagTable::none && std::none_of(result.spoken.begin(), result.spoken.end(), is_same))
      result.spoken.push_back({j.language, j.script, i});
  }
}

// Paragraph `i` was in `from`; those before it change no more.
void Tagger::change_spoken(std::size_t i, LanguageNumber from, TaggedText& result) {
  const Judgement& changed = result.paragraphs[i].judgement;
  for (Spoken& s : result.spoken) {
    if (s.script != changed.script) continue;
    if (s.language == changed.language) s.first = std::min(s.first, i);
    if (s.language != from || s.first != i) continue;
    const auto next = std::find_if(
        result.paragraphs.begin() + static_cast<std::ptrdiff_t>(i), result.paragraphs.end(),
        [&](const Paragraph& p) { return p.judgement.language == from && p.judgement.script == s.script; });
    s.first = next == result.paragraphs.end() ? SIZE_MAX : static_cast<std::size_t>(next - result.paragraphs.begin());
  }
  std::sort(result.spoken.begin(), result.spoken.end(),
            [](const Spoken& a, const Spoken& b) { return a.first < b.first; });
}

// A language is one of the document's when enough letters are surely in it. A stretch in any other takes the best of
// those, unless its own is far before them; of close languages the one with fewer letters gives way to the other.
void Tagger::drop_inventions(std::string_view text, TaggedText& result) const {
  result.counts.clear();
  bool several = false;
  for (const Paragraph& p : result.paragraphs) {
    several = several || p.judgement.language != result.paragraphs.front().judgement.language;
    if (p.judgement.language != TagTable::none && p.judgement.score >= sure_score())
      count_of(p.judgement.language, result.counts).letters += p.letters;
  }
  if (!several) return;
  const uint64_t enough = std::min(static_cast<uint64_t>(weights_.established),
                                   result.all_letters.weight() / static_cast<uint64_t>(weights_.established_part));
  const auto letters_of = [&](LanguageNumber l) { return count_of(l, result.counts).letters; };
  find_spoken(result);
  for (std::size_t i = 0; i < result.paragraphs.size(); ++i) {
    Paragraph& p = result.paragraphs[i];
    Judgement& j = p.judgement;
    if (j.language == TagTable::none || j.fit < 0 || j.language == result.document.language ||
        !judge_.has_model_of(j.script))
      continue;
    const bool established = letters_of(j.language) >= enough;
    std::string_view stretch;
    bool asked = false;
    const LanguageNumber from = j.language;
    int32_t own = 0, best = INT32_MIN;
    for (const Spoken& other : result.spoken) {
      const LanguageNumber l = other.language;
      if (l == from || other.script != j.script || other.first == SIZE_MAX) continue;
      const bool close = judge_.are_close(from, l);
      if (letters_of(l) < enough && l != result.document.language) continue;
      if (established && !(close && letters_of(l) > letters_of(from))) continue;
      if (!asked) {
        stretch = made_readable(slice(text, p.range), result);
        NgramSum sum;
        judge_.model().add(stretch, enough_letters, sum, result.judge.memo);
        judge_.ask_model(sum, j.script, result.judge);
        own = judge_.support(from, j.script, result.judge);
        asked = true;
      }
      int32_t support = judge_.support(l, j.script, result.judge);
      if (support == INT32_MIN && !established && judge_.could_be(l, j.script)) support = ask_cld2_for(l, stretch, own);
      if (support == INT32_MIN || support <= best || own == INT32_MIN) continue;
      if (own - support > (close ? weights_.close : weights_.invention)) continue;
      best = support;
      j.language = l;
    }
    if (j.language == from) continue;
    j.score = std::min(j.score, 0.5);
    change_spoken(i, from, result);
  }
}

// Neighbouring stretches of one line that came to the same language are one.
void Tagger::join_neighbours(TaggedText& result) const {
  auto& all = result.paragraphs;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Paragraph* last = kept > 0 ? &all[kept - 1] : nullptr;
    if (last == nullptr || last->line != all[i].line || last->judgement.language != all[i].judgement.language) {
      all[kept++] = all[i];
      continue;
    }
    last->range.end = all[i].range.end;
    last->judgement.score = std::max(last->judgement.score, all[i].judgement.score);
    last->weight += all[i].weight;
    last->letters += all[i].letters;
  }
  all.resize(kept);
}

void Tagger::measure_shares(TaggedText& result) const {
  uint64_t total = 0;
  result.shares.clear();
  for (const Paragraph& p : result.paragraphs) {
    const Judgement& j = p.judgement;
    const LanguageNumber language = j.score < options_.minimum_confidence ? TagTable::none : j.language;
    auto found = std::find_if(result.shares.begin(), result.shares.end(),
                              [&](const Share& s) { return s.language == language && s.script == j.script; });
    if (found == result.shares.end()) found = result.shares.insert(found, {language, j.script, 0});
    found->share += static_cast<double>(p.letters);
    total += p.letters;
  }
  for (Share& s : result.shares) s.share = four_decimals(s.share / static_cast<double>(total));
  std::stable_sort(result.shares.begin(), result.shares.end(),
                   [](const Share& a, const Share& b) { return a.share > b.share; });
}

// The paragraphs become one, of the document's language.
void Tagger::make_one(TaggedText& result) const {
  auto& all = result.paragraphs;
  if (all.empty()) return;
  all.front().range.end = all.back().range.end;
  all.front().judgement = result.document;
  all.resize(1);
}

// What is less sure than the user wants is not said.
void Tagger::drop_doubtful(TaggedText& result) const {
  const auto drop = [&](Judgement& j) {
    if (j.score >= options_.minimum_confidence) return;
    j.language = TagTable::none;
    j.score = 0;
  };
  drop(result.document);
  for (Paragraph& p : result.paragraphs) drop(p.judgement);
}

void Tagger::tag(std::string_view text, TaggedText& result) const {
  result.paragraphs.clear();
  result.all_letters.clear();
  result.judge.trials = 0;
  result.judge.settle(TagTable::none, USCRIPT_UNKNOWN);
  result.last_sure = TagTable::none;
  result.last_sure_letters = 0;
  find_lines(text, result);
  for (uint32_t line = 0; line < result.lines.size(); ++line) {
    const std::size_t before = result.paragraphs.size();
    if (!result.lines[line].code) add_paragraph(text, line, result);
    settle(before, result);
    if (result.paragraphs.size() > result.max_paragraphs) return;
  }
  result.judge.settle(TagTable::none, USCRIPT_UNKNOWN);
  vote(result);
  hear_whole_text(text, result);
  follow_document(text, result);
  drop_inventions(text, result);
  if (options_.granularity <= Granularity::paragraph) join_neighbours(result);
  vote(result);
  measure_shares(result);
  if (options_.granularity == Granularity::document) make_one(result);
  drop_doubtful(result);
}

}  // namespace docmill::language
