// What language_bench and its tuning measure by: the sample, and the scores of a tagger on it.
#pragma once

#include <array>
#include <cstdio>
#include <memory>
#include <vector>

#include "sample.hpp"

namespace docmill::language {

inline constexpr std::array<const char*, 3> classes{"word", "pair", "sentence"};

struct Sample {
  std::vector<GoldText> texts, documents, made;
};

struct Scores {
  std::array<ClassScore, 3> of_class;
  MixedScore mixed, made;
};

struct Answers {
  std::vector<Answer> texts, documents, made;
};

std::shared_ptr<const NgramModel> model();  // the one of the source tree

template <class Wanted>
std::vector<std::size_t> numbers(const std::vector<GoldText>& sample, Wanted&& wanted) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (wanted(sample[i])) result.push_back(i);
  }
  return result;
}

template <class Wanted>
Answers answers_of(const Sample& sample, const Tagger& tagger, Wanted&& wanted) {
  return {answers(sample.texts, tagger, wanted), answers(sample.documents, tagger, wanted),
          answers(sample.made, tagger, wanted)};
}

template <class Wanted>
Scores score(const Sample& sample, const Answers& answers, Wanted&& wanted) {
  Scores s;
  for (std::size_t c = 0; c < classes.size(); ++c)
    s.of_class[c] =
        score_class(sample.texts, answers.texts,
                    numbers(sample.texts, [&](const GoldText& g) { return g.kind == classes[c] && wanted(g); }));
  s.mixed = score_mixed(sample.documents, answers.documents, numbers(sample.documents, wanted));
  s.made = score_mixed(sample.made, answers.made, numbers(sample.made, wanted));
  return s;
}

void print(const char* what, const Scores& s);

// Chooses the numbers of weights.hpp on one half of the sample and measures on the other, both ways round; then on the
// whole.
void tune(const Sample& sample);

}  // namespace docmill::language
