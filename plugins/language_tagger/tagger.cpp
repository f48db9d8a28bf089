#include "tagger.hpp"

#include <algorithm>
#include <cmath>

#include "embedded.hpp"
#include "machine_lines.hpp"
#include "non_language.hpp"
#include "readable.hpp"

namespace docmill::language {

namespace {

constexpr int pure_percent = 95;  // below: a paragraph is looked at for several languages

double sure(const Weights& weights) { return static_cast<double>(weights.sure_score) / 10000; }

// A quotation in another script says little about the document around it.
uint64_t votes_of(const Piece& piece) {
  return piece.quoted ? (piece.weight + quoted_part - 1) / quoted_part : piece.weight;
}

std::string_view slice(std::string_view text, Range r) { return text.substr(r.start, r.end - r.start); }

void count_letters(std::string_view paragraph, const Piece& piece, LetterCount& letters) {
  letters.clear();
  if (piece.pure && piece.script != USCRIPT_HAN && piece.script != USCRIPT_UNKNOWN)
    letters.add(piece.script, piece.weight);
  else letters.add(slice(paragraph, piece.range));
}

}  // namespace

Tagger::Tagger(const TaggerOptions& options, std::shared_ptr<const NgramModel> model, const Weights& weights)
    : weights_(weights), judge_(std::move(model), weights), options_(options) {}

// Lines that could be code beside lines that surely are, without an empty line between, are code too.
void Tagger::find_lines(std::string_view text, TaggedText& result) const {
  auto& found = result.lines;
  found.clear();
  Lines lines(text);
  while (const auto range = lines.next()) found.push_back({*range, is_code(slice(text, *range))});
  const auto spread = [&](std::size_t from, std::size_t to) {
    if (!found[from].code || found[to].code || !is_like_code(slice(text, found[to].range))) return;
    const Range between{std::min(found[from].range.end, found[to].range.end),
                        std::max(found[from].range.start, found[to].range.start)};
    const std::string_view gap = slice(text, between);
    found[to].code = std::count(gap.begin(), gap.end(), '\n') < 2;
  };
  for (std::size_t i = 1; i < found.size(); ++i) spread(i - 1, i);
  for (std::size_t i = found.size(); i > 1; --i) spread(i - 1, i - 2);
  for (Line& line : found) {
    const std::string_view words = slice(text, line.range);
    line.code = line.code || is_log_line(words) || is_hex_line(words) || is_mail_header(words);
  }
}

// Shows the model the beginning of each piece: enough to see where the language changes, and together to judge the
// whole. A glance is enough where it speaks for the language so far.
void Tagger::look_at_pieces(std::string_view paragraph, UScriptCode script, TaggedText& result,
                            NgramSum& together) const {
  const NgramModel& model = judge_.model();
  LanguageNumber expected = TagTable::none;
  if (!result.paragraphs.empty() && result.paragraphs.back().judgement.script == script)
    expected = result.paragraphs.back().judgement.language;
  result.samples.clear();
  result.clear.clear();
  for (const Piece& piece : result.pieces) {
    NgramSum& sample = result.samples.emplace_back();
    result.clear.push_back(TagTable::none);
    if (!piece.pure || piece.script != script) continue;
    std::string_view rest = slice(paragraph, piece.range);
    rest.remove_prefix(model.add(rest, static_cast<uint32_t>(weights_.glance_letters), sample, result.judge.memo));
    bool clear = false;
    if (expected != TagTable::none && sample.features > 0) {
      judge_.ask_model(sample, script, result.judge);
      clear = judge_.lead(expected, script, result.judge) > weights_.glance_lead;
    }
    if (!clear) model.add(rest, static_cast<uint32_t>(weights_.piece_letters), sample, result.judge.memo);
    for (std::size_t d = 0; d < model_width; ++d) together.vector[d] += sample.vector[d];
    together.features += sample.features;
    together.letters += sample.letters;
    if (clear) result.clear.back() = expected;
    if (clear || together.features == 0) continue;
    judge_.ask_model(together, script, result.judge);
    expected = judge_.best(script, result.judge);
  }
}

bool Tagger::looks_mixed(const Judgement& whole, TaggedText& result) const {
  const LetterCount& letters = result.letters;
  const auto quoted = [](const Piece& piece) { return piece.quoted; };
  if (letters.weight() < 2 * min_piece_weight &&
      (letters.is_pure() || std::none_of(result.pieces.begin(), result.pieces.end(), quoted)))
    return false;
  uint64_t of_script = letters.weight(whole.script);
  if (is_japanese_script(whole.script))
    of_script = letters.weight(USCRIPT_HAN) + letters.weight(USCRIPT_HIRAGANA) + letters.weight(USCRIPT_KATAKANA);
  if (whole.percent < pure_percent || of_script * 100 < letters.weight() * pure_percent) return true;
  if (result.samples.size() < 2) return false;
  for (std::size_t i = 0; i < result.samples.size(); ++i) {
    const NgramSum& sample = result.samples[i];
    if (sample.features == 0 || result.clear[i] == whole.language) continue;
    judge_.ask_model(sample, whole.script, result.judge);
    if (judge_.lead(whole.language, whole.script, result.judge) < -weights_.clear_lead) return true;
  }
  return false;
}

void Tagger::add_paragraph(std::string_view text, uint32_t line, TaggedText& result) const {
  const Range range = result.lines[line].range;
  const std::string_view clean = readable(slice(text, range), result.blanked);
  const bool short_enough = clean.size() <= max_detected_bytes;
  const bool can_be_cut = options_.split && short_enough;
  LetterCount& letters = result.letters;
  letters.clear();
  result.samples.clear();
  if (can_be_cut) cut_pieces(clean, result.pieces, letters);
  else letters.add(clean);
  if (letters.weight() == 0) return;
  if (letters.main_script() == USCRIPT_LATIN && !letters.is_pure()) discount_embedded(clean, letters);
  result.all_letters.add(letters);
  const UScriptCode script = letters.main_script();
  NgramSum together;
  if (can_be_cut && letters.weight() >= 2 * min_piece_weight && judge_.has_model_of(script))
    look_at_pieces(clean, script, result, together);
  const Judgement whole = together.features > 0 ? judge_.judge(clean, letters, together, result.judge)
                                                : judge_.judge(clean, letters, result.judge);
  const bool into_units = options_.granularity >= Granularity::sentence && short_enough;
  if (into_units) {
    cut_units(clean, whole, result);
    add_stretches(clean, line, judge_around(clean, whole, result), result);
    return;
  }
  if (can_be_cut && looks_mixed(whole, result)) add_stretches(clean, line, whole, result);
  else result.paragraphs.push_back({range, letters.weight(), letters.weight(), whole, line});
}

// The sentences of the paragraph, or its quotations and the sentences of what is left.
void Tagger::cut_units(std::string_view paragraph, const Judgement& whole, TaggedText& result) const {
  result.quotations.clear();
  if (options_.granularity == Granularity::quote) find_quotations(paragraph, result.quotations);
  result.pieces.clear();
  const std::string_view language = tags().primary(whole.language);
  const auto add = [&](Range range, bool quoted) {
    const std::string_view part = slice(paragraph, range);
    result.splitter.split(part, language, 0, result.sentences);
    for (const sentences::Sentence s : result.sentences) {
      result.letters.clear();
      result.letters.add(part.substr(s.start, s.end - s.start));
      result.pieces.push_back(
          {{range.start + s.start, range.start + s.end}, result.letters.weight(), USCRIPT_UNKNOWN, quoted, false});
    }
  };
  uint32_t done = 0;
  for (const Range quotation : result.quotations) {
    add({done, quotation.start}, false);
    add(quotation, true);
    done = quotation.end;
  }
  add({done, static_cast<uint32_t>(paragraph.size())}, false);
}

// What stands around the quotations, where that is a phrase at least, speaks for the paragraph.
Judgement Tagger::judge_around(std::string_view paragraph, const Judgement& whole, TaggedText& result) const {
  if (result.quotations.empty()) return whole;
  result.around.assign(paragraph);
  for (const Range q : result.quotations)
    std::fill(result.around.begin() + q.start, result.around.begin() + q.end, ' ');
  result.letters.clear();
  result.letters.add(result.around);
  if (result.letters.weight() < min_quoted_weight) return whole;
  return judge_.judge(result.around, result.letters, result.judge);
}

// Each stretch follows the paragraph unless it fits its own answer better.
void Tagger::add_stretches(std::string_view paragraph, uint32_t line, const Judgement& whole,
                           TaggedText& result) const {
  const uint32_t offset = result.lines[line].range.start;
  const bool in_quotes = options_.granularity == Granularity::quote && !result.quotations.empty();
  for (const Piece& piece : result.pieces) {
    if (piece.weight == 0) continue;
    const std::string_view stretch = slice(paragraph, piece.range);
    count_letters(paragraph, piece, result.letters);
    Judgement judgement = judge_.judge(stretch, result.letters, result.judge);
    follow(whole, stretch, piece.weight, judgement, result);
    if (judgement.score < sure(weights_) && judgement.script == whole.script &&
        judge_.could_be(whole.language, judgement.script)) {
      judgement.language = whole.language;
      judgement.score = std::min(whole.score, 0.5);
    }
    // The parts of a sentence around a quotation are one: together they have letters enough not to follow the document.
    if (in_quotes && !piece.quoted && piece.weight < options_.minimum_letters && judgement.script == whole.script) {
      judgement = whole;
      judgement.fit = -1;
    }
    result.paragraphs.push_back(
        {{offset + piece.range.start, offset + piece.range.end}, votes_of(piece), piece.weight, judgement, line});
  }
}

// The language of the largest share of the letters; ties go to the smaller number.
void Tagger::vote(TaggedText& result) const {
  auto& votes = result.votes;
  auto& sureness = result.sureness;
  votes.assign(static_cast<std::size_t>(tags().size()), 0);
  sureness.assign(static_cast<std::size_t>(tags().size()), 0);
  uint64_t total = 0;
  for (const Paragraph& p : result.paragraphs) {
    total += p.weight;
    if (p.judgement.language == TagTable::none) continue;
    const auto i = static_cast<std::size_t>(p.judgement.language);
    votes[i] += p.weight;
    sureness[i] += p.weight * static_cast<uint64_t>(p.judgement.score * 10000 + 0.5);
  }
  const auto best = static_cast<std::size_t>(std::max_element(sureness.begin(), sureness.end()) - sureness.begin());
  result.document = {};
  result.document.script = result.all_letters.main_script();
  if (total == 0 || votes[best] == 0) return;
  result.document.language = static_cast<LanguageNumber>(best);
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
  // share × mean confidence = (votes / total) × (sureness / votes)
  result.document.score = four_decimals(static_cast<double>(sureness[best]) / 10000 / static_cast<double>(total));
}

// Where most letters stand in short paragraphs (lists, verse, chat), these say more together than each alone.
void Tagger::hear_whole_text(std::string_view text, TaggedText& result) const {
  uint64_t in_short = 0;
  for (const Paragraph& p : result.paragraphs) {
    if (p.letters < short_weight) in_short += p.letters;
  }
  if (std::any_of(result.lines.begin(), result.lines.end(), [](const Line& line) { return line.code; })) return;
  if (in_short * 2 <= result.all_letters.weight() || result.paragraphs.size() < 2) return;
  const std::string_view clean = readable(text, result.blanked);
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
  const bool close = by_model && are_close(tags().primary(language), tags().primary(j.language));
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
             (own == INT32_MIN ? j.score < sure(weights_) : own - other < (close ? weights_.close : weights_.context));
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
    follow(result.document, readable(slice(text, p.range), result.blanked), p.letters, p.judgement, result);
  }
}

// The model does not know the language: CLD2, to which it is hinted, says whether it is as likely as the stretch's own.
int32_t Tagger::ask_cld2_for(LanguageNumber language, std::string_view stretch, int32_t own) const {
  const std::string hint(tags().cld2_code(language));
  return detect(stretch, hint.c_str()).language == language ? own : INT32_MIN;
}

// A language is one of the document's when enough letters are surely in it. A stretch in any other takes the best of
// those, unless its own is far before them; of close languages the one with fewer letters gives way to the other.
void Tagger::drop_inventions(std::string_view text, TaggedText& result) const {
  auto& sure_letters = result.votes;
  std::fill(sure_letters.begin(), sure_letters.end(), 0);
  bool several = false;
  for (const Paragraph& p : result.paragraphs) {
    several = several || p.judgement.language != result.paragraphs.front().judgement.language;
    if (p.judgement.language != TagTable::none && p.judgement.score >= sure(weights_))
      sure_letters[static_cast<std::size_t>(p.judgement.language)] += p.letters;
  }
  if (!several) return;
  const uint64_t enough = std::min(static_cast<uint64_t>(weights_.established),
                                   result.all_letters.weight() / static_cast<uint64_t>(weights_.established_part));
  const auto letters_of = [&](LanguageNumber l) { return sure_letters[static_cast<std::size_t>(l)]; };
  for (Paragraph& p : result.paragraphs) {
    Judgement& j = p.judgement;
    if (j.language == TagTable::none || j.fit < 0 || j.language == result.document.language ||
        !judge_.has_model_of(j.script))
      continue;
    const bool established = letters_of(j.language) >= enough;
    const std::string_view stretch = readable(slice(text, p.range), result.blanked);
    bool asked = false;
    const LanguageNumber from = j.language;
    int32_t own = 0, best = INT32_MIN;
    for (const Paragraph& other : result.paragraphs) {
      const LanguageNumber l = other.judgement.language;
      if (l == from || l == j.language || l == TagTable::none || other.judgement.script != j.script) continue;
      const bool close = are_close(tags().primary(from), tags().primary(l));
      if (letters_of(l) < enough && l != result.document.language) continue;
      if (established && !(close && letters_of(l) > letters_of(from))) continue;
      if (!asked) {
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
    if (j.language != from) j.score = std::min(j.score, 0.5);
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
  find_lines(text, result);
  for (uint32_t line = 0; line < result.lines.size(); ++line) {
    if (!result.lines[line].code) add_paragraph(text, line, result);
    if (result.paragraphs.size() > result.max_paragraphs) return;
  }
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
