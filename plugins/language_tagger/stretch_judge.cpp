#include "stretch_judge.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "docmill/base/utf8.hpp"
#include "letter_pairs.hpp"
#include "log_odds.hpp"
#include "repetition.hpp"
#include "romanised.hpp"
#include "telling_words.hpp"

namespace docmill::language {

namespace {

constexpr double score_of_great = 0.95;           // at least, for the script's great language
constexpr double score_of_default = 0.5;          // the script's great language, where CLD2 was silent
constexpr double score_of_romanised = 0.55;       // small words in letters that are not the language's: a guess
constexpr std::size_t second_voter_bytes = 2048;  // are shown to CLD2 where the model was not sure

// Never 1: nothing is certain.
double as_score(double x) { return std::min(0.9999, four_decimals(x)); }

// Languages whose neighbours the model does not know or knows little of (Shona, Luganda, Somali): CLD2 is always heard.
bool has_unknown_neighbours(std::string_view tag) {
  constexpr std::array<std::string_view, 12> few{"sw", "lg", "zu", "xh", "st", "tn",
                                                 "ts", "so", "yo", "mi", "la", "tl"};
  return std::find(few.begin(), few.end(), tag) != few.end();
}

// Languages of which the model saw no list of words, only messages of programs: there CLD2 is the better voter.
bool is_poor(std::string_view tag) {
  constexpr std::array<std::string_view, 8> poor{"lg", "sn", "so", "st", "tn", "ts", "xh", "zu"};
  return std::find(poor.begin(), poor.end(), tag) != poor.end();
}

// Languages that a reader of the web meets seldom and that are close to greater ones: what must be made up for.
int32_t handicap_of(std::string_view tag, const Weights& weights) {
  constexpr std::array<std::string_view, 13> seldom{"gl", "br", "fy", "gd", "oc", "lb", "mt",
                                                    "fo", "ky", "tg", "tt", "ps", "ne"};
  if (tag == "sr-Latn") return weights.serbian_latin;
  return std::find(seldom.begin(), seldom.end(), tag) != seldom.end() ? weights.seldom : 0;
}

// Languages that even a reader must look at twice to tell apart: the number of their group, 0 for those of none.
uint8_t group_of_close(std::string_view tag) {
  constexpr std::array<std::string_view, 5> groups{" bs hr sr ", " id ms ", " da nb nn ", " xh zu ", " st tn "};
  const auto group = std::find_if(groups.begin(), groups.end(), [&](std::string_view g) {
    return g.find(" " + std::string(tag) + " ") != std::string_view::npos;
  });
  return group == groups.end() ? 0 : static_cast<uint8_t>(group - groups.begin() + 1);
}

bool is_gibberish(std::string_view stretch, const LetterCount& letters) {
  return letters.is_pure() && letters.weight(USCRIPT_LATIN) >= least_pairs && has_no_words(stretch);
}

}  // namespace

double four_decimals(double x) { return std::floor(x * 10000 + 0.5) / 10000; }

bool is_japanese_script(UScriptCode s) { return s == USCRIPT_HAN || s == USCRIPT_HIRAGANA || s == USCRIPT_KATAKANA; }

// The odds grow with the square of the fit and with the letters: fitted (logistic regression, rounded to these simple
// numbers) on words, pairs and sentences of 60 languages that share their scripts with others. Only + - * /: the same
// everywhere.
double confidence(int64_t fit, uint64_t weight, int percent) {
  const double f = 0.05 + static_cast<double>(std::clamp<int64_t>(fit, 0, 1500)) / 1000;
  const double w = static_cast<double>(1 + std::min<uint64_t>(weight, 2000));
  const double odds = f * f * w / 4;
  const double share = std::min(100, std::clamp(percent, 0, 100) + 20) / 100.0;
  return as_score(odds / (1 + odds) * share);
}

StretchJudge::StretchJudge(std::shared_ptr<const NgramModel> model, const Weights& weights)
    : alphabets_(tags_), model_(std::move(model)), weights_(weights) {
  for (std::size_t i = 0; i < of_script_.size(); ++i) {
    const ScriptLanguage of_script = language_of_script(static_cast<UScriptCode>(i));
    if (!of_script.language.empty()) of_script_[i] = {tags_.find(of_script.language), of_script.certain};
  }
  trust_.assign(static_cast<std::size_t>(tags_.size()), 0);
  for (const Trust& t : weights_.trust) {
    const LanguageNumber l = tags_.find(t.language);
    if (l != TagTable::none) trust_[static_cast<std::size_t>(l)] = t.bonus;
  }
  for (LanguageNumber l = 0; l < tags_.size(); ++l) close_.push_back(group_of_close(tags_.primary(l)));
  if (model_ == nullptr) return;
  for (const UScriptCode script : {USCRIPT_LATIN, USCRIPT_CYRILLIC, USCRIPT_ARABIC, USCRIPT_DEVANAGARI}) {
    KnownOfScript known{script, {}};
    const auto& numbers = model_->of_script(script);
    for (std::size_t place = 0; place < numbers.size(); ++place) {
      const std::string_view tag = model_->tag(numbers[place]);
      const LanguageNumber language = tags_.find(tag.substr(0, tag.find('-')));
      if (language == TagTable::none) continue;
      known.languages.push_back({place, language, handicap_of(tag, weights_), has_unknown_neighbours(tag),
                                 telling_place(tags_.primary(language))});
    }
    arrange(known);
    known_.push_back(std::move(known));
  }
}

// What is asked for every few words, by place.
void StretchJudge::arrange(KnownOfScript& of_script) const {
  of_script.handicaps.assign((model_->of_script(of_script.script).size() + lanes - 1) / lanes * lanes, out_of_reach);
  of_script.places.assign(static_cast<std::size_t>(tags_.size()), -1);
  of_script.ranks.assign(of_script.handicaps.size() + 1, -1);
  for (std::size_t rank = 0; rank < of_script.languages.size(); ++rank) {
    const Known& k = of_script.languages[rank];
    of_script.handicaps[k.place] = k.handicap;
    of_script.places[static_cast<std::size_t>(k.language)] = static_cast<int16_t>(k.place);
    of_script.ranks[k.place] = static_cast<int16_t>(rank);
  }
}

std::string StretchJudge::restrict_to(const std::vector<std::string>& languages) {
  if (languages.empty()) return "";
  std::vector<bool> allowed(static_cast<std::size_t>(tags_.size()), false);
  for (const std::string& language : languages) {
    const LanguageNumber found = tags_.find(language);
    if (found == TagTable::none) return language;
    for (LanguageNumber l = 0; l < tags_.size(); ++l) {
      if (tags_.primary(l) == tags_.primary(found)) allowed[static_cast<std::size_t>(l)] = true;
    }
  }
  allowed_ = std::move(allowed);
  for (KnownOfScript& known : known_) {
    std::erase_if(known.languages, [&](const Known& k) { return !is_allowed(k.language); });
    arrange(known);
  }
  return "";
}

const StretchJudge::KnownOfScript* StretchJudge::of_model(UScriptCode script) const {
  for (const KnownOfScript& k : known_) {
    if (k.script == script) return k.languages.empty() ? nullptr : &k;
  }
  return nullptr;
}

const std::vector<StretchJudge::Known>* StretchJudge::known(UScriptCode script) const {
  const KnownOfScript* k = of_model(script);
  return k == nullptr ? nullptr : &k->languages;
}

void StretchJudge::ask_model(const NgramSum& sum, UScriptCode script, JudgeScratch& scratch) const {
  const KnownOfScript& of_script = *of_model(script);
  model_->judge(sum, script, scratch.logits, of_script.handicaps);
  for (const Hint& hint : scratch.hints) {
    const int16_t place = of_script.places[static_cast<std::size_t>(hint.language)];
    if (place >= 0) scratch.logits[static_cast<std::size_t>(place)] += hint.lead;
  }
  scratch.standing = standing_of(scratch.logits);
}

int32_t StretchJudge::support(LanguageNumber language, UScriptCode script, const JudgeScratch& scratch) const {
  const KnownOfScript* of_script = of_model(script);
  if (of_script == nullptr || language < 0) return INT32_MIN;
  const int16_t place = of_script->places[static_cast<std::size_t>(language)];
  return place < 0 ? INT32_MIN : scratch.logits[static_cast<std::size_t>(place)];
}

// The first of those with the highest log-odds.
const StretchJudge::Known& StretchJudge::best_known(const KnownOfScript& of_script, const JudgeScratch& scratch) {
  const std::vector<Known>& known = of_script.languages;
  const int16_t rank = of_script.ranks[scratch.standing.first];
  if (rank >= 0) return known[static_cast<std::size_t>(rank)];
  // A model of unheard-of numbers: what is out of reach is above what is not.
  return *std::max_element(known.begin(), known.end(), [&](const Known& a, const Known& b) {
    return scratch.logits[a.place] < scratch.logits[b.place];
  });
}

LanguageNumber StretchJudge::best(UScriptCode script, const JudgeScratch& scratch) const {
  return best_known(*of_model(script), scratch).language;
}

int32_t StretchJudge::lead(LanguageNumber language, UScriptCode script, const JudgeScratch& scratch) const {
  const int32_t own = support(language, script, scratch);
  if (own == INT32_MIN) return 0;
  const auto place = static_cast<std::size_t>(of_model(script)->places[static_cast<std::size_t>(language)]);
  const int32_t rest = scratch.standing.rest(place);
  return rest <= -out_of_reach / 2 ? 0 : own - rest;
}

// Of the answer among all languages of the script: the voters are not independent, so only a part of their log-odds
// counts.
double StretchJudge::share_of(int32_t top, uint32_t letters, double unseen, const JudgeScratch& scratch) const {
  const auto seen = static_cast<int32_t>(std::min<uint32_t>(letters, 48));
  const double odds = unseen * (weights_.least_odds + (weights_.most_odds - weights_.least_odds) * seen / 48) / 1024;
  return share_of_top(scratch.logits, top, odds);
}

int32_t StretchJudge::vote_of_cld2(const Guess& guess, uint64_t weight) const {
  const auto letters = std::min<int64_t>(static_cast<int64_t>(weight), weights_.cld2_letters);
  return static_cast<int32_t>(std::min<int64_t>(guess.fit, 1500) * weights_.cld2_vote / 1000 * (20 + letters) / 20);
}

// How far the settled language is before all others, as the model was asked last; INT32_MIN where none is settled that
// it knows in the script.
int32_t StretchJudge::lead_of_settled(UScriptCode script, const JudgeScratch& scratch) const {
  if (script != scratch.settled_script || support(scratch.settled, script, scratch) == INT32_MIN) return INT32_MIN;
  return lead(scratch.settled, script, scratch);
}

// Does the stretch go on in the language that is settled, although that does not lead by settled_sure? What stands
// around a short one would make it follow, and CLD2 could not change that.
bool StretchJudge::follows_settled(int32_t lead, std::string_view stretch, const LetterCount& letters,
                                   const JudgeScratch& scratch) const {
  if (letters.weight() >= short_weight || lead <= -weights_.settled_slack) return false;
  if (lead <= 0 && alphabets_.speak_against(scratch.settled, stretch)) return false;
  return lead > weights_.settled_slack || letters.main_script() != USCRIPT_LATIN ||
         find_romanised(stretch).language.empty();
}

Judgement StretchJudge::answer(const Impression& seen, const LetterCount& letters, const JudgeScratch& scratch,
                               double doubt) const {
  const UScriptCode script = letters.main_script();
  // Log-odds grow with the root of the letters: what was seen says, the whole would say so many times.
  const double whole = static_cast<double>(std::min<uint64_t>(letters.weight(script), enough_letters));
  const double unseen = seen.enough ? 1 : std::sqrt(std::max(1.0, whole / std::max<uint32_t>(1, seen.sum.letters)));
  const double share = share_of(scratch.logits[seen.best->place], seen.sum.letters, unseen, scratch);
  return {seen.best->language, script, as_score(share * doubt), 0};
}

// What the model says without CLD2, where it is sure or the stretch goes on in the language that is settled.
std::optional<Judgement> StretchJudge::ask_model_alone(std::string_view stretch, const LetterCount& letters,
                                                       Impression& seen, JudgeScratch& scratch) const {
  const UScriptCode script = letters.main_script();
  ask_model(seen.sum, script, scratch);
  seen.best = &best_known(*of_model(script), scratch);
  const int32_t of_settled = lead_of_settled(script, scratch);
  if (of_settled > weights_.settled_sure) return answer(seen, letters, scratch);
  if (!seen.has_words && (is_gibberish(stretch, letters) || is_repetition(stretch) || is_numerals(stretch)))
    return Judgement{TagTable::none, script, 0, -1};
  seen.has_words = true;
  if (of_settled != INT32_MIN && follows_settled(of_settled, stretch, letters, scratch))
    return of_settled > 0 ? answer(seen, letters, scratch) : Judgement{scratch.settled, script, doubtful_score, 0};
  const auto lacks_letters = [&] {
    return letters.weight() < short_weight && alphabets_.speak_against(seen.best->language, stretch, clearly_foreign);
  };
  if (!seen.best->ask_cld2 && seen.sum.letters >= static_cast<uint32_t>(weights_.sure_letters) &&
      lead(seen.best->language, script, scratch) > weights_.sure && !lacks_letters() &&
      look_at_names(stretch, letters, scratch) != Names::foreign)
    return answer(seen, letters, scratch);
  return std::nullopt;
}

// Two voters: the model, and CLD2 where the model is not sure. `sample`: what the model saw of the stretch, or nullptr.
// It is shown more where that is not enough.
Judgement StretchJudge::judge_by_model(std::string_view stretch, const LetterCount& letters, const NgramSum* sample,
                                       JudgeScratch& scratch) const {
  const bool in_steps = scratch.settled_script == letters.main_script();
  Impression seen;
  std::size_t at = 0;
  if (sample != nullptr) seen.sum = *sample;
  else
    at = model_->add(stretch, in_steps ? static_cast<uint32_t>(weights_.settled_letters) : enough_letters, seen.sum,
                     scratch.memo);
  seen.enough = sample == nullptr && !in_steps;
  if (const auto judgement = ask_model_alone(stretch, letters, seen, scratch)) return *judgement;
  if (!seen.enough && seen.sum.letters < letters.weight()) {
    if (sample != nullptr) seen.sum = {};
    if (seen.sum.letters < enough_letters) model_->add(stretch.substr(at), enough_letters, seen.sum, scratch.memo);
    seen.enough = true;
    if (const auto judgement = ask_model_alone(stretch, letters, seen, scratch)) return *judgement;
  }
  return ask_second_voter(stretch, letters, seen, scratch);
}

Judgement StretchJudge::ask_second_voter(std::string_view stretch, const LetterCount& letters, Impression& seen,
                                         JudgeScratch& scratch) const {
  const UScriptCode script = letters.main_script();
  const bool lacks_letters = script != USCRIPT_LATIN && letters.weight() < short_weight &&
                             demote_those_without_letters(stretch, script, scratch);
  discount_names(stretch, letters, scratch);
  hear_telling_words(stretch, script, scratch);
  seen.best = &best_known(*of_model(script), scratch);
  Guess guess = scratch.guesses.detect(utf8::prefix(stretch, second_voter_bytes));
  if (lacks_letters) guess = with_alphabet(guess, stretch, script, scratch);
  Romanised romanised = script == USCRIPT_LATIN ? find_romanised(stretch) : Romanised{};
  // Where both agree a few small words are those of their language.
  if (!romanised.plain && !guess.is_none() && guess.language == seen.best->language) romanised = {};
  if (!romanised.language.empty() && is_allowed(tags_.find(romanised.language)))
    return {tags_.find(romanised.language), script, score_of_romanised, -1};
  const double most = romanised.doubtful ? score_of_doubt : 1;  // that a score can be
  const auto answer_with = [&](double doubt, int percent) {
    Judgement judgement = answer(seen, letters, scratch, doubt);
    judgement.score = std::min(most, judgement.score);
    judgement.percent = percent;
    return judgement;
  };
  if (guess.is_none() || !is_allowed(guess.language)) return answer_with(1, 100);
  int32_t vote = vote_of_cld2(guess, letters.weight());
  if (is_poor(tags_.primary(guess.language))) vote = static_cast<int32_t>(int64_t{vote} * weights_.poor / 1024);
  vote += trust_[static_cast<std::size_t>(guess.language)];
  if (support(guess.language, script, scratch) == INT32_MIN) {
    // The model does not know the language: it is as if it were some way behind the best.
    const bool best_lacks = lacks_letters || (script == USCRIPT_LATIN && letters.weight() < short_weight &&
                                              alphabets_.speak_against(seen.best->language, stretch, clearly_foreign) &&
                                              !alphabets_.speak_against(guess.language, stretch));
    const int32_t lead = weights_.unknown_lag - vote - (best_lacks ? weights_.lacks_letters : 0);
    const double other = 1 / (1 + power_of_e(-std::abs(lead)));
    if (lead < 0 && could_be(guess.language, script))
      return {guess.language, script, std::min(most, as_score(other)), guess.fit, guess.percent};
    return answer_with(other, guess.percent);
  }
  if (!alphabets_.speak_against(guess.language, stretch)) {
    for (const Known& k : *known(script)) {
      if (k.language == guess.language) scratch.logits[k.place] += vote;
    }
  }
  scratch.standing = standing_of(scratch.logits);
  seen.best = &best_known(*of_model(script), scratch);
  return answer_with(1, guess.percent);
}

bool StretchJudge::could_be(LanguageNumber language, UScriptCode script) const {
  return language != TagTable::none && tags_.is_written_in(language, script_code(script));
}

Judgement StretchJudge::allowed(Judgement j) const {
  if (j.language == TagTable::none || is_allowed(j.language)) return j;
  return {TagTable::none, j.script, 0, 0};
}

Judgement StretchJudge::judge(std::string_view stretch, const LetterCount& letters, JudgeScratch& scratch) const {
  return allowed(judge_any(stretch, letters, scratch));
}

Judgement StretchJudge::judge(std::string_view stretch, const LetterCount& letters, const NgramSum& sample,
                              JudgeScratch& scratch) const {
  const UScriptCode script = letters.main_script();
  if (!has_model_of(script)) return judge(stretch, letters, scratch);
  return allowed(judge_by_model(only_script(stretch, letters, script, scratch.of_script), letters, &sample, scratch));
}

Judgement StretchJudge::judge_any(std::string_view stretch, const LetterCount& letters, JudgeScratch& scratch) const {
  const UScriptCode script = letters.main_script();
  if (script == USCRIPT_UNKNOWN) return {};
  if (is_japanese_script(script)) return judge_han(stretch, letters, scratch);
  const OfScript great = of_script(script);
  if (great.certain) return {great.language, script, score_of_script, -1};

  stretch = only_script(stretch, letters, script, scratch.of_script);
  if (has_model_of(script)) return judge_by_model(stretch, letters, nullptr, scratch);
  if (is_gibberish(stretch, letters)) return {TagTable::none, USCRIPT_LATIN, 0, -1};
  Guess guess = detect(stretch);
  if (letters.weight() < short_weight) guess = with_alphabet(guess, stretch, script, scratch);
  if (guess.is_none()) {
    if (great.language == TagTable::none) return {TagTable::none, script, 0, 0};
    return {great.language, script, score_of_default, 0};
  }
  double score = confidence(guess.fit, letters.weight(), guess.percent);
  if (guess.language == great.language) score = std::max(score, score_of_great);
  return {guess.language, script, score, guess.fit, guess.percent};
}

}  // namespace docmill::language
