#include "tagger.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "non_language.hpp"
#include "readable.hpp"

namespace docmill::language {

namespace {

constexpr uint64_t short_weight = 120;  // below: the alphabet and the document have a say
constexpr int pure_percent = 95;        // below: a paragraph is looked at for several languages
constexpr double sure_score = 0.8;      // of a stretch that is said to be in another language than its paragraph
constexpr double doubtful_score = 0.5;  // below: an answer is wrong as often as right, and gives way to its context
constexpr int64_t doubtful_fit = 400;   // of an answer by the alphabet alone
constexpr double score_of_script = 0.9999;
constexpr double score_of_great = 0.95;   // at least, for the script's great language
constexpr double score_of_default = 0.5;  // the script's great language, where CLD2 was silent

constexpr uint32_t enough_letters = 240;  // of a stretch are shown to the model
constexpr uint32_t sure_letters = 16;     // below: CLD2 is always heard
constexpr double sure_share = 0.98;       // of the model's answer; above: CLD2 is not asked

constexpr uint32_t enough_of_piece = 32;    // the same, where only a change of language is looked for
constexpr int32_t clear_lead = 2048;        // of another language, for a piece to make its paragraph look mixed
constexpr int32_t slack_of_context = 2048;  // by which the language around may be worse, in 1/1024 of log-odds

constexpr int32_t slack_of_close = 4096;  // the same between close languages
constexpr int32_t unknown_lag = 3584;     // of a language that the model does not know, behind its best

double rounded(double x) { return std::floor(x * 10000 + 0.5) / 10000; }

bool is_kana(UScriptCode s) { return s == USCRIPT_HIRAGANA || s == USCRIPT_KATAKANA; }
bool is_japanese_script(UScriptCode s) { return s == USCRIPT_HAN || is_kana(s); }

// A quotation in another script says little about the document around it.
uint64_t votes_of(const Piece& piece) { return piece.quoted ? (piece.weight + 3) / 4 : piece.weight; }

std::string_view slice(std::string_view text, Range r) { return text.substr(r.start, r.end - r.start); }

// e^(x / 1024) for x <= 0, by squaring a short series ten times: the same on every machine.
double power_of_e(int32_t x) {
  if (x < -20 * 1024) return 0;
  const double y = static_cast<double>(x) / (1024.0 * 1024.0);
  double r = 1 + y * (1 + y / 2 * (1 + y / 3));
  for (int i = 0; i < 10; ++i) r *= r;
  return r;
}

double calibrated(double share, uint32_t letters) {
  (void)letters;
  return std::min(0.9999, rounded(share));
}

// In the model's units: CLD2 fits ordinary text with 1000, and a longer text says more.
int32_t vote_of_cld2(const Guess& guess, uint64_t weight) {
  const auto letters = static_cast<int64_t>(std::min<uint64_t>(weight, 60));
  return static_cast<int32_t>(std::min<int64_t>(guess.fit, 1500) * 1024 / 500 * (20 + letters) / 20);
}

// Languages whose neighbours the model does not know or knows little of (Shona, Luganda, Somali): CLD2 is always heard.
bool has_unknown_neighbours(std::string_view tag) {
  constexpr std::array<std::string_view, 12> few{"sw", "lg", "zu", "xh", "st", "tn",
                                                 "ts", "so", "yo", "mi", "la", "tl"};
  return std::find(few.begin(), few.end(), tag) != few.end();
}

// Languages that even a reader must look at twice to tell apart: within a document the minority gives way.
bool are_close(std::string_view a, std::string_view b) {
  constexpr std::array<std::string_view, 6> groups{"bs hr sr", "id ms", "da nb nn", "xh zu", "st tn", "sn sw lg"};
  for (const std::string_view group : groups) {
    if (group.find(a) != std::string_view::npos && group.find(b) != std::string_view::npos) return true;
  }
  return false;
}

// Languages that a reader of the web meets seldom and that are close to greater ones: what must be made up for.
int32_t handicap_of(std::string_view tag) {
  constexpr std::array<std::string_view, 13> seldom{"gl", "br", "fy", "gd", "oc", "lb", "mt",
                                                    "fo", "ky", "tg", "tt", "ps", "ne"};
  if (tag == "sr-Latn") return 1024;
  return std::find(seldom.begin(), seldom.end(), tag) != seldom.end() ? 2560 : 0;
}

}  // namespace

// The odds grow with the square of the fit and with the letters: fitted (logistic regression, rounded to these simple
// numbers) on words, pairs and sentences of 60 languages that share their scripts with others. Only + - * /: the same
// everywhere.
double confidence(int64_t fit, uint64_t weight, int percent) {
  const double f = 0.05 + static_cast<double>(std::clamp<int64_t>(fit, 0, 1500)) / 1000;
  const double w = static_cast<double>(1 + std::min<uint64_t>(weight, 2000));
  const double odds = f * f * w / 4;
  const double share = std::min(100, std::clamp(percent, 0, 100) + 20) / 100.0;
  return std::min(0.9999, rounded(odds / (1 + odds) * share));
}

Tagger::Tagger(uint64_t minimum_letters, bool split, std::shared_ptr<const NgramModel> model)
    : alphabets_(tags_), minimum_letters_(minimum_letters), split_(split), model_(std::move(model)) {
  if (model_ == nullptr) return;
  for (std::size_t i = 0; i < model_->size(); ++i) {
    const std::string_view tag = model_->tag(i);
    const LanguageNumber language = tags_.find(tag.substr(0, tag.find('-')));
    if (language == TagTable::none) continue;
    switch (model_->script(i)) {
      case USCRIPT_LATIN: latin_.push_back({i, language, handicap_of(tag), has_unknown_neighbours(tag)}); break;
      case USCRIPT_CYRILLIC: cyrillic_.push_back({i, language, handicap_of(tag), has_unknown_neighbours(tag)}); break;
      case USCRIPT_ARABIC: arabic_.push_back({i, language, handicap_of(tag), has_unknown_neighbours(tag)}); break;
      case USCRIPT_DEVANAGARI:
        devanagari_.push_back({i, language, handicap_of(tag), has_unknown_neighbours(tag)});
        break;
      default: break;
    }
  }
}

std::string Tagger::restrict_to(const std::vector<std::string>& languages) {
  if (languages.empty()) return "";
  std::vector<bool> allowed(static_cast<std::size_t>(tags_.size()), false);
  for (const std::string& language : languages) {
    if (tags_.find(language) == TagTable::none) return language;
    for (LanguageNumber l = 0; l < tags_.size(); ++l) {
      if (tags_.primary(l) == language) allowed[static_cast<std::size_t>(l)] = true;
    }
  }
  allowed_ = std::move(allowed);
  for (auto* known : {&latin_, &cyrillic_, &arabic_, &devanagari_})
    std::erase_if(*known, [&](const Candidate& c) { return !is_allowed(c.language); });
  return "";
}

// What is less sure than the user wants is not said.
void Tagger::drop_doubtful(TaggedText& result) const {
  const auto drop = [&](Judgement& j) {
    if (j.score >= minimum_confidence_) return;
    j.language = TagTable::none;
    j.score = 0;
  };
  drop(result.document);
  for (Paragraph& p : result.paragraphs) drop(p.judgement);
}

const std::vector<Tagger::Candidate>* Tagger::candidates(UScriptCode script) const {
  if (model_ == nullptr) return nullptr;
  switch (script) {
    case USCRIPT_LATIN: return latin_.empty() ? nullptr : &latin_;
    case USCRIPT_CYRILLIC: return cyrillic_.empty() ? nullptr : &cyrillic_;
    case USCRIPT_ARABIC: return arabic_.empty() ? nullptr : &arabic_;
    case USCRIPT_DEVANAGARI: return devanagari_.empty() ? nullptr : &devanagari_;
    default: return nullptr;
  }
}

// What the model says for the language; INT32_MIN where it does not know it.
int32_t Tagger::support(LanguageNumber language, UScriptCode script, const std::vector<int32_t>& logits) const {
  const auto* known = candidates(script);
  if (known == nullptr || logits.empty()) return INT32_MIN;
  for (const Candidate& c : *known) {
    if (c.language == language) return logits[c.in_model];
  }
  return INT32_MIN;
}

// The model's log-odds for the stretch, with what speaks against seldom languages.
void Tagger::ask_model(std::string_view stretch, UScriptCode script, uint32_t most_letters, NgramSum& sum,
                       std::vector<int32_t>& logits) const {
  model_->add(stretch, most_letters, sum);
  read_logits(sum, script, logits);
}

void Tagger::read_logits(const NgramSum& sum, UScriptCode script, std::vector<int32_t>& logits) const {
  model_->judge(sum, logits);
  for (const Candidate& c : *candidates(script)) logits[c.in_model] -= c.handicap;
}

Judgement Tagger::judge_by_model(std::string_view stretch, const LetterCount& letters, const NgramSum* sample,
                                 TaggedText& scratch) const {
  const UScriptCode script = letters.main_script();
  const auto& known = *candidates(script);
  auto& logits = scratch.logits;
  NgramSum sum;
  if (sample != nullptr) {
    sum = *sample;
    read_logits(sum, script, logits);
  } else {
    ask_model(stretch, script, enough_letters, sum, logits);
  }
  const auto best_of = [&] {
    const Candidate* best = &known.front();
    for (const Candidate& c : known) {
      if (logits[c.in_model] > logits[best->in_model]) best = &c;
    }
    return best;
  };
  const auto share_of = [&](int32_t top) {
    double total = 0;
    for (const Candidate& c : known) total += power_of_e(std::min(logits[c.in_model] - top, 0) / 4 * 3);
    return 1 / std::max(1.0, total);  // three quarters of the log-odds: the voters are not independent
  };
  const Candidate* best = best_of();
  double share = share_of(logits[best->in_model]);
  if (scratch.witness == nullptr && share > sure_share && sum.letters >= sure_letters && !best->ask_cld2)
    return {best->language, script, calibrated(share, sum.letters), 0, 100};
  if (sample != nullptr) return judge_by_model(stretch, letters, nullptr, scratch);  // the sample was not enough
  const Guess guess = detect(stretch);
  if (scratch.witness != nullptr) scratch.witness(guess, letters.weight(), logits);
  if (guess.is_none() || !is_allowed(guess.language))
    return {best->language, script, calibrated(share, sum.letters), 0, 100};
  if (support(guess.language, script, logits) == INT32_MIN) {
    // The model does not know the language: it is as if it were some way behind the best.
    const int32_t lead = unknown_lag - vote_of_cld2(guess, letters.weight());
    const double other = 1 / (1 + power_of_e(-std::abs(lead)));
    if (lead < 0 && could_be(guess.language, script))
      return {guess.language, script, calibrated(other, sum.letters), guess.fit, guess.percent};
    return {best->language, script, calibrated(share * other, sum.letters), 0, guess.percent};
  }
  if (!alphabets_.speak_against(guess.language, stretch)) {
    for (const Candidate& c : known) {
      if (c.language == guess.language) logits[c.in_model] += vote_of_cld2(guess, letters.weight());
    }
  }
  best = best_of();
  return {best->language, script, calibrated(share_of(logits[best->in_model]), sum.letters), 0, guess.percent};
}

bool Tagger::could_be(LanguageNumber language, UScriptCode script) const {
  return language != TagTable::none && tags_.is_written_in(language, script_code(script));
}

// Kana makes Japanese. Han alone is Chinese (a Japanese heading is put right by its document).
Judgement Tagger::judge_han(std::string_view stretch, const LetterCount& letters) const {
  const UScriptCode script = letters.main_script();
  const uint64_t kana = letters.weight(USCRIPT_HIRAGANA) + letters.weight(USCRIPT_KATAKANA);
  if (kana * 20 >= letters.weight(USCRIPT_HAN)) return {tags_.find("ja"), script, score_of_script, -1};
  Guess guess = detect(stretch);
  if (tags_.primary(guess.language) != "zh") guess = detect(stretch, "zh,zh-Hant");
  const double score = confidence(1000, letters.weight(), 100);
  if (tags_.primary(guess.language) == "zh") return {guess.language, script, score, guess.fit};
  return {tags_.find("zh"), script, score, 0};
}

// On short stretches: where the answer's alphabet lacks a letter of the text, the languages that have all of them are
// tried, four at a time (CLD2 takes no more), and the best fit wins; ties go to the first.
Guess Tagger::with_alphabet(Guess guess, std::string_view stretch, UScriptCode script, TaggedText& scratch) const {
  if (!guess.is_none() && !alphabets_.speak_against(guess.language, stretch)) return guess;
  if (scratch.trials == max_trials) return guess;
  ++scratch.trials;
  alphabets_.that_fit(stretch, scratch.candidates);
  auto& candidates = scratch.candidates;
  candidates.erase(
      std::remove_if(candidates.begin(), candidates.end(), [&](LanguageNumber l) { return !could_be(l, script); }),
      candidates.end());
  Guess best;
  for (std::size_t i = 0; i < candidates.size(); i += 4) {
    scratch.hint.clear();
    for (std::size_t k = i; k < std::min(i + 4, candidates.size()); ++k) {
      if (k > i) scratch.hint += ',';
      scratch.hint += tags_.cld2_code(candidates[k]);
    }
    const Guess other = detect(stretch, scratch.hint.c_str());
    const bool fits = std::find(candidates.begin(), candidates.end(), other.language) != candidates.end();
    if (fits && (best.is_none() || other.fit > best.fit)) best = other;
  }
  if (!best.is_none()) return best;
  // CLD2 does not take hints for all languages (not for Russian): then the greatest of those that fit.
  for (const std::string_view great : {"ru", "uk", "be", "bg", "mk", "kk", "mn"}) {
    const LanguageNumber l = tags_.find(great);
    if (std::find(candidates.begin(), candidates.end(), l) != candidates.end()) return {l, 100, doubtful_fit};
  }
  return guess;
}

Judgement Tagger::judge_readable(std::string_view stretch, const LetterCount& letters, TaggedText& scratch) const {
  Judgement j = judge_any(stretch, letters, scratch);
  if (j.language != TagTable::none && !is_allowed(j.language)) j = {TagTable::none, j.script, 0, 0};
  return j;
}

Judgement Tagger::judge_any(std::string_view stretch, const LetterCount& letters, TaggedText& scratch) const {
  const UScriptCode script = letters.main_script();
  if (script == USCRIPT_UNKNOWN) return {};
  if (is_japanese_script(script)) return judge_han(stretch, letters);
  const ScriptLanguage of_script = language_of_script(script);
  if (of_script.certain) return {tags_.find(of_script.language), script, score_of_script, -1};

  stretch = only_script(stretch, letters, script, scratch.of_script);
  if (candidates(script) != nullptr) return judge_by_model(stretch, letters, nullptr, scratch);
  Guess guess = detect(stretch);
  if (letters.weight() < short_weight) guess = with_alphabet(guess, stretch, script, scratch);
  if (guess.is_none()) {
    if (of_script.language.empty()) return {TagTable::none, script, 0, 0};
    return {tags_.find(of_script.language), script, score_of_default, 0};
  }
  double score = confidence(guess.fit, letters.weight(), guess.percent);
  if (tags_.primary(guess.language) == of_script.language) score = std::max(score, score_of_great);
  return {guess.language, script, score, guess.fit, guess.percent};
}

Judgement Tagger::judge(std::string_view stretch, TaggedText& scratch) const {
  const std::string_view clean = readable(stretch, scratch.blanked);
  scratch.letters.clear();
  scratch.letters.add(clean);
  scratch.trials = 0;
  return judge_readable(clean, scratch.letters, scratch);
}

// The language of the largest share of the letters; ties go to the smaller number.
void Tagger::vote(TaggedText& result) const {
  auto& votes = result.votes;
  auto& sureness = result.confidence;
  votes.assign(static_cast<std::size_t>(tags_.size()), 0);
  sureness.assign(static_cast<std::size_t>(tags_.size()), 0);
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
  // share × mean confidence = (votes / total) × (sureness / votes)
  result.document.score = rounded(static_cast<double>(sureness[best]) / 10000 / static_cast<double>(total));
}

// Where most letters stand in short paragraphs (lists, verse, chat), these say more together than each alone.
void Tagger::hear_whole_text(std::string_view text, TaggedText& result) const {
  uint64_t in_short = 0;
  for (const Paragraph& p : result.paragraphs) {
    if (p.weight < short_weight) in_short += p.weight;
  }
  for (const Line& line : result.lines) {
    if (line.code) return;
  }
  if (in_short * 2 <= result.all_letters.weight() || result.paragraphs.size() < 2) return;
  const std::string_view clean = readable(text, result.blanked);
  const Judgement whole = judge_readable(clean, result.all_letters, result);
  if (whole.language != TagTable::none && whole.score > result.document.score) result.document = whole;
}

// Takes the language of what is around when, with it as a hint, CLD2 answers so and the fit is no worse.
void Tagger::follow(const Judgement& around, std::string_view stretch, uint64_t weight, Judgement& j,
                    TaggedText& result) const {
  const LanguageNumber language = around.language;
  const bool close = candidates(j.script) != nullptr && are_close(tags_.primary(language), tags_.primary(j.language));
  if (weight >= short_weight && j.score >= doubtful_score && !close) return;
  if (j.language == language || j.fit < 0 || !could_be(language, j.script)) return;
  // A language may be written in several scripts, but a text in one of them does not go on in another.
  if (j.script != around.script && j.script == USCRIPT_LATIN) return;
  if (alphabets_.speak_against(language, stretch)) return;
  bool agrees = false;
  if (candidates(j.script) != nullptr) {
    NgramSum sum;
    ask_model(stretch, j.script, enough_letters, sum, result.logits);
    const int32_t own = support(j.language, j.script, result.logits);
    const int32_t other = support(language, j.script, result.logits);
    agrees = other != INT32_MIN && (own == INT32_MIN || own - other < (close ? slack_of_close : slack_of_context));
  } else {
    const std::string hint(tags_.cld2_code(language));
    const Guess hinted = detect(stretch, hint.c_str());
    agrees = hinted.language == language && hinted.fit >= j.fit;
    j.fit = agrees ? hinted.fit : j.fit;
  }
  if (!agrees && weight >= minimum_letters_ && j.score >= doubtful_score) return;
  j.language = language;
  j.score = std::min(around.score, std::max(j.score, 0.5));
}

void Tagger::follow_document(std::string_view text, TaggedText& result) const {
  if (result.document.language == TagTable::none) return;
  for (Paragraph& p : result.paragraphs) {
    if (p.judgement.language == result.document.language) continue;
    follow(result.document, readable(slice(text, p.range), result.blanked), p.weight, p.judgement, result);
  }
}

bool Tagger::looks_mixed(const Judgement& whole, const LetterCount& letters, TaggedText& scratch) const {
  if (letters.weight() < 2 * min_piece_weight) return false;
  uint64_t of_script = letters.weight(whole.script);
  if (is_japanese_script(whole.script))
    of_script = letters.weight(USCRIPT_HAN) + letters.weight(USCRIPT_HIRAGANA) + letters.weight(USCRIPT_KATAKANA);
  if (whole.percent < pure_percent || of_script * 100 < letters.weight() * pure_percent) return true;
  if (scratch.samples.size() < 2) return false;
  for (const NgramSum& sample : scratch.samples) {
    if (sample.features > 0 && lead_over(whole.language, whole.script, sample, scratch) > clear_lead) return true;
  }
  return false;
}

// How far the model's best language for the stretch is before the given one.
int32_t Tagger::lead_over(LanguageNumber language, UScriptCode script, const NgramSum& sample,
                          TaggedText& scratch) const {
  read_logits(sample, script, scratch.logits);
  int32_t best = INT32_MIN;
  for (const Candidate& c : *candidates(script)) best = std::max(best, scratch.logits[c.in_model]);
  const int32_t own = support(language, script, scratch.logits);
  return own == INT32_MIN ? 0 : best - own;
}

// Each stretch follows the paragraph unless it fits its own answer better; neighbours of one language become one.
void Tagger::add_stretches(std::string_view paragraph, uint32_t offset, const Judgement& whole,
                           TaggedText& result) const {
  const std::size_t first = result.paragraphs.size();
  cut_pieces(paragraph, result.pieces);
  for (const Piece& piece : result.pieces) {
    const std::string_view stretch = slice(paragraph, piece.range);
    result.letters.clear();
    result.letters.add(stretch);
    if (result.letters.weight() == 0) continue;
    Judgement judgement = judge_readable(stretch, result.letters, result);
    follow(whole, stretch, result.letters.weight(), judgement, result);
    if (judgement.score < sure_score && judgement.script == whole.script &&
        could_be(whole.language, judgement.script)) {
      judgement.language = whole.language;
      judgement.score = std::min(whole.score, 0.5);
    }
    if (result.paragraphs.size() > first && result.paragraphs.back().judgement.language == judgement.language) {
      Paragraph& last = result.paragraphs.back();
      last.range.end = offset + piece.range.end;
      last.judgement.score = std::max(last.judgement.score, judgement.score);
      last.weight += votes_of(piece);
      continue;
    }
    result.paragraphs.push_back({{offset + piece.range.start, offset + piece.range.end}, votes_of(piece), judgement});
  }
}

// The beginning of each piece of the paragraph, for the model: enough to see where the language changes, and together
// to judge the whole. False where the paragraph is short or its script not the model's.
bool Tagger::take_samples(std::string_view paragraph, TaggedText& result, NgramSum& together) const {
  result.samples.clear();
  const UScriptCode script = result.letters.main_script();
  if (!split_ || candidates(script) == nullptr || paragraph.size() > max_detected_bytes ||
      result.letters.weight() < 2 * min_piece_weight || result.letters.weight(script) != result.letters.weight())
    return false;
  cut_pieces(paragraph, result.pieces);
  for (const Piece& piece : result.pieces) {
    NgramSum sample;
    model_->add(slice(paragraph, piece.range), enough_of_piece, sample);
    for (std::size_t d = 0; d < model_width; ++d) together.vector[d] += sample.vector[d];
    together.features += sample.features;
    together.letters += sample.letters;
    result.samples.push_back(sample);
  }
  return result.samples.size() > 1;
}

void Tagger::add_paragraph(std::string_view text, Range range, TaggedText& result) const {
  const std::string_view clean = readable(slice(text, range), result.blanked);
  result.letters.clear();
  result.letters.add(clean);
  if (result.letters.weight() == 0) return;
  result.all_letters.add(clean);
  NgramSum sample;
  const bool sampled = take_samples(clean, result, sample);
  const Judgement whole =
      sampled ? judge_by_model(clean, result.letters, &sample, result) : judge_readable(clean, result.letters, result);
  if (split_ && clean.size() <= max_detected_bytes && looks_mixed(whole, result.letters, result))
    add_stretches(clean, range.start, whole, result);
  else result.paragraphs.push_back({range, result.letters.weight(), whole});
}

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
}

void Tagger::tag(std::string_view text, TaggedText& result) const {
  result.paragraphs.clear();
  result.all_letters.clear();
  result.trials = 0;
  find_lines(text, result);
  for (const Line& line : result.lines) {
    if (!line.code) add_paragraph(text, line.range, result);
    if (result.paragraphs.size() > result.max_paragraphs) return;
  }
  vote(result);
  hear_whole_text(text, result);
  follow_document(text, result);
  vote(result);
  drop_doubtful(result);
}

}  // namespace docmill::language
