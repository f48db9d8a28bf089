// The language of a text and of its paragraphs: stretches are judged by themselves (stretch_judge.hpp), then by what
// stands around them. What is said of the whole document counts for its short paragraphs: they follow it unless they
// fit their own answer better; and a language that is nowhere sure in the document is not invented for a stretch of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "byte_kinds.hpp"
#include "paragraphs.hpp"
#include "pieces.hpp"
#include "sentences/sentence_splitter.hpp"
#include "stretch_judge.hpp"

namespace docmill::language {

// What has a language of its own.
enum class Granularity {
  document,   // the whole text
  paragraph,  // each line, cut where the language changes
  sentence,   // each sentence of a line
  quote,      // each quotation in a line, and each sentence outside and inside of it
};

struct TaggerOptions {
  // Paragraphs whose letters weigh less take the document's language where their script allows.
  uint64_t minimum_letters = 20;
  // Paragraphs in several languages are cut where the language changes (Granularity::paragraph only).
  bool split = true;
  Granularity granularity = Granularity::paragraph;
  double minimum_confidence = 0;  // answers with a lower score become none
};

struct Paragraph {
  Range range;
  uint64_t weight;   // by which it speaks for the document: letters, of what is quoted in a sentence a quarter
  uint64_t letters;  // see LetterCount
  Judgement judgement;
  uint32_t line = 0;  // of the text; the stretches of one have the same
};

// How much of a document's letters are in a language.
struct Share {
  LanguageNumber language;
  UScriptCode script;
  double share;  // 0 to 1, four decimals
};

struct LanguageCount {
  LanguageNumber language;
  uint64_t letters = 0;
  uint64_t sureness = 0;  // letters times the score of their paragraph, in 1/10000
};

// What stretches are in, and the first of them that is.
struct Spoken {
  LanguageNumber language;
  UScriptCode script;
  std::size_t first;  // among the paragraphs; SIZE_MAX: there is none any more
};

// A line of the text, and whether it is program code or the like.
struct Line {
  Range range;
  bool code;
  std::size_t kinds;  // where its own begin in TaggedText::kinds; SIZE_MAX: nowhere
};

// Scratch space and result; used again for every document.
struct TaggedText {
  Judgement document;
  std::vector<Paragraph> paragraphs;  // those with letters, in order; a mixed one is there in several stretches
  std::vector<Share> shares;          // the largest first
  // scratch
  JudgeScratch judge;
  LanguageNumber last_sure = TagTable::none;       // of the last paragraphs that surely are in one language
  UScriptCode last_sure_script = USCRIPT_UNKNOWN;  // of the same
  uint64_t last_sure_letters = 0;                  // of the same, together
  LetterCount letters, all_letters;
  std::string blanked, around;
  std::vector<LanguageCount> counts;
  std::vector<Spoken> spoken;  // by their first
  std::vector<Piece> pieces;
  std::vector<Line> lines;
  std::vector<ByteKinds> kinds;         // of the lines, of a long text only of its beginning
  std::vector<ByteKinds> kinds_of_one;  // of any other text that is looked at
  std::vector<NgramSum> samples;        // of the pieces
  std::vector<LanguageNumber> clear;    // the language that such a sample alone speaks for, or none
  std::vector<Range> quotations;
  std::vector<sentences::Sentence> sentences;
  sentences::SentenceSplitter splitter;
  // To be set by who asks: when there are more, the rest of the text is not looked at.
  std::size_t max_paragraphs = SIZE_MAX;
};

// Immutable; may be used by all threads, each with its own TaggedText.
class Tagger {
 public:
  // `model`: the character n-gram model, the first voter; without it CLD2 judges alone.
  explicit Tagger(const TaggerOptions& options, std::shared_ptr<const NgramModel> model = nullptr,
                  const Weights& weights = {});

  // `text`: valid UTF-8, less than 4 GiB. `result.judge.hints`: what is known of the document beside its text; see
  // hints.hpp. Time is linear in the text: a paragraph is judged by max_detected_bytes and not cut when longer.
  void tag(std::string_view text, TaggedText& result) const;

  // See StretchJudge. To be called before the tagger is used.
  std::string restrict_to(const std::vector<std::string>& languages) { return judge_.restrict_to(languages); }

  const TagTable& tags() const { return judge_.tags(); }

 private:
  void find_lines(std::string_view text, TaggedText& result) const;
  static Kinds read(std::string_view text, TaggedText& result);
  static Kinds kinds_of_line(std::string_view text, const Line& line, TaggedText& result);
  static std::string_view made_readable(std::string_view text, TaggedText& result);
  static void discount_others(std::string_view line, bool cut, TaggedText& result);
  void add_paragraph(std::string_view text, uint32_t line, TaggedText& result) const;
  void look_at_pieces(std::string_view paragraph, UScriptCode script, TaggedText& result, NgramSum& together) const;
  bool looks_mixed(const Judgement& whole, TaggedText& result) const;
  void cut_units(std::string_view paragraph, const Judgement& whole, TaggedText& result) const;
  Judgement judge_around(std::string_view paragraph, const Judgement& whole, TaggedText& result) const;
  void add_stretches(std::string_view paragraph, uint32_t line, const Judgement& whole, TaggedText& result) const;
  void settle(std::size_t first, TaggedText& result) const;
  void vote(TaggedText& result) const;
  void hear_whole_text(std::string_view text, TaggedText& result) const;
  void follow(const Judgement& around, std::string_view stretch, uint64_t weight, Judgement& judgement,
              TaggedText& result) const;
  void follow_document(std::string_view text, TaggedText& result) const;
  int32_t ask_cld2_for(LanguageNumber language, std::string_view stretch, int32_t own) const;
  static void find_spoken(TaggedText& result);
  static void change_spoken(std::size_t i, LanguageNumber from, TaggedText& result);
  void drop_inventions(std::string_view text, TaggedText& result) const;
  void join_neighbours(TaggedText& result) const;
  void measure_shares(TaggedText& result) const;
  void make_one(TaggedText& result) const;
  void drop_doubtful(TaggedText& result) const;

  double sure_score() const { return static_cast<double>(weights_.sure_score) / 10000; }

  Weights weights_;
  StretchJudge judge_;
  TaggerOptions options_;
};

}  // namespace docmill::language
