// Trains the tagger's character n-gram model: a linear classifier over hashed n-grams with shared vectors of 16
// numbers (Joulin et al., "Bag of Tricks for Efficient Text Classification", 2016), stepped by Adagrad.
//
// The same corpus gives the same bytes: one thread, a fixed sequence of random numbers, and only + - * / and square
// roots, in a fixed order (build without -ffast-math and -march).
#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "../ngram_features.hpp"
#include "../ngram_model.hpp"

namespace docmill::language {

struct CorpusLanguage {
  std::string tag;
  std::vector<std::string> words, lines;  // one of them may be empty
};

// Reads what extract.py wrote: languages.txt, and for each of its tags TAG.words and TAG.lines. In the order of the
// tags, whatever that of the file is.
std::vector<CorpusLanguage> read_corpus(const std::string& folder);

// Random numbers, the same everywhere (SplitMix64).
struct TrainingRandom {
  uint64_t state = 20240901;
  uint64_t next() {
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
};

class Trainer {
 public:
  // `languages`: at least one; each has words or lines. `samples`: how many texts are learnt from.
  Trainer(std::vector<CorpusLanguage> languages, uint64_t samples);
  void run();  // says on standard error how far it is
  // The file of the model: see NgramModel.
  void write(std::ostream& out) const;

 private:
  using Vector = std::array<float, model_width>;
  std::string head_of(int64_t scale) const;
  void learn_scripts();
  double step(const std::string& text, std::size_t label);

  std::vector<CorpusLanguage> languages_;
  std::vector<UScriptCode> scripts_;
  uint64_t samples_;
  TrainingRandom random_;
  float rate_ = 0;
  std::vector<Vector> rows_;
  std::vector<float> sums_;
  std::vector<Vector> output_;
  std::vector<float> output_sums_;
  std::vector<uint32_t> features_;
  std::vector<float> p_;
  LetterTable letters_;
  Words words_{letters_};
};

}  // namespace docmill::language
