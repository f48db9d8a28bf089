// What is learned from pages: how much a unit reads like body. A data file beside the plugin, trained by tools/train,
// that can be read by a person.
//
// It is UTF-8 text; blank lines and lines that begin with # are skipped. A line is
//   MODEL<TAB>tree<TAB>QUESTIONS<TAB>LEAVES
//       a tree of MODEL, which is "block" (is a block of a page content?), "line" (is a line of a plain text that is a
//       whole page?), "confidence" (is F1 above .9?), or the name of a type of page (is it one?). QUESTIONS are up to
//       six, NAME>=NUMBER with spaces between, NAME as classify/unit_numbers.hpp has it; LEAVES the values, thousandths
//       of the logarithm of the odds, as many as two to the power of the questions; the first question is the highest
//       bit of a leaf's place, yes is 1
// Sums of whole numbers have no last bit that could differ between machines.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "classify/model_units.hpp"
#include "classify/trees.hpp"
#include "words/cues.hpp"

namespace docmill::cleaner {

enum class PageType : uint8_t { article, collection, documentation, forum, listing, product, service, count };
inline constexpr std::size_t n_page_types = static_cast<std::size_t>(PageType::count);
const char* name_of(PageType type);

class BlockModel {
 public:
  // Reads a whole file in place of what was known; tells the first mistake in it.
  std::optional<CueProblem> read(std::string_view file);
  // Without weights there is no opinion: the rules stand alone.
  bool knows_lines() const { return !lines_.empty(); }
  bool knows_blocks() const { return !blocks_.empty(); }
  bool knows_pages() const { return !confidence_.empty() && !types_[0].empty(); }
  // Of each block of a page, whose places are known, or each line of a plain text: above 0, it is more likely content
  // than not. Thousandths of the logarithm of the odds.
  void look_at_blocks(const UnitList& units, std::vector<int32_t>& scores) const;
  void look_at_lines(const UnitList& units, std::vector<int32_t>& scores) const;
  // Of the page as a whole, by page_numbers().
  PageType type(const int32_t* numbers) const;
  int32_t confidence(const int32_t* numbers) const;  // chance that F1 is above .9, ten-thousandths

 private:
  class Reading;
  std::optional<CueProblem> read_tree(uint32_t number, std::string_view row, Reading& reading);
  TreeSet* trees_of(std::string_view model);

  TreeSet blocks_, lines_, confidence_;
  std::array<TreeSet, n_page_types> types_;
};

// The score from which on units are best taken, and what F1 can then be hoped for, in thousandths: the sum of the words
// that are kept and wanted, by their chances, over the mean of those kept and those wanted (Jansche 2007). Never above
// 0: a page of which little is sure is rather read in full.
struct Bound {
  int32_t score = 0;
  int32_t hope = 0;
};
Bound best_bound(const UnitList& units, const std::vector<int32_t>& scores);

}  // namespace docmill::cleaner
