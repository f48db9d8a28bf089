// The pages that the trainer learns from: what is seen of their blocks and lines, and what is wanted of them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "classify/block_model.hpp"
#include "classify/model_units.hpp"
#include "tools/train/boosting.hpp"
#include "tools/train/labels.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner::train {

inline constexpr std::size_t n_parts = 3;

struct Page {
  std::string type;
  std::size_t part = 0;                    // by its site: which part a site falls into is the same in all trainings
  std::size_t first_row = 0, end_row = 0;  // of the blocks
  UnitList units;
  bool snippets = false, typed = false;
  double f1 = -1;  // of its blocks, judged without its site

  std::vector<int32_t> scores_of(const std::vector<int32_t>& scores) const {
    return {scores.begin() + static_cast<std::ptrdiff_t>(first_row),
            scores.begin() + static_cast<std::ptrdiff_t>(end_row)};
  }
};

// Units, a row for each. Of one whose weight is 0 nothing is known.
struct Samples {
  explicit Samples(std::size_t columns) : table(columns) {}
  // Every page weighs `share`, long units in it more than short ones.
  void add(const UnitList& units, const std::vector<Label>& labels, double share);
  // The mean of all rows becomes 1, rounded: a sum of weights in another order is no other weight.
  void scale();

  Table table;
  std::vector<float> target, weight;
  std::vector<uint32_t> words;
};

struct Pages {
  Pages();
  // A line of `list` is a page: see cleaner_train.cpp.
  void read(const std::string& list, const CueTable& cues);

  std::vector<Page> pages;
  Samples blocks;  // of pages
  Samples lines;   // of plain texts that are whole pages

 private:
  void read_page(const std::string& row, const CueTable& cues);
  void add_blocks(const std::string& source, const std::string& expected, Page page, const CueTable& cues);
  void add_lines(const std::string& text, const std::string& expected, const CueTable& cues);
};

}  // namespace docmill::cleaner::train
