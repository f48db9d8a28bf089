// The language of a stretch of text by itself, without what stands around it.
//
// Witnesses are heard in this order: the script, where it has one language (Greek, Hangul, Thai, …); the n-gram model,
// where it knows the script; CLD2's quadgrams, where the model is not sure; the alphabet, which overrules CLD2 on short
// stretches with letters that its answer does not have.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alphabets.hpp"
#include "cld2_detector.hpp"
#include "language_tags.hpp"
#include "letters.hpp"
#include "log_odds.hpp"
#include "ngram_model.hpp"
#include "weights.hpp"

namespace docmill::language {

struct Judgement {
  LanguageNumber language = TagTable::none;
  UScriptCode script = USCRIPT_UNKNOWN;  // of most letters
  double score = 0;                      // 0 to 1, four decimals; 0 where the language is none
  int64_t fit = 0;                       // of CLD2's answer; -1 where the script decided
  int percent = 100;                     // of the text that CLD2 gives to the language
};

// What speaks for a language beside the text, in 1/1024 of log-odds.
struct Hint {
  LanguageNumber language;
  int32_t lead;
};

// Used again for every stretch.
struct JudgeScratch {
  std::vector<Hint> hints;  // of the document; set by who asks
  // In which what stood before surely is; none where that is not known. Set by who asks. The model alone may say that a
  // stretch goes on in it.
  LanguageNumber settled = TagTable::none;
  UScriptCode settled_script = USCRIPT_UNKNOWN;
  void settle(LanguageNumber language, UScriptCode script) {
    settled = language;
    settled_script = language == TagTable::none ? USCRIPT_UNKNOWN : script;
  }
  WordMemo memo;
  GuessMemo guesses;
  std::vector<int32_t> logits;
  Standing standing;         // of the logits
  std::string beside_names;  // what a stretch has beside words with a capital
  std::vector<int32_t> logits_beside;
  std::vector<LanguageNumber> candidates;
  std::string of_script, hint;
  uint32_t trials = 0;  // of alphabets, in this document
};

inline constexpr uint32_t max_trials = 2000;
inline constexpr uint64_t short_weight = 120;      // letters; below: the alphabet and the document have a say
inline constexpr uint32_t enough_letters = 240;    // of a stretch are shown to the model
inline constexpr uint64_t clearly_foreign = 20;    // one in so many letters speaks against the model's answer, too
inline constexpr double score_of_script = 0.9999;  // where it has one language
inline constexpr double score_of_doubt = 0.49;     // at most, where there are a few romanised words, or a date alone
inline constexpr double doubtful_score = 0.5;      // below: an answer is wrong as often as right

// Immutable once set up; may be used by all threads, each with its own scratch.
class StretchJudge {
 public:
  StretchJudge(std::shared_ptr<const NgramModel> model, const Weights& weights);

  // Restricts the answers to these languages (primary subtags: "en", "zh"); none: all. Gives the first that nothing
  // here knows, or "".
  std::string restrict_to(const std::vector<std::string>& languages);

  // `stretch`: valid UTF-8 made readable (see readable.hpp), `letters`: its letters. The alphabets have their say for
  // the first max_trials stretches of a document that need it.
  Judgement judge(std::string_view stretch, const LetterCount& letters, JudgeScratch& scratch) const;
  // The same, where the model has seen parts of the stretch already.
  Judgement judge(std::string_view stretch, const LetterCount& letters, const NgramSum& sample,
                  JudgeScratch& scratch) const;

  // Does the model know languages of the script?
  bool has_model_of(UScriptCode script) const { return known(script) != nullptr; }
  const NgramModel& model() const { return *model_; }
  // The model's log-odds for the languages of the script, into `scratch`.
  void ask_model(const NgramSum& sum, UScriptCode script, JudgeScratch& scratch) const;
  // What the model said for the language when it was asked last; INT32_MIN where it does not know it in the script.
  int32_t support(LanguageNumber language, UScriptCode script, const JudgeScratch& scratch) const;
  // The model's best language when it was asked last, and by how much the other one is before or behind the best of
  // the rest; 0 for one that it does not know.
  LanguageNumber best(UScriptCode script, const JudgeScratch& scratch) const;
  int32_t lead(LanguageNumber language, UScriptCode script, const JudgeScratch& scratch) const;

  // Is the language written in the script, as far as CLD2 knows?
  bool could_be(LanguageNumber language, UScriptCode script) const;
  // Must even a reader look at the languages twice to tell them apart?
  bool are_close(LanguageNumber a, LanguageNumber b) const {
    if (a == TagTable::none || b == TagTable::none) return false;
    const uint8_t group = close_[static_cast<std::size_t>(a)];
    return group != 0 && group == close_[static_cast<std::size_t>(b)];
  }
  // The language of the script, see language_of_script().
  struct OfScript {
    LanguageNumber language = TagTable::none;
    bool certain = false;
  };
  OfScript of_script(UScriptCode script) const { return of_script_[static_cast<std::size_t>(script)]; }
  const TagTable& tags() const { return tags_; }
  const Alphabets& alphabets() const { return alphabets_; }

 private:
  // A language of the model.
  struct Known {
    std::size_t place;  // among the model's languages of the script
    LanguageNumber language;
    int32_t handicap;
    bool ask_cld2;
    int telling_place;  // see telling_words.hpp
  };
  struct KnownOfScript {
    UScriptCode script;
    std::vector<Known> languages;
    std::vector<int32_t>
        handicaps;                // by place, as many as the model gives log-odds; out of reach for what is not known
    std::vector<int16_t> places;  // by language; -1: not known
    std::vector<int16_t> ranks;   // by place, among `languages`; -1: not known
  };
  const KnownOfScript* of_model(UScriptCode script) const;
  const std::vector<Known>* known(UScriptCode script) const;
  void arrange(KnownOfScript& of_script) const;
  static const Known& best_known(const KnownOfScript& of_script, const JudgeScratch& scratch);
  bool is_allowed(LanguageNumber language) const {
    return allowed_.empty() || (language != TagTable::none && allowed_[static_cast<std::size_t>(language)]);
  }
  Judgement allowed(Judgement judgement) const;
  Judgement judge_any(std::string_view stretch, const LetterCount& letters, JudgeScratch& scratch) const;
  Judgement judge_han(std::string_view stretch, const LetterCount& letters, const JudgeScratch& scratch) const;
  int32_t lead_of_settled(UScriptCode script, const JudgeScratch& scratch) const;
  bool follows_settled(int32_t lead, std::string_view stretch, const LetterCount& letters,
                       const JudgeScratch& scratch) const;
  // What the model makes of what it has seen of a stretch.
  struct Impression {
    NgramSum sum;
    bool enough = false;     // no more is shown to it
    bool has_words = false;  // it is no gibberish
    const Known* best = nullptr;
  };
  Judgement answer(const Impression& seen, const LetterCount& letters, const JudgeScratch& scratch,
                   double doubt = 1) const;
  std::optional<Judgement> ask_model_alone(std::string_view stretch, const LetterCount& letters, Impression& seen,
                                           JudgeScratch& scratch) const;
  Judgement judge_by_model(std::string_view stretch, const LetterCount& letters, const NgramSum* sample,
                           JudgeScratch& scratch) const;
  Judgement ask_second_voter(std::string_view stretch, const LetterCount& letters, Impression& seen,
                             JudgeScratch& scratch) const;
  bool demote_those_without_letters(std::string_view stretch, UScriptCode script, JudgeScratch& scratch) const;
  enum class Names : uint8_t { few, many, foreign };  // with letters that the words beside them do not have
  Names look_at_names(std::string_view stretch, const LetterCount& letters, JudgeScratch& scratch) const;
  void discount_names(std::string_view stretch, const LetterCount& letters, JudgeScratch& scratch) const;
  void hear_telling_words(std::string_view stretch, UScriptCode script, JudgeScratch& scratch) const;
  Guess with_alphabet(Guess guess, std::string_view stretch, UScriptCode script, JudgeScratch& scratch) const;
  double share_of(int32_t top, uint32_t letters, double unseen, const JudgeScratch& scratch) const;
  int32_t vote_of_cld2(const Guess& guess, uint64_t weight) const;

  TagTable tags_;
  Alphabets alphabets_;
  std::shared_ptr<const NgramModel> model_;
  Weights weights_;
  std::vector<KnownOfScript> known_;
  std::array<OfScript, 256> of_script_{};
  std::vector<int32_t> trust_;  // by language, see Weights
  std::vector<uint8_t> close_;  // by language: the number of its group of close ones, 0 for none
  std::vector<bool> allowed_;   // by language; empty: all
};

double four_decimals(double x);

bool is_japanese_script(UScriptCode script);

// How sure CLD2's answer is, from how well it fits and how much text there is; four decimals, below 1.
double confidence(int64_t fit, uint64_t weight, int percent);

}  // namespace docmill::language
