// The words and phrases that a text is about: YAKE, and terms of Chinese by the variety of their neighbours.
//
// R. Campos, V. Mangaravite, A. Pasquali, A. Jorge, C. Nunes, A. Jatowt, "YAKE! Keyword extraction from single
// documents using multiple local features", Information Sciences 509, 2020. A word t has
//   TCase = max(TF with a capital within a sentence, TF in capitals) / (1 + ln TF)
//   TPos  = ln(ln(3 + median of the sentences that have it, from 0))
//   TNorm = TF / (mean TF + standard deviation), over words that are no function words
//   TRel  = 1 + (DL + DR) × TF / largest TF;  DL: different words on its left / words on its left
//   TSent = sentences with it / sentences
//   S(t)  = TRel × TPos / (TCase + TNorm / TRel + TSent / TRel)
// and a phrase of up to three words S = product of S(t) / (its frequency × (1 + sum of S(t))); lower is better. A
// function word within a phrase counts by 1 - the probability of its two neighbours, and none begins or ends one.
// Unlike in the paper, phrases that occur once and are not written with capitals come behind everything else: they are
// mostly chance.
//
// Scripts without spaces have no words to count. Stretches of two to four of their characters that occur twice or more
// are judged by accessor variety (H. Feng, K. Chen, X. Deng, W. Zheng, "Accessor Variety Criteria for Chinese Word
// Extraction", Computational Linguistics 30, 2004): the smaller number of different neighbours on either side, which is
// 1 within a word. S = 1 / (variety × frequency).
//
// All in fixed point; ties go to what stands first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fixed_point.hpp"
#include "sentences/sentence_splitter.hpp"
#include "words/function_words.hpp"

namespace docmill::summary {

// One keyword, where it stands first.
struct Keyword {
  uint32_t start = 0, end = 0;  // bytes of the text
  uint32_t count = 0;           // how often it occurs
  uint64_t weight = 0;          // S, lower is better; 2^32 is 1
};

// Scratch space of one thread.
class Keywords {
 public:
  static constexpr std::size_t longest = 3;          // words of a phrase
  static constexpr std::size_t most_words = 200000;  // what stands behind the first ones is not looked at

  // The best `n`, the best first; none is made of words of a better one alone. `sentences`: of `text`, which is valid
  // UTF-8; `with_list`: `function_words` is a list of the text's language (otherwise words of up to three letters count
  // as such). Time: the sorting of the words.
  const std::vector<Keyword>& find(std::string_view text, const std::vector<sentences::Sentence>& sentences,
                                   const words::FunctionWords& function_words, bool with_list, std::size_t n);

 private:
  struct Token {
    uint64_t hash;
    uint32_t start, end, sentence, word;  // word: its number
    bool stop;                            // a function word
    bool number;                          // no letter
    bool breaks;                          // something stands between it and the one before that is no space or hyphen
    bool capital, acronym;
  };
  struct WordFacts {
    uint64_t tf = 0, capital = 0, acronym = 0;
    uint64_t left = 0, different_left = 0, right = 0, different_right = 0;
    uint64_t sentences = 0, median = 0;
    uint64_t weight = 0;  // S(t), 2^16 is 1
    bool stop = false;
  };
  struct Candidate {
    uint64_t hash;
    uint32_t first, n;  // token and how many
  };
  struct Scored {
    Keyword keyword;
    uint32_t first, n;  // tokens; n is 0 for scripts without spaces
    bool chance;        // a phrase that occurs once and is no name
  };
  struct Stretch {  // of a script without spaces
    uint64_t hash;
    uint32_t start, end;
    char32_t left, right;
  };

  void read_tokens(std::string_view text, const std::vector<sentences::Sentence>& sentences,
                   const words::FunctionWords& function_words, bool with_list);
  void number_words();
  void count_words();
  void count_neighbours();
  void weigh_words(std::size_t n_sentences);
  uint64_t pairs(uint32_t left, uint32_t right) const;
  uint64_t weigh(const Candidate& c, uint64_t count) const;
  void collect_candidates();
  void score_candidates();
  bool is_chance(const Candidate& c, uint32_t count) const;
  bool repeats(const Scored& s, const std::vector<Scored>& taken) const;
  void add_stretches(std::string_view text, sentences::Sentence s);
  void score_stretches();

  std::vector<Token> tokens_;
  std::vector<uint64_t> vocabulary_;
  std::vector<WordFacts> facts_;
  std::vector<std::pair<uint64_t, uint64_t>> pairs_;  // left << 32 | right, how often; ascending
  std::vector<uint32_t> order_;
  std::vector<Candidate> candidates_;
  std::vector<Scored> scored_, taken_;
  std::vector<Stretch> stretches_;
  std::vector<Keyword> keywords_;
  std::string folded_;
};

}  // namespace docmill::summary
