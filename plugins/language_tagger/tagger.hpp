// The language of a text and of its paragraphs.
//
// Three witnesses are heard, in this order: the script, where it has one language (Greek, Hangul, Thai, …); CLD2's
// quadgrams; the alphabet, which overrules CLD2 on short stretches with letters that its answer does not have. What is
// said of the whole document then counts for its short paragraphs: they are heard once more with the document's
// language as a hint, and follow it unless they fit their own answer better.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "alphabets.hpp"
#include "cld2_detector.hpp"
#include "language_tags.hpp"
#include "letters.hpp"
#include "ngram_model.hpp"
#include "paragraphs.hpp"
#include "pieces.hpp"

namespace docmill::language {

struct Judgement {
  LanguageNumber language = TagTable::none;
  UScriptCode script = USCRIPT_UNKNOWN;  // of most letters
  double score = 0;                      // 0 to 1, four decimals; 0 where the language is none
  int64_t fit = 0;                       // of CLD2's answer; -1 where the script decided
  int percent = 100;                     // of the text that CLD2 gives to the language
};

struct Paragraph {
  Range range;
  uint64_t weight;  // of its letters, see LetterCount; what is quoted in a sentence counts a quarter
  Judgement judgement;
};

// A line of the text, and whether it is program code.
struct Line {
  Range range;
  bool code;
};

// Scratch space and result; used again for every document.
struct TaggedText {
  Judgement document;
  std::vector<Paragraph> paragraphs;  // those with letters, in order; a mixed one is there in several stretches
  // scratch
  LetterCount letters, all_letters;
  std::string blanked, of_script, hint;
  std::vector<LanguageNumber> candidates;
  std::vector<uint64_t> votes, confidence;
  std::vector<Piece> pieces;
  std::vector<Line> lines;
  std::vector<int32_t> logits;
  std::vector<NgramSum> samples;
  uint32_t trials = 0;  // of alphabets, in this document
  // For the tool that fits the weights: hears CLD2's guess, the weight of the letters and the model's log-odds.
  void (*witness)(const Guess&, uint64_t, const std::vector<int32_t>&) = nullptr;
  // To be set by who asks: when there are more, the rest of the text is not looked at.
  std::size_t max_paragraphs = SIZE_MAX;
};

inline constexpr uint32_t max_trials = 2000;

// Immutable; may be used by all threads, each with its own TaggedText.
class Tagger {
 public:
  // Paragraphs whose letters weigh less than `minimum_letters` take the document's language where their script allows.
  // `split`: paragraphs in several languages are cut where the language changes.
  // `model`: the character n-gram model, the first voter; without it CLD2 judges alone.
  Tagger(uint64_t minimum_letters, bool split, std::shared_ptr<const NgramModel> model = nullptr);

  // `text`: valid UTF-8, less than 4 GiB. Time is linear in the text: a paragraph is judged by max_detected_bytes and
  // not cut when longer, and the alphabets have their say for the first max_trials stretches that need it.
  void tag(std::string_view text, TaggedText& result) const;

  // Restricts the answers to these languages (primary subtags: "en", "zh"); none: all. Gives the first that nothing
  // here knows, or "". To be called before the tagger is used.
  std::string restrict_to(const std::vector<std::string>& languages);
  // Answers with a lower score become none. To be called before the tagger is used.
  void set_minimum_confidence(double score) { minimum_confidence_ = score; }

  // A stretch for itself, without a document around it.
  Judgement judge(std::string_view stretch, TaggedText& scratch) const;
  const TagTable& tags() const { return tags_; }

 private:
  Judgement judge_readable(std::string_view stretch, const LetterCount& letters, TaggedText& scratch) const;
  Judgement judge_any(std::string_view stretch, const LetterCount& letters, TaggedText& scratch) const;
  Judgement judge_han(std::string_view stretch, const LetterCount& letters) const;
  Guess with_alphabet(Guess guess, std::string_view stretch, UScriptCode script, TaggedText& scratch) const;
  // Two voters: the model, and CLD2 where the model is not sure.
  // `sample`: of parts of the stretch, enough when the model is sure by them; or nullptr.
  Judgement judge_by_model(std::string_view stretch, const LetterCount& letters, const NgramSum* sample,
                           TaggedText& scratch) const;
  void read_logits(const NgramSum& sum, UScriptCode script, std::vector<int32_t>& logits) const;
  bool take_samples(std::string_view paragraph, TaggedText& result, NgramSum& together) const;
  void ask_model(std::string_view stretch, UScriptCode script, uint32_t most_letters, NgramSum& sum,
                 std::vector<int32_t>& logits) const;
  int32_t support(LanguageNumber language, UScriptCode script, const std::vector<int32_t>& logits) const;
  void find_lines(std::string_view text, TaggedText& result) const;
  void add_paragraph(std::string_view text, Range range, TaggedText& result) const;
  bool looks_mixed(const Judgement& whole, const LetterCount& letters, TaggedText& scratch) const;
  int32_t lead_over(LanguageNumber language, UScriptCode script, const NgramSum& sample, TaggedText& scratch) const;
  void add_stretches(std::string_view paragraph, uint32_t offset, const Judgement& whole, TaggedText& result) const;
  void vote(TaggedText& result) const;
  void hear_whole_text(std::string_view text, TaggedText& result) const;
  void follow(const Judgement& around, std::string_view stretch, uint64_t weight, Judgement& judgement,
              TaggedText& result) const;
  void follow_document(std::string_view text, TaggedText& result) const;
  bool is_allowed(LanguageNumber language) const {
    return allowed_.empty() || (language != TagTable::none && allowed_[static_cast<std::size_t>(language)]);
  }
  void drop_doubtful(TaggedText& result) const;
  bool could_be(LanguageNumber language, UScriptCode script) const;

  TagTable tags_;
  Alphabets alphabets_;
  uint64_t minimum_letters_;
  bool split_;
  // The model's languages of one script, as its numbers and ours.
  struct Candidate {
    std::size_t in_model;
    LanguageNumber language;
    int32_t handicap;
    bool ask_cld2;
  };
  const std::vector<Candidate>* candidates(UScriptCode script) const;
  std::shared_ptr<const NgramModel> model_;
  std::vector<bool> allowed_;  // by language; empty: all
  double minimum_confidence_ = 0;
  std::vector<Candidate> latin_, cyrillic_, arabic_, devanagari_;
};

// How sure an answer is, from how well it fits and how much text there is; four decimals, below 1.
double confidence(int64_t fit, uint64_t weight, int percent);

}  // namespace docmill::language
