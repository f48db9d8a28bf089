// Language by a fastText model of the user's.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "byte_kinds.hpp"
#include "label_tags.hpp"
#include "letters.hpp"
#include "paragraphs.hpp"

namespace fasttext {
class FastText;
}

namespace docmill::language {

struct FastTextJudgement {
  int32_t label = -1;  // of the model; -1: nothing can be said
  UScriptCode script = USCRIPT_UNKNOWN;
  double score = 0;  // the model's probability, 0 to 1, four decimals
};

struct FastTextParagraph {
  Range range;
  uint64_t weight;  // of its letters, see LetterCount
  FastTextJudgement judgement;
};

// Result and scratch space; used again for every document.
struct FastTextResult {
  FastTextJudgement document;
  std::vector<FastTextParagraph> paragraphs;
  // scratch
  LetterCount letters, all_letters;
  std::vector<ByteKinds> kinds;
  std::string blanked, line;
  std::vector<int32_t> words;
  std::vector<double> votes;
};

// Immutable once made; may be used by all threads, each with its own FastTextResult.
class FastTextTagger {
 public:
  // `model`: the bytes of a supervised fastText model (.bin or .ftz). Throws std::runtime_error that says what is
  // wrong.
  FastTextTagger(std::string_view model, uint64_t minimum_letters, double minimum_confidence);
  ~FastTextTagger();

  // `text`: valid UTF-8. Lines are judged one by one by their first 4 KiB; those with fewer than `minimum_letters` take
  // the document's language; an answer with less than `minimum_confidence` is none.
  void tag(std::string_view text, FastTextResult& result) const;

  std::size_t labels() const { return tags_.size(); }
  const LabelTag& tag_of(int32_t label) const { return tags_[static_cast<std::size_t>(label)]; }

 private:
  FastTextJudgement judge(std::string_view line, FastTextResult& scratch) const;
  void vote(FastTextResult& result) const;

  std::unique_ptr<fasttext::FastText> model_;
  std::vector<LabelTag> tags_;
  uint64_t minimum_letters_;
  double minimum_confidence_;
};

}  // namespace docmill::language
