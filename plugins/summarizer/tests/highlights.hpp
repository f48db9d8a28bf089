// The articles with highlights of ../gold, and what a method scores on them.
#pragma once

#include <string>
#include <vector>

#include "summarizer.hpp"

namespace docmill::summary::gold {

struct Article {
  std::string name;      // "en-ferry"
  std::string language;  // "en"
  bool lead = false;     // its beginning says what it is about; else it begins with a scene
  std::string text, highlights;
};

// The articles of a part ("development", "held_out") by name; throws std::runtime_error.
std::vector<Article> read(const std::string& part);

// F1 of ROUGE-1, ROUGE-2, ROUGE-L, 0 to 1.
struct Scores {
  double one = 0, two = 0, l = 0;
};
// By article, in their order.
std::vector<Scores> score(const std::vector<Article>& articles, const SummaryOptions& options);
Scores mean(const std::vector<Scores>& scores);

// The interval that holds the mean of b - a (ROUGE-1, paired by article) with 95 percent: bootstrap, 10,000 draws,
// always the same ones.
struct Interval {
  double low = 0, high = 0;
};
Interval difference(const std::vector<Scores>& a, const std::vector<Scores>& b);

}  // namespace docmill::summary::gold
