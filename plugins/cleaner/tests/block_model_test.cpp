// The file of trees, the numbers that they ask for, and what the model may do.
#include "classify/block_model.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>

#include "classify/unit_numbers.hpp"
#include "cleaner.hpp"
#include "docmill/base/wide_vectors.hpp"
#include "test_cues.hpp"

using namespace docmill::cleaner;

namespace {

std::string mistake(std::string_view file) {
  BlockModel model;
  const auto problem = model.read(file);
  if (!problem) return "";
  return std::to_string(problem->line) + ":" + std::to_string(problem->column) + ": " + problem->message;
}

Unit unit(std::string_view text) {
  std::vector<Line> lines;
  read_lines(text, lines);
  std::string folded;
  return unit_of(text, lines.at(0), test_cues(), folded);
}

int32_t number(const UnitList& units, std::size_t i, const std::string& name) {
  const std::vector<std::string>& names = names_of_unit_numbers();
  std::vector<int32_t> numbers(names.size());
  unit_numbers(units, i, numbers.data());
  const auto at = std::find(names.begin(), names.end(), name);
  REQUIRE(at != names.end());
  return numbers[static_cast<std::size_t>(at - names.begin())];
}

std::string clean(const std::string& page, const BlockModel& model, Options options = {}) {
  Cleaner cleaner;
  cleaner.clean(page, "text/html", test_cues(), model, options);
  std::string text;
  apply(page, cleaner.edits, text);
  return text;
}

const std::string paragraph =
    "The new foundry near the river has begun to make memory for the first time, its owners said.";
const std::string page = "<article><p>" + paragraph + "</p><p>A short line</p><p>" + paragraph +
                         " It had been planned for years.</p></article>";

}  // namespace

TEST_CASE("trees of lines do not ask what the page as a whole is like") {
  std::istringstream file(read_file(DOCMILL_SOURCE_DIR "/plugins/cleaner/model/cleaner_model.tsv"));
  std::size_t trees = 0, asking = 0;
  for (std::string row; std::getline(file, row);) {
    if (row.substr(0, 5) != "line\t") continue;
    ++trees;
    asking += row.find("page-") != std::string::npos;
  }
  CHECK(trees == 140);
  CHECK(asking == 0);
}

TEST_CASE("mistakes in a model file are told with their place") {
  CHECK(mistake("# a comment\n\nblock\ttree\twords>=9 links>=100\t1 2 3 4\r\nforum\ttree\thope>=900\t-5 5\n") == "");
  CHECK(mistake("line\ttree\twords>=9\t1 2\n") == "");
  CHECK(mistake("") == "");
  CHECK(mistake("block\ttree\twords>=9\t\xFF 2\n") == "1:1: a model file is UTF-8 text");
  CHECK(mistake("text\twords=1\t5\n") ==
        "1:1: a line is four fields with tabs between them: model, tree, questions, leaves");
  CHECK(mistake("blocks\ttree\twords>=9\t1 2\n") ==
        "1:1: no model 'blocks'; it is block, line, confidence, or a type of page");
  CHECK(mistake("block\tbush\twords>=9\t1 2\n") == "1:7: the second of four fields is the word tree");
  CHECK(mistake("block\ttree\thope>=9\t1 2\n") ==
        "1:12: no question 'hope>=9'; it is a name and a bound, as in words>=9");
  CHECK(mistake("block\ttree\twords>9\t1 2\n") ==
        "1:12: no question 'words>9'; it is a name and a bound, as in words>=9");
  CHECK(mistake("block\ttree\twords>=x\t1 2\n") == "1:19: a bound is a whole number");
  CHECK(mistake("block\ttree\twords>=9\t1 2 3\n") == "1:21: a tree of 1 questions has 2 leaves, not 3");
  CHECK(mistake("block\ttree\twords>=9\t1 b\n") == "1:23: a leaf is a whole number from -100000 to 100000");
  CHECK(mistake("block\ttree\twords>=1 words>=2 words>=3 words>=4 words>=5 words>=6 words>=7\t1\n") ==
        "1:12: a tree asks at most 6 questions");
}

TEST_CASE("every number of a unit and of a page has a name of its own") {
  for (const auto* names : {&names_of_unit_numbers(), &names_of_page_numbers()}) {
    std::vector<std::string> sorted = *names;
    std::sort(sorted.begin(), sorted.end());
    CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
    for (const std::string& name : sorted) CHECK(name.find_first_of(" \t>") == std::string::npos);
  }
}

TEST_CASE("a tree's answers are the bits of its leaf, the first one highest") {
  TreeSet trees;
  trees.add({{0, 10}, {1, 5}}, {1, 20, 300, 4000});
  const auto sum = [&](int32_t a, int32_t b) {
    const int32_t numbers[] = {a, b};
    return trees.sum(numbers);
  };
  CHECK(sum(9, 4) == 1);
  CHECK(sum(9, 5) == 20);
  CHECK(sum(10, 4) == 300);
  CHECK(sum(10, 5) == 4000);
  trees.add({{1, 0}}, {-7, 7});
  CHECK(sum(9, -1) == -6);
}

TEST_CASE("eight units at once get the sums that each gets alone") {
  constexpr std::size_t lanes = TreeSet::lanes, n = 20;
  uint32_t state = 7;
  const auto random = [&state](uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return static_cast<int32_t>((state >> 8) % below);
  };
  TreeSet trees;
  for (uint32_t tree = 0; tree < 50; ++tree) {
    std::vector<Split> splits(1 + tree % deepest_tree);
    for (Split& s : splits) s = {static_cast<uint16_t>(random(n)), random(9) - 4};
    std::vector<int32_t> leaves(std::size_t{1} << splits.size());
    for (int32_t& leaf : leaves) leaf = random(2001) - 1000;
    trees.add(splits, leaves);
  }
  for (int turn = 0; turn < 20; ++turn) {
    std::vector<int32_t> numbers(n * lanes), alone(n), sums(lanes);
    for (int32_t& x : numbers) x = random(20) == 0 ? INT32_MAX : random(20) == 0 ? INT32_MIN : random(11) - 5;
    for (const bool wide : {false, docmill::has_wide_vectors}) {
      trees.sums(numbers.data(), sums.data(), wide);
      for (std::size_t k = 0; k < lanes; ++k) {
        for (std::size_t f = 0; f < n; ++f) alone[f] = numbers[f * lanes + k];
        CHECK(sums[k] == trees.sum(alone.data()));
      }
    }
  }
}

TEST_CASE("chances by whole numbers are those of the logistic function, to a hundredth") {
  CHECK(chance_of(0) == 5000);
  CHECK(chance_of(100000) == 9996);
  for (int32_t sum = -9000; sum <= 9000; sum += 37) {
    CHECK(chance_of(sum) + chance_of(-sum) == 10000);
    CHECK(std::abs(chance_of(sum) / 10000.0 - 1 / (1 + std::exp(-sum / 1000.0))) < 0.01);
  }
}

TEST_CASE("lines have trees of their own, over the numbers of units") {
  BlockModel model;
  REQUIRE_FALSE(model.read("line\ttree\twords>=5\t-70 150\nline\ttree\tends-sentence>=1\t-5 5\n"));
  CHECK(model.knows_lines());
  CHECK_FALSE(model.knows_blocks());
  UnitList units;
  units.add(unit("three short words"));
  units.add(unit(paragraph));
  units.finish();
  std::vector<int32_t> scores;
  model.look_at_lines(units, scores);
  CHECK(scores == std::vector<int32_t>{-75, 155});
}

TEST_CASE("what is unsure is taken where the page would else be mostly lost") {
  UnitList units;
  for (int i = 0; i < 3; ++i) units.add(unit(paragraph));
  units.finish();
  CHECK(best_bound(units, {3000, 3000, -3000}).score == 0);
  CHECK(best_bound(units, {3000, 3000, -3000}).hope > 900);
  // Chances of one in three: F1 is greater with all of them than with none.
  CHECK(best_bound(units, {-700, -700, -700}).score <= -700);
  CHECK(best_bound(units, {-700, -700, -700}).hope < 600);
  CHECK(best_bound(units, {-5000, -5000, -5000}).score == 0);
}

TEST_CASE("function words tell sentences from menus, in every language that has a list") {
  CHECK(unit("The owner of the hall said that it was not for sale at all").function_share >= 50);
  CHECK(unit("Der Besitzer sagte, dass die Halle nicht zu verkaufen ist und es auch nicht wird").function_share >= 50);
  CHECK(unit("Владелец сказал, что этот зал не для продажи и не был").function_share >= 40);
  CHECK(unit("Home News Politics Business Sports Culture").function_share == 0);
  CHECK(unit("Too short").function_share == Unit::unknown);
}

TEST_CASE("a unit knows its neighbours, whether it repeats another, and how far the next paragraph is") {
  UnitList units;
  for (const std::string& line : {std::string("Home"), paragraph, std::string("Comments"), std::string("Home")})
    units.add(unit(line));
  units.finish();
  CHECK(number(units, 0, "near-words-after-1") == static_cast<int32_t>(units[1].words));
  CHECK(number(units, 0, "near-words-before-1") == -1);
  CHECK(number(units, 0, "repeated") == 1);
  CHECK(number(units, 3, "repeated") == 2);
  CHECK(number(units, 0, "zone") == 0);
  CHECK(number(units, 3, "zone") == 2);
  CHECK(number(units, 3, "to-prose") == 2);
  CHECK(number(units, 2, "cue-line=comments") == 1);
  CHECK(number(units, 3, "comments-above") == 1);
}

TEST_CASE("the model takes a block of a page, and never with cut = nothing") {
  BlockModel model;
  CHECK(clean(page, model).find("A short line") != std::string::npos);
  REQUIRE_FALSE(model.read("block\ttree\twords>=9\t-5000 5000\n"));
  CHECK(clean(page, model).find("A short line") == std::string::npos);
  Options nothing;
  nothing.cut = Cut::nothing;
  CHECK(clean(page, model, nothing).find("A short line") != std::string::npos);
}

TEST_CASE("a model that would take all of a page is not believed") {
  BlockModel model;
  REQUIRE_FALSE(model.read("block\ttree\twords>=1\t-5000 -5000\n"));
  CHECK(clean(page, model) == clean(page, BlockModel()));
}

TEST_CASE("the model brings back what the rules took out, wherever it stands, but nothing hidden") {
  const std::string noisy = "<article><p>" + paragraph +
                            "</p><div class=related><p>A sentence that belongs here.</p></div>" +
                            "<div style='display:none'><p>A sentence that is hidden here.</p></div><p>" + paragraph +
                            "</p></article>" + "<p>And one beside the article of it.</p>";
  BlockModel model;
  CHECK(clean(noisy, model).find("belongs here") == std::string::npos);
  REQUIRE_FALSE(model.read("block\ttree\trules>=1\t900 900\n"));
  CHECK(clean(noisy, model).find("belongs here") != std::string::npos);
  CHECK(clean(noisy, model).find("beside the article") != std::string::npos);
  CHECK(clean(noisy, model).find("is hidden") == std::string::npos);
}
