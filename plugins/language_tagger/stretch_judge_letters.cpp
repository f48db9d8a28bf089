// What the letters of a stretch say: Han characters, alphabets, and the small words of close languages.
#include <unicode/uchar.h>

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "han.hpp"
#include "stretch_judge.hpp"
#include "telling_words.hpp"

namespace docmill::language {

namespace {

constexpr int64_t doubtful_fit = 400;        // of an answer by the alphabet alone
constexpr uint32_t enough_beside_names = 5;  // letters
constexpr double score_of_shared_han = 0.8;  // at most, where it could be Japanese too

bool is_all_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xC3 && byte < 0xE2;  // a letter, not a mark
  });
}

// Copies the text without the words that begin with a capital, but for the first where it may stay; how many letters
// these have.
uint64_t leave_out_capitals(std::string_view text, bool first_stays, std::string& rest) {
  const LetterScripts& scripts = LetterScripts::get();
  rest.clear();
  uint64_t n = 0;
  bool inside = false, capital = false;  // of a word
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = utf8::next(text, at);
    const bool letter = scripts[c] != USCRIPT_COMMON;
    const bool of_word = letter || (c >= '0' && c <= '9');
    if (of_word && !inside) {
      capital = !first_stays && u_isupper(static_cast<UChar32>(c)) != 0;
      first_stays = false;
    }
    inside = of_word;
    if (of_word && capital) rest += ' ';
    else rest.append(text, start, at - start);
    n += static_cast<uint64_t>(letter && capital);
  }
  return n;
}

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

// Do the words with a capital say less than the others of the language of a short stretch, as names do? Then the others
// are in `scratch.beside_names`.
StretchJudge::Names StretchJudge::look_at_names(std::string_view stretch, const LetterCount& letters,
                                                JudgeScratch& scratch) const {
  constexpr uint64_t most_letters = 60;  // of a stretch that a few names could decide
  constexpr uint64_t many = 40;          // of its letters, in 100
  if (letters.main_script() != USCRIPT_LATIN || letters.weight() >= most_letters) return Names::few;
  uint64_t in_names = leave_out_capitals(stretch, false, scratch.beside_names);
  const bool ascii = is_all_ascii(stretch);
  if (!ascii && letters.weight() < in_names + enough_beside_names)  // "What is El Niño?"
    in_names = leave_out_capitals(stretch, true, scratch.beside_names);
  if (in_names == 0) return Names::few;
  if (!ascii && is_all_ascii(scratch.beside_names)) return Names::foreign;
  return in_names * 100 >= letters.weight() * many ? Names::many : Names::few;
}

// What stands beside names counts once more, foreign names half.
void StretchJudge::discount_names(std::string_view stretch, const LetterCount& letters, JudgeScratch& scratch) const {
  const Names names = look_at_names(stretch, letters, scratch);
  if (names == Names::few) return;
  NgramSum beside;
  model_->add(scratch.beside_names, enough_letters, beside, scratch.memo);
  if (beside.letters < enough_beside_names) return;
  model_->judge(beside, USCRIPT_LATIN, scratch.logits_beside, of_model(USCRIPT_LATIN)->handicaps);
  for (std::size_t i = 0; i < scratch.logits.size(); ++i)
    scratch.logits[i] = scratch.logits[i] / (names == Names::foreign ? 2 : 1) + scratch.logits_beside[i];
  scratch.standing = standing_of(scratch.logits);
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
