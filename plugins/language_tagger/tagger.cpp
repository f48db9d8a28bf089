#include "tagger.hpp"

#include <algorithm>
#include <cmath>

#include "readable.hpp"

namespace docmill::language {

namespace {

constexpr uint64_t short_weight = 120;  // below: the alphabet and the document have a say
constexpr int pure_percent = 95;        // below: a paragraph is looked at for several languages
constexpr double sure_score = 0.8;      // of a stretch that is said to be in another language than its paragraph
constexpr double doubtful_score = 0.5;  // below: an answer is wrong as often as right, and gives way to its context
constexpr int64_t doubtful_fit = 400;   // of an answer by the alphabet alone
constexpr double score_of_script = 0.9999;
constexpr double score_of_default = 0.5;  // the script's great language, where CLD2 was silent

double rounded(double x) { return std::floor(x * 10000 + 0.5) / 10000; }

bool is_kana(UScriptCode s) { return s == USCRIPT_HIRAGANA || s == USCRIPT_KATAKANA; }
bool is_japanese_script(UScriptCode s) { return s == USCRIPT_HAN || is_kana(s); }

std::string_view slice(std::string_view text, Range r) { return text.substr(r.start, r.end - r.start); }

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

Tagger::Tagger(uint64_t minimum_letters, bool split)
    : alphabets_(tags_), minimum_letters_(minimum_letters), split_(split) {}

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
  const UScriptCode script = letters.main_script();
  if (script == USCRIPT_UNKNOWN) return {};
  if (is_japanese_script(script)) return judge_han(stretch, letters);
  const ScriptLanguage of_script = language_of_script(script);
  if (of_script.certain) return {tags_.find(of_script.language), script, score_of_script, -1};

  Guess guess = detect(stretch);
  if (letters.weight() < short_weight) guess = with_alphabet(guess, stretch, script, scratch);
  if (guess.is_none()) {
    if (of_script.language.empty()) return {TagTable::none, script, 0, 0};
    return {tags_.find(of_script.language), script, score_of_default, 0};
  }
  return {guess.language, script, confidence(guess.fit, letters.weight(), guess.percent), guess.fit, guess.percent};
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
  if (in_short * 2 <= result.all_letters.weight() || result.paragraphs.size() < 2) return;
  const std::string_view clean = readable(text, result.blanked);
  const Judgement whole = judge_readable(clean, result.all_letters, result);
  if (whole.language != TagTable::none && whole.score > result.document.score) result.document = whole;
}

// Takes the language of what is around when, with it as a hint, CLD2 answers so and the fit is no worse.
void Tagger::follow(const Judgement& around, std::string_view stretch, uint64_t weight, Judgement& j) const {
  const LanguageNumber language = around.language;
  if (weight >= short_weight && j.score >= doubtful_score) return;
  if (j.language == language || j.fit < 0 || !could_be(language, j.script)) return;
  if (alphabets_.speak_against(language, stretch)) return;
  const std::string hint(tags_.cld2_code(language));
  const Guess hinted = detect(stretch, hint.c_str());
  const bool agrees = hinted.language == language && hinted.fit >= j.fit;
  if (!agrees && weight >= minimum_letters_ && j.score >= doubtful_score) return;
  j.language = language;
  j.fit = hinted.fit;
  j.score = std::min(around.score, std::max(j.score, 0.5));
}

void Tagger::follow_document(std::string_view text, TaggedText& result) const {
  if (result.document.language == TagTable::none) return;
  for (Paragraph& p : result.paragraphs) {
    if (p.judgement.language == result.document.language) continue;
    if (p.weight >= short_weight && p.judgement.score >= doubtful_score) continue;
    follow(result.document, readable(slice(text, p.range), result.blanked), p.weight, p.judgement);
  }
}

bool Tagger::looks_mixed(const Judgement& whole, const LetterCount& letters) const {
  if (letters.weight() < 2 * min_piece_weight) return false;
  uint64_t of_script = letters.weight(whole.script);
  if (is_japanese_script(whole.script))
    of_script = letters.weight(USCRIPT_HAN) + letters.weight(USCRIPT_HIRAGANA) + letters.weight(USCRIPT_KATAKANA);
  return whole.percent < pure_percent || of_script * 100 < letters.weight() * pure_percent;
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
    follow(whole, stretch, result.letters.weight(), judgement);
    if (judgement.score < sure_score && could_be(whole.language, judgement.script)) {
      judgement.language = whole.language;
      judgement.score = std::min(whole.score, 0.5);
    }
    if (result.paragraphs.size() > first && result.paragraphs.back().judgement.language == judgement.language) {
      Paragraph& last = result.paragraphs.back();
      last.range.end = offset + piece.range.end;
      last.judgement.score = std::max(last.judgement.score, judgement.score);
      last.weight += result.letters.weight();
      continue;
    }
    result.paragraphs.push_back(
        {{offset + piece.range.start, offset + piece.range.end}, result.letters.weight(), judgement});
  }
}

void Tagger::add_paragraph(std::string_view text, Range range, TaggedText& result) const {
  const std::string_view clean = readable(slice(text, range), result.blanked);
  result.letters.clear();
  result.letters.add(clean);
  if (result.letters.weight() == 0) return;
  result.all_letters.add(clean);
  const Judgement whole = judge_readable(clean, result.letters, result);
  if (split_ && clean.size() <= max_detected_bytes && looks_mixed(whole, result.letters))
    add_stretches(clean, range.start, whole, result);
  else result.paragraphs.push_back({range, result.letters.weight(), whole});
}

void Tagger::tag(std::string_view text, TaggedText& result) const {
  result.paragraphs.clear();
  result.all_letters.clear();
  result.trials = 0;
  Lines lines(text);
  while (const auto range = lines.next()) {
    add_paragraph(text, *range, result);
  }
  vote(result);
  hear_whole_text(text, result);
  follow_document(text, result);
  vote(result);
}

}  // namespace docmill::language
