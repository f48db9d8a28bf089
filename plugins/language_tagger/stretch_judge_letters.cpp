// What the letters of a stretch say: Han characters, alphabets, and the small words of close languages.
#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "han.hpp"
#include "stretch_judge.hpp"
#include "telling_words.hpp"

namespace docmill::language {

namespace {

constexpr int64_t doubtful_fit = 400;        // of an answer by the alphabet alone
constexpr double score_of_shared_han = 0.8;  // at most, where it could be Japanese too

}  // namespace

// Kana makes Japanese, and so do characters that only Japan writes; other Han is Chinese (a Japanese heading of
// characters that China writes too is put right by its document), unless it has words that only Japan writes, or
// simplified characters beside traditional ones as only Japan has them.
Judgement StretchJudge::judge_han(std::string_view stretch, const LetterCount& letters,
                                  const JudgeScratch& scratch) const {
  const UScriptCode script = letters.main_script();
  const uint64_t kana = letters.weight(USCRIPT_HIRAGANA) + letters.weight(USCRIPT_KATAKANA);
  const LanguageNumber japanese = of_script(USCRIPT_HIRAGANA).language;
  if (kana * 20 >= letters.weight(USCRIPT_HAN)) return {japanese, script, score_of_script, -1};
  const HanCount count = HanCharacters::get().count(utf8::prefix(stretch, max_detected_bytes));
  const double score = is_date_of_han(stretch) ? score_of_doubt : confidence(1000, letters.weight(), 100);
  if (count.japanese > count.not_japanese) return {japanese, script, score, 0};
  const bool both = count.not_japanese == 0;  // nothing in it that Japanese has not
  if (both && (count.looks_japanese() || has_japanese_word(stretch)))
    return {japanese, script, std::min(score, score_of_shared_han), 0};
  const auto hinted = [&](const Hint& h) { return h.language == japanese; };
  if (both && std::any_of(scratch.hints.begin(), scratch.hints.end(), hinted))
    return {japanese, script, std::min(score, score_of_shared_han), 0};
  return {count.traditional > count.simplified ? tags_.traditional_chinese() : of_script(USCRIPT_HAN).language, script,
          both ? std::min(score, score_of_shared_han) : score, 0};
}

// On short stretches: where the answer's alphabet lacks a letter of the text, the languages that have all of them are
// tried, four at a time (CLD2 takes no more), and the best fit wins; ties go to the first.
Guess StretchJudge::with_alphabet(Guess guess, std::string_view stretch, UScriptCode script,
                                  JudgeScratch& scratch) const {
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

// On short stretches: those of the model's first languages whose alphabets lack letters of the stretch go back. Was the
// first one of them?
bool StretchJudge::demote_those_without_letters(std::string_view stretch, UScriptCode script,
                                                JudgeScratch& scratch) const {
  constexpr int most = 4;
  int n = 0;
  while (n < most) {
    const Known& best = best_known(*of_model(script), scratch);
    if (!alphabets_.speak_against(best.language, stretch, clearly_foreign)) break;
    scratch.logits[best.place] -= weights_.lacks_letters;
    scratch.standing = standing_of(scratch.logits);
    ++n;
  }
  return n > 0;
}

// Small words that the model's best language and those close to it do not share.
void StretchJudge::hear_telling_words(std::string_view stretch, UScriptCode script, JudgeScratch& scratch) const {
  constexpr int32_t most = 4;
  const Known& best = best_known(*of_model(script), scratch);
  if (best.telling_place < 0) return;
  const auto counts = count_telling_words(stretch, best.telling_place);
  for (const Known& k : *known(script)) {
    if (k.telling_place < 0) continue;
    const int32_t words = std::min<int32_t>(most, counts[static_cast<std::size_t>(k.telling_place)]);
    scratch.logits[k.place] += words * weights_.telling_word;
  }
  scratch.standing = standing_of(scratch.logits);
}

}  // namespace docmill::language
